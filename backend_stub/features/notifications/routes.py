"""`/notifications`."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer, nothing
from backend_stub.features.notifications.service import NotificationService
from backend_stub.features.notifications.settings import NoticeSettingsService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import Door
from contracts.notifications import NoticeSettingsOut, NoticeSettingsPatch, NotificationOut, ReadUpTo
from contracts.wire import Page


def notifications_routes(
    door: Door, service: NotificationService, settings: NoticeSettingsService
) -> APIRouter:
    """What the caller was told, and how they want to be told."""
    router = door.router(tag="notifications")

    @router.get("/notifications", response_model=Page[NotificationOut])
    async def list_notifications(
        reading: Reading,
        unread: bool | None = None,
        sort: Annotated[str, Query(max_length=40)] = "-created_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """The caller's own, newest first."""
        return json_answer(await service.page(reading, unread, sort, cursor, limit))

    @router.post("/notifications/read", status_code=204)
    async def read_notifications(writing: Writing, seen: ReadUpTo) -> Response:
        """This notification and all older ones have been read."""
        await service.read_up_to(writing, seen.up_to)
        return nothing()

    @router.get("/notifications/settings", response_model=NoticeSettingsOut)
    async def get_settings(reading: Reading) -> Response:
        """By which channels, at what times and in which language the caller is told."""
        return json_answer(await settings.one(reading))

    @router.patch("/notifications/settings", response_model=NoticeSettingsOut)
    async def change_settings(writing: Writing, patch: NoticeSettingsPatch) -> Response:
        """Change some of it; of two changes the last to arrive holds, so no version is asked for."""
        return json_answer(await settings.change(writing, patch))

    return router
