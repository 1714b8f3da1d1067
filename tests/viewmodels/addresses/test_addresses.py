"""Writing, choosing and taking away addresses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from client.stores.address import AddressForm, AddressStore
from desktop.shots.addresses import NoForms, addresses
from desktop.shots.customer_samples import id_of
from tests.viewmodels.customer.town import Town, build_town, until
from viewmodels.addresses.addresses import AddressesViewModel, AddressParts
from viewmodels.addresses.checking import errors_of
from viewmodels.addresses.rows import FIELDS
from viewmodels.kernel.screen import ScreenKind
from viewmodels.shell.acts import Acts
from viewmodels.text import Texts

GERMANY = AddressForm("DE", ("city", "postal_code", "street"), r"\d{5}", "26133")


@pytest.fixture
async def town(qapp: object) -> AsyncIterator[Town]:
    built = build_town()
    built.account.put("address", addresses())
    yield built
    await built.account.tasks.aclose()
    built.account.close()


def page_of(town: Town) -> AddressesViewModel:
    kept: Any = town.account
    nowhere: Any = NoForms
    store = AddressStore(kept, town.account.new_id, nowhere)
    acts = Acts(town.desk.outbox, town.desk.toasts, town.desk.tools.texts)
    return AddressesViewModel(AddressParts(town.desk.tools, store, acts, town.account.status))


def written(**values: str) -> dict[str, str]:
    return dict.fromkeys(FIELDS, "") | values


async def test_the_default_stands_first_and_unknown_towns_say_so(town: Town) -> None:
    page = page_of(town)
    await until(lambda: page.cards.value)
    assert [(card.label, card.is_default) for card in page.cards.value] == [
        ("Home", True),
        ("Mother's", False),
        ("Work", False),
    ]
    assert page.cards.value[0].lines[0] == "31 Harbour St"
    assert page.cards.value[1].note == page.texts("addresses.not_placed")
    page.close()


async def test_a_new_address_is_checked_by_field_and_waits_offline(town: Town) -> None:
    page = page_of(town)
    await until(lambda: page.cards.value)
    town.cut_cable()
    page.add()
    page.save.trigger(written(label=" "), "DE", False)
    await until(lambda: page.errors.value)
    assert set(page.errors.value) == {"label", "street"}
    assert page.draft.value is not None
    page.save.trigger(written(label="Garden", street="Feldweg 3", city="Eutin"), "DE", True)
    await until(lambda: page.draft.value is None and len(page.cards.value) == 4)
    garden = next(card for card in page.cards.value if card.label == "Garden")
    assert (garden.is_default, garden.pending, garden.note) == (True, True, page.texts("addresses.waiting"))
    assert [card.label for card in page.cards.value if card.is_default] == ["Garden"]
    assert page.state.value.stale
    page.close()


async def test_only_what_changed_is_sent(town: Town) -> None:
    page = page_of(town)
    await until(lambda: page.cards.value)
    page.edit(id_of(8, 1))
    assert page.draft.value is not None
    page.save.trigger(page.draft.value.values | {"more": "Third door"}, "DE", False)
    await until(lambda: page.draft.value is None)
    sent = town.account.operations[-1].operation
    assert (sent.name, sent.args, sent.if_match) == ("address.update", {"more": "Third door"}, 1)
    page.close()


async def test_removing_can_be_taken_back(town: Town) -> None:
    page = page_of(town)
    await until(lambda: page.cards.value)
    page.remove(id_of(8, 2))
    await until(lambda: len(page.cards.value) == 2)
    toast = town.desk.toasts.rows.rows[-1]
    assert toast.undo
    town.desk.toasts.undo.trigger(toast.id)
    await until(lambda: len(page.cards.value) == 3)
    page.close()


async def test_nobody_has_an_address_at_first(town: Town) -> None:
    for row in addresses():
        town.account.forget("address", row["id"])
    page = page_of(town)
    await until(lambda: page.state.value.kind is ScreenKind.EMPTY)
    kinds: list[ScreenKind] = []
    page.state.changed.connect(lambda _state: kinds.append(page.state.value.kind))
    page.add()
    page.close_draft()
    assert kinds == [ScreenKind.READY, ScreenKind.EMPTY]
    page.close()


def test_the_rules_of_a_country_are_told_by_field() -> None:
    texts = Texts("en")
    good = written(label="Home", street="Am Markt 1", postal_code="23701", city="Eutin")
    assert errors_of(good, GERMANY, texts) == {}
    assert set(errors_of(good | {"postal_code": "2370", "city": ""}, GERMANY, texts)) == {
        "postal_code",
        "city",
    }
    assert "26133" in errors_of(good | {"postal_code": "x"}, GERMANY, texts)["postal_code"]
    assert set(errors_of(good | {"label": "x" * 41}, None, texts)) == {"label"}
