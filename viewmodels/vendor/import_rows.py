"""What the import page shows, as ready words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from viewmodels.vendor.import_plan import Becomes


class ImportStep(StrEnum):
    """Where the import stands."""

    CHOOSE = "choose"
    READING = "reading"
    PREVIEW = "preview"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A line of the file. `result` is what the server made of it, once it is imported."""

    id: str
    line: int
    line_text: str
    title: str
    when: str
    starts_at: str
    staff: str
    staff_initials: str
    staff_tint: str
    listing: str
    becomes: Becomes
    becomes_text: str
    icon: str
    tone: str
    why: str
    can_choose: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class OutcomeTab:
    """How many lines become one kind of thing; `id` '' is all."""

    id: str
    title: str
    count: str


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of a table: its title, its first cells, and what it means."""

    id: str
    title: str
    samples: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """The end: how many lines were added, known, refused, and still wait to be sent."""

    title: str
    text: str
    added: str
    unchanged: str
    refused: str
    waiting: str
    pending: bool
