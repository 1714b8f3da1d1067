"""The on-screen keyboard in six languages."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget

from viewmodels.text import LANGUAGES, Texts
from views.kiosk.key_layouts import ACCENTS, LETTERS, SIGNS, capital
from views.kiosk.keyboard import Keyboard

ALPHABETS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "de": "abcdefghijklmnopqrstuvwxyzäöüß",
    "fr": "abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûü",
    "tr": "abcçdefgğhıijklmnoöprsştuüvyz",
    "pl": "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
    "pt": "abcdefghijklmnopqrstuvwxyzáâãàçéêíóôõúü",
}


class Desk(QWidget):
    """A field above its keyboard."""

    def __init__(self, language: str, width: int = 1080, height: int = 1920) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.keyboard = Keyboard(Texts(language))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field)
        layout.addWidget(self.keyboard)
        self.resize(width, 900)
        self.keyboard.fit(width, height)
        self.keyboard.write_into(self.field, next_label="Done")
        self.show()
        QApplication.processEvents()

    def has(self, name: str) -> bool:
        QApplication.processEvents()
        found = self.keyboard.findChildren(QAbstractButton, f"kiosk.key.{name}")
        return any(key.isVisible() for key in found)

    def key(self, name: str) -> QAbstractButton:
        QApplication.processEvents()
        found = self.keyboard.findChildren(QAbstractButton, f"kiosk.key.{name}")
        return next(key for key in found if key.isVisible())

    def keys(self) -> list[QAbstractButton]:
        return [key for key in self.keyboard.findChildren(QAbstractButton) if key.isVisible()]

    def press(self, *names: str) -> None:
        for name in names:
            self.key(name).click()
            QApplication.processEvents()

    def write(self, letter: str) -> None:
        """Find the letter on one of the layers."""
        if not self.has(letter):
            self.press("accents")
        self.press(letter)


def _close(desk: Desk) -> None:
    desk.close()
    desk.deleteLater()
    QApplication.processEvents()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_of_the_language_can_be_written(qapp: QApplication, language: str) -> None:
    desk = Desk(language)
    for letter in ALPHABETS[language]:
        desk.field.setText("x")
        desk.keyboard.write_into(desk.field, next_label="Done")
        desk.write(letter)
        assert desk.field.text() == f"x{letter}"
    _close(desk)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_begins_with_a_capital_and_goes_on_small(qapp: QApplication, language: str) -> None:
    desk = Desk(language)
    desk.press("z", "o", "e", "space", "k", "-", "p")
    assert desk.field.text() == "Zoe K-P"
    _close(desk)


def test_capitals_follow_the_language() -> None:
    assert capital("i", "tr") == "İ"
    assert capital("ı", "tr") == "I"
    assert capital("i", "en") == "I"
    assert capital("ß", "de") == "ẞ"
    assert capital("ż", "pl") == "Ż"


def test_shift_signs_accents_and_back(qapp: QApplication) -> None:
    desk = Desk("en")
    desk.field.setText("x")
    desk.keyboard.write_into(desk.field, next_label="Done")
    desk.press("shift", "a", "b", "signs", "4", "signs", "c", "backspace", "accents", "é", "d")
    assert desk.field.text() == "xAb4éd"
    _close(desk)


def test_the_phone_pad_has_digits_and_no_letters(qapp: QApplication) -> None:
    desk = Desk("de")
    desk.keyboard.write_into(desk.field, next_label="Done", phone=True)
    QApplication.processEvents()
    assert not desk.has("q")
    desk.press("+", "4", "9", "space", "1", "5", "1", "backspace")
    assert desk.field.text() == "+49 15"
    _close(desk)


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_are_large_and_none_lies_over_another(qapp: QApplication, language: str) -> None:
    desk = Desk(language)
    for layer in ("", "accents", "signs"):
        if layer:
            desk.press(layer)
        keys = desk.keys()
        for key in keys:
            assert key.width() >= 64
            assert key.height() >= 64
            assert key.accessibleName()
        frames = [QRect(key.mapTo(desk.keyboard, QPoint(0, 0)), key.size()) for key in keys]
        for place, frame in enumerate(frames):
            assert desk.keyboard.rect().contains(frame)
            assert not any(frame.intersects(other) for other in frames[place + 1 :])
        if layer:
            desk.press(layer)
    _close(desk)


def test_no_key_stands_twice_on_a_layer() -> None:
    for rows in (*LETTERS.values(), ACCENTS, SIGNS):
        signs = "".join(rows)
        assert len(set(signs)) == len(signs)
