"""Deliveries that nobody survives: how often one was handled, and that it was set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ASIDE = sa.text("set_aside")


def upgrade() -> None:
    op.add_column("inbox", sa.Column("attempts", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.add_column("inbox", sa.Column("set_aside", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("inbox_aside_idx", "inbox", ["seq"], postgresql_where=ASIDE, sqlite_where=ASIDE)


def downgrade() -> None:
    op.drop_index("inbox_aside_idx", "inbox")
    op.drop_column("inbox", "set_aside")
    op.drop_column("inbox", "attempts")
