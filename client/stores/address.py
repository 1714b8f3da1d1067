"""A person's address book, and what addresses need in each country."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from client.db.cache_reader import Where
from client.errors import UnreachableError
from client.stores.base import Folded, Query, QuerySource, Store
from client.stores.view import View
from contracts.rows import AddressDoc

if TYPE_CHECKING:
    from client.api.addresses import AddressesApi

Addresses = tuple[Folded[AddressDoc], ...]


@dataclass(frozen=True, slots=True)
class AddressForm:
    """What an address needs in one country; an empty `postal_pattern` is any."""

    country: str
    required: tuple[str, ...]
    postal_pattern: str = ""
    postal_example: str = ""
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressList(Query[Addresses]):
    """One's own addresses: the default first, then by label."""

    tags: ClassVar[frozenset[str]] = frozenset({"address", "outbox"})
    entity: ClassVar[str] = "address"

    def empty(self) -> Addresses:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> Addresses:
        """The addresses now."""
        found = view.rows(
            "address", Where(), matches=lambda _row: True, key=lambda row: row["id"], order="id"
        )
        rows: list[Folded[AddressDoc]] = [Folded(row, marks) for row, marks in found]
        rows.sort(key=lambda item: (not item.row["is_default"], item.row["label"].casefold(), item.row["id"]))
        return tuple(rows)


class AddressStore(Store):
    """Operations: `client.outbox.operations.address`."""

    def __init__(
        self, source: QuerySource, new_id: Callable[[], str], api: "Callable[[], AddressesApi]"
    ) -> None:
        super().__init__(source, new_id)
        self._api = api

    async def forms(self) -> tuple[AddressForm, ...]:
        """By country; kept for when there is no network, empty where they were never fetched."""
        try:
            answer = await self._api().forms()
        except UnreachableError:
            return ()
        return tuple(
            AddressForm(
                item["country"],
                tuple(item["required"]),
                item["postal_pattern"] or "",
                item["postal_example"] or "",
                tuple(item["regions"]),
            )
            for item in answer.body["items"]
        )
