"""Who must re-read what: writers publish what they touched, live queries listen for it.

A tag is an entity (`booking`), or one of the engine's own: `outbox`, `session`, `page:<path>`, and `*`
for everything, when another account opens.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from client.listeners import Unsubscribe

EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Touched:
    """What a writer touched. `rows` are the ids by entity, None where it can't name them all."""

    tags: frozenset[str]
    rows: Mapping[str, Collection[str]] | None = None

    def rows_of(self, entity: str) -> frozenset[str] | None:
        """The rows of an entity that may have changed; None where any may have."""
        if self.rows is None:
            return None
        found = frozenset(self.rows.get(entity, ()))
        return None if EVERYTHING in found else found


Reaction = Callable[[Touched], None]


class Bus:
    """Synchronous and on one thread; reactions only mark themselves dirty and return.

    Who came last is told first: what a person has just opened is read before what stands around it.
    """

    def __init__(self) -> None:
        self._reactions: dict[object, tuple[frozenset[str], Reaction]] = {}

    def subscribe(self, tags: Iterable[str], reaction: Reaction) -> Unsubscribe:
        """Run `reaction` with what was touched whenever it meets `tags`."""
        token = object()
        self._reactions[token] = (frozenset(tags), reaction)
        return lambda: self._reactions.pop(token, None) and None

    def publish(self, tags: Iterable[str], rows: Mapping[str, Collection[str]] | None = None) -> None:
        """Say that these were touched; with `rows`, that nothing but these rows of entities was.

        The id `*` stands for every row of its entity.
        """
        touched = Touched(frozenset(tags), rows)
        if not touched.tags:
            return
        everything = EVERYTHING in touched.tags
        for token, (wanted, reaction) in reversed(tuple(self._reactions.items())):
            if token in self._reactions and (everything or not wanted.isdisjoint(touched.tags)):
                reaction(touched)
