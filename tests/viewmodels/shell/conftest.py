"""Tools with a still clock, and people with their rights."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest

from client.session.person import Person
from client.tasks import Tasks
from contracts.permissions import permissions_of
from contracts.vocabulary import Role
from viewmodels.format import Format
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.describe import Describe
from viewmodels.text import Texts

MakePerson = Callable[..., Person]


class StillClock:
    """Sunday, 22 November 2026, 11:00 in UTC."""

    def now(self) -> datetime:
        return datetime(2026, 11, 22, 11, tzinfo=UTC)


@pytest.fixture
async def tools(qapp: object) -> AsyncIterator[Tools]:
    tasks, texts = Tasks(), Texts("en")
    yield Tools(texts, Format(texts, StillClock(), "Europe/Berlin"), tasks, Describe(texts))
    await tasks.aclose()


@pytest.fixture
def make_person() -> MakePerson:
    """Somebody with these roles; vendors act for Northside Care."""

    def make(*roles: Role) -> Person:
        vendors = (("v1", "Northside Care"),) if Role.VENDOR in roles else ()
        granted = frozenset(str(permission) for permission in permissions_of(roles))
        return Person("p1", "Rosa Meyer", tuple(roles), granted, vendors)

    return make
