"""Pictures of the page of messages, as the vendor and as a customer see it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from client.clock import to_wire
from client.outbox.operations.conversation import send_message
from client.stores.conversation import ConversationStore
from contracts.idents import conversation_id
from desktop.shots.memory import MemoryAccount
from desktop.shots.shot import Shot
from desktop.shots.vendor import in_frame
from desktop.shots.vendor_samples import NOW, SampleClock, bookings, build_account, build_desk
from viewmodels.messages.desk import MessagesDesk
from viewmodels.messages.messages import MessagesViewModel
from viewmodels.vendor.desk import VendorDesk
from views.messages.messages import MessagesView

_SAID = (
    ("Amara Okafor", -17, "customer", "Hello, I let Rosa in at 10, but I have to leave at half past 11."),
    ("Amara Okafor", -16.9, "vendor", "No problem. Where can Rosa leave the key when she is done?"),
    ("Amara Okafor", -1.5, "vendor", "I am in and have started. Done at 12:30."),
    ("Amara Okafor", -0.1, "customer", "The key is with the neighbour at no. 12 🗝️, she is in until 3."),
    ("Amara Okafor", -0.08, "customer", "תודה רבה, נתראה ב־12:30!"),
    ("Sam Ito", -0.2, "vendor", "Mikael is on his way, sorry for the wait."),
    ("Jonas Weber", -0.6, "vendor", "Thank you, we will ring there."),
    ("Library Café", -0.7, "customer", "Could the windows be done before 16:00?"),
    ("Hugo Lind", -2.4, "customer", "Thank you, see you then."),
    ("Ruth Cole", -3, "customer", "I will use another card, one moment."),
    ("Elena Petrov", -20, "customer", "17:15 is fine for me."),
    ("Priya Nair", -22, "customer", "Is the parking included?"),
    ("Tom Ellery", -44, "vendor", "Same as always, see you on Wednesday."),
    ("Ida Berg", -46, "customer", "The boiler runs well again."),
)
_UNREAD = {"Library Café", "Ruth Cole"}
_NOBODY = UUID("00000000-0000-7000-8000-00000000beef")


class NoLine:
    """No connection, and drafts in memory."""

    def __init__(self, drafts: dict[str, str]) -> None:
        self._drafts = drafts

    async def say(self, frame: dict[str, Any]) -> None:
        """Nobody hears it."""

    async def load(self) -> dict[str, str]:
        """All of them."""
        return dict(self._drafts)

    async def keep(self, key: str, text: str) -> None:
        """Keep one."""
        self._drafts[key] = text


def fill(account: MemoryAccount) -> str:
    """The conversations of the samples; answers the id of the one with Amara."""
    first = ""
    found: dict[str, Any] = {}
    lines: list[Any] = []
    by_name = {row["customer"]["name"]: row for row in bookings() if row["customer"]}
    for name, hours, side, text in _SAID:
        booking = by_name.get(name) or next(iter(by_name.values()))
        person = {"id": str(conversation_id(_NOBODY, UUID(int=len(name)))), "name": name}
        id = str(conversation_id(UUID(booking["id"]), UUID(int=len(found) if name not in found else 0)))
        row = found.setdefault(name, _conversation(id, booking, person))
        first = first or row["id"]
        row["message_count"] += 1
        at = to_wire(NOW + timedelta(hours=hours))
        number = row["message_count"]
        author = person if side == "customer" else {"id": account.person.id, "name": "Rosa"}
        line = {"id": account.new_id(), "version": 1, "conversation_id": row["id"], "number": number}
        line |= {"side": side, "author": author, "text": text, "picture": None, "created_at": at}
        lines.append(line)
        row["last"] = {"id": line["id"], "number": number, "side": side, "author": author["name"]}
        row["last"] |= {"text": text, "has_picture": False, "at": at}
        row["last_at"] = at
        waiting = 1 if name in _UNREAD else 0
        row["read"] = {"customer": number, "vendor": number - waiting, "support": 0}
        row["unread"] = {"customer": 0, "vendor": waiting, "support": 0}
    account.put("conversation", found.values())
    account.put("message", lines)
    return first


def _conversation(id: str, booking: Any, person: Any) -> dict[str, Any]:
    return {
        "id": id,
        "version": 2,
        "subject": "booking",
        "booking_id": booking["id"],
        "listing_id": booking["listing_id"],
        "title": booking["listing_title"],
        "customer": person,
        "vendor_id": booking["vendor_id"],
        "vendor_name": "Northside Care",
        "support": None,
        "message_count": 0,
        "created_at": to_wire(NOW),
    }


def messages_desk(desk: VendorDesk, account: MemoryAccount, store: ConversationStore) -> MessagesDesk:
    """What the page is made from, beside a vendor's other pages."""
    return MessagesDesk(
        desk.tools,
        account.person,
        "vendor",
        desk.vendor_id,
        store,
        desk.outbox,
        account.status,
        desk.navigator,
        desk.toasts,
    )


def _messages(
    *, offline: bool = False, filled: bool = True, opened: bool = True, typing: bool = True
) -> QWidget:
    clock = SampleClock()
    account = build_account(clock)
    desk = build_desk(account, clock)
    first = fill(account) if filled else ""
    line = NoLine({first: "Do you want the oven done too? It would take 20"})
    store = ConversationStore(account, account.new_id, lambda: line, lambda: line, lambda: 0.0)
    if first:
        row = {"id": first, "title": "Deep clean, 2 bedrooms"}
        author = {"id": account.person.id, "name": "Rosa"}
        words = "Thank you. Rosa takes it back to no. 12 at 12:30."
        sent = send_message(account.new_id(), row, words, side="vendor", author=author)  # type: ignore[arg-type]
        asyncio.run(_act(store, sent))
    if offline:
        account.status.update(online=False, as_of=NOW)
    page = MessagesViewModel(messages_desk(desk, account, store), conversation_id=first if opened else "")
    if typing and first:
        person = {"id": "1", "name": "Amara"}
        store.hear({"entity": "conversation", "id": first, "state": "typing", "person": person})
    return in_frame(desk, page, MessagesView(page), "vendor.messages")


async def _act(store: ConversationStore, operation: Any) -> None:
    await store.act(operation)


SHOTS = (
    Shot("vendor-messages", _messages),
    Shot("vendor-messages-offline", partial(_messages, offline=True)),
    Shot("vendor-messages-empty", partial(_messages, filled=False)),
    Shot("vendor-messages-choose", partial(_messages, opened=False)),
    Shot("vendor-messages-narrow", _messages, size=(960, 700)),
)
