"""Identifiers that clients make: UUIDv7 (RFC 9562), ordered by the time of making, and one that follows."""

from uuid import UUID, uuid5


def uuid7(milliseconds: int, random_bits: int) -> UUID:
    """A UUIDv7 from a Unix time in ms and 74 random bits, both handed in so that runs can be repeated."""
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= ((random_bits >> 62) & 0xFFF) << 64
    value |= 0b10 << 62
    value |= random_bits & ((1 << 62) - 1)
    return UUID(int=value)


def conversation_id(subject_id: UUID, customer_id: UUID) -> UUID:
    """The id of a customer's conversation about a booking or listing.

    It follows from the two, so that there is one, however often and from whichever side it is opened offline.
    """
    return uuid5(subject_id, str(customer_id))
