"""Addresses: where a person lives and works, which one is the default, and what is wrong with a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QLocale

from client.outbox.operation import UNANSWERED
from client.outbox.operations import address as operations
from client.status import EngineStatus
from client.stores.address import Addresses, AddressForm, AddressList, AddressStore
from client.stores.base import Folded
from contracts.rows import AddressDoc
from viewmodels.addresses.checking import errors_of
from viewmodels.addresses.rows import FIELDS, AddressCard, CountryRow, Draft
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.acts import Acts

HOME_COUNTRY: Final = "DE"


@dataclass(frozen=True, slots=True)
class AddressParts:
    """What the page is made from."""

    tools: Tools
    addresses: AddressStore
    acts: Acts
    status: EngineStatus


class AddressesViewModel(Page):
    """The list, and beside it the address that is being written. Everything can wait for the network."""

    def __init__(self, parts: AddressParts) -> None:
        super().__init__(parts.tools, parts.tools.texts("addresses.title"))
        self._parts = parts
        self._rows: Addresses = ()
        self._loaded = False
        self._forms: Mapping[str, AddressForm] = {}
        self.cards: Observable[tuple[AddressCard, ...]] = self.field(())
        self.draft: Observable[Draft | None] = self.field(None)
        self.errors: Observable[dict[str, str]] = self.field({})
        self.countries: Observable[tuple[CountryRow, ...]] = self.field(self._countries((HOME_COUNTRY,)))
        self.save: Command = self.command(self._save, "addresses.save")
        self.on_close(parts.status.subscribe(self._show_state))
        self.observe(parts.addresses.observe(AddressList()), self._take)
        self.spawn(self._load_forms(), "addresses.forms")

    # What a person does

    def add(self) -> None:
        """Begin a new address; its country is that of the default one."""
        country = next((item.row["country"] for item in self._rows), HOME_COUNTRY)
        self._open(Draft("", self.texts("addresses.new"), dict.fromkeys(FIELDS, ""), country))

    def edit(self, id: str) -> None:
        """Change an address."""
        row = self._find(id)
        if row is not None:
            values: Any = {name: row[name] for name in FIELDS}  # type: ignore[literal-required] # names of it
            title = self.texts("addresses.edit", label=row["label"])
            self._open(Draft(id, title, values, row["country"], row["is_default"]))

    def close_draft(self) -> None:
        """Leave it as it was."""
        self.draft.value = None
        self.errors.value = {}
        self._show_state()

    def make_default(self, id: str) -> None:
        """Take this one where none is chosen."""
        row = self._find(id)
        if row is not None and not row["is_default"]:
            change = operations.update_address(row, {"is_default": True})
            self.spawn(self._parts.addresses.act(change), "addresses.default")

    def remove(self, id: str) -> None:
        """Take it away, with a way back."""
        row = self._find(id)
        if row is None:
            return
        if self.draft.value is not None and self.draft.value.id == id:
            self.close_draft()
        said = self.texts("addresses.removed", label=row["label"])
        store = self._parts.addresses
        work = self._parts.acts.do(
            store,
            operations.delete_address(row),
            said,
            compensate=lambda: operations.again(row, store.new_id()),
            icon="trash",
        )
        self.spawn(work, "addresses.remove")

    async def _save(self, values: Mapping[str, str], country: str, is_default: bool) -> None:
        draft = self.draft.value
        if draft is None:
            return
        tidy = {name: value.strip() for name, value in values.items()}
        self.errors.value = errors_of(tidy, self._forms.get(country), self.texts)
        if self.errors.value:
            return
        fields: dict[str, Any] = {**tidy, "country": country}
        store = self._parts.addresses
        row = self._find(draft.id) if draft.id else None
        if row is None:
            await store.act(operations.create_address(store.new_id(), {**fields, "is_default": is_default}))
        else:
            kept: Mapping[str, Any] = row
            changed = {name: value for name, value in fields.items() if kept[name] != value}
            if is_default and not row["is_default"]:
                changed["is_default"] = True
            if changed:
                await store.act(operations.update_address(row, changed))
        self.close_draft()

    # What comes in

    def _open(self, draft: Draft) -> None:
        self.errors.value = {}
        self.draft.value = draft
        self._show_state()

    def _find(self, id: str) -> AddressDoc | None:
        return next((item.row for item in self._rows if item.row["id"] == id), None)

    def _take(self, rows: Addresses) -> None:
        self._rows, self._loaded = rows, True
        # One that waits to become the default is it already for its owner.
        chosen = [item for item in rows if item.row["is_default"]]
        waiting = [item for item in chosen if _waits(item)] or chosen
        default = waiting[0].row["id"] if waiting else ""
        self.cards.value = tuple(self._card(item, item.row["id"] == default) for item in rows)
        self._show_state()

    async def _load_forms(self) -> None:
        forms = await self._parts.addresses.forms()
        self._forms = {form.country: form for form in forms}
        if forms:
            self.countries.value = self._countries(tuple(self._forms))

    # What is shown

    def _countries(self, codes: tuple[str, ...]) -> tuple[CountryRow, ...]:
        rows = [CountryRow(code, self._country(code)) for code in codes]
        return tuple(sorted(rows, key=lambda row: row.name.casefold()))

    @staticmethod
    def _country(code: str) -> str:
        territory = QLocale.codeToTerritory(code)
        known = territory != QLocale.Country.AnyTerritory
        return QLocale.territoryToString(territory) if known else code

    def _card(self, item: Folded[AddressDoc], is_default: bool) -> AddressCard:
        row = item.row
        waits = _waits(item)
        note = self.texts("addresses.waiting") if waits else ""
        if not waits and row["latitude"] is None:
            note = self.texts("addresses.not_placed")
        town = " ".join(part for part in (row["postal_code"], row["city"]) if part)
        lines = (row["street"], row["more"], town, row["region"], self._country(row["country"]))
        shown = tuple(line for line in lines if line)
        return AddressCard(row["id"], row["label"], shown, is_default, note, waits)

    def _show_state(self) -> None:
        status, stale = self._parts.status, ""
        offline = not status.online and not status.connecting
        if offline and status.as_of is not None:
            stale = self.texts("addresses.stale", when=self.format.since(status.as_of))
        kind = ScreenKind.LOADING
        if self._loaded:
            kind = ScreenKind.READY if self.cards.value or self.draft.value else ScreenKind.EMPTY
        self.state.value = ScreenState(kind, stale=stale)


def _waits(item: Folded[AddressDoc]) -> bool:
    return any(mark.state in UNANSWERED for mark in item.pending)
