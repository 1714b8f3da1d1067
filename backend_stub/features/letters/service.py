"""Lists letters, gives dead ones another round, keeps the list of addresses that get none."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import delete, select

from backend_stub.db.tables import Letter, Person, Suppression
from backend_stub.errors import ConflictError, NotFoundError
from backend_stub.paging import Order, page_of, read_cursor, write_cursor
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.errors import ErrorCode
from contracts.letters import LetterState, SuppressionCreate
from contracts.permissions import Permission
from contracts.wire import rfc3339

_ORDERS: Final = {
    "created_at": Order(Letter.created_at, datetime, Letter.id),
    "due_at": Order(Letter.due_at, datetime, Letter.id),
}
_ADDRESSES: Final = UUID("6f6b6d5e-64b3-4c0e-9f0a-3b2f6ad7b3a1")
"""Names suppressed addresses in the audit log without writing them into it."""


class LetterService:
    """For admins alone."""

    async def page(
        self, reading: ReadingContext, state: LetterState | None, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """One page, newest first unless asked otherwise."""
        query = select(Letter, Person.name).outerjoin(Person, Person.id == Letter.person_id)
        if state is not None:
            query = query.where(Letter.state == str(state))
        query = page_of(query, _ORDERS, sort, cursor, limit)
        reading.caller.require(Permission.LETTERS_MANAGE)
        rows = (await reading.session.execute(query)).all()
        shown = rows[:limit]
        following = None
        if len(rows) > limit:
            last = shown[-1][0]
            following = write_cursor(sort, (getattr(last, sort.removeprefix("-")), last.id))
        return {
            "items": [_document(letter, name) for letter, name in shown],
            "next_cursor": following,
        }

    async def send_again(self, writing: WritingContext, letter_id: UUID) -> dict[str, Any]:
        """Give a letter that was set aside another round of attempts."""
        query = select(Letter).where(Letter.id == letter_id).with_for_update()
        letter = await writing.session.scalar(query)
        if letter is None or not writing.caller.may(Permission.LETTERS_MANAGE):
            raise NotFoundError
        if letter.state != LetterState.DEAD:
            raise ConflictError(
                ErrorCode.INVALID_TRANSITION, "Only a letter that was set aside is sent again."
            )
        letter.state, letter.attempts, letter.due_at, letter.ended_at = "waiting", 0, writing.now, None
        writing.audit("letter.sent_again", "letter", letter.id, before={"problem": letter.problem})
        name = None
        if letter.person_id is not None:
            name = await writing.session.scalar(select(Person.name).where(Person.id == letter.person_id))
        return _document(letter, name)

    async def suppressions(self, reading: ReadingContext, cursor: str | None, limit: int) -> dict[str, Any]:
        """Addresses that get nothing, by the alphabet."""
        query = select(Suppression).order_by(Suppression.address).limit(limit + 1)
        if cursor is not None:
            (after,) = read_cursor(cursor, "address", (str,))
            query = query.where(Suppression.address > after)
        reading.caller.require(Permission.LETTERS_MANAGE)
        rows = (await reading.session.scalars(query)).all()
        shown = rows[:limit]
        return {
            "items": [_suppression(row) for row in shown],
            "next_cursor": write_cursor("address", [shown[-1].address]) if len(rows) > limit else None,
        }

    async def suppress(self, writing: WritingContext, wish: SuppressionCreate) -> dict[str, Any]:
        """Send nothing to this address; the first reason stays."""
        writing.caller.require(Permission.LETTERS_MANAGE)
        address = wish.address.lower()
        row = await writing.session.get(Suppression, address)
        if row is None:
            row = Suppression(
                address=address, reason=wish.reason, created_at=writing.now, created_by=writing.caller.id
            )
            writing.session.add(row)
            id = uuid5(_ADDRESSES, address)
            writing.audit("address.suppressed", "address", id, after={"reason": wish.reason})
        return _suppression(row)

    async def allow(self, writing: WritingContext, address: str) -> None:
        """Send to this address again."""
        writing.caller.require(Permission.LETTERS_MANAGE)
        known = address.lower()
        statement = delete(Suppression).where(Suppression.address == known).returning(Suppression.reason)
        reason = await writing.session.scalar(statement)
        if reason is not None:
            writing.audit("address.allowed", "address", uuid5(_ADDRESSES, known), before={"reason": reason})


def _document(letter: Letter, name: str | None) -> dict[str, Any]:
    return {
        "id": str(letter.id),
        "channel": letter.channel,
        "kind": letter.kind,
        "recipient": name or letter.address or "",
        "state": letter.state,
        "attempts": letter.attempts,
        "due_at": rfc3339(letter.due_at),
        "created_at": rfc3339(letter.created_at),
        "ended_at": letter.ended_at and rfc3339(letter.ended_at),
        "problem": letter.problem,
    }


def _suppression(row: Suppression) -> dict[str, Any]:
    return {"address": row.address, "reason": row.reason, "created_at": rfc3339(row.created_at)}
