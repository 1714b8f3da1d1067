"""`/categories` and `/listings`."""

from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from backend_stub.answers import json_answer, revalidated
from backend_stub.errors import InvalidInputError
from backend_stub.features.catalogue.service import CatalogueService
from backend_stub.features.catalogue.wish import ListingWish, read_spot
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.parameters import Day, DecimalNumber, WholeNumber
from backend_stub.security.context import Public, Reading
from backend_stub.security.door import Door
from contracts.catalogue import CategoryOut, ListingOut, ListingPage, ReviewOut
from contracts.wire import Page

_STATIC_SECONDS: Final = 3600
_INCREMENTAL_SECONDS: Final = 30

Price = Annotated[WholeNumber | None, Query(ge=0, le=10**12, description="In minor units.")]
Include = Annotated[Literal["next_free"] | None, Query(description="Adds the next free times.")]


def catalogue_routes(door: Door, service: CatalogueService) -> list[APIRouter]:
    """What is on offer, for everybody; reviews for those who signed in."""
    return [_public_routes(door, service), _signed_in_routes(door, service)]


def _public_routes(door: Door, service: CatalogueService) -> APIRouter:
    router = door.public_router(tag="catalogue")

    @router.get("/categories", response_model=Page[CategoryOut])
    async def list_categories(public: Public, request: Request) -> Response:
        """All kinds of service."""
        return revalidated(request, await service.categories(public.session), max_age=_STATIC_SECONDS)

    @router.get("/listings", response_model=ListingPage)
    async def list_listings(
        public: Public,
        request: Request,
        q: Annotated[
            str | None, Query(max_length=200, description='Words; "in quotes" exactly as typed.')
        ] = None,
        category: UUID | None = None,
        near: Annotated[str | None, Query(max_length=60, description="`lat,lon`")] = None,
        radius_m: Annotated[WholeNumber | None, Query(ge=1, le=20_100_000)] = None,
        price_min: Price = None,
        price_max: Price = None,
        rating_min: Annotated[DecimalNumber | None, Query(ge=0, le=5)] = None,
        available_on: Day | None = None,
        sort: Annotated[str | None, Query(max_length=40)] = None,
        facets: bool = False,
        include: Include = None,
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """Listings that fit; `facets=true` adds what each further choice would leave."""
        if radius_m is not None and near is None:
            raise InvalidInputError.field("near", "missing", "Say where: radius_m needs `near`.")
        wish = ListingWish(
            q=q.strip() or None if q else None,
            category=category,
            near=None if near is None else read_spot(near),
            radius_m=radius_m,
            price_min=price_min,
            price_max=price_max,
            rating_min=rating_min,
            available_on=available_on,
            sort=sort,
            facets=facets,
            next_free=include == "next_free",
            cursor=cursor,
            limit=limit,
        )
        document = await service.page(public.session, wish, public.now)
        return revalidated(request, document, max_age=_INCREMENTAL_SECONDS)

    @router.get("/listings/{listing_id}", response_model=ListingOut)
    async def get_listing(
        public: Public, request: Request, listing_id: UUID, include: Include = None
    ) -> Response:
        """One listing."""
        wanted = include == "next_free"
        document = await service.one(public.session, listing_id, public.now, next_free=wanted)
        return revalidated(request, document, max_age=_INCREMENTAL_SECONDS)

    return router


def _signed_in_routes(door: Door, service: CatalogueService) -> APIRouter:
    router = door.router(tag="catalogue")

    @router.get("/listings/{listing_id}/reviews", response_model=Page[ReviewOut])
    async def list_reviews(
        reading: Reading,
        listing_id: UUID,
        sort: Annotated[str, Query(max_length=40)] = "-created_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """What customers said, newest first."""
        return json_answer(await service.reviews(reading.session, listing_id, sort, cursor, limit))

    return router
