"""Makes, changes and removes categories."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.tables import Category, Listing
from backend_stub.errors import ConflictError, InvalidInputError, NotFoundError
from backend_stub.features.categories.documents import category_document
from backend_stub.security.caller import CATALOGUE_SCOPE
from backend_stub.security.context import WritingContext
from contracts.errors import ErrorCode
from contracts.events import EventName
from contracts.listings import CategoryCreate, CategoryPatch, ListingStatus
from contracts.permissions import Permission
from contracts.vocabulary import Entity

DEEPEST: Final = 4
_SEEN: Final = (CATALOGUE_SCOPE,)


class CategoryService:
    """Everybody sees categories, admins change them."""

    async def create(self, writing: WritingContext, wish: CategoryCreate) -> dict[str, Any]:
        """A new category."""
        writing.caller.require(Permission.CATEGORIES_MANAGE)
        known = await self._all(writing)
        _check_place(known, wish.id, wish.parent_id)
        category = Category(**wish.model_dump(), version=1)
        try:
            async with writing.uow.savepoint():
                writing.session.add(category)
                await writing.session.flush()
        except IntegrityError as error:
            if is_duplicate(error):
                raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.") from error
            raise
        writing.uow.record_change(Entity.CATEGORY, category.id, 1, after=_SEEN)
        writing.audit("category.created", "category", category.id, after=_told(category))
        return await category_document(writing.session, category.id)

    async def update(
        self, writing: WritingContext, category_id: UUID, patch: CategoryPatch
    ) -> dict[str, Any]:
        """Change some fields; a new name reaches every listing of it."""
        changes = patch.model_dump(exclude_unset=True)
        for field, value in changes.items():
            if value is None and field != "parent_id":
                raise InvalidInputError.field(field, "missing", "This can't be nothing; leave it out.")
        category = await self._open(writing, category_id)
        if "parent_id" in changes:
            _check_place(await self._all(writing), category_id, changes["parent_id"])
        before = _told(category)
        for field, value in changes.items():
            setattr(category, field, value)
        category.version += 1
        await writing.session.flush()
        writing.uow.record_change(Entity.CATEGORY, category.id, category.version, before=_SEEN, after=_SEEN)
        if before["name"] != category.name:
            await self._rename_in_listings(writing, category_id)
        writing.audit("category.changed", "category", category.id, before=before, after=_told(category))
        return await category_document(writing.session, category.id)

    async def remove(self, writing: WritingContext, category_id: UUID) -> None:
        """Remove one that nothing is in: 409 `in_use` while listings or categories are."""
        category = await self._open(writing, category_id)
        uses = (
            select(Listing.id).where(Listing.category_id == category_id).limit(1),
            select(Category.id).where(Category.parent_id == category_id).limit(1),
        )
        for query in uses:
            if await writing.session.scalar(query) is not None:
                detail = "Listings or categories are in this one; move them first."
                raise ConflictError(ErrorCode.IN_USE, detail)
        writing.uow.record_change(
            Entity.CATEGORY, category.id, category.version + 1, before=_SEEN, op="delete"
        )
        writing.audit("category.removed", "category", category.id, before=_told(category))
        await writing.session.delete(category)
        await writing.session.flush()

    async def _open(self, writing: WritingContext, category_id: UUID) -> Category:
        category = await writing.session.get(Category, category_id)
        if category is None:
            raise NotFoundError
        writing.caller.require(Permission.CATEGORIES_MANAGE)
        current = await category_document(writing.session, category_id)
        writing.expect(category.version, lambda: current)
        return category

    async def _all(self, writing: WritingContext) -> dict[UUID, UUID | None]:
        """Every category with the one above it; nobody else moves any until this transaction ends."""
        query = select(Category.id, Category.parent_id).order_by(Category.id).with_for_update()
        return dict((await writing.session.execute(query)).all())

    async def _rename_in_listings(self, writing: WritingContext, category_id: UUID) -> None:
        changed = (
            update(Listing)
            .where(Listing.category_id == category_id, Listing.status == ListingStatus.PUBLISHED)
            .values(version=Listing.version + 1)
            .returning(Listing.id, Listing.version)
        )
        for id, version in (await writing.session.execute(changed)).all():
            writing.uow.record_change(Entity.LISTING, id, version, before=_SEEN, after=_SEEN)
            writing.uow.emit(EventName.LISTING_CHANGED, {"listing_id": str(id)})


def _check_place(known: Mapping[UUID, UUID | None], category_id: UUID, parent_id: UUID | None) -> None:
    """422 where a category would be within itself, too deep, or within one that is not there."""
    above: list[UUID] = []
    here = parent_id
    while here is not None:
        if here == category_id:
            raise InvalidInputError.field("parent_id", "cycle", "A category can't be within itself.")
        if here not in known:
            raise InvalidInputError.field("parent_id", "unknown_category", "There is no such category.")
        above.append(here)
        here = known[here]
    if len(above) + _height(known, category_id) > DEEPEST:
        detail = f"Categories go {DEEPEST} deep and no deeper."
        raise InvalidInputError.field("parent_id", "too_deep", detail)


def _height(known: Mapping[UUID, UUID | None], category_id: UUID) -> int:
    below = [id for id, parent_id in known.items() if parent_id == category_id]
    return 1 + max((_height(known, id) for id in below), default=0)


def _told(category: Category) -> dict[str, Any]:
    parent_id = None if category.parent_id is None else str(category.parent_id)
    return {"name": category.name, "parent_id": parent_id, "position": category.position}
