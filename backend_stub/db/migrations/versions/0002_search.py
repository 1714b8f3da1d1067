"""Full-text index of the listings, and bookings by their last change.

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_booking_updated_at", "booking", ["updated_at"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE listing_search (listing_id uuid PRIMARY KEY REFERENCES listing (id) ON DELETE CASCADE, "
            "words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_listing_search_words ON listing_search USING gin (words)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE listing_search USING fts5("
            "listing_id UNINDEXED, title, category, vendor, body, tokenize = 'unicode61', prefix = '2 3')"
        )
        op.execute("CREATE VIRTUAL TABLE listing_search_word USING fts5vocab(listing_search, 'row')")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TABLE listing_search_word")
    op.execute("DROP TABLE listing_search")
    op.drop_index("ix_booking_updated_at", table_name="booking")
