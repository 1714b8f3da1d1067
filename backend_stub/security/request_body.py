"""The body of a request: bounded, and free of what no column can hold."""

import re
from typing import Any, Final

from starlette.requests import Request
from starlette.types import Message, Receive

from backend_stub.errors import InvalidInputError, ProblemError
from contracts.errors import ErrorCode

MAX_BODY_BYTES: Final = 1024 * 1024
_DRAINED_BYTES: Final = 16 * MAX_BODY_BYTES
_SUSPECT: Final = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def _too_large(limit: int, received: int) -> ProblemError:
    detail = f"This may have at most {limit // (1024 * 1024)} MiB."
    hangs_up = {"Connection": "close"} if received > _DRAINED_BYTES else None
    return ProblemError(413, ErrorCode.TOO_LARGE, detail, headers=hangs_up)


async def read_body(request: Request, limit: int = MAX_BODY_BYTES) -> bytes:
    """The whole body, 413 beyond the limit; the rest is read away (to a bound), so that the answer arrives.

    Of a body that says itself that it is too long nothing is kept, and what is read away does not pile up.
    """
    said = request.headers.get("content-length", "")
    keeps = not (said.isdecimal() and int(said[:18]) > limit)
    received = 0
    chunks: list[bytes] = []
    async for chunk in request.stream():
        received += len(chunk)
        if received > limit:
            chunks.clear()
        elif keeps:
            chunks.append(chunk)
        if received > _DRAINED_BYTES:
            break
    if received > limit or not keeps:
        raise _too_large(limit, received)
    return b"".join(chunks)


async def read_away(request: Request) -> None:
    """Read a body that nobody wants, to a bound, so that the answer arrives."""
    received = 0
    async for chunk in request.stream():
        received += len(chunk)
        if received > _DRAINED_BYTES:
            break


def with_body(request: Request, body: bytes) -> Request:
    """The same request, whose body can be read again."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    replayed: Receive = receive
    return Request(request.scope, replayed)


async def parse_json(request: Request) -> Any:
    """The body as JSON, None where there is none; 422 if it is not JSON or can't be kept."""
    body = await request.body()
    if not body:
        return None
    try:
        document = await request.json()
    except (ValueError, RecursionError):
        raise InvalidInputError.field("body", "json_invalid", "This is not JSON.") from None
    if _SUSPECT.search(body):
        refuse_unkeepable(document, "")
    return document


def refuse_unkeepable(value: Any, path: str) -> None:
    """422 if any text in `value` can't be stored: NUL characters and halves of surrogate pairs."""
    if isinstance(value, str):
        if "\x00" in value or _SURROGATE.search(value):
            detail = "NUL characters and unpaired surrogates can't be kept."
            raise InvalidInputError.field(path or "body", "unkeepable_text", detail)
    elif isinstance(value, dict):
        for name, item in value.items():
            refuse_unkeepable(name, path)
            refuse_unkeepable(item, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            refuse_unkeepable(item, f"{path}.{index}".lstrip("."))
