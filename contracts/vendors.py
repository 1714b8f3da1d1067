"""What a vendor keeps besides bookings: blocked time, the client book, imports."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from contracts.vocabulary import BookingStatus, ImportOutcome
from contracts.wire import Email, Instant, Name, Note, Phone, Title, Version, Wire, YesNo, Zone

SourceKey = Annotated[str, Field(min_length=1, max_length=400)]
"""Names an imported line for ever (such as UID and RECURRENCE-ID), so that it is never imported twice."""


class BlockCreate(Wire):
    """Time in which a person can't be booked; without `staff_id`, nobody of the vendor can."""

    id: UUID
    vendor_id: UUID
    staff_id: UUID | None = None
    starts_at: Instant
    ends_at: Instant
    zone: Zone
    title: Title
    all_day: YesNo = False

    @model_validator(mode="after")
    def _forwards(self) -> "BlockCreate":
        if self.ends_at <= self.starts_at:
            raise ValueError("ends_at must be after starts_at")
        return self


class BlockOut(Wire):
    """Blocked time."""

    id: UUID
    version: Version
    vendor_id: UUID
    staff_id: UUID | None
    starts_at: Instant
    ends_at: Instant
    zone: Zone
    title: Title
    all_day: bool
    source_key: str | None


class ClientCreate(Wire):
    """A card in a vendor's client book."""

    id: UUID
    vendor_id: UUID
    name: Name
    phone: Phone | None = None
    email: Email | None = None
    note: Note = ""


class ClientPatch(Wire):
    """Changed fields of a client card."""

    name: Name | None = None
    phone: Phone | None = None
    email: Email | None = None
    note: Note | None = None


class ClientOut(Wire):
    """A card in a vendor's client book."""

    id: UUID
    version: Version
    vendor_id: UUID
    name: Name
    phone: Phone | None
    email: Email | None
    note: Note
    source_key: str | None


class ImportedBlock(Wire):
    """A calendar event that becomes blocked time."""

    kind: Literal["block"]
    key: SourceKey
    staff_id: UUID | None = None
    starts_at: Instant
    ends_at: Instant
    zone: Zone
    title: Title
    all_day: YesNo = False


class ImportedBooking(Wire):
    """A calendar event or a CSV line that becomes a booking with a guest."""

    kind: Literal["booking"]
    key: SourceKey
    listing_id: UUID
    staff_id: UUID | None = None
    starts_at: Instant
    ends_at: Instant | None = None
    guest_name: Name
    guest_phone: Phone | None = None
    status: BookingStatus = BookingStatus.CONFIRMED
    note: Note | None = None


class ImportedClient(Wire):
    """A CSV line that becomes a client card."""

    kind: Literal["client"]
    key: SourceKey
    name: Name
    phone: Phone | None = None
    email: Email | None = None
    note: Note = ""


ImportItem = Annotated[ImportedBlock | ImportedBooking | ImportedClient, Field(discriminator="kind")]


class ImportBatch(Wire):
    """Up to 500 lines of one file; each succeeds or is refused by itself."""

    id: UUID
    items: Annotated[list[ImportItem], Field(min_length=1, max_length=500)]


class ImportItemResult(Wire):
    """What became of one line; `code` and `detail` say why it was refused."""

    key: SourceKey
    outcome: ImportOutcome
    id: UUID | None = None
    code: str | None = None
    detail: str | None = None


class ImportResult(Wire):
    """One answer per line, in the order of the batch."""

    id: UUID
    items: list[ImportItemResult]
