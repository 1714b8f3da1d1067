"""If-Match, as the wire has it (RFC 9110, 13.1.1)."""

import re
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from backend_stub.errors import InvalidInputError

_TAG: Final = r'(W/)?"([^"]*)"'
_TAGS: Final = re.compile(rf"[\s,]*{_TAG}(?:\s*,[\s,]*{_TAG})*[\s,]*")
_EACH: Final = re.compile(_TAG)


@dataclass(frozen=True, slots=True)
class Precondition:
    """What a caller asks of a row before it is changed."""

    versions: frozenset[int]
    any_version: bool = False

    def admits(self, *versions: int) -> bool:
        """Whether one of these versions is the one that the caller means."""
        return self.any_version or not self.versions.isdisjoint(versions)


def precondition_of(request: Request) -> Precondition | None:
    """What If-Match asks for, None without it: `*` any row that exists, a weak or foreign tag none."""
    given = request.headers.get("if-match")
    if given is None:
        return None
    if given.strip() == "*":
        return Precondition(frozenset(), any_version=True)
    if not _TAGS.fullmatch(given):
        detail = 'Send the version in quotes, as ETag has it: "3".'
        raise InvalidInputError.field("If-Match", "entity_tag", detail)
    strong = (text for weak, text in _EACH.findall(given) if not weak)
    return Precondition(frozenset(int(text[:18]) for text in strong if text.isascii() and text.isdigit()))
