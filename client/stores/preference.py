"""What a person set on this machine: theme, folded rail, saved views. Last arrival wins."""

from pathlib import Path
from typing import Any

from client.bus import Bus
from client.listeners import Callback, Listeners, Unsubscribe
from client.ports import Disk
from client.profile_file import ProfileFile

TAG = "preference"


class PreferenceStore:
    """Small, not secret, and read before the first paint: a JSON file of the profile, wholly in memory.

    Without a path (a kiosk) it lasts as long as the program runs.
    """

    def __init__(self, path: Path | None, disk: Disk, bus: Bus) -> None:
        self._file = None if path is None else ProfileFile(path)
        self._values: dict[str, Any] = {} if self._file is None else self._file.load() or {}
        self._disk = disk
        self._bus = bus
        self._listeners = Listeners()

    def get(self, key: str, default: Any = None) -> Any:
        """The setting now."""
        return self._values.get(key, default)

    async def set(self, key: str, value: Any) -> None:
        """Change a setting; it holds at once and is on disk when this returns. Raises `LocalError`."""
        if self._values.get(key) == value and key in self._values:
            return
        self._values = {**self._values, key: value}
        self._listeners.notify()
        self._bus.publish({TAG})
        if self._file is not None:
            file, values = self._file, self._values
            await self._disk.write(lambda: file.save(values))

    def subscribe(self, callback: Callback) -> Unsubscribe:
        """Call `callback` after each change."""
        return self._listeners.subscribe(callback)
