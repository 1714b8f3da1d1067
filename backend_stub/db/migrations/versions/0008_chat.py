"""Conversations and their messages.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

from backend_stub.db.base import Guid, UtcInstant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_conversation()
    op.create_table(
        "message",
        sa.Column("id", Guid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("conversation_id", Guid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(8), nullable=False),
        sa.Column("author_id", Guid(), nullable=False),
        sa.Column("author_name", sa.String(120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("picture_id", Guid()),
        sa.Column("picture_width", sa.Integer()),
        sa.Column("picture_height", sa.Integer()),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_message_number")),
        sa.CheckConstraint("length(text) > 0 OR picture_id IS NOT NULL", name=op.f("ck_message_something")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_message_author_id_person")),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_message_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index(
        "uq_message_conversation_id_number", "message", ["conversation_id", "number"], unique=True
    )
    op.create_index("ix_message_created_at", "message", ["created_at", "id"])
    op.create_index("ix_message_author_id_created_at", "message", ["author_id", "created_at"])


def _create_conversation() -> None:
    sides = ("customer", "vendor", "support")
    op.create_table(
        "conversation",
        sa.Column("id", Guid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(8), nullable=False),
        sa.Column("subject_id", Guid(), nullable=False),
        sa.Column("booking_id", Guid()),
        sa.Column("listing_id", Guid(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("customer_id", Guid(), nullable=False),
        sa.Column("customer_name", sa.String(120), nullable=False),
        sa.Column("vendor_id", Guid(), nullable=False),
        sa.Column("vendor_name", sa.String(120), nullable=False),
        sa.Column("opener_id", Guid(), nullable=False),
        sa.Column("support_at", UtcInstant()),
        sa.Column("support_by", sa.String(120)),
        sa.Column("support_side", sa.String(8)),
        sa.Column("support_reason", sa.String(500)),
        sa.Column("message_count", sa.Integer(), nullable=False),
        sa.Column("last_id", Guid()),
        sa.Column("last_side", sa.String(8)),
        sa.Column("last_author", sa.String(120)),
        sa.Column("last_text", sa.String(200)),
        sa.Column("last_has_picture", sa.Boolean(), nullable=False),
        sa.Column("last_at", UtcInstant(), nullable=False),
        *(sa.Column(f"{side}_read", sa.Integer(), nullable=False) for side in sides),
        *(sa.Column(f"{side}_unread", sa.Integer(), nullable=False) for side in sides),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.CheckConstraint(
            "(booking_id IS NULL) = (subject = 'listing')", name=op.f("ck_conversation_subject")
        ),
        sa.CheckConstraint("message_count >= 0", name=op.f("ck_conversation_count")),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["booking.id"],
            name=op.f("fk_conversation_booking_id_booking"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listing.id"],
            name=op.f("fk_conversation_listing_id_listing"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["person.id"], name=op.f("fk_conversation_customer_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_conversation_vendor_id_vendor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    op.create_index(
        "uq_conversation_subject_id_customer_id", "conversation", ["subject_id", "customer_id"], unique=True
    )
    for side in ("customer", "vendor"):
        op.create_index(f"ix_conversation_{side}_id_last_at", "conversation", [f"{side}_id", "last_at", "id"])
    op.create_index("ix_conversation_support_at", "conversation", ["support_at"])
    op.create_index("ix_conversation_opener_id_created_at", "conversation", ["opener_id", "created_at"])


def downgrade() -> None:
    op.drop_table("message")
    op.drop_table("conversation")
