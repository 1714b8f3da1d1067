"""If-Match, as the wire has it."""

import re
from typing import Final

from starlette.requests import Request

from backend_stub.errors import InvalidInputError

_TAG: Final = re.compile(r'^(W/)?"([^"]*)"$')


def versions_of(request: Request) -> frozenset[int] | None:
    """The versions that the caller accepts, None without If-Match; a weak or foreign tag matches none."""
    given = request.headers.get("if-match")
    if given is None:
        return None
    versions = set()
    for item in given.split(","):
        tag = _TAG.match(item.strip())
        if tag is None:
            detail = 'Send the version in quotes, as ETag has it: "3".'
            raise InvalidInputError.field("If-Match", "entity_tag", detail)
        weak, text = tag.groups()
        if weak is None and text.isascii() and text.isdigit():
            versions.add(int(text[:18]))
    return frozenset(versions)
