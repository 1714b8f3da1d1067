"""Imports that the start leaves out, done on a thread once the first data is on the screen."""

import importlib
import sys
from typing import cast

from client.outbox.check import model
from client.outbox.kinds import KINDS

_LATE = ("httpx", "httpcore", "websockets.asyncio.client", "client.api.http")


def import_late() -> None:
    """Import everything that the first tap and the first request need."""
    # httpx would import its command line too, with whatever of click and rich is there.
    cast("dict[str, object]", sys.modules).setdefault("httpx._main", None)
    for name in _LATE:
        importlib.import_module(name)
    for kind in KINDS.values():
        if kind.model is not None:
            model(kind.model)
