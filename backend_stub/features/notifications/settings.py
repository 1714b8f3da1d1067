"""Everybody's own wishes of how to be told: read, changed, and shown to the change feed."""

import re
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import NoticeSettings
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import InvalidInputError
from backend_stub.features.notifications.reminders import plan_all
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import user_scope
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.notices import REMINDER_MINUTES, TOPICS, Channel, Topic, untouched, whole_grid
from contracts.notifications import NoticeSettingsPatch
from contracts.permissions import Permission
from contracts.vocabulary import Entity


def settings_document(row: NoticeSettings) -> dict[str, Any]:
    """`contracts.notifications.NoticeSettingsOut`."""
    quiet = None
    if row.quiet_from is not None:
        quiet = {"from_minute": row.quiet_from, "to_minute": row.quiet_to}
    return {
        "id": str(row.person_id),
        "version": row.version,
        "grid": whole_grid(row.grid),
        "quiet": quiet,
        "digest_minute": row.digest_minute,
        "reminder_minutes": row.reminder_minutes,
        "zone": row.zone,
        "language": row.language,
        "phone": row.phone,
    }


class NoticeSettingsService:
    """The caller's own settings; of two changes the last to arrive holds."""

    async def one(self, reading: ReadingContext) -> dict[str, Any]:
        """As they are, changed or not."""
        reading.caller.require(Permission.NOTIFICATIONS_READ)
        row = await reading.session.get(NoticeSettings, reading.caller.id)
        return untouched(str(reading.caller.id)) if row is None else settings_document(row)

    async def change(self, writing: WritingContext, patch: NoticeSettingsPatch) -> dict[str, Any]:
        """Change what the patch names; null takes quiet hours, digest, zone or phone away."""
        _check(patch)
        writing.caller.require(Permission.NOTIFICATIONS_READ)
        row, is_new = await settings_row(writing.uow, writing.caller.id)
        given = patch.model_fields_set
        if patch.grid is not None:
            row.grid = merged(row.grid, patch.grid)
        if "quiet" in given:
            quiet = patch.quiet
            row.quiet_from = None if quiet is None else quiet.from_minute
            row.quiet_to = None if quiet is None else quiet.to_minute
        if patch.reminder_minutes is not None:
            row.reminder_minutes = sorted(patch.reminder_minutes, reverse=True)
            await plan_all(writing.uow, writing.caller.id, row.reminder_minutes)
        if "phone" in given:
            row.phone = None if patch.phone is None else re.sub(r"[^+0-9]", "", patch.phone)
        for field in ("digest_minute", "zone", "language"):
            if field in given:
                setattr(row, field, getattr(patch, field))
        note_change(writing.uow, row, is_new=is_new)
        return settings_document(row)


async def settings_row(uow: UnitOfWork, person_id: UUID) -> tuple[NoticeSettings, bool]:
    """Somebody's row, locked, and whether it was made just now; of two that make it, one waits."""
    query = select(NoticeSettings).where(NoticeSettings.person_id == person_id).with_for_update()
    row = await uow.session.scalar(query)
    if row is None:
        insert = postgresql_insert if uow.is_postgresql else sqlite_insert
        first = {
            "person_id": person_id,
            "version": 0,
            "grid": {},
            "reminder_minutes": list(REMINDER_MINUTES),
            "updated_at": uow.now,
        }
        await uow.session.execute(insert(NoticeSettings).on_conflict_do_nothing(), [first])
        row = (await uow.session.scalars(query)).one()
    return row, row.version == 0


def note_change(uow: UnitOfWork, row: NoticeSettings, *, is_new: bool) -> None:
    """The row is another now."""
    row.version += 1
    row.updated_at = uow.now
    scopes = [user_scope(row.person_id)]
    uow.record_change(
        Entity.NOTICE_SETTINGS, row.person_id, row.version, before=() if is_new else scopes, after=scopes
    )


def merged(before: dict[str, Any], changes: dict[Topic, dict[Channel, bool]]) -> dict[str, dict[str, bool]]:
    """A grid with some of its places changed."""
    after: dict[str, dict[str, bool]] = {topic: dict(places) for topic, places in before.items()}
    for topic, places in changes.items():
        after.setdefault(str(topic), {}).update({str(channel): on for channel, on in places.items()})
    return after


def _check(patch: NoticeSettingsPatch) -> None:
    for topic, places in (patch.grid or {}).items():
        if topic not in TOPICS:
            raise InvalidInputError.field(f"grid.{topic}", "unknown", "Nobody is told of this yet.")
        for channel, is_wanted in places.items():
            if not is_wanted and channel in TOPICS[topic].fixed:
                detail = "This is about the safety of the account and can't be switched off."
                raise InvalidInputError.field(f"grid.{topic}.{channel}", "mandatory", detail)
    if patch.zone is not None and patch.zone not in available_timezones():
        raise InvalidInputError.field(
            "zone", "unknown_zone", "Name an IANA time zone, such as Europe/Berlin."
        )
    for field in ("grid", "reminder_minutes"):
        if field in patch.model_fields_set and getattr(patch, field) is None:
            raise InvalidInputError.field(field, "missing", "This can't be nothing; leave it out to keep it.")


class NoticeSettingsReader:
    """Shows settings to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.NOTICE_SETTINGS

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These people's settings as they are now."""
        rows = await session.scalars(select(NoticeSettings).where(NoticeSettings.person_id.in_(ids)))
        return [_sync_row(row) for row in rows]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next settings of these people."""
        query = select(NoticeSettings).where(NoticeSettings.person_id.in_(_people(scopes)))
        if after is not None:
            query = query.where(NoticeSettings.person_id > after)
        rows = await session.scalars(query.order_by(NoticeSettings.person_id).limit(limit))
        return [_sync_row(row) for row in rows]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of one person's settings."""
        query = select(NoticeSettings.person_id, NoticeSettings.version).where(
            NoticeSettings.person_id.in_(_people([scope]))
        )
        return [(id, version) for id, version in await session.execute(query)]


def _people(scopes: Collection[str]) -> list[UUID]:
    return [UUID(scope.removeprefix("user:")) for scope in scopes if scope.startswith("user:")]


def _sync_row(row: NoticeSettings) -> SyncRow:
    scopes = frozenset({user_scope(row.person_id)})
    return SyncRow(row.person_id, row.version, scopes, lambda _shared: settings_document(row))
