"""Until which member a new council has been told of, where many are told in several transactions."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

INVITING = sa.text("inviting_after IS NOT NULL")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("councils", sa.Column("inviting_after", ID))
    op.create_index(
        "councils_inviting_idx", "councils", ["id"], postgresql_where=INVITING, sqlite_where=INVITING
    )


def downgrade() -> None:
    op.drop_index("councils_inviting_idx", "councils")
    op.drop_column("councils", "inviting_after")
