"""Who must re-read what: writers publish what they touched, live queries listen for it.

A tag is an entity (`booking`), or one of the engine's own: `outbox`, `session`, `page:<path>`, and `*`
for everything, when another account opens.
"""

from collections.abc import Callable, Iterable

from client.listeners import Unsubscribe

EVERYTHING = "*"

Reaction = Callable[[frozenset[str]], None]


class Bus:
    """Synchronous and on one thread; reactions only mark themselves dirty and return."""

    def __init__(self) -> None:
        self._reactions: dict[object, tuple[frozenset[str], Reaction]] = {}

    def subscribe(self, tags: Iterable[str], reaction: Reaction) -> Unsubscribe:
        """Run `reaction` with what was touched whenever it meets `tags`."""
        token = object()
        self._reactions[token] = (frozenset(tags), reaction)
        return lambda: self._reactions.pop(token, None) and None

    def publish(self, tags: Iterable[str]) -> None:
        """Say that these were touched."""
        touched = frozenset(tags)
        if not touched:
            return
        everything = EVERYTHING in touched
        for token, (wanted, reaction) in tuple(self._reactions.items()):
            if token in self._reactions and (everything or not wanted.isdisjoint(touched)):
                reaction(touched)
