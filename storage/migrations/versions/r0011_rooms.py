"""Meeting rooms that a provider was asked for."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0011"
down_revision = "0010"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("closed_at IS NULL")
PENDING = sa.text("handle IS NULL AND closed_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "rooms",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("session", ID),
        sa.Column("council", ID),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("handle", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("closed_at", Instant()),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name, column, where, unique in (
        ("rooms_session_key", "session", OPEN, True),
        ("rooms_council_key", "council", OPEN, True),
        ("rooms_pending_idx", "asked_at", PENDING, False),
    ):
        op.create_index(name, "rooms", [column], unique=unique, postgresql_where=where, sqlite_where=where)


def downgrade() -> None:
    # The rooms stay where they are, and whoever has their link gets in; nobody there can make or remove one.
    op.execute("DELETE FROM notices WHERE kind LIKE 'errand.%_room'")
    op.drop_table("rooms")
