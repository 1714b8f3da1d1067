"""How routes answer with documents: JSON as it is kept, without building models on the way out."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request
from pydantic_core import to_json
from starlette.responses import Response


def json_answer(
    document: Mapping[str, Any] | Sequence[Any], status: int = 200, *, version: int | None = None
) -> Response:
    """A document as JSON; with `version`, its ETag."""
    headers = {} if version is None else {"ETag": f'"{version}"'}
    return Response(to_json(document), status, headers, "application/json")


def nothing() -> Response:
    """Done, and there is nothing to say."""
    return Response(status_code=204)


def revalidated(request: Request, document: Mapping[str, Any], *, max_age: int) -> Response:
    """A document that clients keep and ask for again: 304 while its bytes are the same."""
    body = to_json(document)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={max_age}", "Vary": "Accept-Encoding"}
    known = {item.strip().removeprefix("W/") for item in request.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, "application/json")
