"""Imported lines on their way to the feature that keeps them."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from backend_stub.db.unit_of_work import UnitOfWork
from contracts.vocabulary import ImportKind


@dataclass(frozen=True, slots=True)
class ImportingVendor:
    """For whom, and by whom, lines are imported."""

    vendor_id: UUID
    actor_id: UUID
    actor_name: str


class ImportSinkPort(Protocol):
    """Keeps imported lines of one kind."""

    @property
    def kind(self) -> ImportKind:
        """Which lines."""
        ...

    async def keep(self, uow: UnitOfWork, vendor: ImportingVendor, item: Any) -> UUID:
        """Keep one line (a model of `contracts.vendors`) and name the row that it became.

        Runs in a savepoint of its own; raises a `ProblemError` for a line that can't be kept.
        """
        ...
