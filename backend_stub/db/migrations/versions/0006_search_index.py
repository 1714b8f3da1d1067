"""Listings by what they are found, narrowed and ordered by; the server fills it when it starts.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

from backend_stub.db.base import Guid

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    if not is_postgresql:
        op.execute("DROP TABLE listing_search_word")
    op.execute("DROP TABLE listing_search")
    op.create_table(
        "listing_index",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("facet", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.Integer(), nullable=False),
        sa.Column("boost", sa.Float(), nullable=False),
        sa.Column("rating_count", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Float()),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("x", sa.Float(), nullable=False),
        sa.Column("y", sa.Float(), nullable=False),
        sa.Column("z", sa.Float(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("listing_id", Guid(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_listing_index")),
    )
    op.create_index("uq_listing_index_listing_id", "listing_index", ["listing_id"], unique=True)
    op.create_index("ix_listing_index_category", "listing_index", ["category"])
    op.create_index("ix_listing_index_rating_count", "listing_index", ["rating_count", "listing_id"])
    op.create_table(
        "listing_terms",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"],
            ["listing_index.number"],
            name=op.f("fk_listing_terms_number_listing_index"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_listing_terms")),
    )
    op.create_table(
        "search_category",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("category_id", Guid(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_category")),
    )
    op.create_index("uq_search_category_category_id", "search_category", ["category_id"], unique=True)
    # Words compare by code point on both databases, so that those with one beginning stand together.
    word = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
    op.create_table(
        "search_word",
        sa.Column("word", word, nullable=False),
        sa.Column("shown", sa.String(64), nullable=False),
        sa.Column("stem", sa.String(64), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_word")),
    )
    op.create_index("ix_search_word_stem", "search_word", ["stem"])
    if is_postgresql:
        op.execute(
            "CREATE TABLE listing_words ("
            "number integer PRIMARY KEY REFERENCES listing_index (number) ON DELETE CASCADE, words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_listing_words_words ON listing_words USING gin (words)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE listing_words USING fts5("
            "title, category, vendor, body, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4')"
        )


def downgrade() -> None:
    op.execute("DROP TABLE listing_words")
    op.drop_table("search_word")
    op.drop_table("search_category")
    op.drop_table("listing_terms")
    op.drop_table("listing_index")
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
