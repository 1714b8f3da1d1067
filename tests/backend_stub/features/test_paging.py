"""Cursors that nobody was given."""

import json
from base64 import urlsafe_b64encode
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_stub.errors import ProblemError
from backend_stub.features.availability.openings import instant_of
from backend_stub.paging import read_cursor, write_cursor

ID = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    "forged",
    [
        ["price", 10**400, ID],
        ["price", True, ID],
        ["price", 5, "x"],
        ["price", 5],
        ["-price", 5, ID],
        ["starts_at", "0001-01-01T00:00:00+05:00", ID],
        ["starts_at", "2026-01-01T00:00:00", ID],
        [["a"], {}, []],
        {},
        5,
    ],
    ids=str,
)
def test_forged_cursors_are_refused(forged: Any) -> None:
    text = urlsafe_b64encode(json.dumps(forged).encode()).decode()
    sort, kind = ("starts_at", datetime) if "starts_at" in str(forged) else ("price", int)
    with pytest.raises(ProblemError) as refused:
        read_cursor(text, sort, (kind, UUID))
    assert (refused.value.status, refused.value.code) == (422, "invalid_cursor")


@given(st.text(max_size=60))
def test_no_text_is_more_than_refused(text: str) -> None:
    with pytest.raises(ProblemError):
        read_cursor(text, "price", (int, str, str))


@given(st.integers(0, 10**8), st.uuids())
def test_a_cursor_is_read_as_it_was_written(minute: int, id: Any) -> None:
    position = (instant_of(minute), id)
    assert read_cursor(write_cursor("at", position), "at", (type(position[0]), type(id))) == position
