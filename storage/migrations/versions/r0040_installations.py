"""Slack workspaces in which the app is installed."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    op.create_table(
        "installations",
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("bot", sa.Text(), nullable=False),
        sa.Column("bot_user", sa.Text(), nullable=False),
        sa.Column("app", sa.Text(), nullable=False),
        sa.Column("enterprise", sa.Text()),
        sa.Column("refresh_token", sa.Text()),
        sa.Column("renew_at", Instant()),
        sa.PrimaryKeyConstraint("place"),
    )
    op.create_table(
        "used_tickets",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index("used_tickets_until_idx", "used_tickets", ["until"])


def downgrade() -> None:
    op.drop_table("used_tickets")
    op.drop_table("installations")
