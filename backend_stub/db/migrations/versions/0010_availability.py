"""Availability: rules, exceptions, resources, what listings need of them, and the seats of classes.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend_stub.db.base import Guid, UtcInstant
from backend_stub.db.tables.occupancy import LONG_ON_POSTGRESQL, LONG_ON_SQLITE

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_COUNT = {
    "insert": "UPDATE class_session SET taken = taken + 1 WHERE id = NEW.session_id;",
    "delete": "UPDATE class_session SET taken = taken - 1 WHERE id = OLD.session_id; "
    "DELETE FROM occupancy WHERE source = 'session' AND source_id IN "
    "(SELECT id FROM class_session WHERE id = OLD.session_id AND taken = 0); "
    "DELETE FROM class_session WHERE id = OLD.session_id AND taken = 0;",
}


def upgrade() -> None:
    op.add_column(
        "occupancy", sa.Column("travels", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
    op.add_column("occupancy", sa.Column("latitude", sa.Float()))
    op.add_column("occupancy", sa.Column("longitude", sa.Float()))
    op.create_index(
        "ix_occupancy_long",
        "occupancy",
        ["resource_id", "ends_at"],
        sqlite_where=sa.text(LONG_ON_SQLITE),
        postgresql_where=sa.text(LONG_ON_POSTGRESQL),
    )
    _create_rules()
    _create_resources()
    _create_classes()
    if op.get_bind().dialect.name == "postgresql":
        _count_on_postgresql()
    else:
        for event, statements in _COUNT.items():
            op.execute(f"CREATE TRIGGER seat_counts_{event} AFTER {event} ON seat BEGIN {statements} END")


def _create_rules() -> None:
    op.create_table(
        "availability_rules",
        sa.Column("vendor_id", Guid(), sa.ForeignKey("vendor.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notice_minutes", sa.Integer(), nullable=False),
        sa.Column("horizon_days", sa.Integer(), nullable=False),
        sa.Column("travel_minutes", sa.Integer(), nullable=False),
        sa.Column("travel_kmh", sa.Integer()),
        sa.Column("holiday_country", sa.String(2)),
        sa.Column("holiday_region", sa.String(8)),
        sa.Column("holidays_through", sa.Integer()),
        sa.CheckConstraint(
            "notice_minutes >= 0 AND horizon_days >= 1", name=op.f("ck_availability_rules_window")
        ),
        sa.CheckConstraint(
            "travel_minutes >= 0 AND travel_kmh >= 1", name=op.f("ck_availability_rules_travel")
        ),
    )
    op.create_table(
        "availability_exception",
        sa.Column("id", Guid(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("vendor_id", Guid(), sa.ForeignKey("vendor.id", ondelete="CASCADE"), nullable=False),
        sa.Column("staff_id", Guid(), sa.ForeignKey("staff.id", ondelete="CASCADE")),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("hours", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("is_holiday", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_availability_exception_days")),
    )
    op.create_index(
        "ix_availability_exception_vendor_id_last_day", "availability_exception", ["vendor_id", "last_day"]
    )


def _create_resources() -> None:
    op.create_table(
        "resource",
        sa.Column("id", Guid(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("vendor_id", Guid(), sa.ForeignKey("vendor.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
    )
    op.create_index("ix_resource_vendor_id", "resource", ["vendor_id"])
    op.create_table(
        "listing_setup",
        sa.Column("listing_id", Guid(), sa.ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity BETWEEN 1 AND 500", name=op.f("ck_listing_setup_capacity")),
    )
    op.create_table(
        "listing_need",
        sa.Column("listing_id", Guid(), sa.ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("kind", sa.String(40), primary_key=True),
    )


def _create_classes() -> None:
    op.create_table(
        "class_session",
        sa.Column("id", Guid(), primary_key=True),
        sa.Column("listing_id", Guid(), sa.ForeignKey("listing.id", ondelete="CASCADE"), nullable=False),
        sa.Column("staff_id", Guid(), sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
        sa.Column("starts_at", UtcInstant(), nullable=False),
        sa.Column("ends_at", UtcInstant(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.CheckConstraint("taken BETWEEN 0 AND capacity", name=op.f("ck_class_session_seats")),
    )
    op.create_index(
        "uq_class_session_listing_id_staff_id_starts_at",
        "class_session",
        ["listing_id", "staff_id", "starts_at"],
        unique=True,
    )
    op.create_index("ix_class_session_staff_id_starts_at", "class_session", ["staff_id", "starts_at"])
    op.create_table(
        "seat",
        sa.Column("source", sa.String(8), primary_key=True),
        sa.Column("source_id", Guid(), primary_key=True),
        sa.Column("session_id", Guid(), sa.ForeignKey("class_session.id"), nullable=False),
    )
    op.create_index("ix_seat_session_id", "seat", ["session_id"])


def _count_on_postgresql() -> None:
    for event, statements in _COUNT.items():
        op.execute(
            f"CREATE FUNCTION seat_counts_{event}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {statements} RETURN NULL; END $$"
        )
        op.execute(
            f"CREATE TRIGGER seat_counts_{event} AFTER {event} ON seat "
            f"FOR EACH ROW EXECUTE FUNCTION seat_counts_{event}()"
        )


def downgrade() -> None:
    op.drop_table("seat")
    if op.get_bind().dialect.name == "postgresql":
        for event in _COUNT:
            op.execute(f"DROP FUNCTION seat_counts_{event}()")
    for name in ("class_session", "listing_need", "listing_setup", "resource"):
        op.drop_table(name)
    op.drop_table("availability_exception")
    op.drop_table("availability_rules")
    op.drop_index("ix_occupancy_long", table_name="occupancy")
    for name in ("longitude", "latitude", "travels"):
        op.drop_column("occupancy", name)
