"""A bot that was asked to wait goes on more slowly for a while."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0052"
down_revision = "0051"


def upgrade() -> None:
    op.add_column("rests", sa.Column("rate", sa.Float))
    op.add_column("rests", sa.Column("slowed_at", Instant))


def downgrade() -> None:
    op.drop_column("rests", "slowed_at")
    op.drop_column("rests", "rate")
