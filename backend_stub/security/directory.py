"""Who is behind a session, kept for a second so that requests don't ask the database each time.

Changes in this process are forgotten at once; another server's reach us within `FRESH_SECONDS`, well below
the 5 s in which a sign-out, ban or grant change has to act everywhere.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.database import Database
from backend_stub.db.tables import Kiosk, Person, RoleGrant, Session, Vendor, VendorMember
from backend_stub.db.unit_of_work import Committed
from backend_stub.ports.clock import ClockPort
from backend_stub.security.caller import Caller, SubjectKind, VendorGrant, scopes_of
from contracts.permissions import permissions_of
from contracts.vocabulary import PersonStatus, Role

FRESH_SECONDS: Final = 1.0
_REMEMBERED: Final = 20_000


class CallerDirectory:
    """Finds the caller of a session; None once it ended, expired, or its person was suspended."""

    def __init__(self, database: Database, clock: ClockPort) -> None:
        self._database = database
        self._clock = clock
        self._known: dict[UUID, tuple[Caller | None, datetime]] = {}
        database.on_commit(self._forget)

    async def find(self, session_id: UUID) -> Caller | None:
        """The caller as of at most a second ago."""
        now = self._clock.now()
        known = self._known.get(session_id)
        if known is not None and (now - known[1]).total_seconds() < FRESH_SECONDS:
            return known[0]
        async with self._database.read() as session:
            found = await load_callers(session, [session_id], now)
        caller = found.get(session_id)
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[session_id] = (caller, now)
        return caller

    async def find_fresh(self, session_ids: Collection[UUID]) -> dict[UUID, Caller]:
        """Those of these sessions that still run, as of now: what open sockets are checked against."""
        async with self._database.read() as session:
            return await load_callers(session, session_ids, self._clock.now())

    def _forget(self, committed: Committed) -> None:
        if committed.subjects:
            self._known = {
                session_id: known
                for session_id, known in self._known.items()
                if known[0] is not None and known[0].id not in committed.subjects
            }


async def load_callers(
    session: AsyncSession, session_ids: Collection[UUID], now: datetime
) -> dict[UUID, Caller]:
    """The callers of those sessions that run at `now`, by session id."""
    query = select(Session.id, Session.subject_id, Session.subject_kind).where(
        Session.id.in_(session_ids), Session.ended_at.is_(None), Session.expires_at > now
    )
    running = (await session.execute(query)).all()
    people = await _people(session, [row.subject_id for row in running if row.subject_kind == "person"])
    kiosks = await _kiosks(session, [row.subject_id for row in running if row.subject_kind == "kiosk"])
    callers = {}
    for session_id, subject_id, kind in running:
        subject = (kiosks if kind == "kiosk" else people).get(subject_id)
        if subject is not None:
            known_kind: SubjectKind = "kiosk" if kind == "kiosk" else "person"
            callers[session_id] = _caller(session_id, subject_id, known_kind, *subject)
    return callers


_Subject = tuple[str, frozenset[Role], tuple[VendorGrant, ...]]


async def _people(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, _Subject]:
    if not ids:
        return {}
    active = select(Person.id, Person.name).where(Person.id.in_(ids), Person.status == PersonStatus.ACTIVE)
    names = {row.id: row.name for row in await session.execute(active)}
    granted = select(RoleGrant.person_id, RoleGrant.role).where(RoleGrant.person_id.in_(ids))
    roles: dict[UUID, set[Role]] = {}
    for person_id, role in await session.execute(granted):
        roles.setdefault(person_id, set()).add(Role(role))
    member = (
        select(VendorMember.person_id, Vendor.id, Vendor.name)
        .join(Vendor, Vendor.id == VendorMember.vendor_id)
        .where(VendorMember.person_id.in_(ids))
        .order_by(Vendor.name, Vendor.id)
    )
    vendors: dict[UUID, list[VendorGrant]] = {}
    for person_id, vendor_id, name in await session.execute(member):
        vendors.setdefault(person_id, []).append(VendorGrant(vendor_id, name))
    return {
        id: (name, frozenset(roles.get(id, ())), tuple(vendors.get(id, ()))) for id, name in names.items()
    }


async def _kiosks(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, _Subject]:
    if not ids:
        return {}
    query = select(Kiosk.id, Kiosk.name).where(Kiosk.id.in_(ids), Kiosk.disabled_at.is_(None))
    return {id: (name, frozenset({Role.KIOSK}), ()) for id, name in await session.execute(query)}


def _caller(
    session_id: UUID,
    subject_id: UUID,
    kind: SubjectKind,
    name: str,
    roles: frozenset[Role],
    vendors: tuple[VendorGrant, ...],
) -> Caller:
    acting = vendors if Role.VENDOR in roles else ()
    return Caller(
        id=subject_id,
        kind=kind,
        name=name,
        session_id=session_id,
        roles=roles,
        permissions=permissions_of(roles),
        vendors=acting,
        scopes=scopes_of(subject_id, roles, frozenset(vendor.id for vendor in acting)),
    )
