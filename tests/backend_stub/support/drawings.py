"""Pictures to send: good ones, and ones that are not what they say."""

import io
import struct
import zlib
from typing import Any

from PIL import Image


def drawing(
    kind: str = "PNG", size: tuple[int, int] = (80, 60), color: str = "#2a7", **options: Any
) -> bytes:
    """A picture of one colour, its left upper quarter black."""
    image = Image.new("RGBA" if options.pop("alpha", False) else "RGB", size, color)
    image.paste((0, 0, 0), (0, 0, size[0] // 2, size[1] // 2))
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few hundred bytes that says it has billions of pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
