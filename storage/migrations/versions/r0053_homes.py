"""Which homes were opened lately, and what they show of the rules and of the programme."""

import sqlalchemy as sa
from alembic import op

from storage.types import Id, Instant

revision = "0053"
down_revision = "0052"


def upgrade() -> None:
    op.add_column("addresses", sa.Column("home_opened_at", Instant))
    op.add_column("addresses", sa.Column("home_rules", Id))
    op.add_column("addresses", sa.Column("home_figures", sa.Text))
    is_opened = sa.text("home_rules IS NOT NULL")
    op.create_index(
        "addresses_homes_idx",
        "addresses",
        ["home_rules", "home_opened_at"],
        postgresql_where=is_opened,
        sqlite_where=is_opened,
    )


def downgrade() -> None:
    op.drop_index("addresses_homes_idx", "addresses")
    op.drop_column("addresses", "home_figures")
    op.drop_column("addresses", "home_rules")
    op.drop_column("addresses", "home_opened_at")
