"""Sign-in: at rest, with problems beside the fields, on a server that is away."""

from __future__ import annotations

from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from client.clock import SystemClock
from client.tasks import Tasks
from desktop.shots.shot import DIALOG, Shot
from viewmodels.format import Format
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.describe import Describe
from viewmodels.sign_in import Credentials, ServerState, SignIn
from viewmodels.text import Texts
from views.sign_in import SignInView


async def _nobody(_credentials: Credentials) -> None:
    """Pictures sign nobody in."""


def _build(
    *, state: ServerState = ServerState.READY, address: str | None = None, demo: bool = True, notice: str = ""
) -> SignIn:
    texts = Texts("en")
    tools = Tools(texts, Format(texts, SystemClock()), Tasks(), Describe(texts))
    return SignIn(tools, _nobody, Observable(state), address=address, demo=demo, notice=notice)


def _at_rest() -> QWidget:
    return SignInView(_build())


def _refused() -> QWidget:
    viewmodel = _build()
    view = SignInView(viewmodel)
    viewmodel.mail.value = "rosa@northside.example"
    viewmodel.password.value = "wrong-word"
    viewmodel.submit.problem.value = Problem(viewmodel.texts("problem.invalid_credentials"))
    return view


def _two_problems() -> QWidget:
    viewmodel = _build(demo=False)
    view = SignInView(viewmodel)
    viewmodel.mail.value = "rosa"
    texts = viewmodel.texts
    fields = {"email": texts("sign_in.mail.problem"), "password": texts("sign_in.password.missing")}
    viewmodel.submit.problem.value = Problem("", fields=MappingProxyType(fields))
    return view


def _away() -> QWidget:
    texts = Texts("en")
    notice = texts("shell.notice.vault_unavailable")
    address = "https://doorstep.example"
    return SignInView(_build(state=ServerState.AWAY, address=address, demo=False, notice=notice))


SHOTS = (
    Shot("sign-in", _at_rest, DIALOG),
    Shot("sign-in-refused", _refused, DIALOG),
    Shot("sign-in-problems", _two_problems, DIALOG),
    Shot("sign-in-away", _away, DIALOG),
)
