"""The kiosk's way to fill the window: enrolled once, locked, forgetting each person."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimeZone

from client.clock import SystemClock
from client.engine import Engine
from client.errors import DoorstepError, RefusedError
from client.session.session import SessionState
from client.tasks import Tasks
from desktop.kiosk_lock import KioskLock
from desktop.kiosk_settings import KioskSettings
from desktop.windows import MainWindow
from viewmodels.format import Format
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.view_model import Tools
from viewmodels.kiosk.enrol import EnrolViewModel
from viewmodels.kiosk.session import KioskSession
from viewmodels.kiosk.wiring import KioskPlace, KioskStores
from viewmodels.shell.describe import Describe
from viewmodels.sign_in import ServerState
from viewmodels.text import Texts
from views.kiosk.enrol import EnrolView, StartingView
from views.kiosk.kiosk_view import KioskView

if TYPE_CHECKING:
    from desktop.driver import Handler

_AGAIN_SECONDS = 3.0


class KioskSurface:
    """Follows the session: the kiosk where it is enrolled, the code's field where it is not."""

    def __init__(
        self,
        engine: Engine,
        window: MainWindow,
        server: Observable[ServerState],
        settings: KioskSettings,
        leave: Callable[[], None],
    ) -> None:
        self._engine, self._window, self._server = engine, window, server
        self._settings, self._leave = settings, leave
        self._tasks = Tasks()
        self._tools = self._speak(settings.language)
        self._session: KioskSession | None = None
        self._enrol: EnrolViewModel | None = None
        self._lock = KioskLock(window, self._touched)
        # Closing is for staff: until then the window's own wish to close means nothing.
        window.on_close = self._close_asked

    @property
    def automation(self) -> Mapping[str, Handler]:
        """`idle`: behave as if nobody had touched the screen for a minute."""
        return {"idle": self._idle}

    def begin(self) -> None:
        """Show what the session calls for, now and whenever it changes."""
        self._engine.session.subscribe(self._session_changed)
        self._session_changed()

    def attend(self) -> None:
        """A kiosk has nothing outside of its window."""

    async def aclose(self) -> None:
        """End every viewmodel; what a person left behind is forgotten first."""
        self._lock.unlock()
        if self._session is not None:
            self._session.close()
            await self._engine.wipe()
        if self._enrol is not None:
            self._enrol.close()
        await self._tasks.aclose()

    # The session

    def _session_changed(self) -> None:
        state = self._engine.session.state
        if state is SessionState.SIGNED_IN and self._session is None:
            self._show_kiosk()
        elif state in (SessionState.SIGNED_OUT, SessionState.EXPIRED):
            self._ask_for_code()

    def _show_kiosk(self) -> None:
        engine, person = self._engine, self._engine.session.person
        stores = KioskStores(engine.catalogue, engine.holds, engine.bookings, engine.outbox, engine.status)
        self._session = session = KioskSession(
            self._speak,
            stores,
            KioskPlace("" if person is None else person.name, self._settings.near),
            pin=self._settings.pin,
            language=self._settings.language,
            forget=engine.wipe,
        )
        session.unlocked.connect(self._unlocked)
        self._window.set_content(KioskView(session))
        self._end_enrolment()
        session.begin()

    def _ask_for_code(self) -> None:
        if self._session is not None:
            # The session ended, but looking still works: enrol again behind it.
            self._tasks.spawn(self._enrol_by_itself(), "kiosk enrolment")
        elif self._settings.code:
            self._window.set_content(StartingView(self._tools.texts("kiosk.enrol.starting")))
            self._tasks.spawn(self._enrol_by_itself(), "kiosk enrolment")
        elif self._enrol is None:
            self._show_enrolment()

    async def _enrol_by_itself(self) -> None:
        while self._engine.session.state is not SessionState.SIGNED_IN:
            try:
                await self._enrol_when_ready(self._settings.code)
            except RefusedError:
                if self._session is None:
                    self._show_enrolment()
                return
            except DoorstepError:
                # The server is away: a kiosk waits for it.
                await asyncio.sleep(_AGAIN_SECONDS)

    async def _enrol_when_ready(self, code: str) -> None:
        """Enrol, after the server has started; the person at the field sees that it takes a while."""
        if self._server.value is not ServerState.READY:
            ready = asyncio.Event()
            watch = self._server.changed.connect(lambda state: ready.set() if _is_ready(state) else None)
            try:
                await ready.wait()
            finally:
                self._server.changed.disconnect(watch)
        await self._engine.enrol_kiosk(code)

    def _show_enrolment(self) -> None:
        self._enrol = EnrolViewModel(self._tools, self._enrol_when_ready)
        self._window.set_content(EnrolView(self._enrol))

    def _end_enrolment(self) -> None:
        if self._enrol is not None:
            self._enrol.close()
            self._enrol = None

    # Leaving

    def _touched(self) -> None:
        if self._session is not None:
            self._session.touched()

    def _close_asked(self) -> None:
        if not self._lock.locked:
            self._leave()

    def _unlocked(self) -> None:
        self._lock.unlock()
        self._leave()

    def _idle(self, _request: Mapping[str, Any]) -> dict[str, Any]:
        if self._session is not None:
            self._session.idle.hurry()
        return {}

    def _speak(self, language: str) -> Tools:
        texts = Texts(language)
        system = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii")
        zone = self._settings.zone or system or "UTC"
        return Tools(texts, Format(texts, SystemClock(), zone), self._tasks, Describe(texts))


def _is_ready(state: object) -> bool:
    return state is ServerState.READY
