"""Addresses at which people's calendars read what is booked."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0028"
down_revision = "0027"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IS_OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("person", ID, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant()),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index(
        "subscriptions_open_key",
        "subscriptions",
        ["person"],
        unique=True,
        postgresql_where=IS_OPEN,
        sqlite_where=IS_OPEN,
    )


def downgrade() -> None:
    op.drop_table("subscriptions")
