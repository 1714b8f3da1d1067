"""Signing in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.view_model import Tools, ViewModel

DEMO_PASSWORD = "doorstep-demo"  # noqa: S105 - printed on the sign-in screen for everybody to use
LONGEST_MAIL = 254


class ServerState(StrEnum):
    """Whether the server can be used."""

    STARTING = "starting"
    READY = "ready"
    AWAY = "away"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class ServerRow:
    """The server that is signed in to."""

    title: str
    detail: str
    state: ServerState
    state_text: str
    icon: str


@dataclass(frozen=True, slots=True)
class DemoRow:
    """A demo account that one press signs in with."""

    id: str
    title: str
    detail: str
    initials: str
    tint: int


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the form holds."""

    mail: str
    password: str
    stay: bool


class SignIn(ViewModel):
    """The form, its problems by field, and the demo accounts. Never says whether an address is known."""

    def __init__(
        self,
        tools: Tools,
        sign_in: Callable[[Credentials], Awaitable[None]],
        server: Observable[ServerState],
        *,
        address: str | None,
        demo: bool,
        notice: str = "",
    ) -> None:
        """`address` is that of the server; None for the bundled one. `notice` says why one is here again."""
        super().__init__(tools)
        self.notice = notice
        self.mail: Observable[str] = self.field("")
        self.password: Observable[str] = self.field("")
        self.stay: Observable[bool] = self.field(True)
        self.mail_problem: Observable[str] = self.field("")
        self.password_problem: Observable[str] = self.field("")
        self.server: Observable[ServerRow] = self.derived(lambda: self._server(address, server.value), server)
        self.demo: Observable[tuple[DemoRow, ...]] = self.field(self._demo_rows() if demo else ())
        self.submit = self.command(self._submit, "sign_in.submit")
        self.use_demo = self.command(self._use_demo, "sign_in.demo")
        self._sign_in = sign_in
        for command in (self.submit, self.use_demo):
            command.problem.changed.connect(self._show_problem)

    def type_mail(self, text: str) -> None:
        """What stands in the field; typing takes its problem away."""
        self.mail.value = text
        self.mail_problem.value = ""

    def type_password(self, text: str) -> None:
        """What stands in the field; typing takes its problem away."""
        self.password.value = text
        self.password_problem.value = ""

    def set_stay(self, stay: bool) -> None:
        """Whether this device stays signed in."""
        self.stay.value = stay

    async def _submit(self) -> None:
        mail, password = self.mail.value.strip(), self.password.value
        problems = {}
        if "@" not in mail[1:-1] or len(mail) > LONGEST_MAIL:
            problems["email"] = self.texts("sign_in.mail.problem" if mail else "sign_in.mail.missing")
        if not password:
            problems["password"] = self.texts("sign_in.password.missing")
        if problems:
            raise ShownError(Problem(next(iter(problems.values())), fields=MappingProxyType(problems)))
        await self._sign_in(Credentials(mail, password, self.stay.value))
        self.password.value = ""

    async def _use_demo(self, id: str) -> None:
        await self._sign_in(Credentials(f"{id}@demo.test", DEMO_PASSWORD, self.stay.value))

    def _show_problem(self, problem: Problem | None) -> None:
        if problem is None:
            self.mail_problem.value = self.password_problem.value = ""
            return
        self.mail_problem.value = problem.fields.get("email", "")
        said = problem.fields.get("password", "")
        self.password_problem.value = said or ("" if self.mail_problem.value else problem.text)

    def _server(self, address: str | None, state: ServerState) -> ServerRow:
        return ServerRow(
            title=self.texts("sign_in.server.here") if address is None else address,
            detail=self.texts("sign_in.server.here.detail" if address is None else "sign_in.server.detail"),
            state=state,
            state_text=self.texts(f"sign_in.server.{state.value}"),
            icon="monitor" if address is None else "globe",
        )

    def _demo_rows(self) -> tuple[DemoRow, ...]:
        texts = self.texts
        return tuple(
            DemoRow(id, texts(f"sign_in.demo.{id}"), texts(f"sign_in.demo.{id}.detail"), initials, tint)
            for id, initials, tint in (("vendor", "V", 0), ("admin", "A", 1), ("customer", "C", 2))
        )
