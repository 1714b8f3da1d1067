"""Listings with drafts, review and choices; categories within categories; what a booking was made of.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

from backend_stub.db.base import Json, UtcInstant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    id_type = "UUID" if op.get_bind().dialect.name == "postgresql" else "CHAR(36)"
    # In SQL of their own: with a constraint, Alembic would make SQLite's tables anew.
    op.execute(
        f"ALTER TABLE category ADD COLUMN parent_id {id_type} "
        "CONSTRAINT fk_category_parent_id_category REFERENCES category (id) "
        "CONSTRAINT ck_category_parent CHECK (parent_id <> id)"
    )
    op.create_index("ix_category_parent_id", "category", ["parent_id"])
    op.execute(
        "ALTER TABLE listing ADD COLUMN status VARCHAR(16) DEFAULT 'published' NOT NULL "
        "CONSTRAINT ck_listing_status CHECK (status IN ('draft', 'published', 'paused'))"
    )
    op.execute(
        "ALTER TABLE listing ADD COLUMN draft_status VARCHAR(16) CONSTRAINT ck_listing_draft_status "
        "CHECK (draft_status IN ('draft', 'in_review', 'rejected'))"
    )
    op.add_column("listing", sa.Column("details", Json))
    op.add_column("listing", sa.Column("draft", Json))
    op.add_column("listing", sa.Column("reason", sa.String(500)))
    op.add_column("listing", sa.Column("edits", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("listing", sa.Column("submitted_at", UtcInstant()))
    op.add_column("listing", sa.Column("published_at", UtcInstant()))
    op.create_index("ix_listing_draft_status", "listing", ["draft_status"])
    op.add_column("hold", sa.Column("choice", sa.Text()))
    op.add_column("booking", sa.Column("choice", sa.Text()))


def downgrade() -> None:
    op.drop_column("booking", "choice")
    op.drop_column("hold", "choice")
    op.drop_index("ix_listing_draft_status", "listing")
    for name in (
        "published_at",
        "submitted_at",
        "edits",
        "reason",
        "draft",
        "details",
        "draft_status",
        "status",
    ):
        op.drop_column("listing", name)
    op.drop_index("ix_category_parent_id", "category")
    op.drop_column("category", "parent_id")
