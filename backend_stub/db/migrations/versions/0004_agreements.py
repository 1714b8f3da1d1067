"""What bookings agree on: frozen policies and fees, proposals, series, the waitlist.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

from backend_stub.db.base import Guid, Json, UtcInstant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_POLICY = (
    '{"steps":[{"minutes_before":1440,"basis_points":0},{"minutes_before":0,"basis_points":5000}],'
    '"no_show_basis_points":10000}'
)
_OPEN = sa.text("status = 'open'")
_HOPING = sa.text("status IN ('waiting', 'offered')")
_IN_SERIES = sa.text("series_id IS NOT NULL")


def upgrade() -> None:
    _bookings()
    _proposals()
    _series()
    _waitlist()


def _bookings() -> None:
    op.add_column("booking", sa.Column("policy", sa.Text(), nullable=False, server_default=_POLICY))
    op.add_column("booking", sa.Column("fee_amount", sa.Integer()))
    op.add_column("booking", sa.Column("series_id", Guid()))
    op.add_column("booking", sa.Column("series_position", sa.Integer()))
    op.create_index(
        "uq_booking_series_id_series_position",
        "booking",
        ["series_id", "series_position"],
        unique=True,
        sqlite_where=_IN_SERIES,
        postgresql_where=_IN_SERIES,
    )
    op.add_column("booking_history", sa.Column("changes", Json, nullable=False, server_default="[]"))


def _proposals() -> None:
    op.create_table(
        "booking_proposal",
        sa.Column("id", Guid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("booking_id", Guid(), nullable=False),
        sa.Column("vendor_id", Guid(), nullable=False),
        sa.Column("customer_id", Guid(), nullable=False),
        sa.Column("side", sa.String(8), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("staff_id", Guid(), nullable=False),
        sa.Column("starts_at", UtcInstant(), nullable=False),
        sa.Column("ends_at", UtcInstant(), nullable=False),
        sa.Column("note", sa.String(500)),
        sa.Column("creator_id", Guid(), nullable=False),
        sa.Column("creator", sa.String(120), nullable=False),
        sa.Column("expires_at", UtcInstant(), nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.Column("updated_at", UtcInstant(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_booking_proposal_range")),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["booking.id"],
            name=op.f("fk_booking_proposal_booking_id_booking"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_booking_proposal_vendor_id_vendor")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["person.id"], name=op.f("fk_booking_proposal_customer_id_person")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_booking_proposal_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_proposal")),
    )
    op.create_index(
        "uq_booking_proposal_open",
        "booking_proposal",
        ["booking_id"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index("ix_booking_proposal_booking_id", "booking_proposal", ["booking_id", "created_at"])
    op.create_index("ix_booking_proposal_status_expires_at", "booking_proposal", ["status", "expires_at"])
    op.create_index("ix_booking_proposal_vendor_id", "booking_proposal", ["vendor_id"])
    op.create_index("ix_booking_proposal_customer_id", "booking_proposal", ["customer_id"])


def _series() -> None:
    op.create_table(
        "booking_series",
        sa.Column("id", Guid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("listing_id", Guid(), nullable=False),
        sa.Column("listing_title", sa.String(200), nullable=False),
        sa.Column("vendor_id", Guid(), nullable=False),
        sa.Column("customer_id", Guid()),
        sa.Column("customer_name", sa.String(120)),
        sa.Column("guest_name", sa.String(120)),
        sa.Column("frequency", sa.String(8), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_local", sa.String(16), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("creator_id", Guid(), nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.Column("updated_at", UtcInstant(), nullable=False),
        sa.CheckConstraint("every BETWEEN 1 AND 12", name=op.f("ck_booking_series_every")),
        sa.CheckConstraint("count BETWEEN 1 AND 60", name=op.f("ck_booking_series_count")),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_booking_series_listing_id_listing")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_booking_series_vendor_id_vendor")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["person.id"], name=op.f("fk_booking_series_customer_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_series")),
    )
    op.create_index("ix_booking_series_vendor_id", "booking_series", ["vendor_id", "created_at"])
    op.create_index("ix_booking_series_customer_id", "booking_series", ["customer_id", "created_at"])


def _waitlist() -> None:
    op.create_table(
        "waitlist_entry",
        sa.Column("id", Guid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("listing_id", Guid(), nullable=False),
        sa.Column("listing_title", sa.String(200), nullable=False),
        sa.Column("vendor_id", Guid(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("person_id", Guid(), nullable=False),
        sa.Column("person_name", sa.String(120), nullable=False),
        sa.Column("staff_id", Guid()),
        sa.Column("window_from", UtcInstant(), nullable=False),
        sa.Column("window_until", UtcInstant(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("hold_id", Guid()),
        sa.Column("offer_staff_id", Guid()),
        sa.Column("offer_starts_at", UtcInstant()),
        sa.Column("offer_ends_at", UtcInstant()),
        sa.Column("offered_until", UtcInstant()),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.Column("updated_at", UtcInstant(), nullable=False),
        sa.CheckConstraint("window_from < window_until", name=op.f("ck_waitlist_entry_window")),
        sa.CheckConstraint(
            "(status = 'offered') = (offered_until IS NOT NULL)", name=op.f("ck_waitlist_entry_offer")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_waitlist_entry_listing_id_listing")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_waitlist_entry_vendor_id_vendor")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_waitlist_entry_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waitlist_entry")),
    )
    op.create_index(
        "ix_waitlist_entry_listing_id", "waitlist_entry", ["listing_id", "status", "created_at", "id"]
    )
    op.create_index("ix_waitlist_entry_status", "waitlist_entry", ["status", "offered_until"])
    op.create_index("ix_waitlist_entry_person_id", "waitlist_entry", ["person_id"])
    op.create_index("ix_waitlist_entry_vendor_id", "waitlist_entry", ["vendor_id"])
    op.create_index("uq_waitlist_entry_hold_id", "waitlist_entry", ["hold_id"], unique=True)
    op.create_index(
        "uq_waitlist_entry_hoping",
        "waitlist_entry",
        ["listing_id", "person_id", "window_from"],
        unique=True,
        sqlite_where=_HOPING,
        postgresql_where=_HOPING,
    )


def downgrade() -> None:
    for table in ("waitlist_entry", "booking_series", "booking_proposal"):
        op.drop_table(table)
    op.drop_column("booking_history", "changes")
    op.drop_index("uq_booking_series_id_series_position", "booking")
    for column in ("series_position", "series_id", "fee_amount", "policy"):
        op.drop_column("booking", column)
