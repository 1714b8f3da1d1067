"""The page of addresses, by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.shots.addresses import build
from desktop.shots.customer_samples import id_of


def press(window: QWidget, name: str) -> None:
    button = window.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def line(window: QWidget, name: str) -> QLineEdit:
    field = window.findChild(QLineEdit, f"customer.addresses.form.{name}")
    assert isinstance(field, QLineEdit), name
    return field


def test_an_address_is_written_and_what_is_wrong_stands_by_its_field(qtbot: QtBot) -> None:
    window = build()
    qtbot.addWidget(window)
    window.resize(1200, 800)
    window.show()
    press(window, "customer.addresses.add")
    QTest.keyClicks(line(window, "label"), "Garden")
    press(window, "customer.addresses.form.save")
    assert line(window, "street").accessibleDescription()
    assert not line(window, "label").accessibleDescription()
    QTest.keyClicks(line(window, "street"), "Feldweg 3")
    assert not line(window, "street").accessibleDescription()
    press(window, "customer.addresses.form.save")
    assert not line(window, "street").isVisible()


def test_changing_fills_the_form_and_removing_takes_the_card_away(qtbot: QtBot) -> None:
    window = build()
    qtbot.addWidget(window)
    window.resize(960, 600)
    window.show()
    press(window, f"customer.addresses.change.{id_of(8, 1)}")
    assert line(window, "street").text() == "4 Quay Street"
    press(window, "customer.addresses.form.cancel")
    press(window, f"customer.addresses.remove.{id_of(8, 1)}")
    qtbot.waitUntil(lambda: window.findChild(QWidget, f"customer.addresses.card.{id_of(8, 1)}") is None)
