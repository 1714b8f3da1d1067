"""What a vendor keeps: blocked time, the client book, imports."""

from dataclasses import dataclass
from typing import ClassVar

from client.db.cache_reader import Where
from client.documents import Document
from client.outbox.operation import State
from client.stores.base import Folded, Query, Store
from client.stores.view import View
from contracts.rows import BlockDoc, ClientDoc

Blocks = tuple[Folded[BlockDoc], ...]
Clients = tuple[Folded[ClientDoc], ...]


@dataclass(frozen=True, slots=True)
class BlockList(Query[Blocks]):
    """Blocked time of a vendor that meets a half-open stretch."""

    vendor_id: str
    starts_from: str
    starts_to: str

    tags: ClassVar[frozenset[str]] = frozenset({"block", "outbox"})
    entity: ClassVar[str] = "block"

    def empty(self) -> Blocks:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> Blocks:
        """The blocks now, by time."""
        where = Where("vendor_id = ?", (self.vendor_id,)).also("starts_at < ?", self.starts_to)
        found = view.rows(
            "block",
            where.also("ends_at > ?", self.starts_from),
            matches=self._matches,
            key=lambda row: (row["starts_at"], row["id"]),
            order="starts_at, id",
        )
        return tuple(Folded(row, marks) for row, marks in found)

    def _matches(self, row: BlockDoc) -> bool:
        meets = row["starts_at"] < self.starts_to and row["ends_at"] > self.starts_from
        return meets and row["vendor_id"] == self.vendor_id


@dataclass(frozen=True, slots=True)
class ClientList(Query[Clients]):
    """Cards of a vendor's client book, by name; every word must stand in name, phone or address."""

    vendor_id: str
    words: str = ""

    tags: ClassVar[frozenset[str]] = frozenset({"client", "outbox"})
    entity: ClassVar[str] = "client"

    def empty(self) -> Clients:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> Clients:
        """The cards now."""
        found = view.rows(
            "client",
            Where("vendor_id = ?", (self.vendor_id,)),
            matches=self._matches,
            key=lambda row: (row["name"], row["id"]),
            order="name, id",
        )
        return tuple(Folded(row, marks) for row, marks in found)

    def _matches(self, row: ClientDoc) -> bool:
        text = f"{row['name']} {row['phone'] or ''} {row['email'] or ''}".casefold()
        return row["vendor_id"] == self.vendor_id and all(
            word in text for word in self.words.casefold().split()
        )


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """One batch: `results` are `contracts.vendors.ImportItemResult`s once it is answered."""

    operation_id: str
    state: State
    items: int
    results: tuple[Document, ...] = ()
    problem: Document | None = None
    lines: tuple[Document, ...] = ()
    """What was handed in: `contracts.vendors.ImportItem`s."""


@dataclass(frozen=True, slots=True)
class ImportBatches(Query[tuple[ImportProgress, ...]]):
    """Batches that were handed in and not put away yet (`OutboxStore.dismiss`), oldest first."""

    operation_ids: tuple[str, ...] = ()
    """Only these; empty means all."""

    tags: ClassVar[frozenset[str]] = frozenset({"outbox"})

    def empty(self) -> tuple[ImportProgress, ...]:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> tuple[ImportProgress, ...]:
        """The batches now."""
        return tuple(
            ImportProgress(
                item.id,
                item.state,
                len(item.operation.args.get("items", ())),
                tuple((item.answer or {}).get("items", ())),
                item.problem,
                tuple(item.operation.args.get("items", ())),
            )
            for item in view.operations
            if item.name == "import.batch" and (not self.operation_ids or item.id in self.operation_ids)
        )


class VendorStore(Store):
    """Blocked time, clients, imports. Operations: `client.outbox.operations.{block,client_card,imports}`."""
