"""Whether a mentor has confirmed their hours; those who are mentors already have lived with theirs."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column(
        "mentors", sa.Column("hours_confirmed", sa.Boolean(), nullable=False, server_default=sa.true())
    )


def downgrade() -> None:
    op.drop_column("mentors", "hours_confirmed")
