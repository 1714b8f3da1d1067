"""`/subscriptions`, `/subscribers`, `/announcements`."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from backend_stub.answers import json_answer
from backend_stub.features.subscriptions.announcements import AnnouncementService
from backend_stub.features.subscriptions.signing_up import CONFIRM, END, SigningUp
from backend_stub.features.subscriptions.subscribers import SubscriberService
from backend_stub.letters.pages import PAGE, page
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import VERSIONED, Door
from contracts.subscriptions import (
    AnnouncementChange,
    AnnouncementCreate,
    AnnouncementOut,
    AnnouncementPreview,
    AnnouncementSchedule,
    AnnouncementState,
    SubscribeIn,
    SubscribeOut,
    SubscriberOut,
    SubscriberState,
)
from contracts.wire import Page

Sort = Annotated[str, Query(max_length=40)]


def subscription_routes(
    door: Door, signing_up: SigningUp, subscribers: SubscriberService, announcements: AnnouncementService
) -> list[APIRouter]:
    """The routers of this feature."""
    return [
        _sign_up_routes(door, signing_up),
        _link_routes(door, signing_up),
        _subscriber_routes(door, subscribers),
        _announcement_routes(door, announcements),
    ]


def _sign_up_routes(door: Door, service: SigningUp) -> APIRouter:
    router = door.anybody_router(tag="subscriptions")

    @router.post("/subscriptions", status_code=202, response_model=SubscribeOut)
    async def subscribe(writing: Writing, request: Request, wish: SubscribeIn) -> Response:
        """Ask for news; whoever owns the address is sent a link to confirm. The answer is always the same."""
        await service.ask(writing, wish, request.client.host if request.client else "")
        return json_answer({"status": "check_your_mail"}, 202)

    return router


def _link_routes(door: Door, service: SigningUp) -> APIRouter:
    router = door.link_router(tag="subscriptions")

    @router.get("/subscriptions/confirm/{token}", response_class=HTMLResponse, responses=PAGE)
    async def confirm_page(request: Request, token: str) -> Response:
        """Asks whether to subscribe; looking at it subscribes nobody."""
        service.check(CONFIRM, token)
        return page(request, "subscribe", button=True)

    @router.post("/subscriptions/confirm/{token}", response_class=HTMLResponse, responses=PAGE)
    async def confirm(request: Request, token: str) -> Response:
        """The owner of the address wants news."""
        await service.confirm(token)
        return page(request, "subscribed", button=False)

    @router.get("/subscriptions/end/{token}", response_class=HTMLResponse, responses=PAGE)
    async def end_page(request: Request, token: str) -> Response:
        """Asks whether to unsubscribe; programs that look at links ahead of people change nothing."""
        service.check(END, token)
        return page(request, "leave", button=True)

    @router.post("/subscriptions/end/{token}", response_class=HTMLResponse, responses=PAGE)
    async def end(request: Request, token: str) -> Response:
        """Unsubscribe by one click (RFC 8058); any body will do."""
        await service.end(token)
        return page(request, "left", button=False)

    return router


def _subscriber_routes(door: Door, service: SubscriberService) -> APIRouter:
    router = door.router(tag="subscriptions")

    @router.get("/subscribers", response_model=Page[SubscriberOut])
    async def list_subscribers(
        reading: Reading,
        state: SubscriberState | None = None,
        q: Annotated[str | None, Query(max_length=200)] = None,
        sort: Sort = "-created_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """Who asked for news."""
        return json_answer(await service.page(reading, state, q, sort, cursor, limit))

    @router.post("/subscribers/{subscriber_id}/end", response_model=SubscriberOut)
    async def end_subscription(writing: Writing, subscriber_id: UUID) -> Response:
        """End a subscription."""
        return json_answer(await service.end(writing, subscriber_id))

    return router


def _announcement_routes(door: Door, service: AnnouncementService) -> APIRouter:
    router = door.router(tag="announcements")

    @router.get("/announcements", response_model=Page[AnnouncementOut])
    async def list_announcements(
        reading: Reading,
        state: AnnouncementState | None = None,
        sort: Sort = "-created_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """Drafts and what was sent."""
        return json_answer(await service.page(reading, state, sort, cursor, limit))

    @router.post("/announcements", status_code=201, response_model=AnnouncementOut)
    async def create_announcement(writing: Writing, wish: AnnouncementCreate) -> Response:
        """A new draft."""
        return _one(await service.create(writing, wish), 201)

    @router.get("/announcements/{announcement_id}", response_model=AnnouncementOut)
    async def get_announcement(reading: Reading, announcement_id: UUID) -> Response:
        """One announcement; its ETag is the version to send as If-Match."""
        return _one(await service.one(reading, announcement_id))

    @router.put("/announcements/{announcement_id}", response_model=AnnouncementOut, openapi_extra=VERSIONED)
    async def change_announcement(
        writing: Writing, announcement_id: UUID, wish: AnnouncementChange
    ) -> Response:
        """Write a draft anew; needs If-Match."""
        return _one(await service.change(writing, announcement_id, wish))

    @router.get("/announcements/{announcement_id}/preview", response_model=AnnouncementPreview)
    async def preview_announcement(
        reading: Reading, announcement_id: UUID, language: Literal["en", "de"] = "en"
    ) -> Response:
        """What a subscriber would read."""
        return json_answer(await service.preview(reading, announcement_id, language))

    @router.post(
        "/announcements/{announcement_id}/schedule", response_model=AnnouncementOut, openapi_extra=VERSIONED
    )
    async def schedule_announcement(
        writing: Writing, announcement_id: UUID, wish: AnnouncementSchedule
    ) -> Response:
        """Send a draft, now or later; needs If-Match."""
        return _one(await service.schedule(writing, announcement_id, wish))

    @router.post(
        "/announcements/{announcement_id}/cancel", response_model=AnnouncementOut, openapi_extra=VERSIONED
    )
    async def cancel_announcement(writing: Writing, announcement_id: UUID) -> Response:
        """Take back what has not begun to go out; needs If-Match."""
        return _one(await service.cancel(writing, announcement_id))

    return router


def _one(document: dict[str, Any], status: int = 200) -> Response:
    return json_answer(document, status, version=document["version"])
