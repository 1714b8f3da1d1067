"""Coupons, and what the platform keeps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from client.answer import Answer
from client.db.cache_reader import Where
from client.documents import Document
from client.outbox.operation import Operation
from client.stores.base import Query, QuerySource, Store
from client.stores.view import View
from contracts.rows import CouponDoc

if TYPE_CHECKING:
    from client.api.rates import RatesApi
    from client.outbox.direct import DirectCalls


@dataclass(frozen=True, slots=True)
class CouponList(Query[tuple[CouponDoc, ...]]):
    """Coupons, the newest first; of one vendor, or all that the person sees."""

    vendor_id: str = ""

    tags: ClassVar[frozenset[str]] = frozenset({"coupon"})
    entity: ClassVar[str] = "coupon"

    def empty(self) -> tuple[CouponDoc, ...]:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> tuple[CouponDoc, ...]:
        """The coupons now."""
        found = view.rows(
            "coupon",
            Where("vendor_id = ?", (self.vendor_id,)) if self.vendor_id else Where(),
            matches=lambda row: not self.vendor_id or row["vendor_id"] == self.vendor_id,
            key=lambda row: (row["created_at"], row["id"]),
            order="created_at, id",
            descending=True,
        )
        return tuple(row for row, _marks in found)


class CouponStore(Store):
    """Coupons are live; rules are asked for. Changes need the network (`client.outbox.operations.coupon`)."""

    def __init__(
        self,
        source: QuerySource,
        new_id: Callable[[], str],
        rates: "Callable[[], RatesApi]",
        direct: "Callable[[], DirectCalls]",
    ) -> None:
        super().__init__(source, new_id)
        self._rates = rates
        self._direct = direct

    async def rules(self) -> Answer:
        """Commission rules in `body["items"]`; raises `UnreachableError`, or a `RefusedError`."""
        return await self._rates().rules()

    async def perform(self, operation: Operation) -> Document:
        """Do it now, over the network, and answer the row. Raises as `DirectCalls.perform`."""
        return await self._direct().perform(operation)
