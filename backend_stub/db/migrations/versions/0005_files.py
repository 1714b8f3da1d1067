"""Uploaded files.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from backend_stub.db.base import Guid, Json, UtcInstant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file",
        sa.Column("id", Guid(), nullable=False),
        sa.Column("owner_id", Guid(), nullable=False),
        sa.Column("thing_id", Guid()),
        sa.Column("scopes", Json, nullable=False),
        sa.Column("content_key", sa.String(80), nullable=False),
        sa.Column("thumb_key", sa.String(80), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
        sa.CheckConstraint("size > 0 AND width > 0 AND height > 0", name=op.f("ck_file_size")),
    )
    op.create_index("ix_file_thing_id", "file", ["thing_id"])
    op.create_index("ix_file_owner_id_thing_id", "file", ["owner_id", "thing_id"])
    op.create_index("ix_file_content_key", "file", ["content_key"])


def downgrade() -> None:
    op.drop_table("file")
