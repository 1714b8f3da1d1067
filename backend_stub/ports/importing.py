"""Imported lines on their way to the feature that keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import ProblemError
from contracts.vocabulary import ImportKind


@dataclass(frozen=True, slots=True)
class ImportingVendor:
    """For whom, and by whom, lines are imported."""

    vendor_id: UUID
    actor_id: UUID
    actor_name: str


Kept = UUID | ProblemError
"""The row that a line became, or why it could not."""


class ImportSinkPort(Protocol):
    """Keeps imported lines of one kind."""

    @property
    def kind(self) -> ImportKind:
        """Which lines."""
        ...

    async def keep(self, uow: UnitOfWork, vendor: ImportingVendor, items: Sequence[Any]) -> Sequence[Kept]:
        """Keep lines (models of `contracts.vendors`), and say what became of each, in their order.

        All others wait while SQLite's one writer is at work, so the lines are written together; which of them
        can't be kept has to be known before.
        """
        ...
