"""Accounts, sessions and refresh tokens in the database."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Kiosk, Person, RefreshToken, Session
from backend_stub.security.caller import SubjectKind


@dataclass(frozen=True, slots=True)
class Account:
    """What signing in with a password needs to know of a person."""

    id: UUID
    password_hash: str | None
    status: str
    suspended_reason: str | None
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A refresh token that was given out, with its session."""

    digest: str
    session_id: UUID
    subject_id: UUID
    used_at: datetime | None
    attempt_id: UUID | None


async def find_account(session: AsyncSession, email: str) -> Account | None:
    """The account of an address in lower case."""
    query = select(
        Person.id, Person.password_hash, Person.status, Person.suspended_reason, Person.last_seen_at
    ).where(Person.email == email)
    row = (await session.execute(query)).one_or_none()
    return Account(*row) if row else None


async def find_kiosk(session: AsyncSession, enrolment_digest: str) -> tuple[UUID, str] | None:
    """Id and name of the kiosk that this code enrols."""
    query = select(Kiosk.id, Kiosk.name).where(
        Kiosk.enrolment_digest == enrolment_digest, Kiosk.disabled_at.is_(None)
    )
    row = (await session.execute(query)).one_or_none()
    return (row.id, row.name) if row else None


async def add_session(
    session: AsyncSession,
    id: UUID,
    subject_id: UUID,
    kind: SubjectKind,
    device_name: str,
    now: datetime,
    expires_at: datetime,
) -> None:
    """Start a family of refresh tokens."""
    row = {
        "id": id,
        "subject_id": subject_id,
        "subject_kind": kind,
        "device_name": device_name,
        "created_at": now,
        "expires_at": expires_at,
    }
    await session.execute(insert(Session), [row])


async def add_token(session: AsyncSession, digest: str, session_id: UUID, now: datetime) -> None:
    """Keep the digest of a token that is being given out."""
    await session.execute(
        insert(RefreshToken), [{"digest": digest, "session_id": session_id, "issued_at": now}]
    )


async def find_token(session: AsyncSession, digest: str) -> IssuedToken | None:
    """A token by its digest, locked until the transaction ends: two refreshes at once go one by one."""
    query = (
        select(
            RefreshToken.digest,
            RefreshToken.session_id,
            Session.subject_id,
            RefreshToken.used_at,
            RefreshToken.attempt_id,
        )
        .join(Session, Session.id == RefreshToken.session_id)
        .where(RefreshToken.digest == digest)
        .with_for_update(of=RefreshToken)
    )
    row = (await session.execute(query)).one_or_none()
    return IssuedToken(*row) if row else None


async def use_token(session: AsyncSession, digest: str, attempt_id: UUID, now: datetime) -> None:
    """Mark a token as exchanged by this attempt."""
    await session.execute(
        update(RefreshToken).where(RefreshToken.digest == digest).values(used_at=now, attempt_id=attempt_id)
    )


async def extend_session(session: AsyncSession, session_id: UUID, expires_at: datetime) -> None:
    """A session in use lasts on."""
    await session.execute(update(Session).where(Session.id == session_id).values(expires_at=expires_at))


async def end_session(session: AsyncSession, session_id: UUID, reason: str, now: datetime) -> None:
    """End a session; every token of its family is void from now on."""
    await session.execute(
        update(Session)
        .where(Session.id == session_id, Session.ended_at.is_(None))
        .values(ended_at=now, end_reason=reason)
    )


async def mark_seen(session: AsyncSession, person_id: UUID, now: datetime) -> int:
    """Note that a person is here; answers their row's new version."""
    statement = (
        update(Person)
        .where(Person.id == person_id)
        .values(last_seen_at=now, version=Person.version + 1)
        .returning(Person.version)
    )
    return (await session.execute(statement)).scalar_one()
