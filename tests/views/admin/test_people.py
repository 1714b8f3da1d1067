"""The people's page with a real mouse and real keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from client.tasks import Tasks
from desktop.shots.admin import people_page
from desktop.shots.admin_samples import build_account, build_server
from desktop.shots.customer_samples import id_of
from desktop.shots.online import SampleServer
from desktop.shots.vendor_samples import NOW, SampleClock, build_desk
from tests.viewmodels.customer.town import until
from viewmodels.admin.people import PeopleViewModel
from views.admin.people import PeopleView
from views.kit.checkbox import Switch
from views.kit.hint import Hint
from views.kit.theme import apply_theme

pytestmark = pytest.mark.ui


def find(view: QWidget, name: str) -> QWidget:
    widget = view.findChild(QWidget, name)
    assert isinstance(widget, QWidget), name
    return widget


@dataclass(frozen=True)
class Shown:
    """The page on the screen, with the server behind it."""

    view: PeopleView
    page: PeopleViewModel
    server: SampleServer


@asynccontextmanager
async def shown(qapp: QApplication, *, online: bool = True) -> AsyncIterator[Shown]:
    apply_theme(qapp, "light", reduced_motion=True)
    clock, server = SampleClock(), build_server()
    account = build_account(clock, Tasks())
    if not online:
        account.status.update(online=False, as_of=NOW)
    page = people_page(build_desk(account, clock), account, server)
    view = PeopleView(page)
    view.resize(1216, 844)
    view.show()
    view.activateWindow()
    try:
        await until(lambda: page.rows.rows)
        yield Shown(view, page, server)
    finally:
        page.close()
        view.hide()
        view.deleteLater()
        await account.tasks.aclose()
        account.close()


async def test_somebody_is_found_opened_and_suspended(qapp: QApplication) -> None:
    async with shown(qapp) as desk:
        view, page, server = desk.view, desk.page, desk.server
        search = find(view, "admin.people.search")
        search.setFocus()
        QTest.keyClicks(search, "viktor")
        assert [row.name for row in page.rows.rows] == ["Viktor Lange"]
        table = view.table
        spot = table.visualRect(page.rows.index(0, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        await until(lambda: find(view, "admin.people.panel").isVisible())
        QTest.mouseClick(find(view, "admin.people.suspend"), Qt.MouseButton.LeftButton)
        confirm = find(view, "admin.people.suspend.confirm")
        QTest.mouseClick(confirm, Qt.MouseButton.LeftButton)
        await until(lambda: page.suspend.problem.value is not None)
        assert server.performed == []
        reason = find(view, "admin.people.reason")
        reason.setFocus()
        QTest.keyClicks(reason, "You asked for cash.")
        QTest.mouseClick(confirm, Qt.MouseButton.LeftButton)
        await until(lambda: server.performed)
        operation = server.performed[0]
        assert (operation.target, operation.args) == (id_of(7, 2), {"reason": "You asked for cash."})


async def test_keys_alone_open_somebody(qapp: QApplication) -> None:
    async with shown(qapp) as desk:
        view, page = desk.view, desk.page
        # As the shell does with every page that it shows.
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_Return):
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, key)
        assert page.open_id.value == page.rows.rows[1].id


async def test_without_network_the_button_says_so_and_does_nothing(qapp: QApplication) -> None:
    async with shown(qapp, online=False) as desk:
        view, page, server = desk.view, desk.page, desk.server
        page.open(id_of(7, 10))
        button = find(view, "admin.people.restore")
        assert "network" in button.accessibleDescription()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert server.performed == []
        switch = find(view, "admin.people.role.admin")
        assert isinstance(switch, Switch)
        assert "network" in switch.accessibleDescription()
        held = switch.isChecked()
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(12, switch.height() // 2))
        assert switch.isChecked() == held
        assert view.window().findChildren(Hint)
        assert server.performed == []
