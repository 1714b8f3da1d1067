"""What every page of a vendor's workspace is made from, handed in by the composition."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from client.errors import DoorstepError
from client.session.person import Person
from client.status import EngineStatus
from client.stores.base import LiveQuery, Query, Store
from client.stores.booking import BookingStore
from client.stores.catalogue import CatalogueStore
from client.stores.outbox import OutboxStore
from client.stores.preference import PreferenceStore
from client.stores.proposal import ProposalStore
from client.stores.series import SeriesStore
from client.stores.vendor import VendorStore
from client.tasks import Tasks
from viewmodels.kernel.navigator import Navigator
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.toasts import Toasts

T = TypeVar("T")
Failed = Callable[[DoorstepError | None], object]


@dataclass(frozen=True, slots=True)
class VendorDesk:
    """The vendor that is acted for, the stores, and the shell's ways to move and to speak."""

    tools: Tools
    person: Person
    vendor_id: str
    bookings: BookingStore
    proposals: ProposalStore
    series: SeriesStore
    catalogue: CatalogueStore
    vendor: VendorStore
    outbox: OutboxStore
    preferences: PreferenceStore
    status: EngineStatus
    navigator: Navigator
    toasts: Toasts

    def can(self, permission: str) -> bool:
        """Whether the person may; the server decides on its own."""
        return self.person.can(permission)


class Latest:
    """One piece of work at a time: beginning the next one ends the one before."""

    def __init__(self, tasks: Tasks, name: str) -> None:
        self._tasks, self._name = tasks, name
        self._task: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self._task is not None

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Do this, and no longer what was begun before."""
        self.cancel()
        self._task = self._tasks.spawn(work, self._name)
        self._task.add_done_callback(self._ended)

    def cancel(self) -> None:
        """Do nothing any more."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def _ended(self, task: asyncio.Task[None]) -> None:
        if self._task is task:
            self._task = None


class Following:
    """One live query at a time: `follow` ends the one before, as when another day is looked at.

    `failed` hears of each read that failed, and with None of one that works again.
    """

    def __init__(self, failed: Failed | None = None) -> None:
        self._query: LiveQuery[Any] | None = None
        self._failed = failed
        self._broken = False

    def follow(self, store: Store, query: Query[T], receive: Callable[[T], object]) -> None:
        """Hand over the query's value when it is loaded and after every change."""
        if self._query is not None and self._query.query == query:
            return
        self.close()
        live = store.observe(query)
        self._query = live

        def hand_over() -> None:
            if self._query is not live:
                return
            if self._failed is not None and (live.problem is not None or self._broken):
                self._broken = live.problem is not None
                self._failed(live.problem)
            if live.loaded:
                receive(live.value)

        live.subscribe(hand_over)
        hand_over()

    def refresh(self) -> None:
        """Read again, as after a problem."""
        if self._query is not None:
            self._query.refresh()

    def close(self) -> None:
        """Follow nothing."""
        if self._query is not None:
            self._query.close()
            self._query = None
