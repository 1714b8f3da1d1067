"""Subscribers and announcements.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

from backend_stub.db.base import Guid, UtcInstant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subscriber",
        sa.Column("id", Guid(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("asked_from", sa.String(32), nullable=False),
        sa.Column("asked_at", UtcInstant(), nullable=False),
        sa.Column("mailed_at", UtcInstant()),
        sa.Column("confirmed_at", UtcInstant()),
        sa.Column("ended_at", UtcInstant()),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.CheckConstraint("state IN ('pending', 'active', 'ended')", name=op.f("ck_subscriber_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriber")),
    )
    op.create_index("uq_subscriber_email", "subscriber", ["email"], unique=True)
    op.create_index("ix_subscriber_state_id", "subscriber", ["state", "id"])
    op.create_index("ix_subscriber_asked_from_asked_at", "subscriber", ["asked_from", "asked_at"])
    op.create_index("ix_subscriber_created_at", "subscriber", ["created_at", "id"])
    op.create_table(
        "announcement",
        sa.Column("id", Guid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("segment", sa.String(16), nullable=False),
        sa.Column("segment_value", sa.String(120)),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("send_at", UtcInstant()),
        sa.Column("started_at", UtcInstant()),
        sa.Column("finished_at", UtcInstant()),
        sa.Column("reached", Guid()),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("created_by", Guid(), nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.Column("updated_at", UtcInstant(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'scheduled', 'sending', 'sent', 'cancelled')",
            name=op.f("ck_announcement_state"),
        ),
        sa.CheckConstraint(
            "(state IN ('draft', 'cancelled')) OR send_at IS NOT NULL", name=op.f("ck_announcement_send_at")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
    )
    op.create_index("ix_announcement_state_send_at", "announcement", ["state", "send_at"])
    op.create_index("ix_announcement_created_at", "announcement", ["created_at", "id"])


def downgrade() -> None:
    op.drop_table("announcement")
    op.drop_table("subscriber")
