"""Bookings that repeat."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from client.documents import Document
from client.outbox.operation import Operation
from client.stores.base import Folded, Query, QuerySource, Store
from client.stores.view import View
from contracts.rows import SeriesDoc

if TYPE_CHECKING:
    from client.outbox.direct import DirectCalls


@dataclass(frozen=True, slots=True)
class SeriesDetail(Query[Folded[SeriesDoc] | None]):
    """One series; None where it is not visible here."""

    series_id: str

    tags: ClassVar[frozenset[str]] = frozenset({"series", "outbox"})

    def empty(self) -> None:
        """Not read yet."""

    def read(self, view: View) -> Folded[SeriesDoc] | None:
        """The series now."""
        found = view.find("series", self.series_id)
        return None if found is None or found[0] is None else Folded(*found)


class SeriesStore(Store):
    """Series. Operations: `client.outbox.operations.series`."""

    def __init__(
        self, source: QuerySource, new_id: Callable[[], str], direct: "Callable[[], DirectCalls]"
    ) -> None:
        super().__init__(source, new_id)
        self._direct = direct

    async def perform(self, operation: Operation) -> Document:
        """Do it now, over the network, and answer a `contracts.series.SeriesChanged`.

        Raises `UnreachableError` (outcome unknown, it stays in the outbox) or a `RefusedError` (it is gone).
        """
        return await self._direct().perform(operation)
