"""The sign-in view over its real viewmodel."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from client.clock import SystemClock
from client.errors import SignInRequiredError
from client.tasks import Tasks
from viewmodels.format import Format
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.describe import Describe
from viewmodels.sign_in import Credentials, ServerState, SignIn
from viewmodels.text import Texts
from views.kit.button import Button
from views.kit.text import Text
from views.kit.theme import apply_theme
from views.sign_in import SignInView
from views.sign_in_parts import DemoCard

pytestmark = pytest.mark.ui


class Door:
    """A server that knows one person."""

    def __init__(self) -> None:
        self.asked: list[Credentials] = []

    async def __call__(self, credentials: Credentials) -> None:
        """Let Rosa in."""
        self.asked.append(credentials)
        if credentials.password not in {"right", "doorstep-demo"}:
            raise SignInRequiredError({"code": "invalid_credentials", "status": 401, "title": "no"})


@pytest.fixture
def door() -> Door:
    return Door()


def build(door: Door, *, demo: bool = False, notice: str = "") -> SignInView:
    texts = Texts("en")
    tools = Tools(texts, Format(texts, SystemClock()), Tasks(), Describe(texts))
    viewmodel = SignIn(tools, door, Observable(ServerState.READY), address=None, demo=demo, notice=notice)
    view = SignInView(viewmodel)
    viewmodel.setParent(view)
    view.resize(1080, 720)
    view.show()
    view.activateWindow()
    return view


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[list[QWidget]]:
    """Views that are closed at the end."""
    apply_theme(qapp, "light", reduced_motion=True)
    views: list[QWidget] = []
    yield views
    for view in views:
        view.close()
        view.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def field(view: QWidget, name: str) -> QLineEdit:
    found = view.findChild(QLineEdit, f"sign_in.{name}")
    assert isinstance(found, QLineEdit)
    return found


async def turns() -> None:
    """Let what was triggered run."""
    for _turn in range(10):
        await asyncio.sleep(0)


def words(view: QWidget) -> set[str]:
    """Every text that can be seen."""
    return {text.text() for text in view.findChildren(Text) if text.isVisible()}


async def test_enter_signs_in(door: Door, shown: list[QWidget]) -> None:
    view = build(door)
    shown.append(view)
    QTest.keyClicks(field(view, "mail"), "rosa@northside.example")
    QTest.keyClicks(field(view, "password"), "right")
    QTest.keyClick(field(view, "password"), Qt.Key.Key_Return)
    await turns()
    assert door.asked[0] == Credentials("rosa@northside.example", "right", True)
    assert field(view, "password").text() == ""


async def test_a_refusal_stands_beside_the_field_and_keeps_the_text(door: Door, shown: list[QWidget]) -> None:
    view = build(door)
    shown.append(view)
    view._viewmodel.type_mail("rosa@northside.example")
    view._viewmodel.type_password("wrong")
    assert not await view._viewmodel.submit.run()
    assert "Mail or password is not right." in words(view)
    assert field(view, "password").accessibleDescription() == "Mail or password is not right."
    assert field(view, "mail").accessibleDescription() == ""
    assert field(view, "password").hasFocus()


async def test_a_known_and_an_unknown_address_read_alike(door: Door, shown: list[QWidget]) -> None:
    seen: list[set[str]] = []
    for mail in ("rosa@northside.example", "nobody@nowhere.example"):
        view = build(door)
        shown.append(view)
        view._viewmodel.type_mail(mail)
        view._viewmodel.type_password("wrong")
        await view._viewmodel.submit.run()
        seen.append(words(view))
    assert seen[0] == seen[1]


async def test_both_problems_are_shown_and_the_first_is_jumped_to(door: Door, shown: list[QWidget]) -> None:
    view = build(door)
    shown.append(view)
    view._viewmodel.type_mail("rosa")
    await view._viewmodel.submit.run()
    assert field(view, "mail").accessibleDescription()
    assert field(view, "password").accessibleDescription()
    assert field(view, "mail").hasFocus()
    view._viewmodel.type_mail("rosa@northside.example")
    assert field(view, "mail").accessibleDescription() == ""
    assert door.asked == []


async def test_demo_accounts_are_one_press_and_only_in_demo_mode(door: Door, shown: list[QWidget]) -> None:
    view = build(door, demo=True)
    shown.append(view)
    cards = view.findChildren(DemoCard)
    assert [card.objectName() for card in cards] == [
        "sign_in.demo.vendor",
        "sign_in.demo.admin",
        "sign_in.demo.customer",
    ]
    cards[1].click()
    await turns()
    assert [credentials.mail for credentials in door.asked] == ["admin@demo.test"]
    plain = build(door)
    shown.append(plain)
    assert plain.findChildren(DemoCard) == []


async def test_a_notice_is_shown_whole(door: Door, shown: list[QWidget]) -> None:
    notice = Texts("en")("shell.notice.vault_unavailable")
    view = build(door, notice=notice)
    shown.append(view)
    assert notice in words(view)


async def test_the_password_can_be_looked_at(door: Door, shown: list[QWidget]) -> None:
    view = build(door)
    shown.append(view)
    eye = view.findChild(Button, "sign_in.show_password")
    assert isinstance(eye, Button)
    eye.click()
    assert field(view, "password").echoMode() == QLineEdit.EchoMode.Normal
    assert eye.accessibleName() == "Hide the password"
    eye.click()
    assert field(view, "password").echoMode() == QLineEdit.EchoMode.Password
