"""Looks after people: who they are, what they may be, and whether they may come in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from backend_stub.db.tables import Person, RoleGrant, Session
from backend_stub.errors import ConflictError, InvalidInputError, NotFoundError
from backend_stub.features.people.filters import ORDERS, PeopleFilter
from backend_stub.features.people.rows import person_documents
from backend_stub.paging import page_of, write_cursor
from backend_stub.security.caller import ADMIN_SCOPE, Caller
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.errors import ErrorCode
from contracts.events import EventName
from contracts.permissions import Permission
from contracts.vocabulary import Entity, PersonStatus, Role


class PeopleService:
    """For admins alone: nobody else sees that somebody exists."""

    async def page(self, reading: ReadingContext, wanted: PeopleFilter) -> dict[str, Any]:
        """One page of people."""
        reading.caller.require(Permission.PEOPLE_VIEW)
        query = page_of(
            select(Person).where(*wanted.conditions()), ORDERS, wanted.sort, wanted.cursor, wanted.limit
        )
        people = (await reading.session.scalars(query)).all()
        shown = people[: wanted.limit]
        following = None
        if len(people) > wanted.limit:
            key = ORDERS[wanted.sort.removeprefix("-")].column.key
            following = write_cursor(wanted.sort, (getattr(shown[-1], key), shown[-1].id))
        return {"items": await person_documents(reading.session, shown), "next_cursor": following}

    async def one(self, reading: ReadingContext, person_id: UUID) -> dict[str, Any]:
        """Somebody."""
        person = await reading.session.get(Person, person_id)
        if person is None or not reading.caller.may(Permission.PEOPLE_VIEW):
            raise NotFoundError
        return (await person_documents(reading.session, [person]))[0]

    async def suspend(self, writing: WritingContext, person_id: UUID, reason: str) -> dict[str, Any]:
        """Keep somebody out, at once and on every device."""
        person = await self._admit(writing, person_id, Permission.PEOPLE_SUSPEND)
        before = _standing(person)
        if Role.ADMIN in await self._roles(writing, person_id):
            await self._require_another_admin(writing, person_id)
        person.status = str(PersonStatus.SUSPENDED)
        person.suspended_reason = reason
        await writing.session.execute(
            update(Session)
            .where(Session.subject_id == person_id, Session.ended_at.is_(None))
            .values(ended_at=writing.now, end_reason="suspended")
        )
        writing.audit("person.suspended", "person", person.id, before=before, after=_standing(person))
        return await self._changed(writing, person, EventName.PERSON_SUSPENDED)

    async def restore(self, writing: WritingContext, person_id: UUID) -> dict[str, Any]:
        """Let somebody in again."""
        person = await self._admit(writing, person_id, Permission.PEOPLE_SUSPEND)
        before = _standing(person)
        person.status = str(PersonStatus.ACTIVE)
        person.suspended_reason = None
        writing.audit("person.restored", "person", person.id, before=before, after=_standing(person))
        return await self._changed(writing, person, EventName.PERSON_RESTORED)

    async def set_roles(
        self, writing: WritingContext, person_id: UUID, wanted: Sequence[Role]
    ) -> dict[str, Any]:
        """All roles that somebody holds from now on."""
        if Role.KIOSK in wanted:
            raise InvalidInputError.field("roles", "not_allowed", "Only devices can be kiosks.")
        person = await self._admit(writing, person_id, Permission.PEOPLE_GRANT)
        held, roles = await self._roles(writing, person_id), set(wanted)
        if Role.ADMIN in held - roles:
            await self._require_another_admin(writing, person_id)
        lost = [str(role) for role in held - roles]
        await writing.session.execute(
            delete(RoleGrant).where(RoleGrant.person_id == person_id, RoleGrant.role.in_(lost))
        )
        if gained := roles - held:
            await writing.session.execute(
                insert(RoleGrant),
                [{"person_id": person_id, "role": str(role), "granted_at": writing.now} for role in gained],
            )
        before, after = {"roles": sorted(held)}, {"roles": sorted(roles)}
        writing.audit("person.granted", "person", person.id, before=before, after=after)
        return await self._changed(writing, person, EventName.PERSON_GRANTED)

    async def _admit(self, writing: WritingContext, person_id: UUID, right: Permission) -> Person:
        """404, 403, 428 and 412, in this order."""
        query = select(Person).where(Person.id == person_id).with_for_update()
        person = await writing.session.scalar(query)
        if person is None or not _sees(writing.caller):
            raise NotFoundError
        writing.caller.require(right)
        current = (await person_documents(writing.session, [person]))[0]
        writing.expect(person.version, lambda: current)
        return person

    async def _roles(self, writing: WritingContext, person_id: UUID) -> set[Role]:
        held = select(RoleGrant.role).where(RoleGrant.person_id == person_id)
        return {Role(role) for role in await writing.session.scalars(held)}

    async def _require_another_admin(self, writing: WritingContext, person_id: UUID) -> None:
        """409 if nobody else could let admins back in; all are locked, so that two can't leave at once."""
        others = (
            select(Person.id)
            .join(RoleGrant, RoleGrant.person_id == Person.id)
            .where(
                RoleGrant.role == Role.ADMIN,
                Person.status == PersonStatus.ACTIVE,
                Person.id != person_id,
            )
            .order_by(Person.id)
            .with_for_update(of=Person)
        )
        if not (await writing.session.scalars(others)).all():
            raise ConflictError(ErrorCode.LAST_ADMIN, "This is the last admin; make somebody else one first.")

    async def _changed(self, writing: WritingContext, person: Person, event: EventName) -> dict[str, Any]:
        person.version += 1
        await writing.session.flush()
        seen = [ADMIN_SCOPE]
        writing.uow.record_change(Entity.PERSON, person.id, person.version, before=seen, after=seen)
        writing.uow.grants_changed(person.id)
        writing.uow.emit(event, {"person_id": str(person.id), "actor_id": str(writing.caller.id)})
        return (await person_documents(writing.session, [person]))[0]


def _standing(person: Person) -> dict[str, Any]:
    return {"status": person.status, "reason": person.suspended_reason}


def _sees(caller: Caller) -> bool:
    return caller.may(Permission.PEOPLE_VIEW)
