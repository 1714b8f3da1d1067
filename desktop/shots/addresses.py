"""Pictures of a person's address book."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from client.errors import UnreachableError
from client.stores.address import AddressStore
from contracts.rows import AddressDoc
from desktop.shots.customer_samples import build_account, build_desk, build_server, id_of
from desktop.shots.framed import CUSTOMER, OFFLINE, SAVED, framed
from desktop.shots.shot import Shot
from desktop.shots.vendor_samples import NOW, SampleClock
from viewmodels.addresses.addresses import AddressesViewModel, AddressParts
from viewmodels.shell.acts import Acts
from views.addresses.addresses import AddressesView


class NoForms:
    """What addresses need was never fetched."""

    async def forms(self) -> Any:
        """No network."""
        raise UnreachableError


def addresses() -> tuple[AddressDoc, ...]:
    """Home, work, and one that no gazetteer knows."""
    made = (
        ("Home", "31 Harbour St", "2nd floor, ring at Nair", "23730", "Alderhaven", True, 54.09),
        ("Work", "4 Quay Street", "", "23730", "Alderhaven", False, 54.1),
        ("Mother's", "Dorfweg 12", "", "23738", "Klein Nirgendwo", False, None),
    )
    return tuple(
        AddressDoc(
            id=id_of(8, number),
            version=1,
            label=label,
            street=street,
            more=more,
            postal_code=code,
            city=city,
            region="",
            country="DE",
            latitude=latitude,
            longitude=None if latitude is None else 10.77,
            is_default=is_default,
            created_at="2026-11-01T08:00:00Z",
        )
        for number, (label, street, more, code, city, is_default, latitude) in enumerate(made)
    )


def build(*, rows: bool = True, offline: bool = False, editing: bool = False, wrong: bool = False) -> QWidget:
    """The page over the sample account."""
    clock = SampleClock()
    account = build_account(clock)
    account.put("address", addresses() if rows else ())
    desk = build_desk(account, build_server(), clock)
    kept: Any = account
    nowhere: Any = NoForms
    store = AddressStore(kept, account.new_id, nowhere)
    if offline:
        account.status.update(online=False, as_of=NOW - timedelta(minutes=7))
    acts = Acts(desk.outbox, desk.toasts, desk.tools.texts)
    page = AddressesViewModel(AddressParts(desk.tools, store, acts, account.status))
    if editing:
        page.edit(id_of(8, 1))
    if wrong:
        page.add()
        page.save.trigger(
            dict.fromkeys(("label", "street", "more", "postal_code", "city", "region"), ""), "DE", False
        )
    if offline:
        page.make_default(id_of(8, 1))
    frame = framed(
        lambda: AddressesView(page),
        "customer.addresses",
        page.title.value,
        "",
        filled=False,
        pill=OFFLINE if offline else SAVED,
        others=(CUSTOMER,),
    )
    page.setParent(frame)
    frame.destroyed.connect(page.close)
    return frame


SHOTS = (
    Shot("customer-addresses", build),
    Shot("customer-addresses-edit", partial(build, editing=True)),
    Shot("customer-addresses-wrong", partial(build, wrong=True)),
    Shot("customer-addresses-offline", partial(build, offline=True)),
    Shot("customer-addresses-empty", partial(build, rows=False)),
)
