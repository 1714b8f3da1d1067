"""The audit log, which the database itself keeps append-only.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from backend_stub.db.base import Guid, UtcInstant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_KEPT = ("seq", "at", "actor_id", "action", "entity", "entity_id", "digest", "hash")


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.Column("actor_id", Guid()),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("entity", sa.String(32), nullable=False),
        sa.Column("entity_id", Guid(), nullable=False),
        sa.Column("salt", sa.String(32)),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entry")),
    )
    op.create_index("ix_audit_entry_entity_id", "audit_entry", ["entity_id", "seq"])
    op.create_index("ix_audit_entry_actor_id", "audit_entry", ["actor_id", "seq"])
    op.create_index("ix_audit_entry_at", "audit_entry", ["at"])
    if op.get_bind().dialect.name == "postgresql":
        _keep_on_postgresql()
    else:
        _keep_on_sqlite()


def _keep_on_postgresql() -> None:
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in _KEPT)
    op.execute(
        f"""
        CREATE FUNCTION audit_entry_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF NOT ({changed} OR num_nonnulls(NEW.salt, NEW.before, NEW.after) > 0) THEN
                    RETURN NEW;
                END IF;
            END IF;
            RAISE EXCEPTION 'audit_entry_keeps';
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER audit_entry_keeps_row BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION audit_entry_keeps()"
    )
    op.execute(
        "CREATE TRIGGER audit_entry_keeps_all BEFORE TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_keeps()"
    )


def _keep_on_sqlite() -> None:
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _KEPT)
    op.execute(
        f"""
        CREATE TRIGGER audit_entry_keeps_update BEFORE UPDATE ON audit_entry
        WHEN {changed} OR coalesce(NEW.salt, NEW.before, NEW.after) IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'audit_entry_keeps'); END
        """
    )
    op.execute(
        "CREATE TRIGGER audit_entry_keeps_delete BEFORE DELETE ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'audit_entry_keeps'); END"
    )


def downgrade() -> None:
    op.drop_table("audit_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_entry_keeps()")
