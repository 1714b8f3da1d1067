"""Changing `/categories`; reading them is the catalogue's."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from backend_stub.answers import json_answer, nothing
from backend_stub.features.categories.service import CategoryService
from backend_stub.security.context import Writing
from backend_stub.security.door import VERSIONED, Door
from contracts.catalogue import CategoryOut
from contracts.listings import CategoryCreate, CategoryPatch


def categories_routes(door: Door, service: CategoryService) -> APIRouter:
    """Arranging the kinds of service."""
    router = door.router(tag="categories")

    @router.post("/categories", status_code=201, response_model=CategoryOut)
    async def create_category(writing: Writing, wish: CategoryCreate) -> Response:
        """A new kind of service."""
        return _one(await service.create(writing, wish), 201)

    @router.patch("/categories/{category_id}", response_model=CategoryOut, openapi_extra=VERSIONED)
    async def update_category(writing: Writing, category_id: UUID, patch: CategoryPatch) -> Response:
        """Rename, move or reorder one; never within itself."""
        return _one(await service.update(writing, category_id, patch))

    @router.delete("/categories/{category_id}", status_code=204, openapi_extra=VERSIONED)
    async def remove_category(writing: Writing, category_id: UUID) -> Response:
        """Remove one that nothing is in."""
        await service.remove(writing, category_id)
        return nothing()

    return router


def _one(document: dict[str, Any], status: int = 200) -> Response:
    return json_answer(document, status, version=document["version"])
