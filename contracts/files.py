"""Uploaded pictures. Their bytes are asked for by `GET /files/{id}`, small ones with `?size=thumb`."""

from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from contracts.wire import Instant, Wire

MAX_UPLOAD_BYTES: Final = 10 * 1024 * 1024
PICTURE_TYPES: Final = ("image/jpeg", "image/png", "image/webp")


class FileSize(StrEnum):
    """Which of a picture's two sizes: at most 2,048 pixels along an edge, or 480."""

    FULL = "full"
    THUMB = "thumb"


class FileOut(Wire):
    """An uploaded picture as it is kept: upright, without metadata, JPEG or (where it is see-through) PNG."""

    id: UUID
    media_type: str
    width: Annotated[int, Field(ge=1)]
    height: Annotated[int, Field(ge=1)]
    size: Annotated[int, Field(ge=1)]
    created_at: Instant
