"""How people are told: settings, reminders, letters, and notifications of more than bookings.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

from backend_stub.db.base import Guid, Json, UtcInstant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notification") as notification:
        notification.alter_column("booking_id", existing_type=Guid(), nullable=True)
        notification.alter_column("starts_at", existing_type=UtcInstant(), nullable=True)
        notification.add_column(sa.Column("subject_entity", sa.String(16)))
        notification.add_column(sa.Column("subject_id", Guid()))
        notification.add_column(sa.Column("amount", sa.Integer()))
        notification.add_column(sa.Column("currency", sa.String(3)))
        notification.add_column(sa.Column("alert_at", UtcInstant()))
        notification.add_column(sa.Column("listed", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "notice_settings",
        sa.Column("person_id", Guid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("grid", Json, nullable=False),
        sa.Column("quiet_from", sa.Integer()),
        sa.Column("quiet_to", sa.Integer()),
        sa.Column("digest_minute", sa.Integer()),
        sa.Column("reminder_minutes", Json, nullable=False),
        sa.Column("zone", sa.String(64)),
        sa.Column("language", sa.String(8)),
        sa.Column("phone", sa.String(16)),
        sa.Column("updated_at", UtcInstant(), nullable=False),
        sa.CheckConstraint(
            "(quiet_from IS NULL) = (quiet_to IS NULL) AND (quiet_from IS NULL OR "
            "(quiet_from BETWEEN 0 AND 1439 AND quiet_to BETWEEN 0 AND 1439 AND quiet_from <> quiet_to))",
            name=op.f("ck_notice_settings_quiet"),
        ),
        sa.CheckConstraint(
            "digest_minute IS NULL OR digest_minute BETWEEN 0 AND 1439", name=op.f("ck_notice_settings_digest")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_settings_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_notice_settings")),
    )
    op.create_table(
        "reminder",
        sa.Column("booking_id", Guid(), nullable=False),
        sa.Column("person_id", Guid(), nullable=False),
        sa.Column("starts_at", UtcInstant(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("fire_at", UtcInstant(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_reminder_booking_id_booking"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reminder_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("booking_id", "person_id", "starts_at", "minutes", name=op.f("pk_reminder")),
    )
    op.create_index("ix_reminder_state_fire_at", "reminder", ["state", "fire_at"])
    op.create_table(
        "letter",
        sa.Column("id", Guid(), nullable=False),
        sa.Column("source_id", Guid(), nullable=False),
        sa.Column("recipient_id", Guid(), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("person_id", Guid()),
        sa.Column("address", sa.String(254)),
        sa.Column("announcement_id", Guid()),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("topic", sa.String(16)),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcInstant(), nullable=False),
        sa.Column("claimed_until", UtcInstant()),
        sa.Column("problem", sa.String(500)),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.Column("ended_at", UtcInstant()),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'dead', 'dropped', 'gathered', 'bundled')",
            name=op.f("ck_letter_state"),
        ),
        sa.CheckConstraint("channel IN ('mail', 'sms')", name=op.f("ck_letter_channel")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_letter_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint(
            "source_id", "recipient_id", "channel", name=op.f("uq_letter_source_id_recipient_id_channel")
        ),
    )
    op.create_index("ix_letter_state_due_at", "letter", ["state", "due_at", "id"])
    op.create_index("ix_letter_created_at", "letter", ["created_at", "id"])
    op.create_index("ix_letter_person_id", "letter", ["person_id"])
    op.create_index("ix_letter_announcement_id_state", "letter", ["announcement_id", "state"])
    op.create_table(
        "suppression",
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.Column("created_by", Guid()),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_suppression")),
    )
    _plan_reminders()


def _plan_reminders() -> None:
    """For the bookings that are confirmed already, as for all later ones."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    now = "now()" if is_postgresql else "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')"
    for minutes in (1440, 120):
        fire_at = (
            f"starts_at - interval '{minutes} minutes'"
            if is_postgresql
            else f"strftime('%Y-%m-%dT%H:%M:%f000Z', starts_at, '-{minutes} minutes')"
        )
        op.execute(
            "INSERT INTO reminder (booking_id, person_id, starts_at, minutes, fire_at, state) "
            f"SELECT id, customer_id, starts_at, {minutes}, {fire_at}, 'waiting' FROM booking "
            f"WHERE status = 'confirmed' AND customer_id IS NOT NULL AND {fire_at} > {now}"
        )


def downgrade() -> None:
    for table in ("suppression", "letter", "reminder", "notice_settings"):
        op.drop_table(table)
    op.execute("DELETE FROM notification WHERE booking_id IS NULL OR starts_at IS NULL")
    with op.batch_alter_table("notification") as notification:
        for column in ("subject_entity", "subject_id", "amount", "currency", "alert_at", "listed"):
            notification.drop_column(column)
        notification.alter_column("booking_id", existing_type=Guid(), nullable=False)
        notification.alter_column("starts_at", existing_type=UtcInstant(), nullable=False)
