"""`/files`."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from backend_stub.answers import json_answer
from backend_stub.features.files.service import FileService, KeptPicture
from backend_stub.security.context import Reading, Writing, handed_upload
from backend_stub.security.door import Door, Intake
from contracts.files import MAX_UPLOAD_BYTES, PICTURE_TYPES, FileOut, FileSize
from contracts.permissions import Permission

_DAY: Final = 86_400
_BYTES: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
_TAKES: Final[dict[str, Any]] = {
    "requestBody": {"required": True, "content": dict.fromkeys(PICTURE_TYPES, _BYTES)}
}
_GIVES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The picture.", "content": dict.fromkeys(("image/jpeg", "image/png"), _BYTES)}
}


def files_routes(door: Door, service: FileService) -> list[APIRouter]:
    """Sending pictures, and seeing them."""
    intake = Intake(Permission.FILES_UPLOAD, frozenset(PICTURE_TYPES), MAX_UPLOAD_BYTES, service.take)
    return [_upload_routes(door, service, intake), _reading_routes(door, service)]


def _upload_routes(door: Door, service: FileService, intake: Intake) -> APIRouter:
    router = door.upload_router(intake, tag="files")

    @router.post("/files", status_code=201, response_model=FileOut, openapi_extra=_TAKES)
    async def upload_file(
        writing: Writing,
        kept: Annotated[KeptPicture, Depends(handed_upload)],
        file_id: Annotated[UUID, Query(alias="id", description="A UUIDv7 of the sender's making.")],
    ) -> Response:
        """Send a picture of at most 10 MiB as the body; it is the sender's alone until it is made part of
        something. 413 for larger ones, 415 for what is none, 422 for damaged ones.
        """
        return json_answer(await service.create(writing, file_id, kept), 201)

    return router


def _reading_routes(door: Door, service: FileService) -> APIRouter:
    router = door.router(tag="files")

    @router.get("/files/{file_id}", response_class=Response, responses=_GIVES)
    async def get_file(
        reading: Reading, request: Request, file_id: UUID, size: FileSize = FileSize.FULL
    ) -> Response:
        """A picture, for those who see what it is part of; its sender sees it at once."""
        shown = await service.show(reading, file_id, size)
        tag = f'"{shown.key[:32]}"'
        headers = {
            "ETag": tag,
            "Cache-Control": f"private, max-age={_DAY}",
            "Vary": "Authorization",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        }
        known = {
            item.strip().removeprefix("W/") for item in request.headers.get("if-none-match", "").split(",")
        }
        if tag in known or "*" in known:
            return Response(status_code=304, headers=headers)
        return Response(shown.content.data, 200, headers, shown.content.media_type)

    return router
