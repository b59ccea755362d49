"""An attempt to pay knows why its provider has made no link."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.add_column("payment_attempts", sa.Column("refused", sa.Text))


def downgrade() -> None:
    op.drop_column("payment_attempts", "refused")
