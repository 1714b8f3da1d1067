"""Keyboard for everything: pages by G and a letter, actions while something offers them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from client.tasks import Tasks
from viewmodels.kernel.actions import Action, ActionTable
from viewmodels.kernel.command import Command
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.shell.rows import PageRow
from views.shell.shortcuts import Shortcuts

pytestmark = pytest.mark.ui

ACCEPT = Action("booking.accept", "accept", "check", "booking", "A")
SEARCH = Action("shell.search", "search", "search", "shell", "/")


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    window = QWidget()
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.resize(300, 200)
    window.show()
    window.activateWindow()
    window.setFocus()
    yield window
    window.close()
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


async def turns() -> None:
    for _turn in range(5):
        await asyncio.sleep(0)


def command(done: list[str]) -> Command:
    async def work() -> None:
        done.append("accepted")

    return Command(Tasks(), work, name="booking.accept")


async def test_a_letter_acts_only_while_something_offers_it(window: QWidget) -> None:
    done: list[str] = []
    table = ActionTable([ACCEPT, SEARCH])
    Shortcuts(window, table)
    accept = command(done)
    QTest.keyClick(window, Qt.Key.Key_A)
    await turns()
    assert done == []
    table.offer({"booking.accept": accept})
    QTest.keyClick(window, Qt.Key.Key_A)
    await turns()
    assert done == ["accepted"]
    table.withdraw({"booking.accept": accept})
    QTest.keyClick(window, Qt.Key.Key_A)
    await turns()
    assert done == ["accepted"]


async def test_letters_typed_into_a_field_stay_there(window: QWidget) -> None:
    done: list[str] = []
    table = ActionTable([ACCEPT])
    Shortcuts(window, table)
    table.offer({"booking.accept": command(done)})
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    QTest.keyClicks(field, "gala")
    await turns()
    assert (field.text(), done) == ("gala", [])


async def test_g_and_a_letter_go_to_a_page(window: QWidget) -> None:
    pages: RowModel[PageRow] = RowModel([Column("title", "", lambda row: row.title)])
    pages.setParent(window)
    pages.set_rows(
        [
            PageRow("vendor.today", "Today", "sun", keys=("G", "T")),
            PageRow("vendor.bookings", "Bookings", "list", keys=("G", "B")),
        ]
    )
    shortcuts = Shortcuts(window, ActionTable([SEARCH]))
    went: list[str] = []
    shortcuts.follow_pages(pages, went.append)
    for letter in (Qt.Key.Key_B, Qt.Key.Key_T):
        QTest.keyClick(window, Qt.Key.Key_G)
        QTest.keyClick(window, letter)
    assert went == ["vendor.bookings", "vendor.today"]
    pages.set_rows([])
    shortcuts.follow_pages(pages, went.append)
    await turns()
    QTest.keyClick(window, Qt.Key.Key_G)
    QTest.keyClick(window, Qt.Key.Key_T)
    assert len(went) == 2


async def test_a_view_can_answer_an_action_itself(window: QWidget) -> None:
    shortcuts = Shortcuts(window, ActionTable([SEARCH]))
    found: list[bool] = []
    shortcuts.replace("shell.search", lambda: found.append(True))
    QTest.keyClick(window, Qt.Key.Key_Slash)
    assert found == [True]
