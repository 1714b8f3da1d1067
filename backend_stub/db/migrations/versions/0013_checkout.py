"""Carts and checkouts.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

from backend_stub.db.base import Guid, Json, UtcInstant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cart_item",
        sa.Column("id", Guid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", Guid(), nullable=False),
        sa.Column("hold_id", Guid(), nullable=False),
        sa.Column("price_amount", sa.Integer(), nullable=False),
        sa.Column("price_currency", sa.String(3), nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_cart_item_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["hold_id"], ["hold.id"], name=op.f("fk_cart_item_hold_id_hold")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cart_item")),
    )
    op.create_index("ix_cart_item_person_id_created_at", "cart_item", ["person_id", "created_at", "id"])
    op.create_index("uq_cart_item_hold_id", "cart_item", ["hold_id"], unique=True)
    op.create_table(
        "checkout",
        sa.Column("id", Guid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", Guid(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("method", sa.String(8), nullable=False),
        sa.Column("total_amount", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("price", Json, nullable=False),
        sa.Column("pay_by", UtcInstant(), nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.Column("updated_at", UtcInstant(), nullable=False),
        sa.CheckConstraint("state IN ('paying', 'done', 'undone')", name=op.f("ck_checkout_state")),
        sa.CheckConstraint("total_amount >= 0", name=op.f("ck_checkout_total")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_checkout_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkout")),
    )
    op.create_index("ix_checkout_person_id_created_at", "checkout", ["person_id", "created_at", "id"])
    op.create_table(
        "checkout_line",
        sa.Column("booking_id", Guid(), nullable=False),
        sa.Column("checkout_id", Guid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("listing_id", Guid(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("by_vendor", sa.Integer(), nullable=False),
        sa.Column("by_platform", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("tax_rate", sa.Integer(), nullable=False),
        sa.Column("tax", sa.Integer(), nullable=False),
        sa.Column("commission", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "total = amount - by_vendor - by_platform AND total >= 0", name=op.f("ck_checkout_line_total")
        ),
        sa.CheckConstraint("tax BETWEEN 0 AND total", name=op.f("ck_checkout_line_tax")),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["booking.id"],
            name=op.f("fk_checkout_line_booking_id_booking"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["checkout_id"],
            ["checkout.id"],
            name=op.f("fk_checkout_line_checkout_id_checkout"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_checkout_line_listing_id_listing")
        ),
        sa.PrimaryKeyConstraint("booking_id", name=op.f("pk_checkout_line")),
    )
    op.create_index("ix_checkout_line_checkout_id", "checkout_line", ["checkout_id", "position"])


def downgrade() -> None:
    for table in ("checkout_line", "checkout", "cart_item"):
        op.drop_table(table)
