"""What the page of messages is made from, in whichever workspace it stands."""

from __future__ import annotations

from dataclasses import dataclass

from client.session.person import Person
from client.status import EngineStatus
from client.stores.conversation import ConversationStore
from client.stores.outbox import OutboxStore
from viewmodels.kernel.navigator import Navigator
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.toasts import Toasts


@dataclass(frozen=True, slots=True)
class MessagesDesk:
    """Who writes, and as whom: `side` is customer, vendor (then `vendor_id` says which) or support."""

    tools: Tools
    person: Person
    side: str
    vendor_id: str
    conversations: ConversationStore
    outbox: OutboxStore
    status: EngineStatus
    navigator: Navigator
    toasts: Toasts

    @property
    def offline(self) -> bool:
        """Whether the server is known to be out of reach."""
        return not self.status.online and not self.status.connecting

    @property
    def bookings_page(self) -> str:
        """The route on which a conversation's booking is seen."""
        return {"vendor": "vendor.bookings", "support": "admin.bookings"}.get(self.side, "customer.bookings")
