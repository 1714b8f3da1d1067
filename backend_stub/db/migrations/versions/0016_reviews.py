"""Reviews of bookings by both sides, with replies, reports and moderation.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

from backend_stub.db.base import Guid, UtcInstant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_COLUMNS: tuple[sa.Column[object], ...] = (
    sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    sa.Column("side", sa.String(8), nullable=False, server_default="customer"),
    sa.Column("waits", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("report_count", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("booking_id", Guid()),
    sa.Column("listing_title", sa.String(200)),
    sa.Column("vendor_id", Guid()),
    sa.Column("vendor_name", sa.String(120)),
    sa.Column("customer_id", Guid()),
    sa.Column("customer_name", sa.String(120)),
    sa.Column("author_id", Guid()),
    sa.Column("visible_at", UtcInstant()),
    sa.Column("hidden_at", UtcInstant()),
    sa.Column("hidden_reason", sa.String(500)),
    sa.Column("reply", sa.Text()),
    sa.Column("reply_at", UtcInstant()),
)


def upgrade() -> None:
    for column in _COLUMNS:
        op.add_column(
            "review",
            sa.Column(
                column.name, column.type, nullable=column.nullable, server_default=column.server_default
            ),
        )
    # One review for a booking and a side, whoever is quicker.
    op.create_index("uq_review_booking_id_side", "review", ["booking_id", "side"], unique=True)
    op.create_index("ix_review_customer_id", "review", ["customer_id"])
    op.create_index("ix_review_vendor_id", "review", ["vendor_id"])
    op.create_index("ix_review_waits_created_at", "review", ["waits", "created_at"])
    op.create_table(
        "review_report",
        sa.Column("review_id", Guid(), nullable=False),
        sa.Column("person_id", Guid(), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_review_report_review_id_review"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_review_report_person_id_person")),
        sa.PrimaryKeyConstraint("review_id", "person_id", name=op.f("pk_review_report")),
    )


def downgrade() -> None:
    op.drop_table("review_report")
    for name in ("waits_created_at", "vendor_id", "customer_id"):
        op.drop_index(f"ix_review_{name}", "review")
    op.drop_index("uq_review_booking_id_side", "review")
    for column in reversed(_COLUMNS):
        op.drop_column("review", column.name)
