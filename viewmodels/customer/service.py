"""A service: what it is, what is included, what others say, when it can be had."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from client.clock import to_wire
from client.stores.base import Folded
from client.stores.catalogue import ListingDetail, Review, VendorDetail
from contracts.quotes import Choice
from contracts.rows import ListingDoc, SlotDoc, VendorDoc
from viewmodels.customer.choosing import ChoiceWords, ExtraRow, VariantRow, quote
from viewmodels.customer.desk import CustomerDesk
from viewmodels.customer.rows import ListingCard, ReviewRow, TimeChip
from viewmodels.customer.words import CustomerWords
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.pictures import Pictures
from viewmodels.kernel.screen import ScreenKind, ScreenState

DAYS: Final = 7
TIMES_A_DAY: Final = 3
STARS: Final = 5


class ServiceViewModel(Page):
    """The listing comes from the cache at once; reviews and times are asked for beside it."""

    def __init__(self, desk: CustomerDesk, listing_id: str) -> None:
        super().__init__(desk.tools, "")
        self._desk, self._listing_id = desk, listing_id
        self._words = CustomerWords(self.texts, self.format)
        self._choosing = ChoiceWords(self.format)
        self._choice = Choice()
        self._listing: ListingDoc | None = None
        self.variants: Observable[tuple[VariantRow, ...]] = self.field(())
        self.extras: Observable[tuple[ExtraRow, ...]] = self.field(())
        self.lines: Observable[tuple[tuple[str, str], ...]] = self.field(())
        self.total: Observable[str] = self.field("")
        self.photos: Observable[tuple[tuple[str, str], ...]] = self.field(())
        self.pictures: Pictures | None = None
        if desk.listings is not None:
            self.pictures = Pictures(desk.tools, desk.listings)
            self.on_close(self.pictures.close)
        self._missing = False
        self._vendor_followed = False
        self.card: Observable[ListingCard | None] = self.field(None)
        self.facts: Observable[str] = self.field("")
        self.description: Observable[str] = self.field("")
        self.included: Observable[tuple[str, ...]] = self.field(())
        self.policy: Observable[str] = self.field("")
        self.vendor_facts: Observable[tuple[tuple[str, str], ...]] = self.field(())
        self.vendor_about: Observable[str] = self.field("")
        self.reviews: Observable[tuple[ReviewRow, ...]] = self.field(())
        self.histogram: Observable[tuple[tuple[int, int], ...]] = self.field(())
        self.days: Observable[tuple[tuple[str, tuple[TimeChip, ...]], ...]] = self.field(())
        self.times_note: Observable[str] = self.field("")
        self.look: Command = self.command(self._look, "customer.service.look")
        self.read_reviews: Command = self.command(self._read_reviews, "customer.service.reviews")
        self.look.problem.changed.connect(self._times_failed)
        self.on_close(desk.status.subscribe(self._show_state))
        self.observe(desk.catalogue.observe(ListingDetail(listing_id)), self._take_listing)
        self.look.trigger()
        self.read_reviews.trigger()

    # What a person does

    def back(self) -> None:
        """Return to where the service was found."""
        self._desk.navigator.back()

    def all_times(self) -> None:
        """Pick among all free times."""
        self._desk.navigator.go("customer.time", listing_id=self._listing_id, choice=self._choice)

    def ask(self) -> None:
        """Write to the vendor about this service."""
        self._desk.navigator.go("customer.messages", listing_id=self._listing_id)

    def book(self, chip: TimeChip) -> None:
        """Go on with this time."""
        self._desk.navigator.go(
            "customer.time",
            listing_id=self._listing_id,
            starts_at=chip.starts_at,
            staff_id=chip.staff_id,
            choice=self._choice,
        )

    def choose_variant(self, id: str) -> None:
        """Another size: another price, another length."""
        self._choose(Choice(id, self._choice.extras))

    def choose_extra(self, id: str, on: bool) -> None:
        """With this extra, or without it."""
        extras = {each: count for each, count in self._choice.extras.items() if each != id}
        self._choose(Choice(self._choice.variant_id, {**extras, id: 1} if on else extras))

    def _choose(self, choice: Choice) -> None:
        if choice != self._choice:
            self._choice = choice
            self._show_choice()
            self.look.cancel()
            self.look.running.value = False
            self.look.trigger()

    # What comes in

    def _take_listing(self, listing: ListingDoc | None) -> None:
        self._missing = listing is None
        if listing is not None:
            self._show(listing)
            self._follow_vendor(listing["vendor_id"])
        self._show_state()

    def _follow_vendor(self, vendor_id: str) -> None:
        if not self._vendor_followed:
            self._vendor_followed = True
            self.observe(self._desk.catalogue.observe(VendorDetail(vendor_id)), self._take_vendor)

    def _take_vendor(self, item: Folded[VendorDoc] | None) -> None:
        if item is None:
            return
        vendor = item.row
        facts = [
            (self.texts("customer.service.address"), f"{vendor['street']}, {vendor['city']}"),
            (self.texts("customer.service.answers_in"), self.format.duration(vendor["answer_minutes"])),
        ]
        if vendor["rating"] is not None:
            stars = self.format.decimal(vendor["rating"])
            count = self.texts.count("customer.reviews", vendor["rating_count"])
            facts.insert(0, (self.texts("customer.service.rated"), f"{stars} · {count}"))
        self.vendor_facts.value = tuple(facts)
        self.vendor_about.value = vendor["about"]

    def _show_choice(self) -> None:
        listing = self._listing
        if listing is None:
            return
        self.variants.value = self._choosing.variants(listing, self._choice)
        self.extras.value = self._choosing.extras(listing, self._choice)
        lines = self._choosing.lines(listing, self._choice)
        self.lines.value = lines if self.variants.value or self.extras.value else ()
        self.total.value = self._choosing.money(listing, quote(listing, self._choice).price)

    def _show(self, listing: ListingDoc) -> None:
        self._listing = listing
        self._show_choice()
        self.photos.value = tuple((each["file_id"], each["alt"]) for each in listing.get("photos", []))
        card = self._words.listing(listing)
        self.card.value = card
        self.title.value = listing["title"]
        self.subtitle.value = listing["vendor_name"]
        people = self.texts.count("customer.service.people", len(listing["staff"]))
        place = self.texts(f"customer.place.{listing['place']}")
        self.facts.value = " · ".join(part for part in (card.distance, people, card.duration, place) if part)
        self.description.value = listing["description"]
        self.included.value = tuple(listing["included"])
        self.policy.value = listing["policy"]

    async def _look(self) -> None:
        now = self.format.now().replace(microsecond=0)
        found = await self._desk.catalogue.slots(
            self._listing_id, to_wire(now), to_wire(now + timedelta(days=DAYS)), choice=self._choice
        )
        self.times_note.value = (
            self.texts("customer.time.stale", when=self.format.since(found.as_of)) if found.as_of else ""
        )
        self.days.value = tuple(self._day(place, found.items) for place in range(DAYS))

    def _day(self, place: int, slots: tuple[SlotDoc, ...]) -> tuple[str, tuple[TimeChip, ...]]:
        day = self.format.today() + timedelta(days=place)
        mine: dict[str, TimeChip] = {}
        for slot in slots:
            if self.format.local(slot["starts_at"]).date() == day:
                label = self.format.time(slot["starts_at"])
                mine.setdefault(slot["starts_at"], TimeChip(label, slot["starts_at"], slot["staff_id"]))
        chips = tuple(mine.values())
        step = max(1, len(chips) // TIMES_A_DAY)
        return self.format.day(day), chips[::step][:TIMES_A_DAY]

    def _times_failed(self, problem: object) -> None:
        if problem is not None:
            self.times_note.value = self.texts("customer.service.no_times")

    async def _read_reviews(self) -> None:
        reviews = await self._desk.catalogue.reviews(self._listing_id)
        self.reviews.value = tuple(self._review(review) for review in reviews)
        counts = {stars: sum(review.rating == stars for review in reviews) for stars in range(STARS, 0, -1)}
        self.histogram.value = tuple(counts.items()) if reviews else ()

    def _review(self, review: Review) -> ReviewRow:
        day = self.format.day(review.created_at)
        reply = self.texts("customer.service.reply", text=review.reply) if review.reply else ""
        return ReviewRow(review.id, review.author, str(review.rating), review.text, day, reply)

    def _show_state(self) -> None:
        offline = self._desk.offline
        stale = ""
        if offline and self._desk.status.as_of is not None:
            stale = self.texts("customer.stale", when=self.format.since(self._desk.status.as_of))
        kind = (
            ScreenKind.READY if self.card.value else ScreenKind.EMPTY if self._missing else ScreenKind.LOADING
        )
        self.state.value = ScreenState(kind, stale=stale)
