"""First schema"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from backend_stub.db.base import Guid, Json, UtcInstant

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('category',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('art', sa.String(length=64), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_category'))
    )
    op.create_table('change',
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('xid', sa.BigInteger(), nullable=False),
    sa.Column('entity', sa.String(length=16), nullable=False),
    sa.Column('entity_id', Guid(), nullable=False),
    sa.Column('op', sa.String(length=8), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('scopes_before', Json, nullable=False),
    sa.Column('scopes_after', Json, nullable=False),
    sa.Column('at', UtcInstant(), nullable=False),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_change')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_change_at', 'change', ['at'], unique=False)
    op.create_index('ix_change_entity_entity_id', 'change', ['entity', 'entity_id', 'xid', 'seq'], unique=False)
    op.create_index('ix_change_xid_seq', 'change', ['xid', 'seq'], unique=False)
    op.create_table('change_floor',
    sa.Column('scope', sa.String(length=64), nullable=False),
    sa.Column('xid', sa.BigInteger(), nullable=False),
    sa.Column('seq', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('scope', name=op.f('pk_change_floor'))
    )
    op.create_table('change_scope',
    sa.Column('scope', sa.String(length=64), nullable=False),
    sa.Column('xid', sa.BigInteger(), nullable=False),
    sa.Column('seq', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('scope', 'xid', 'seq', name=op.f('pk_change_scope')),
    sqlite_with_rowid=False
    )
    op.create_table('consumed_event',
    sa.Column('consumer', sa.String(length=64), nullable=False),
    sa.Column('event_id', Guid(), nullable=False),
    sa.Column('at', UtcInstant(), nullable=False),
    sa.PrimaryKeyConstraint('consumer', 'event_id', name=op.f('pk_consumed_event'))
    )
    op.create_index('ix_consumed_event_at', 'consumed_event', ['at'], unique=False)
    op.create_table('event_outbox',
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', Guid(), nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('payload', Json, nullable=False),
    sa.Column('at', UtcInstant(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('relayed_at', UtcInstant(), nullable=True),
    sa.Column('dead_at', UtcInstant(), nullable=True),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_event_outbox')),
    sa.UniqueConstraint('id', name=op.f('uq_event_outbox_id')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_event_outbox_at', 'event_outbox', ['at'], unique=False)
    op.create_index('ix_event_outbox_waiting', 'event_outbox', ['seq'], unique=False, sqlite_where=sa.text('relayed_at IS NULL AND dead_at IS NULL'), postgresql_where=sa.text('relayed_at IS NULL AND dead_at IS NULL'))
    op.create_table('feed_epoch',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('epoch', Guid(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feed_epoch'))
    )
    op.create_table('idempotency_record',
    sa.Column('subject_id', Guid(), nullable=False),
    sa.Column('key', Guid(), nullable=False),
    sa.Column('request_hash', sa.String(length=64), nullable=False),
    sa.Column('status', sa.Integer(), nullable=False),
    sa.Column('headers', Json, nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', UtcInstant(), nullable=False),
    sa.PrimaryKeyConstraint('subject_id', 'key', name=op.f('pk_idempotency_record'))
    )
    op.create_index('ix_idempotency_record_created_at', 'idempotency_record', ['created_at'], unique=False)
    op.create_table('kiosk',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('enrolment_digest', sa.String(length=64), nullable=False),
    sa.Column('created_at', UtcInstant(), nullable=False),
    sa.Column('disabled_at', UtcInstant(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kiosk')),
    sa.UniqueConstraint('enrolment_digest', name=op.f('uq_kiosk_enrolment_digest'))
    )
    op.create_table('occupancy',
    sa.Column('source', sa.String(length=8), nullable=False),
    sa.Column('source_id', Guid(), nullable=False),
    sa.Column('resource_id', Guid(), nullable=False),
    sa.Column('lane', Guid(), nullable=False),
    sa.Column('starts_at', UtcInstant(), nullable=False),
    sa.Column('ends_at', UtcInstant(), nullable=False),
    sa.Column('occupies', sa.Boolean(), nullable=False),
    sa.CheckConstraint('starts_at < ends_at', name=op.f('ck_occupancy_range')),
    sa.PrimaryKeyConstraint('source', 'source_id', 'resource_id', name=op.f('pk_occupancy'))
    )
    op.create_index('ix_occupancy_resource_id_ends_at', 'occupancy', ['resource_id', 'ends_at'], unique=False)
    op.create_index('ix_occupancy_resource_id_starts_at', 'occupancy', ['resource_id', 'starts_at'], unique=False)
    op.create_table('person',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('suspended_reason', sa.Text(), nullable=True),
    sa.Column('created_at', UtcInstant(), nullable=False),
    sa.Column('last_seen_at', UtcInstant(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person'))
    )
    op.create_index('uq_person_email', 'person', ['email'], unique=True)
    op.create_table('session',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('subject_id', Guid(), nullable=False),
    sa.Column('subject_kind', sa.String(length=8), nullable=False),
    sa.Column('device_name', sa.String(length=120), nullable=False),
    sa.Column('created_at', UtcInstant(), nullable=False),
    sa.Column('expires_at', UtcInstant(), nullable=False),
    sa.Column('ended_at', UtcInstant(), nullable=True),
    sa.Column('end_reason', sa.String(length=32), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session'))
    )
    op.create_index('ix_session_subject_id', 'session', ['subject_id'], unique=False)
    op.create_table('vendor',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('zone', sa.String(length=64), nullable=False),
    sa.Column('street', sa.String(length=200), nullable=False),
    sa.Column('city', sa.String(length=120), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=False),
    sa.Column('longitude', sa.Double(), nullable=False),
    sa.Column('answer_minutes', sa.Integer(), nullable=False),
    sa.Column('rating', sa.Double(), nullable=True),
    sa.Column('rating_count', sa.Integer(), nullable=False),
    sa.Column('created_at', UtcInstant(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vendor'))
    )
    op.create_table('client_card',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('vendor_id', Guid(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('phone', sa.String(length=32), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('source_key', sa.String(length=400), nullable=True),
    sa.Column('created_at', UtcInstant(), nullable=False),
    sa.Column('updated_at', UtcInstant(), nullable=False),
    sa.ForeignKeyConstraint(['vendor_id'], ['vendor.id'], name=op.f('fk_client_card_vendor_id_vendor'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_client_card'))
    )
    op.create_index('ix_client_card_vendor_id_name', 'client_card', ['vendor_id', 'name'], unique=False)
    op.create_table('import_record',
    sa.Column('vendor_id', Guid(), nullable=False),
    sa.Column('source_key', sa.String(length=400), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('entity_id', Guid(), nullable=False),
    sa.Column('imported_at', UtcInstant(), nullable=False),
    sa.ForeignKeyConstraint(['vendor_id'], ['vendor.id'], name=op.f('fk_import_record_vendor_id_vendor'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('vendor_id', 'source_key', name=op.f('pk_import_record'))
    )
    op.create_table('listing',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('vendor_id', Guid(), nullable=False),
    sa.Column('category_id', Guid(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('included', Json, nullable=False),
    sa.Column('policy', sa.Text(), nullable=False),
    sa.Column('place', sa.String(length=16), nullable=False),
    sa.Column('price_amount', sa.Integer(), nullable=False),
    sa.Column('price_currency', sa.String(length=3), nullable=False),
    sa.Column('duration_minutes', sa.Integer(), nullable=False),
    sa.Column('buffer_before_minutes', sa.Integer(), nullable=False),
    sa.Column('buffer_after_minutes', sa.Integer(), nullable=False),
    sa.Column('rating', sa.Double(), nullable=True),
    sa.Column('rating_count', sa.Integer(), nullable=False),
    sa.Column('art', sa.String(length=64), nullable=False),
    sa.Column('created_at', UtcInstant(), nullable=False),
    sa.Column('updated_at', UtcInstant(), nullable=False),
    sa.CheckConstraint('buffer_before_minutes >= 0 AND buffer_after_minutes >= 0', name=op.f('ck_listing_buffers')),
    sa.CheckConstraint('duration_minutes >= 5', name=op.f('ck_listing_duration')),
    sa.CheckConstraint('price_amount >= 0', name=op.f('ck_listing_price')),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_listing_category_id_category')),
    sa.ForeignKeyConstraint(['vendor_id'], ['vendor.id'], name=op.f('fk_listing_vendor_id_vendor'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_listing'))
    )
    op.create_index('ix_listing_category_id', 'listing', ['category_id'], unique=False)
    op.create_index('ix_listing_vendor_id', 'listing', ['vendor_id'], unique=False)
    op.create_table('refresh_token',
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('session_id', Guid(), nullable=False),
    sa.Column('issued_at', UtcInstant(), nullable=False),
    sa.Column('used_at', UtcInstant(), nullable=True),
    sa.Column('attempt_id', Guid(), nullable=True),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_refresh_token_session_id_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_refresh_token'))
    )
    op.create_index('ix_refresh_token_session_id', 'refresh_token', ['session_id'], unique=False)
    op.create_table('role_grant',
    sa.Column('person_id', Guid(), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('granted_at', UtcInstant(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_role_grant_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'role', name=op.f('pk_role_grant'))
    )
    op.create_table('staff',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('vendor_id', Guid(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('tint', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['vendor_id'], ['vendor.id'], name=op.f('fk_staff_vendor_id_vendor'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff'))
    )
    op.create_index('ix_staff_vendor_id', 'staff', ['vendor_id'], unique=False)
    op.create_table('vendor_member',
    sa.Column('vendor_id', Guid(), nullable=False),
    sa.Column('person_id', Guid(), nullable=False),
    sa.Column('position', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_vendor_member_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vendor_id'], ['vendor.id'], name=op.f('fk_vendor_member_vendor_id_vendor'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('vendor_id', 'person_id', name=op.f('pk_vendor_member'))
    )
    op.create_index('ix_vendor_member_person_id', 'vendor_member', ['person_id'], unique=False)
    op.create_table('block',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('vendor_id', Guid(), nullable=False),
    sa.Column('staff_id', Guid(), nullable=True),
    sa.Column('starts_at', UtcInstant(), nullable=False),
    sa.Column('ends_at', UtcInstant(), nullable=False),
    sa.Column('zone', sa.String(length=64), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('all_day', sa.Boolean(), nullable=False),
    sa.Column('source_key', sa.String(length=400), nullable=True),
    sa.Column('created_at', UtcInstant(), nullable=False),
    sa.CheckConstraint('starts_at < ends_at', name=op.f('ck_block_range')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_block_staff_id_staff'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vendor_id'], ['vendor.id'], name=op.f('fk_block_vendor_id_vendor'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_block'))
    )
    op.create_index('ix_block_vendor_id_starts_at', 'block', ['vendor_id', 'starts_at'], unique=False)
    op.create_table('booking',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(length=16), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('listing_id', Guid(), nullable=False),
    sa.Column('listing_title', sa.String(length=200), nullable=False),
    sa.Column('vendor_id', Guid(), nullable=False),
    sa.Column('staff_id', Guid(), nullable=False),
    sa.Column('customer_id', Guid(), nullable=True),
    sa.Column('customer_name', sa.String(length=120), nullable=True),
    sa.Column('guest_name', sa.String(length=120), nullable=True),
    sa.Column('guest_phone', sa.String(length=32), nullable=True),
    sa.Column('creator_id', Guid(), nullable=False),
    sa.Column('starts_at', UtcInstant(), nullable=False),
    sa.Column('ends_at', UtcInstant(), nullable=False),
    sa.Column('zone', sa.String(length=64), nullable=False),
    sa.Column('price_amount', sa.Integer(), nullable=False),
    sa.Column('price_currency', sa.String(length=3), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('address_id', Guid(), nullable=True),
    sa.Column('answer_by', UtcInstant(), nullable=False),
    sa.Column('created_at', UtcInstant(), nullable=False),
    sa.Column('updated_at', UtcInstant(), nullable=False),
    sa.CheckConstraint('starts_at < ends_at', name=op.f('ck_booking_range')),
    sa.ForeignKeyConstraint(['customer_id'], ['person.id'], name=op.f('fk_booking_customer_id_person')),
    sa.ForeignKeyConstraint(['listing_id'], ['listing.id'], name=op.f('fk_booking_listing_id_listing')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_booking_staff_id_staff')),
    sa.ForeignKeyConstraint(['vendor_id'], ['vendor.id'], name=op.f('fk_booking_vendor_id_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_booking'))
    )
    op.create_index('ix_booking_created_at', 'booking', ['created_at'], unique=False)
    op.create_index('ix_booking_customer_id_starts_at', 'booking', ['customer_id', 'starts_at', 'id'], unique=False)
    op.create_index('ix_booking_starts_at', 'booking', ['starts_at', 'id'], unique=False)
    op.create_index('ix_booking_status_answer_by', 'booking', ['status', 'answer_by'], unique=False)
    op.create_index('ix_booking_vendor_id_starts_at', 'booking', ['vendor_id', 'starts_at', 'id'], unique=False)
    op.create_index('uq_booking_reference', 'booking', ['reference'], unique=True)
    op.create_table('hold',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('holder_id', Guid(), nullable=False),
    sa.Column('listing_id', Guid(), nullable=False),
    sa.Column('vendor_id', Guid(), nullable=False),
    sa.Column('staff_id', Guid(), nullable=False),
    sa.Column('starts_at', UtcInstant(), nullable=False),
    sa.Column('ends_at', UtcInstant(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('created_at', UtcInstant(), nullable=False),
    sa.Column('expires_at', UtcInstant(), nullable=False),
    sa.ForeignKeyConstraint(['listing_id'], ['listing.id'], name=op.f('fk_hold_listing_id_listing')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_hold_staff_id_staff')),
    sa.ForeignKeyConstraint(['vendor_id'], ['vendor.id'], name=op.f('fk_hold_vendor_id_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hold'))
    )
    op.create_index('ix_hold_state_expires_at', 'hold', ['state', 'expires_at'], unique=False)
    op.create_table('listing_staff',
    sa.Column('listing_id', Guid(), nullable=False),
    sa.Column('staff_id', Guid(), nullable=False),
    sa.ForeignKeyConstraint(['listing_id'], ['listing.id'], name=op.f('fk_listing_staff_listing_id_listing'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_listing_staff_staff_id_staff'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('listing_id', 'staff_id', name=op.f('pk_listing_staff'))
    )
    op.create_index('ix_listing_staff_staff_id', 'listing_staff', ['staff_id'], unique=False)
    op.create_table('review',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('listing_id', Guid(), nullable=False),
    sa.Column('author', sa.String(length=120), nullable=False),
    sa.Column('rating', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('created_at', UtcInstant(), nullable=False),
    sa.CheckConstraint('rating BETWEEN 1 AND 5', name=op.f('ck_review_rating')),
    sa.ForeignKeyConstraint(['listing_id'], ['listing.id'], name=op.f('fk_review_listing_id_listing'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review'))
    )
    op.create_index('ix_review_listing_id_created_at', 'review', ['listing_id', 'created_at'], unique=False)
    op.create_table('weekly_hours',
    sa.Column('staff_id', Guid(), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('opens', sa.Integer(), nullable=False),
    sa.Column('closes', sa.Integer(), nullable=False),
    sa.CheckConstraint('opens >= 0 AND opens < closes AND closes <= 1440', name=op.f('ck_weekly_hours_stretch')),
    sa.CheckConstraint('weekday BETWEEN 0 AND 6', name=op.f('ck_weekly_hours_weekday')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_weekly_hours_staff_id_staff'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('staff_id', 'weekday', 'opens', name=op.f('pk_weekly_hours'))
    )
    op.create_table('booking_history',
    sa.Column('booking_id', Guid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('at', UtcInstant(), nullable=False),
    sa.Column('actor_id', Guid(), nullable=True),
    sa.Column('actor', sa.String(length=120), nullable=True),
    sa.Column('action', sa.String(length=16), nullable=True),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=True),
    sa.Column('starts_at', UtcInstant(), nullable=False),
    sa.ForeignKeyConstraint(['booking_id'], ['booking.id'], name=op.f('fk_booking_history_booking_id_booking'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('booking_id', 'version', name=op.f('pk_booking_history'))
    )
    op.create_table('notification',
    sa.Column('id', Guid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('person_id', Guid(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('booking_id', Guid(), nullable=False),
    sa.Column('listing_title', sa.String(length=200), nullable=False),
    sa.Column('counterpart', sa.String(length=120), nullable=False),
    sa.Column('starts_at', UtcInstant(), nullable=False),
    sa.Column('zone', sa.String(length=64), nullable=False),
    sa.Column('created_at', UtcInstant(), nullable=False),
    sa.Column('read_at', UtcInstant(), nullable=True),
    sa.ForeignKeyConstraint(['booking_id'], ['booking.id'], name=op.f('fk_notification_booking_id_booking'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notification_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notification'))
    )
    op.create_index('ix_notification_person_id_created_at', 'notification', ['person_id', 'created_at', 'id'], unique=False)

    epoch = sa.table("feed_epoch", sa.column("id", sa.Integer), sa.column("epoch", Guid()))
    op.bulk_insert(epoch, [{"id": 1, "epoch": uuid4()}])
    if op.get_bind().dialect.name == "postgresql":
        _exclude_on_postgresql()
    else:
        _exclude_on_sqlite()


def _exclude_on_postgresql() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.execute(
        "ALTER TABLE occupancy ADD COLUMN during tstzrange NOT NULL "
        "GENERATED ALWAYS AS (tstzrange(starts_at, ends_at, '[)')) STORED"
    )
    op.execute(
        "ALTER TABLE occupancy ADD CONSTRAINT occupancy_excludes "
        "EXCLUDE USING gist (resource_id WITH =, during WITH &&, lane WITH <>) WHERE (occupies)"
    )
    op.execute("ALTER TABLE change ALTER COLUMN xid SET DEFAULT (pg_current_xact_id()::text::bigint)")


def _exclude_on_sqlite() -> None:
    # The range's two ends have an index each; SQLite takes whichever leaves fewer rows.
    for event in ("INSERT", "UPDATE"):
        op.execute(
            f"""
            CREATE TRIGGER occupancy_excludes_{event.lower()}
            BEFORE {event} ON occupancy WHEN NEW.occupies
            BEGIN
                SELECT RAISE(ABORT, 'occupancy_excludes')
                WHERE EXISTS (
                    SELECT 1 FROM occupancy AS other
                    WHERE other.resource_id = NEW.resource_id
                      AND other.occupies
                      AND other.starts_at < NEW.ends_at
                      AND other.ends_at > NEW.starts_at
                      AND other.lane <> NEW.lane
                );
            END
            """
        )


def downgrade() -> None:
    op.drop_table('notification')
    op.drop_table('booking_history')
    op.drop_table('weekly_hours')
    op.drop_table('review')
    op.drop_table('listing_staff')
    op.drop_table('hold')
    op.drop_table('booking')
    op.drop_table('block')
    op.drop_table('vendor_member')
    op.drop_table('staff')
    op.drop_table('role_grant')
    op.drop_table('refresh_token')
    op.drop_table('listing')
    op.drop_table('import_record')
    op.drop_table('client_card')
    op.drop_table('vendor')
    op.drop_table('session')
    op.drop_table('person')
    op.drop_table('occupancy')
    op.drop_table('kiosk')
    op.drop_table('idempotency_record')
    op.drop_table('feed_epoch')
    op.drop_table('event_outbox')
    op.drop_table('consumed_event')
    op.drop_table('change_scope')
    op.drop_table('change_floor')
    op.drop_table('change')
    op.drop_table('category')
