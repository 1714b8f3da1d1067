"""Payments, and the double-entry ledger whose balance the database itself keeps.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

from backend_stub.db.base import Guid, Json, UtcInstant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_SEALED = "fk_ledger_transaction_id_ledger_seal"
_KEPT = ("ledger_transaction", "ledger_entry", "ledger_seal", "payout_line")
_UNBALANCED = (
    "(SELECT count(*) < 2 OR coalesce(sum(amount), 1) <> 0 FROM ledger_entry "
    "WHERE transaction_id = NEW.transaction_id)"
)
_IS_SEALED = "EXISTS (SELECT 1 FROM ledger_seal WHERE transaction_id = NEW.transaction_id)"


def upgrade() -> None:
    op.create_table('payment',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('customer_id', Guid(), nullable=True),
    sa.Column('customer_name', sa.String(length=120), nullable=True),
    sa.Column('method', sa.String(length=16), nullable=False),
    sa.Column('gateway', sa.String(length=16), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('wanted', sa.String(length=8), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('refunded', sa.BigInteger(), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('token', sa.String(length=255), nullable=True),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('confirmed', sa.Integer(), nullable=False),
    sa.Column('gateway_ref', sa.String(length=255), nullable=True),
    sa.Column('action_url', sa.Text(), nullable=True),
    sa.Column('problem', sa.String(length=64), nullable=True),
    sa.Column('card', sa.String(length=64), nullable=True),
    sa.Column('pay_by', UtcInstant(), nullable=False),
    sa.Column('checks', sa.Integer(), nullable=False),
    sa.Column('check_at', UtcInstant(), nullable=True),
    sa.Column('captured_at', UtcInstant(), nullable=True),
    sa.Column('created_at', UtcInstant(), nullable=False),
    sa.Column('updated_at', UtcInstant(), nullable=False),
    sa.CheckConstraint('amount >= 0 AND refunded >= 0 AND refunded <= amount', name=op.f('ck_payment_amounts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment'))
    )
    op.create_index('ix_payment_check_at', 'payment', ['check_at'], unique=False, sqlite_where=sa.text('check_at IS NOT NULL'), postgresql_where=sa.text('check_at IS NOT NULL'))
    op.create_index('ix_payment_created_at', 'payment', ['created_at'], unique=False)
    op.create_index('ix_payment_customer_id', 'payment', ['customer_id', 'created_at'], unique=False)
    op.create_index('ix_payment_gateway_ref', 'payment', ['gateway', 'gateway_ref'], unique=True)
    op.create_table('payment_part',
    sa.Column('payment_id', Guid(), nullable=False),
    sa.Column('booking_id', Guid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('vendor_id', Guid(), nullable=False),
    sa.Column('live', sa.Boolean(), nullable=False),
    sa.Column('total', sa.BigInteger(), nullable=False),
    sa.Column('tax', sa.BigInteger(), nullable=False),
    sa.Column('commission', sa.BigInteger(), nullable=False),
    sa.Column('fee', sa.BigInteger(), nullable=False),
    sa.Column('promotion', sa.BigInteger(), nullable=False),
    sa.Column('items', Json, nullable=False),
    sa.Column('captured_at', UtcInstant(), nullable=True),
    sa.Column('refunded', sa.BigInteger(), nullable=False),
    sa.Column('returned', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('0 <= returned AND returned <= refunded AND refunded <= total', name=op.f('ck_payment_part_refunds')),
    sa.CheckConstraint('tax >= 0 AND commission >= 0 AND fee >= 0 AND promotion >= 0 AND tax + commission + fee <= total + promotion', name=op.f('ck_payment_part_shares')),
    sa.ForeignKeyConstraint(['payment_id'], ['payment.id'], name=op.f('fk_payment_part_payment_id_payment')),
    sa.ForeignKeyConstraint(['vendor_id'], ['vendor.id'], name=op.f('fk_payment_part_vendor_id_vendor')),
    sa.PrimaryKeyConstraint('payment_id', 'booking_id', name=op.f('pk_payment_part'))
    )
    op.create_index('ix_payment_part_booking', 'payment_part', ['booking_id'], unique=True, sqlite_where=sa.text('live'), postgresql_where=sa.text('live'))
    op.create_index('ix_payment_part_booking_id', 'payment_part', ['booking_id'], unique=False)
    op.create_index('ix_payment_part_vendor_id', 'payment_part', ['vendor_id'], unique=False)
    op.create_table('refund',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('payment_id', Guid(), nullable=False),
    sa.Column('booking_id', Guid(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('actor_id', Guid(), nullable=True),
    sa.Column('gateway_ref', sa.String(length=255), nullable=True),
    sa.Column('checks', sa.Integer(), nullable=False),
    sa.Column('check_at', UtcInstant(), nullable=True),
    sa.Column('created_at', UtcInstant(), nullable=False),
    sa.Column('updated_at', UtcInstant(), nullable=False),
    sa.CheckConstraint('amount > 0', name=op.f('ck_refund_amount')),
    sa.ForeignKeyConstraint(['payment_id'], ['payment.id'], name=op.f('fk_refund_payment_id_payment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_refund'))
    )
    op.create_index('ix_refund_check_at', 'refund', ['check_at'], unique=False, sqlite_where=sa.text('check_at IS NOT NULL'), postgresql_where=sa.text('check_at IS NOT NULL'))
    op.create_index('ix_refund_payment_id', 'refund', ['payment_id', 'created_at'], unique=False)
    op.create_table('gateway_event',
    sa.Column('gateway', sa.String(length=16), nullable=False),
    sa.Column('event_id', sa.String(length=255), nullable=False),
    sa.Column('at', UtcInstant(), nullable=False),
    sa.PrimaryKeyConstraint('gateway', 'event_id', name=op.f('pk_gateway_event'))
    )
    op.create_index('ix_gateway_event_at', 'gateway_event', ['at'], unique=False)
    op.create_table('sandbox_charge',
    sa.Column('ref', sa.String(length=64), nullable=False),
    sa.Column('key', sa.String(length=255), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('document', Json, nullable=False),
    sa.PrimaryKeyConstraint('ref', name=op.f('pk_sandbox_charge'))
    )
    op.create_index('ix_sandbox_charge_key', 'sandbox_charge', ['key'], unique=True)
    op.create_table('ledger_transaction',
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', Guid(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('source', sa.String(length=120), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('payment_id', Guid(), nullable=True),
    sa.Column('reverses_id', Guid(), nullable=True),
    sa.Column('at', UtcInstant(), nullable=False),
    *_sealed(),
    sa.ForeignKeyConstraint(['reverses_id'], ['ledger_transaction.id'], name=op.f('fk_ledger_transaction_reverses_id_ledger_transaction')),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_ledger_transaction')),
    sa.UniqueConstraint('id', name=op.f('uq_ledger_transaction_id')),
    sa.UniqueConstraint('reverses_id', name=op.f('uq_ledger_transaction_reverses_id')),
    sa.UniqueConstraint('source', name=op.f('uq_ledger_transaction_source')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_ledger_transaction_at', 'ledger_transaction', ['at'], unique=False)
    op.create_index(op.f('ix_ledger_transaction_payment_id'), 'ledger_transaction', ['payment_id'], unique=False)
    op.create_table('ledger_entry',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('transaction_id', Guid(), nullable=False),
    sa.Column('account', sa.String(length=24), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('vendor_id', Guid(), nullable=True),
    sa.Column('customer_id', Guid(), nullable=True),
    sa.Column('booking_id', Guid(), nullable=True),
    sa.CheckConstraint('amount <> 0', name=op.f('ck_ledger_entry_amount')),
    sa.ForeignKeyConstraint(['transaction_id'], ['ledger_transaction.id'], name=op.f('fk_ledger_entry_transaction_id_ledger_transaction')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger_entry'))
    )
    op.create_index('ix_ledger_entry_booking_id', 'ledger_entry', ['booking_id'], unique=False)
    op.create_index('ix_ledger_entry_transaction_id', 'ledger_entry', ['transaction_id'], unique=False)
    op.create_index('ix_ledger_entry_vendor_id', 'ledger_entry', ['vendor_id', 'account'], unique=False)
    op.create_table('ledger_seal',
    sa.Column('transaction_id', Guid(), nullable=False),
    sa.ForeignKeyConstraint(['transaction_id'], ['ledger_transaction.id'], name=op.f('fk_ledger_seal_transaction_id_ledger_transaction')),
    sa.PrimaryKeyConstraint('transaction_id', name=op.f('pk_ledger_seal'))
    )
    op.create_table('payout',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(length=24), nullable=False),
    sa.Column('vendor_id', Guid(), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('since', UtcInstant(), nullable=False),
    sa.Column('until', UtcInstant(), nullable=False),
    sa.Column('created_at', UtcInstant(), nullable=False),
    sa.Column('updated_at', UtcInstant(), nullable=False),
    sa.CheckConstraint('amount > 0', name=op.f('ck_payout_amount')),
    sa.ForeignKeyConstraint(['vendor_id'], ['vendor.id'], name=op.f('fk_payout_vendor_id_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payout')),
    sa.UniqueConstraint('reference', name=op.f('uq_payout_reference'))
    )
    op.create_index('ix_payout_created_at', 'payout', ['created_at'], unique=False)
    op.create_index('ix_payout_vendor_id', 'payout', ['vendor_id', 'created_at'], unique=False)
    op.create_table('payout_line',
    sa.Column('entry_id', Guid(), nullable=False),
    sa.Column('payout_id', Guid(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['ledger_entry.id'], name=op.f('fk_payout_line_entry_id_ledger_entry')),
    sa.ForeignKeyConstraint(['payout_id'], ['payout.id'], name=op.f('fk_payout_line_payout_id_payout')),
    sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_payout_line'))
    )
    op.create_index('ix_payout_line_payout_id', 'payout_line', ['payout_id'], unique=False)

    if _is_postgresql():
        _keep_on_postgresql()
    else:
        _keep_on_sqlite()


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _sealed() -> list[sa.ForeignKeyConstraint]:
    """SQLite takes a constraint on a table to come, and no constraint later; PostgreSQL the other way round."""
    if _is_postgresql():
        return []
    wanted = ["ledger_seal.transaction_id"]
    return [sa.ForeignKeyConstraint(["id"], wanted, name=_SEALED, deferrable=True, initially="DEFERRED")]


def _keep_on_postgresql() -> None:
    op.create_foreign_key(
        _SEALED, "ledger_transaction", "ledger_seal", ["id"], ["transaction_id"],
        deferrable=True, initially="DEFERRED",
    )
    op.execute(
        "CREATE FUNCTION ledger_keeps() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'ledger_keeps'; END $$"
    )
    for table in _KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_keeps_row BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION ledger_keeps()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_keeps_all BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_keeps()"
        )
    op.execute(
        f"""
        CREATE FUNCTION ledger_balances() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {_UNBALANCED} THEN
                RAISE EXCEPTION 'ledger_balances';
            END IF;
            RETURN NULL;
        END $$
        """
    )
    for table in ("ledger_entry", "ledger_seal"):
        op.execute(
            f"CREATE CONSTRAINT TRIGGER {table}_balances AFTER INSERT ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balances()"
        )
    op.execute(
        f"""
        CREATE FUNCTION ledger_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {_IS_SEALED} THEN
                RAISE EXCEPTION 'ledger_sealed';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER ledger_entry_sealed BEFORE INSERT ON ledger_entry "
        "FOR EACH ROW EXECUTE FUNCTION ledger_sealed()"
    )


def _keep_on_sqlite() -> None:
    for table in _KEPT:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_keeps_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'ledger_keeps'); END"
            )
    op.execute(
        f"CREATE TRIGGER ledger_seal_balances BEFORE INSERT ON ledger_seal WHEN {_UNBALANCED} "
        "BEGIN SELECT RAISE(ABORT, 'ledger_balances'); END"
    )
    op.execute(
        f"CREATE TRIGGER ledger_entry_sealed BEFORE INSERT ON ledger_entry WHEN {_IS_SEALED} "
        "BEGIN SELECT RAISE(ABORT, 'ledger_sealed'); END"
    )


def downgrade() -> None:
    if _is_postgresql():
        op.drop_constraint(_SEALED, "ledger_transaction", type_="foreignkey")
    for table in (
        "payout_line", "payout", "ledger_seal", "ledger_entry", "ledger_transaction", "sandbox_charge",
        "gateway_event", "refund", "payment_part", "payment",
    ):
        op.drop_table(table)
    if _is_postgresql():
        for name in ("ledger_keeps", "ledger_balances", "ledger_sealed"):
            op.execute(f"DROP FUNCTION {name}()")
