"""People as admins see them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from client.db.cache_reader import Where
from client.documents import Document
from client.outbox.operation import Operation
from client.stores.base import Folded, Query, QuerySource, Store
from client.stores.view import View
from contracts.rows import PersonDoc

if TYPE_CHECKING:
    from client.outbox.direct import DirectCalls

People = tuple[Folded[PersonDoc], ...]


@dataclass(frozen=True, slots=True)
class PersonList(Query[People]):
    """People by name; every word must stand in name, address or a vendor's name."""

    words: str = ""
    role: str | None = None
    status: str | None = None

    tags: ClassVar[frozenset[str]] = frozenset({"person", "outbox"})
    entity: ClassVar[str] = "person"

    def empty(self) -> People:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> People:
        """The people now."""
        found = view.rows(
            "person",
            Where() if self.status is None else Where("status = ?", (self.status,)),
            matches=self._matches,
            key=lambda row: (row["name"], row["id"]),
            order="name, id",
        )
        return tuple(Folded(row, marks) for row, marks in found if self._matches(row))

    def _matches(self, row: PersonDoc) -> bool:
        names = " ".join(vendor["name"] for vendor in row["vendors"])
        text = f"{row['name']} {row['email']} {names}".casefold()
        return (
            (self.status is None or row["status"] == self.status)
            and (self.role is None or self.role in row["roles"])
            and all(word in text for word in self.words.casefold().split())
        )


@dataclass(frozen=True, slots=True)
class PersonDetail(Query[Folded[PersonDoc] | None]):
    """One person."""

    person_id: str

    tags: ClassVar[frozenset[str]] = frozenset({"person", "outbox"})
    entity: ClassVar[str] = "person"

    def empty(self) -> None:
        """Not read yet."""

    def read(self, view: View) -> Folded[PersonDoc] | None:
        """The person now, or None."""
        found = view.find("person", self.person_id)
        return None if found is None else Folded(*found)


class PeopleStore(Store):
    """People; their roles and suspension are online-only (`client.outbox.operations.people`)."""

    def __init__(
        self, source: QuerySource, new_id: Callable[[], str], direct: "Callable[[], DirectCalls]"
    ) -> None:
        super().__init__(source, new_id)
        self._direct = direct

    async def perform(self, operation: Operation) -> Document:
        """Do it now, over the network, and answer the row.

        Its key is on disk until the answer is in: a crash in between is resolved by asking again. Raises
        `UnreachableError` (outcome unknown, it stays in the outbox) or a `RefusedError` (it is gone).
        """
        return await self._direct().perform(operation)
