"""A crowd of clients, each on its own connection, and light: the servers need the machine for themselves."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from tests.backend_stub.support.running import API


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer."""

    status: int
    document: Any


@dataclass(frozen=True, slots=True)
class Shout:
    """A POST that somebody has ready."""

    url: str
    token: str
    path: str
    body: Mapping[str, Any]

    def wire(self) -> bytes:
        """As it goes over the wire."""
        body = json.dumps(dict(self.body)).encode()
        lines = (
            f"POST {API}{self.path} HTTP/1.1",
            f"Host: {urlsplit(self.url).netloc}",
            f"Authorization: Bearer {self.token}",
            f"Idempotency-Key: {uuid4()}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
        )
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def all_at_once(shouts: list[Shout]) -> list[Heard]:
    """Everybody connects; once the last one has, all ask."""
    barrier = asyncio.Barrier(len(shouts))

    async def ask(shout: Shout) -> Heard:
        place = urlsplit(shout.url)
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        try:
            await barrier.wait()
            writer.write(shout.wire())
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(head.split("content-length: ")[1].split("\r\n")[0])
            return Heard(int(head.split(" ")[1]), json.loads(await reader.readexactly(length)))
        finally:
            writer.close()
            await writer.wait_closed()

    return await asyncio.gather(*map(ask, shouts))
