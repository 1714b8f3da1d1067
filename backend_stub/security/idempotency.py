"""Requests that may be repeated: the first answer again, and its effect only once (PROTOCOL 1).

The record of an answer is written in the transaction of its effect, so a crash leaves both or neither. Two
requests with one key at one time: in one process the second is told so at once; on PostgreSQL an
advisory lock tells it across processes; on SQLite the write lock makes it wait, and then it gets the answer.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, insert, select
from starlette.requests import Request
from starlette.responses import Response

from backend_stub.db.tables import IdempotencyRecord
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import ProblemError
from contracts.errors import ErrorCode

HEADER: Final = "idempotency-key"
_KEPT_HEADERS: Final = ("content-type", "etag", "location")
_NEVER_STORED: Final = frozenset({401, 429})


def key_of(request: Request) -> UUID:
    """The request's key; 400 without one."""
    given = request.headers.get(HEADER)
    if not given:
        detail = "Send an Idempotency-Key: a UUIDv7 made when the person acted."
        raise ProblemError(400, ErrorCode.IDEMPOTENCY_KEY_MISSING, detail)
    try:
        return UUID(given.strip().strip('"'))
    except ValueError:
        detail = "The Idempotency-Key has to be a UUID."
        raise ProblemError(400, ErrorCode.IDEMPOTENCY_KEY_MISSING, detail) from None


def fingerprint(request: Request, body: Any) -> str:
    """What makes two requests the same: method, path, If-Match and parsed body."""
    parts = [request.method, request.url.path, request.headers.get("if-match"), body]
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_stored(status: int) -> bool:
    """Whether an answer is final: a repeat would only get the same."""
    return status < 500 and status not in _NEVER_STORED


class IdempotencyStore:
    """Remembers answers, and which keys this process is working on."""

    def __init__(self) -> None:
        self._working: set[tuple[UUID, UUID]] = set()

    @contextmanager
    def working(self, subject_id: UUID, key: UUID) -> Iterator[None]:
        """Mark a key as being worked on; 409 if it already is."""
        mark = (subject_id, key)
        if mark in self._working:
            raise _in_flight()
        self._working.add(mark)
        try:
            yield
        finally:
            self._working.discard(mark)

    async def find(self, uow: UnitOfWork, subject_id: UUID, key: UUID, request_hash: str) -> Response | None:
        """The answer that was given; 422 if the key was used for another request, 409 while in flight."""
        if uow.is_postgresql:
            lock = func.hashtextextended(f"{subject_id}:{key}", 0)
            if not await uow.session.scalar(select(func.pg_try_advisory_xact_lock(lock))):
                raise _in_flight()
        query = select(
            IdempotencyRecord.request_hash,
            IdempotencyRecord.status,
            IdempotencyRecord.headers,
            IdempotencyRecord.body,
        ).where(IdempotencyRecord.subject_id == subject_id, IdempotencyRecord.key == key)
        record = (await uow.session.execute(query)).one_or_none()
        if record is None:
            return None
        if record.request_hash != request_hash:
            detail = "This Idempotency-Key was used for a different request; make a new one for each action."
            raise ProblemError(422, ErrorCode.IDEMPOTENCY_KEY_REUSED, detail)
        return Response(record.body, record.status, headers={**record.headers, "idempotent-replayed": "true"})

    async def remember(
        self, uow: UnitOfWork, subject_id: UUID, key: UUID, request_hash: str, response: Response
    ) -> None:
        """Keep the answer, in the transaction of what it speaks of."""
        headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
        record = {
            "subject_id": subject_id,
            "key": key,
            "request_hash": request_hash,
            "status": response.status_code,
            "headers": headers,
            "body": bytes(response.body),
            "created_at": uow.now,
        }
        await uow.session.execute(insert(IdempotencyRecord), [record])


def _in_flight() -> ProblemError:
    detail = "The first request with this key is still being worked on; ask again in a moment."
    return ProblemError(409, ErrorCode.REQUEST_IN_FLIGHT, detail, headers={"Retry-After": "1"})
