"""The wanted time went to somebody else: three others are offered, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from client.errors import ConflictError
from viewmodels.format import Format
from viewmodels.kiosk.page import capitalised
from viewmodels.kiosk.rows import AlternativeRow, Lost
from viewmodels.text import Texts

GONE = frozenset({"slot_taken", "slot_unavailable", "hold_expired"})
MOST = 3


def is_gone(error: Exception) -> bool:
    """Whether an error says that the time can't be had any more."""
    return isinstance(error, ConflictError) and error.code in GONE


def starts_of(alternatives: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Starts of the server's alternatives, each time once, in its order."""
    return tuple(dict.fromkeys(str(slot["starts_at"]) for slot in alternatives))[:MOST]


def build_lost(
    texts: Texts, form: Format, wanted: str, others: Iterable[str], zone: str, *, kept: str = ""
) -> Lost:
    """What to say, and the other times; `kept` is the text that says what was kept."""
    rows = tuple(
        AlternativeRow(
            id=start,
            day=capitalised(form.near_day(start, zone)),
            time=form.time(start, zone),
            spoken=capitalised(form.day_time(start, zone)),
        )
        for start in others
    )
    offer = texts("kiosk.lost.others" if rows else "kiosk.lost.none")
    return Lost(
        title=texts("kiosk.lost.title", time=form.time(wanted, zone)),
        detail=f"{kept} {offer}".strip(),
        alternatives=rows,
    )
