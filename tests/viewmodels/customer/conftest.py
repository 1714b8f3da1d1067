"""A town for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.viewmodels.customer.town import Town, build_town


@pytest.fixture
async def town(qapp: object) -> AsyncIterator[Town]:
    built = build_town()
    yield built
    await built.account.tasks.aclose()
    built.account.close()
