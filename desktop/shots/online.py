"""What a server would answer, made of the sample rows. For pictures and for the tests of viewmodels."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any

from client.answer import Answer
from client.clock import from_wire
from client.documents import Document
from client.errors import ConflictError, UnreachableError, refusal
from client.outbox.operation import Operation
from contracts.quotes import Choice


class _Never:
    """Awaited where no event loop runs, it says that nothing will come of it."""

    def __await__(self) -> Generator[object]:
        yield self


AUDIT_PAGE = 12


class SampleServer:
    """Answers reads and online-only calls, and keeps what it was asked.

    `reachable` False is a cut cable, `slow` a server that answers nothing while a picture is made.
    """

    def __init__(self) -> None:
        self.reachable = True
        self.slow = False
        self.listings: Sequence[Any] = ()
        self.facets: Mapping[str, Sequence[Document]] = {}
        self.did_you_mean: str | None = None
        self.free: list[Any] = []
        self.review_items: Sequence[Document] = ()
        self.overview_body: Document = {}
        self.audit_items: list[Document] = []
        self.taken: set[str] = set()
        self.refusal: Document | None = None
        self.hold_until = ""
        self.asked: list[Mapping[str, str]] = []
        self.held: list[str] = []
        self.released: list[str] = []
        self.performed: list[Operation] = []
        self.rule_items: list[Document] = []
        self.cart_answer: Callable[[Sequence[str]], Document] = lambda _codes: {
            "items": [],
            "price": None,
            "refused_coupons": [],
        }
        self.payment_states: list[str] = ["captured"]
        self.payment_problem: str | None = None
        self.on_perform: Callable[[Operation], Document] = lambda _operation: {}

    async def rules(self) -> Answer:
        """`GET /commission-rules`."""
        self._reach()
        return Answer({"items": self.rule_items, "next_cursor": None})

    async def price(self, codes: Sequence[str]) -> Document:
        """`GET /cart`."""
        self._reach()
        return self.cart_answer(codes)

    async def payment(self, payment_id: str) -> Document:
        """`GET /payments/{id}`: the states in their order, the last one again and again."""
        await asyncio.sleep(0)
        self._reach()
        state = self.payment_states.pop(0) if len(self.payment_states) > 1 else self.payment_states[0]
        return {"id": payment_id, "state": state, "problem": self.payment_problem}

    def _reach(self) -> None:
        if not self.reachable:
            raise UnreachableError

    async def _take_time(self) -> None:
        if self.slow:
            await _Never()

    async def search(self, parameters: Mapping[str, str]) -> Answer:
        """`GET /listings`: every sample listing, at most as many as asked for."""
        await self._take_time()
        self._reach()
        self.asked.append(parameters)
        items = list(self.listings)[: int(parameters["limit"])]
        body = {"items": items, "next_cursor": None, "total": len(items), "facets": self.facets}
        return Answer(body | {"did_you_mean": self.did_you_mean})

    async def slots(
        self,
        listing_id: str,
        starts_from: str,
        starts_to: str,
        staff_id: str | None = None,
        choice: Choice | None = None,
    ) -> Answer:
        """`GET /listings/{id}/slots`."""
        await self._take_time()
        self._reach()
        first, last = from_wire(starts_from), from_wire(starts_to)
        found = [
            slot
            for slot in self.free
            if first <= from_wire(slot["starts_at"]) < last and slot["starts_at"] not in self.taken
        ]
        return Answer({"items": [slot for slot in found if staff_id in {None, slot["staff_id"]}]})

    async def reviews(self, listing_id: str) -> Answer:
        """`GET /listings/{id}/reviews`."""
        self._reach()
        return Answer({"items": list(self.review_items)})

    async def get(self, zone: str) -> Answer:
        """`GET /admin/overview`."""
        self._reach()
        return Answer(self.overview_body)

    async def entries(self, entity: str = "", cursor: str = "") -> Answer:
        """`GET /audit`."""
        self._reach()
        items = [item for item in self.audit_items if entity in {"", item["entity"]}]
        first = int(cursor or 0)
        following = str(first + AUDIT_PAGE) if len(items) > first + AUDIT_PAGE else None
        return Answer({"items": items[first : first + AUDIT_PAGE], "next_cursor": following})

    async def create(
        self, id: str, listing_id: str, starts_at: str, staff_id: str | None, choice: Choice | None = None
    ) -> Document:
        """`POST /holds`."""
        self._reach()
        if starts_at in self.taken:
            left = [slot for slot in self.free if slot["starts_at"] not in self.taken][:3]
            problem = {"status": 409, "code": "slot_taken", "detail": "Taken.", "alternatives": left}
            raise ConflictError(problem)
        self.held.append(starts_at)
        who = staff_id or next(slot["staff_id"] for slot in self.free if slot["starts_at"] == starts_at)
        return {"id": id, "starts_at": starts_at, "staff_id": who, "expires_at": self.hold_until}

    async def release(self, hold_id: str, key: str) -> None:
        """`DELETE /holds/{id}`."""
        self._reach()
        self.released.append(hold_id)

    async def perform(self, operation: Operation) -> Document:
        """An online-only operation."""
        self._reach()
        if self.refusal is not None:
            raise refusal(self.refusal)
        self.performed.append(operation)
        return self.on_perform(operation)
