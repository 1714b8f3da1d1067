"""Coupons with their counters, and the rates of tax and commission.

Revision ID: 0007
Revises: 0006
"""

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

import sqlalchemy as sa
from alembic import op

from backend_stub.db.base import Guid, UtcInstant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_STANDARD_TAX = {
    "AT": 2000, "AU": 1000, "BE": 2100, "BG": 2000, "CH": 810, "CY": 1900, "CZ": 2100, "DE": 1900,
    "DK": 2500, "EE": 2400, "ES": 2100, "FI": 2550, "FR": 2000, "GB": 2000, "GR": 2400, "HR": 2500,
    "HU": 2700, "IE": 2300, "IS": 2400, "IT": 2200, "JP": 1000, "LT": 2100, "LU": 1700, "LV": 2100,
    "MT": 1800, "NL": 2100, "NO": 2500, "NZ": 1500, "PL": 2300, "PT": 2300, "RO": 2100, "SE": 2500,
    "SI": 2200, "SK": 2300, "TR": 2000,
}  # fmt: skip
"""Standard rates on services where prices include the tax; admins change them, and add no code."""

_COMMISSION = 1200


def upgrade() -> None:
    _create_rates()
    _create_coupons()


def _create_rates() -> None:
    rates = op.create_table(
        "tax_rate",
        sa.Column("id", Guid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(48), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("category_id", Guid()),
        sa.Column("basis_points", sa.Integer(), nullable=False),
        sa.Column("updated_at", UtcInstant(), nullable=False),
        sa.CheckConstraint("basis_points BETWEEN 0 AND 5000", name=op.f("ck_tax_rate_basis_points")),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["category.id"],
            name=op.f("fk_tax_rate_category_id_category"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_rate")),
    )
    op.create_index("uq_tax_rate_rule", "tax_rate", ["rule"], unique=True)
    rules = op.create_table(
        "commission_rule",
        sa.Column("id", Guid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(48), nullable=False),
        sa.Column("vendor_id", Guid()),
        sa.Column("category_id", Guid()),
        sa.Column("basis_points", sa.Integer(), nullable=False),
        sa.Column("updated_at", UtcInstant(), nullable=False),
        sa.CheckConstraint("basis_points BETWEEN 0 AND 5000", name=op.f("ck_commission_rule_basis_points")),
        sa.CheckConstraint(
            "vendor_id IS NULL OR category_id IS NULL", name=op.f("ck_commission_rule_one_thing")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_commission_rule_vendor_id_vendor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["category.id"],
            name=op.f("fk_commission_rule_category_id_category"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission_rule")),
    )
    op.create_index("uq_commission_rule_rule", "commission_rule", ["rule"], unique=True)
    since = datetime(2026, 1, 1, tzinfo=UTC)
    op.bulk_insert(
        rates,
        [
            {
                "id": uuid5(NAMESPACE_URL, f"urn:doorstep:tax:{country}"),
                "version": 1,
                "rule": country,
                "country": country,
                "category_id": None,
                "basis_points": points,
                "updated_at": since,
            }
            for country, points in _STANDARD_TAX.items()
        ],
    )
    op.bulk_insert(
        rules,
        [
            {
                "id": uuid5(NAMESPACE_URL, "urn:doorstep:commission:default"),
                "version": 1,
                "rule": "default",
                "vendor_id": None,
                "category_id": None,
                "basis_points": _COMMISSION,
                "updated_at": since,
            }
        ],
    )


def _create_coupons() -> None:
    op.create_table(
        "coupon",
        sa.Column("id", Guid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(24), nullable=False),
        sa.Column("vendor_id", Guid()),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(3)),
        sa.Column("first_booking", sa.Boolean(), nullable=False),
        sa.Column("for_vendor_id", Guid()),
        sa.Column("category_id", Guid()),
        sa.Column("limit_total", sa.Integer()),
        sa.Column("limit_per_person", sa.Integer()),
        sa.Column("stacks", sa.Boolean(), nullable=False),
        sa.Column("starts_at", UtcInstant()),
        sa.Column("ends_at", UtcInstant()),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.Column("updated_at", UtcInstant(), nullable=False),
        sa.CheckConstraint(
            "used >= 0 AND (limit_total IS NULL OR used <= limit_total)", name=op.f("ck_coupon_limit_total")
        ),
        sa.CheckConstraint("value > 0", name=op.f("ck_coupon_value")),
        sa.CheckConstraint("(kind = 'percent') = (currency IS NULL)", name=op.f("ck_coupon_kind")),
        sa.CheckConstraint("kind = 'amount' OR value <= 10000", name=op.f("ck_coupon_percent")),
        sa.CheckConstraint(
            "ends_at IS NULL OR starts_at IS NULL OR starts_at < ends_at", name=op.f("ck_coupon_range")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_coupon_vendor_id_vendor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["for_vendor_id"], ["vendor.id"], name=op.f("fk_coupon_for_vendor_id_vendor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_coupon_category_id_category")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coupon")),
    )
    op.create_index("uq_coupon_code", "coupon", ["code"], unique=True)
    op.create_index("ix_coupon_vendor_id_created_at", "coupon", ["vendor_id", "created_at", "id"])
    op.create_index("ix_coupon_created_at", "coupon", ["created_at", "id"])
    op.create_table(
        "coupon_tally",
        sa.Column("coupon_id", Guid(), nullable=False),
        sa.Column("person_id", Guid(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("allowed", sa.Integer()),
        sa.CheckConstraint(
            "used >= 0 AND (allowed IS NULL OR used <= allowed)",
            name=op.f("ck_coupon_tally_limit_per_person"),
        ),
        sa.ForeignKeyConstraint(
            ["coupon_id"], ["coupon.id"], name=op.f("fk_coupon_tally_coupon_id_coupon"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("coupon_id", "person_id", name=op.f("pk_coupon_tally")),
    )
    op.create_table(
        "coupon_redemption",
        sa.Column("coupon_id", Guid(), nullable=False),
        sa.Column("checkout_id", Guid(), nullable=False),
        sa.Column("person_id", Guid(), nullable=False),
        sa.Column("first_booking", sa.Boolean(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coupon_id"],
            ["coupon.id"],
            name=op.f("fk_coupon_redemption_coupon_id_coupon"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("coupon_id", "checkout_id", name=op.f("pk_coupon_redemption")),
    )
    stands = sa.text("first_booking AND state = 'used'")
    op.create_index(
        "uq_coupon_redemption_first",
        "coupon_redemption",
        ["person_id"],
        unique=True,
        sqlite_where=stands,
        postgresql_where=stands,
    )
    op.create_index("ix_coupon_redemption_checkout_id", "coupon_redemption", ["checkout_id"])


def downgrade() -> None:
    for table in ("coupon_redemption", "coupon_tally", "coupon", "commission_rule", "tax_rate"):
        op.drop_table(table)
