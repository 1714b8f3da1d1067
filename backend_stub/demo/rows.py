"""Rows of the town while it is being made up, by table; and the dice that all of it comes from."""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from backend_stub.db.base import Base
from contracts.idents import uuid7

Row = dict[str, Any]


class Rows:
    """Rows to insert, in the order of their tables' first use."""

    def __init__(self) -> None:
        self._by_table: defaultdict[type[Base], list[Row]] = defaultdict(list)

    def add(self, table: type[Base], **values: Any) -> Row:
        """Append one row and hand it back, so that others can refer to it."""
        self._by_table[table].append(values)
        return values

    def of(self, table: type[Base]) -> list[Row]:
        """All rows of one table so far."""
        return self._by_table[table]

    def __iter__(self) -> Iterator[tuple[type[Base], list[Row]]]:
        return iter(self._by_table.items())


class Dice(random.Random):
    """A seeded source of chance that also makes identifiers."""

    def ident(self) -> UUID:
        """A random identifier."""
        return UUID(int=self.getrandbits(128), version=4)

    def ident_at(self, instant: datetime) -> UUID:
        """An identifier as a client would have made it at that moment."""
        return uuid7(int(instant.timestamp() * 1000), self.getrandbits(74))

    def chance(self, probability: float) -> bool:
        """True that often."""
        return self.random() < probability
