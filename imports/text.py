"""Bytes to text: which encoding a file is in, and whether it is text at all."""

import codecs

from imports.rows import FileProblem, UnreadableFileError

SIZE_LIMIT = 32 * 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_CONTROLS = bytes(set(range(32)) - {0x09, 0x0A, 0x0C, 0x0D, 0x1B})


def check(data: bytes) -> None:
    """Refuse what can't be a text file."""
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableFileError(FileProblem.EMPTY)
    if len(data) > SIZE_LIMIT:
        raise UnreadableFileError(FileProblem.TOO_LARGE)
    if data.startswith(_SPREADSHEETS):
        raise UnreadableFileError(FileProblem.SPREADSHEET)


def sniff(data: bytes) -> str:
    """The encoding's name: by a byte order mark, UTF-16's zeros, being valid UTF-8, or else Latin."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    sample = data[: 64 * 1024]
    if b"\x00" in sample:
        return _wide(sample)
    if len(sample.translate(None, _CONTROLS)) < len(sample) * 0.98:
        raise UnreadableFileError(FileProblem.BINARY)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "latin"
    return "utf-8"


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: Latin text has its zeros all in even or all in odd places."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    raise UnreadableFileError(FileProblem.BINARY)


def decode(data: bytes, encoding: str) -> str:
    """The text; bytes that no Windows code page gives a letter are read as Latin-1, so this never fails."""
    if encoding != "latin":
        return data.decode(encoding, errors="replace")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
