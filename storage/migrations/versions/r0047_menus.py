"""Which commands the menu of each chat showed last, so that every process knows."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    op.add_column("addresses", sa.Column("menu", sa.Text))


def downgrade() -> None:
    op.drop_column("addresses", "menu")
