"""The Slack organisation that an identity belongs to; that of known identities is kept when they next write."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("addresses", sa.Column("enterprise", sa.Text()))


def downgrade() -> None:
    op.drop_column("addresses", "enterprise")
