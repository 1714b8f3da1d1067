"""Count and hash of the cached rows, scope by scope, to compare with the server's."""

import hashlib
from collections.abc import Collection
from typing import Any

from client.db.cache_reader import CacheReader
from client.db.cache_tables import TABLES


def digests(reader: CacheReader, entities: Collection[str] = tuple(TABLES)) -> dict[str, tuple[int, str]]:
    """(count, sha256) over the bytewise sorted lines `entity:id:version` of each scope."""
    lines: dict[str, list[bytes]] = {}
    for entity in entities:
        for row_id, version, scopes in reader.versions(entity):
            line = f"{entity}:{row_id}:{version}\n".encode()
            for scope in scopes.split():
                lines.setdefault(scope, []).append(line)
    return {scope: (len(found), _hash(found)) for scope, found in lines.items()}


def differing(ours: dict[str, tuple[int, str]], theirs: dict[str, Any]) -> list[str]:
    """Scopes in which the two disagree; one that is absent on a side is empty there."""
    nothing = (0, _hash([]))
    stated = {scope: (value["count"], value["sha256"]) for scope, value in theirs.items()}
    return [
        scope
        for scope in sorted(ours.keys() | stated.keys())
        if ours.get(scope, nothing) != stated.get(scope, nothing)
    ]


def _hash(lines: list[bytes]) -> str:
    return hashlib.sha256(b"".join(sorted(lines))).hexdigest()
