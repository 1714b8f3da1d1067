"""Servers on one data folder tell each other what need not be kept, by datagrams on the loopback.

Each server's port is the name of a file in `presence/`, touched while it runs. Notes are signed with a key
made from the folder's secret, so that only those who can read it are believed.
"""

import asyncio
import hashlib
import hmac
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)

_HOST: Final = "127.0.0.1"
_SIGNATURE_BYTES: Final = 32
_TOUCH_SECONDS: Final = 5.0
_GONE_SECONDS: Final = 20.0
_KNOWN_SECONDS: Final = 0.5


class LoopbackBus:
    """Implements `ports.presence.PresenceBusPort` for an embedded database."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key
        self._transport: asyncio.DatagramTransport | None = None
        self._port = 0
        self._known: tuple[float, list[int]] = (float("-inf"), [])

    async def publish(self, note: bytes) -> None:
        """Tell the others."""
        transport = self._transport
        if transport is None:
            return
        signed = self._signature(note) + note
        for port in await self._others():
            transport.sendto(signed, (_HOST, port))

    async def run(self, deliver: Callable[[bytes], None]) -> None:
        """Hear the others for ever."""
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(
            lambda: _Ear(self._believed, deliver), local_addr=(_HOST, 0)
        )
        self._transport, self._port = transport, transport.get_extra_info("sockname")[1]
        sign = self._folder / str(self._port)
        try:
            while True:
                await asyncio.to_thread(_touch, sign)
                await asyncio.sleep(_TOUCH_SECONDS)
        finally:
            self._transport = None
            transport.close()
            sign.unlink(missing_ok=True)

    def _signature(self, note: bytes) -> bytes:
        return hmac.new(self._key, note, hashlib.sha256).digest()

    def _believed(self, data: bytes) -> bytes | None:
        signature, note = data[:_SIGNATURE_BYTES], data[_SIGNATURE_BYTES:]
        return note if hmac.compare_digest(signature, self._signature(note)) else None

    async def _others(self) -> list[int]:
        looked, ports = self._known
        now = asyncio.get_running_loop().time()
        if now - looked > _KNOWN_SECONDS:
            ports = await asyncio.to_thread(lambda: list(_running(self._folder)))
            self._known = now, ports
        return [port for port in ports if port != self._port]


class _Ear(asyncio.DatagramProtocol):
    """Hands on the notes that are believed."""

    def __init__(self, believed: Callable[[bytes], bytes | None], deliver: Callable[[bytes], None]) -> None:
        self._believed = believed
        self._deliver = deliver

    def datagram_received(self, data: bytes, addr: object) -> None:
        """One note."""
        note = self._believed(data)
        if note is None:
            log.warning("a note from %s was not one of ours", addr)
        else:
            self._deliver(note)

    def error_received(self, exc: Exception) -> None:
        """A server that went without taking its sign down; the sign gets old."""


def _touch(sign: Path) -> None:
    sign.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    sign.touch(mode=0o600)


def _running(folder: Path) -> Iterator[int]:
    """The ports of servers that have touched their file lately; the signs of others are taken down."""
    if not folder.is_dir():
        return
    for sign in folder.iterdir():
        with suppress(OSError):
            if time.time() - sign.stat().st_mtime > _GONE_SECONDS:
                sign.unlink(missing_ok=True)
            elif sign.name.isdecimal():
                yield int(sign.name)
