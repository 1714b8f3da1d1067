"""Other times that one side of a booking proposes to the other."""

from dataclasses import dataclass
from typing import ClassVar

from client.db.cache_reader import Where
from client.stores.base import Folded, Query, Store
from client.stores.view import View
from contracts.rows import ProposalDoc
from contracts.vocabulary import ProposalStatus

Proposals = tuple[Folded[ProposalDoc], ...]


@dataclass(frozen=True, slots=True)
class OpenProposals(Query[Proposals]):
    """Proposals that wait for an answer, the most pressing first; of one booking or of all."""

    booking_id: str | None = None

    tags: ClassVar[frozenset[str]] = frozenset({"proposal", "outbox"})
    entity: ClassVar[str] = "proposal"

    def empty(self) -> Proposals:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> Proposals:
        """The proposals now."""
        where = Where("status = ?", (ProposalStatus.OPEN.value,))
        if self.booking_id is not None:
            where = where.also("booking_id = ?", self.booking_id)
        found = view.rows(
            "proposal",
            where,
            matches=self._matches,
            key=lambda row: (row["expires_at"], row["id"]),
            order="expires_at, id",
        )
        return tuple(Folded(row, marks) for row, marks in found)

    def _matches(self, row: ProposalDoc) -> bool:
        return row["status"] == ProposalStatus.OPEN and self.booking_id in {None, row["booking_id"]}


class ProposalStore(Store):
    """Proposals. Operations: `client.outbox.operations.proposal`."""
