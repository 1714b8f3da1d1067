"""Signing in: problems stand by their field, and nothing says whether an address is known."""

from collections.abc import AsyncIterator

import pytest

from client.clock import SystemClock
from client.errors import SignInRequiredError, UnreachableError
from client.tasks import Tasks
from viewmodels.format import Format
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.describe import Describe
from viewmodels.sign_in import Credentials, ServerState, SignIn
from viewmodels.text import Texts


class _Door:
    """Takes credentials, and fails as it is told to."""

    def __init__(self) -> None:
        self.taken: list[Credentials] = []
        self.error: Exception | None = None

    async def enter(self, credentials: Credentials) -> None:
        self.taken.append(credentials)
        if self.error is not None:
            raise self.error


@pytest.fixture
async def tools(qapp: object) -> AsyncIterator[Tools]:
    tasks, texts = Tasks(), Texts("en")
    yield Tools(texts, Format(texts, SystemClock()), tasks, Describe(texts))
    await tasks.aclose()


@pytest.fixture
def door() -> _Door:
    return _Door()


@pytest.fixture
def form(tools: Tools, door: _Door) -> SignIn:
    return SignIn(tools, door.enter, Observable(ServerState.READY), address=None, demo=True)


async def test_it_sends_what_was_typed_and_forgets_the_password(form: SignIn, door: _Door) -> None:
    form.type_mail(" rosa@northside.example ")
    form.type_password(" with blanks ")
    form.set_stay(False)
    assert await form.submit.run()
    assert door.taken == [Credentials("rosa@northside.example", " with blanks ", False)]
    assert form.password.value == ""


@pytest.mark.parametrize(
    ("mail", "password", "by_mail", "by_password"),
    [
        ("", "", "Type your mail address.", "Type your password."),
        ("rosa", "x", "That is no mail address: it needs a name, an @ and a place.", ""),
        ("rosa@", "x", "That is no mail address: it needs a name, an @ and a place.", ""),
        ("rosa@northside.example", "", "", "Type your password."),
    ],
)
async def test_what_is_missing_is_said_by_its_field_and_nothing_is_sent(
    form: SignIn, door: _Door, mail: str, password: str, by_mail: str, by_password: str
) -> None:
    form.type_mail(mail)
    form.type_password(password)
    assert not await form.submit.run()
    assert (form.mail_problem.value, form.password_problem.value) == (by_mail, by_password)
    assert door.taken == []
    assert form.mail.value == mail


async def test_a_refusal_names_neither_field(form: SignIn, door: _Door) -> None:
    door.error = SignInRequiredError({"status": 401, "code": "invalid_credentials", "detail": "No."})
    form.type_mail("rosa@northside.example")
    form.type_password("wrong")
    assert not await form.submit.run()
    assert form.mail_problem.value == ""
    assert form.password_problem.value == "Mail or password is not right."
    assert form.password.value == "wrong"


async def test_typing_takes_the_problem_away(form: SignIn, door: _Door) -> None:
    door.error = UnreachableError()
    form.type_mail("rosa@northside.example")
    form.type_password("right")
    assert not await form.submit.run()
    assert "can’t be reached" in form.password_problem.value
    form.type_password("right!")
    assert form.password_problem.value == ""


async def test_a_demo_account_is_one_press(form: SignIn, door: _Door) -> None:
    assert [row.id for row in form.demo.value] == ["vendor", "admin", "customer"]
    assert await form.use_demo.run("admin")
    assert door.taken[0].mail == "admin@demo.test"


async def test_a_server_of_ones_own_has_no_demo_accounts(tools: Tools, door: _Door) -> None:
    state = Observable(ServerState.STARTING)
    form = SignIn(tools, door.enter, state, address="https://doorstep.example", demo=False)
    assert form.demo.value == ()
    assert form.server.value.title == "https://doorstep.example"
    assert form.server.value.state_text == "starting"
    state.value = ServerState.READY
    assert form.server.value.state_text == "ready"
