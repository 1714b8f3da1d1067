"""What every page of a customer's workspace is made from, handed in by the composition."""

from __future__ import annotations

from dataclasses import dataclass

from client.session.person import Person
from client.status import EngineStatus
from client.stores.address import AddressStore
from client.stores.booking import BookingStore
from client.stores.cart import CartStore
from client.stores.catalogue import CatalogueStore
from client.stores.hold import HoldStore
from client.stores.listing import ListingStore
from client.stores.outbox import OutboxStore
from client.stores.preference import PreferenceStore
from client.stores.proposal import ProposalStore
from client.stores.series import SeriesStore
from client.stores.waitlist import WaitlistStore
from viewmodels.kernel.navigator import Navigator
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.toasts import Toasts


@dataclass(frozen=True, slots=True)
class CustomerDesk:
    """Who books, the stores, and the shell's ways to move and to speak."""

    tools: Tools
    person: Person
    bookings: BookingStore
    proposals: ProposalStore
    series: SeriesStore
    waitlist: WaitlistStore
    catalogue: CatalogueStore
    holds: HoldStore
    addresses: AddressStore
    outbox: OutboxStore
    preferences: PreferenceStore
    status: EngineStatus
    navigator: Navigator
    toasts: Toasts
    cart: CartStore
    listings: ListingStore | None = None

    @property
    def offline(self) -> bool:
        """Whether the server is known to be out of reach."""
        return not self.status.online and not self.status.connecting
