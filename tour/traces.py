"""Looks for words on a disk: every file, in every form in which a program might leave them."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "latin-1")
_SHORTEST_CORE = 6
_ZLIB_HEADS = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_GZIP_OR_ZLIB = 47


def find_traces(folder: Path, words: list[str]) -> list[str]:
    """Where any of these words lies in a file of this folder: `file: word as encoding`."""
    found: list[str] = []
    patterns = [(word, form, pattern) for word in words for form, pattern in _forms(word)]
    for path in sorted(folder.rglob("*")):
        names = path.name.casefold()
        found += [f"{path}: {word!r} in its name" for word in words if word.casefold() in names]
        if path.is_file() and not path.is_symlink():
            for data in _contents(path):
                low = data.lower()
                found += [
                    f"{path}: {word!r} as {form}"
                    for word, form, pattern in patterns
                    if pattern in (low if form != "base64" else data)
                ]
    return found


def _forms(word: str) -> Iterator[tuple[str, bytes]]:
    """The word as it may stand in a file; all but base64 in small letters."""
    low = word.lower()
    for encoding in ENCODINGS:
        raw = low.encode(encoding, errors="ignore")
        if raw:
            yield encoding, raw
            yield f"{encoding} in hex", raw.hex().encode()
    yield "URL", quote(low).lower().encode()
    for spelling in {word, low, word.upper()}:
        for shift in range(3):
            # Base64 depends on where in a group of three bytes the word begins: compare the sure middle.
            coded = base64.b64encode(b"\0" * shift + spelling.encode()).rstrip(b"=")
            core = coded[(shift * 8 + 5) // 6 : -1]
            if len(core) >= _SHORTEST_CORE:
                yield "base64", core


def _contents(path: Path) -> Iterator[bytes]:
    data = path.read_bytes()
    yield data
    for head in _ZLIB_HEADS.finditer(data):
        try:
            yield zlib.decompressobj(_GZIP_OR_ZLIB).decompress(data[head.start() :])
        except zlib.error:
            continue
