"""Pictures that come over the network, for whoever shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from client.errors import DoorstepError
from viewmodels.kernel.view_model import Tools, ViewModel

Receive = Callable[[bytes], object]


class PictureSource(Protocol):
    """What this needs of `client.stores.listing.ListingStore`."""

    async def picture(self, file_id: str, *, thumb: bool = True) -> bytes: ...


class Pictures(ViewModel):
    """Fetches each picture once; what can't be had stays a drawing."""

    def __init__(self, tools: Tools, source: PictureSource) -> None:
        super().__init__(tools)
        self._source = source

    def fetch(self, file_id: str, receive: Receive, *, thumb: bool = True) -> None:
        """Hand over the bytes once they are there; nothing happens where they can't be had."""
        if not file_id:
            return

        async def work() -> None:
            try:
                data = await self._source.picture(file_id, thumb=thumb)
            except DoorstepError:
                return
            if not self.closed:
                receive(data)

        self.spawn(work(), "picture")
