"""Every screen, in every language: large targets, names for screen readers, nothing cut off or on top."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from desktop.shots.kiosk import SHOTS
from desktop.shots.kiosk_samples import build_session
from viewmodels.text import LANGUAGES
from views.kiosk.keyboard import Keyboard
from views.kiosk.kiosk_view import KioskView
from views.kiosk.overlay import OverlayCard
from views.kiosk.ticket import StepLine

SHOT = {shot.name: shot for shot in SHOTS}
SIZES = ((1080, 1920), (1920, 1080), (1366, 768))


def _show(qapp: QApplication, name: str, size: tuple[int, int] = (1080, 1920)) -> QWidget:
    view = SHOT[name].build()
    view.resize(*size)
    view.show()
    qapp.processEvents()
    return view


def _end(view: QWidget) -> None:
    view.close()
    view.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def _controls(view: QWidget) -> list[QWidget]:
    every: list[QWidget] = [*view.findChildren(QAbstractButton), *view.findChildren(QLineEdit)]
    return [control for control in every if control.isVisible()]


@pytest.mark.parametrize("name", sorted(SHOT))
def test_targets_are_large_named_and_known(qapp: QApplication, name: str) -> None:
    view = _show(qapp, name)
    controls = _controls(view)
    assert controls
    for control in controls:
        size = min(control.height(), control.width())
        assert size >= 64 or isinstance(control, QLineEdit), control.objectName()
        assert control.accessibleName(), control.objectName()
        assert control.objectName().startswith("kiosk."), control.accessibleName()
    names = [control.objectName() for control in controls if ".listing." not in control.objectName()]
    assert len(names) == len(set(names))
    _end(view)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "name", ["kiosk-attract", "kiosk-find", "kiosk-time", "kiosk-details", "kiosk-receipt"]
)
def test_buttons_fit_on_screens_of_any_shape(qapp: QApplication, name: str, size: tuple[int, int]) -> None:
    view = _show(qapp, name, size)
    assert (view.width(), view.height()) == size
    foot = [control for control in _controls(view) if "QScrollArea" not in _ancestors(control)]
    for control in foot:
        frame = control.rect().translated(control.mapTo(view, control.rect().topLeft()))
        assert view.rect().contains(frame), control.objectName()
    _end(view)


LYING = [(1280, 800), (1920, 1080)]


@pytest.mark.parametrize("size", LYING)
@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("kiosk-find", ["kiosk.find.category.", "kiosk.find.listing."]),
        ("kiosk-time", ["kiosk.time.day.", "kiosk.time.slot.", "kiosk.time.held"]),
        ("kiosk-time-lost", ["kiosk.alternative.", "kiosk.time.day."]),
        ("kiosk-details", ["kiosk.details.name", "kiosk.details.phone"]),
        ("kiosk-receipt", ["kiosk.done.code", "kiosk.done.qr"]),
        ("kiosk-offline", ["kiosk.done.code", "kiosk.done.qr"]),
        ("kiosk-idle", ["kiosk.idle."]),
        ("kiosk-pin", ["kiosk.pin."]),
    ],
)
def test_lying_down_all_that_is_needed_is_seen_at_once(
    qapp: QApplication, name: str, needed: list[str], size: tuple[int, int]
) -> None:
    view = _show(qapp, name, size)
    for start in needed:
        found = [
            widget
            for widget in view.findChildren(QWidget)
            if widget.objectName().startswith(start) and widget.isVisible()
        ]
        assert found, start
        cut = [w.objectName() for w in found if w.visibleRegion().boundingRect() != w.rect()]
        small = [
            w.objectName()
            for w in found
            if isinstance(w, QAbstractButton) and min(w.width(), w.height()) < 64
        ]
        assert (cut, small) == ([], [])
    _end(view)


def test_the_language_keeps_its_place_when_it_changes(qapp: QApplication) -> None:
    session = build_session()
    view = KioskView(session)
    view.resize(1280, 800)
    view.show()
    qapp.processEvents()
    for code in ("de", "pl"):
        session.speak_language(code)
        qapp.processEvents()
        buttons = [b for b in view.findChildren(QAbstractButton, "kiosk.header.language") if b.isVisible()]
        assert len(buttons) == 1
        assert buttons[0].y() < 30
        assert buttons[0].geometry().right() == 1280 - 40 - 1
    session.setParent(view)
    _end(view)


def test_the_card_of_a_question_is_as_high_as_its_words(qapp: QApplication) -> None:
    for size in (*LYING, (1080, 1920)):
        view = _show(qapp, "kiosk-idle", size)
        card = view.findChild(OverlayCard)
        assert isinstance(card, OverlayCard)
        layout = card.layout()
        assert layout is not None
        assert card.height() >= layout.totalHeightForWidth(card.width())
        _end(view)


def _ancestors(widget: QWidget) -> str:
    names, parent = "", widget.parentWidget()
    while parent is not None:
        names += "QScrollArea " if parent.inherits("QScrollArea") else ""
        parent = parent.parentWidget()
    return names


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_button_cuts_its_words(qapp: QApplication, language: str) -> None:
    from desktop.shots import kiosk

    for prepare in (
        kiosk._attract,
        kiosk._find,
        kiosk._at_times,
        kiosk._details_lost,
        kiosk._idle,
        kiosk._pin,
    ):
        view = kiosk._build(prepare, language=language)
        view.resize(1080, 1920)
        view.show()
        qapp.processEvents()
        for control in _controls(view):
            wanted = control.minimumSizeHint() if isinstance(control, QLineEdit) else control.sizeHint()
            plain = type(control).__name__ in ("TouchButton", "RowButton")
            assert not plain or control.width() + 32 >= wanted.width(), (language, control.accessibleName())
        _end(view)


def test_the_key_to_the_phone_needs_no_focus(qapp: QApplication) -> None:
    view = _show(qapp, "kiosk-details-wrong")
    keyboard, name = view.findChild(Keyboard), view.findChild(QLineEdit, "kiosk.details.name")
    phone = view.findChild(QLineEdit, "kiosk.details.phone")
    assert isinstance(keyboard, Keyboard)
    assert isinstance(name, QLineEdit)
    assert keyboard.field is name
    # As on a screen without a window manager, where no window is ever the active one.
    name.clearFocus()
    keyboard.next_pressed.emit()
    assert keyboard.field is phone
    assert keyboard.isVisible()
    _end(view)


@pytest.mark.parametrize("size", [(1280, 800), (1080, 1920)])
def test_mirrored_tickets_keep_number_and_words_apart(qapp: QApplication, size: tuple[int, int]) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        view = _show(qapp, "kiosk-offline", size)
        steps = [step for step in view.findChildren(StepLine) if step.isVisible()]
        assert steps
        for step in steps:
            for words in step.findChildren(QLabel):
                assert words.geometry().right() < step.width() - StepLine.CIRCLE
        title = next(w for w in view.findChildren(QWidget, "kiosk.done.title") if w.isVisible())
        picture = title.grab().toImage()
        dark = [
            x
            for x in range(picture.width())
            if any(picture.pixelColor(x, y).lightness() < 90 for y in range(picture.height()))
        ]
        assert dark[-1] > picture.width() - 12
        _end(view)
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_mirrored_for_right_to_left(qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        view = _show(qapp, "kiosk-time")
        back = view.findChild(QAbstractButton, "kiosk.time.back")
        onward = view.findChild(QAbstractButton, "kiosk.time.continue")
        assert back is not None
        assert onward is not None
        assert back.x() > onward.x()
        assert not view.grab().isNull()
        _end(view)
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
