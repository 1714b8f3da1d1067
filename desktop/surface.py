"""What the window shows: sign-in, or the shell of whoever is signed in."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QTimer, QTimeZone
from PySide6.QtWidgets import QApplication

from client.clock import SystemClock
from client.engine import Engine
from client.session.person import Person
from client.session.session import SessionState
from client.session.sign_out import SignOutChoice
from client.tasks import Tasks
from desktop.options import Options
from desktop.pages.dialogs import open_question
from desktop.shell_parts import build_shell
from desktop.windows import MainWindow
from viewmodels.format import Format
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.describe import Describe
from viewmodels.shell.preferences import Preferences
from viewmodels.shell.shell import Shell
from viewmodels.sign_in import Credentials, ServerState, SignIn
from viewmodels.text import Texts
from views.kit.theme import apply_theme, system_theme_name

if TYPE_CHECKING:
    from desktop.attention import Attention
    from desktop.driver import Handler

_START_PATIENCE = 60.0


class Surface(Protocol):
    """One way to fill the window: the desk's or the kiosk's."""

    @property
    def automation(self) -> Mapping[str, Handler]:
        """What the driver can do here beyond pointing and typing."""
        ...

    def begin(self) -> None:
        """Show what the session calls for, now and whenever it changes."""
        ...

    def attend(self) -> None:
        """The first data has been painted: now for what lies outside of the window."""
        ...

    async def aclose(self) -> None:
        """End every viewmodel."""
        ...


def make_tools(language: str, tasks: Tasks) -> Tools:
    """Words, formats in the system's zone, tasks, and words for errors."""
    texts = Texts(language)
    zone = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii")
    return Tools(texts, Format(texts, SystemClock(), zone or "UTC"), tasks, Describe(texts))


class DeskSurface:
    """Vendor, admin and signed-in customer: the shell, or sign-in where nobody is signed in."""

    def __init__(
        self,
        engine: Engine,
        window: MainWindow,
        server: Observable[ServerState],
        *,
        address: str | None,
        demo: bool,
        leave: Callable[[], None],
    ) -> None:
        self._engine = engine
        self._window = window
        self._server = server
        self._address = address
        self._demo = demo
        self._leave = leave
        self._tasks = Tasks()
        self._tools = make_tools("en", self._tasks)
        self._preferences = Preferences(self._tools, engine.preferences)
        self._shell: Shell | None = None
        self._sign_in: SignIn | None = None
        self._attention: Attention | None = None
        self._attentive = False
        self._shown: Person | None = None
        self._stay = True

    @property
    def automation(self) -> Mapping[str, Handler]:
        """Nothing beyond pointing and typing."""
        return {}

    def begin(self) -> None:
        """Follow the session and the theme from now on."""
        self._preferences.theme.changed.connect(self._apply_theme)
        hints = QApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_theme_changed)
        self._engine.session.subscribe(self._session_changed)
        self._session_changed()

    def attend(self) -> None:
        """Tray and message bus, for this shell and every later one."""
        self._attentive = True
        if self._shell is not None:
            self._attend(self._shell)

    async def aclose(self) -> None:
        """Close what is shown; a session that was not to stay ends here."""
        place = self._window.place()
        await self._engine.preferences.set("window.place", place)
        self._close_shell()
        self._close_sign_in()
        self._preferences.close()
        if not self._stay and self._engine.session.state is SessionState.SIGNED_IN:
            await self._engine.sign_out(SignOutChoice.KEEP)
        await self._tasks.aclose()

    def _session_changed(self) -> None:
        session = self._engine.session
        if session.state is SessionState.SIGNED_IN and session.person is not None:
            self._show_shell(session.person)
        elif session.state in {SessionState.SIGNED_OUT, SessionState.EXPIRED}:
            self._show_sign_in(expired=session.state is SessionState.EXPIRED)

    def _show_shell(self, person: Person) -> None:
        if self._shell is not None and person == self._shown:
            return
        from views.shell.shell_view import ShellView

        self._close_shell()
        built = build_shell(self._tools, self._engine, person, self._preferences)
        self._shell, self._shown = built.shell, person
        self._window.set_content(ShellView(built.shell, built.make_view, open_question))
        self._close_sign_in()
        if self._attentive:
            # They may wait until the page has been painted.
            QTimer.singleShot(0, self._window, lambda: self._attend(built.shell))

    def _attend(self, shell: Shell) -> None:
        if shell is not self._shell:
            return

        from desktop import attention

        make = attention.Attention
        self._attention = make(self._tasks, shell, self._engine, self._window.activate, self._leave)

    def _show_sign_in(self, *, expired: bool) -> None:
        if self._sign_in is not None:
            return
        from views.sign_in import SignInView

        self._sign_in = SignIn(
            self._tools,
            self._enter,
            self._server,
            address=self._address,
            demo=self._demo,
            notice=self._tools.texts("sign_in.expired") if expired else "",
        )
        self._window.set_content(SignInView(self._sign_in))
        self._close_shell()

    async def _enter(self, credentials: Credentials) -> None:
        self._stay = credentials.stay
        await self._until_started()
        await self._engine.sign_in(credentials.mail, credentials.password)

    async def _until_started(self) -> None:
        """Whoever is quicker than the server on this computer waits for it, and need not press again."""
        known = asyncio.Event()

        def hear(state: ServerState) -> None:
            if state is not ServerState.STARTING:
                known.set()

        self._server.bind(hear)
        # After that, trying says what is wrong.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_START_PATIENCE):
                await known.wait()
        self._server.changed.disconnect(hear)

    def _close_shell(self) -> None:
        if self._attention is not None:
            self._attention.close()
            self._attention = None
        if self._shell is not None:
            self._shell.close()
            self._shell = self._shown = None

    def _close_sign_in(self) -> None:
        sign_in, self._sign_in = self._sign_in, None
        if sign_in is None:
            return
        # The session changes while the command that asked for it still writes it down: let that finish.
        running = [command for command in (sign_in.submit, sign_in.use_demo) if command.running.value]
        for command in running:
            command.running.changed.connect(lambda _running: sign_in.close())
        if not running:
            sign_in.close()

    def _system_theme_changed(self) -> None:
        self._apply_theme(self._preferences.theme.value)

    def _apply_theme(self, chosen: str) -> None:
        qt = QApplication.instance()
        if isinstance(qt, QApplication):
            apply_theme(qt, system_theme_name() if chosen == "system" else chosen)


def build_surface(
    options: Options,
    engine: Engine,
    window: MainWindow,
    server: Observable[ServerState],
    leave: Callable[[], None],
) -> Surface:
    """The kiosk's surface or the desk's."""
    demo = options.demo and options.server is None
    if options.kiosk:
        from desktop.kiosk import KioskSurface
        from desktop.kiosk_settings import read_settings

        return KioskSurface(engine, window, server, read_settings(os.environ, demo=demo), leave)
    return DeskSurface(
        engine,
        window,
        server,
        address=options.server,
        demo=demo,
        leave=leave,
    )
