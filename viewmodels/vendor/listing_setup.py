"""Setting a service up: how many can book one time of it, and what it needs beside a person."""

from __future__ import annotations

from collections.abc import Sequence

from client.outbox.operation import Operation
from client.outbox.operations.availability import put_setup
from contracts.rows import ListingSetupDoc
from viewmodels.kernel.navigator import Dialog
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.vendor.desk import VendorDesk

_MOST = 500


class ListingSetup(Dialog[Operation]):
    """The form. Answers the operation, which the page does."""

    def __init__(self, desk: VendorDesk, title: str, setup: ListingSetupDoc, kinds: Sequence[str]) -> None:
        super().__init__(desk.tools)
        self._setup = setup
        self.title = title
        self.kinds = tuple(sorted({*kinds, *setup["needs"]}))
        self.capacity: Observable[str] = self.field(str(setup["capacity"]))
        self.needs: Observable[frozenset[str]] = self.field(frozenset(setup["needs"]))
        self.errors: Observable[dict[str, str]] = self.field({})
        self.save = self.command(self._save, "setup.put")

    def choose_capacity(self, text: str) -> None:
        """How many, as it is typed."""
        self.save.forgive()
        self.capacity.value = text
        self.errors.value = {}

    def choose_need(self, kind: str, needed: bool) -> None:
        """Whether each booking keeps one of a kind."""
        self.needs.value = self.needs.value | {kind} if needed else self.needs.value - {kind}

    async def _save(self) -> None:
        text = self.capacity.value.strip()
        capacity = int(text) if text.isdecimal() and len(text) < 5 else 0
        if not 1 <= capacity <= _MOST:
            self.errors.value = {"capacity": self.texts("vendor.availability.setup.error")}
            words = self.texts.count("vendor.new.error.some", 1)
            raise ShownError(Problem(words, fields=self.errors.value))
        self.settle(put_setup(self._setup, capacity, sorted(self.needs.value)))
