"""A place in the feed."""

from typing import Final, NamedTuple


class Position(NamedTuple):
    """Ordered as the feed is: by writing transaction, then by sequence (see `db.tables.feed`)."""

    xid: int
    seq: int


START: Final = Position(0, 0)
"""Before everything."""
