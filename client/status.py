"""What the sync pill shows."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from client.listeners import Callback, Listeners, Unsubscribe


@dataclass(frozen=True, slots=True)
class StatusValue:
    """One consistent state of the engine, for the pill and the stale bar."""

    online: bool = False
    """The last exchange with the server worked."""
    connecting: bool = True
    """Nothing has been tried yet since the start; neither online nor offline."""
    as_of: datetime | None = None
    """When the cache last agreed with the server."""
    waiting: int = 0
    """Operations that are saved here and not yet answered."""
    needs_you: int = 0
    """Operations in conflict, refused or set aside."""
    signed_in: bool = False
    notice: str | None = None
    """Code of what a person should know (a `LocalError`'s: `vault_unavailable`, `key_lost`, …)."""


class EngineStatus:
    """Observable: reads like a `StatusValue`, calls back on the event loop when it changes."""

    def __init__(self) -> None:
        self.value = StatusValue()
        self._listeners = Listeners()

    @property
    def online(self) -> bool:
        """The last exchange with the server worked."""
        return self.value.online

    @property
    def connecting(self) -> bool:
        """Nothing has been tried yet since the start."""
        return self.value.connecting

    @property
    def as_of(self) -> datetime | None:
        """When the cache last agreed with the server."""
        return self.value.as_of

    @property
    def waiting(self) -> int:
        """Operations that are saved here and not yet answered."""
        return self.value.waiting

    @property
    def needs_you(self) -> int:
        """Operations in conflict, refused or set aside."""
        return self.value.needs_you

    @property
    def notice(self) -> str | None:
        """Code of what a person should know."""
        return self.value.notice

    def subscribe(self, callback: Callback) -> Unsubscribe:
        """Call `callback` after each change."""
        return self._listeners.subscribe(callback)

    def update(self, **changes: Any) -> None:
        """Change some fields at once; equal values notify nobody."""
        changed = replace(self.value, **changes)
        if changed != self.value:
            self.value = changed
            self._listeners.notify()
