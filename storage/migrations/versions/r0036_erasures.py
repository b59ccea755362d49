"""Members who have their data erased."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0036"
down_revision = "0035"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("person", ID, nullable=False, autoincrement=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("left_at", Instant()),
        sa.Column("erased_at", Instant()),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.PrimaryKeyConstraint("person"),
    )
    under_way = sa.text("erased_at IS NULL")
    op.create_index(
        "erasures_due_idx", "erasures", ["due_at"], postgresql_where=under_way, sqlite_where=under_way
    )


def downgrade() -> None:
    op.drop_table("erasures")
    op.execute("DELETE FROM notices WHERE kind IN ('errand.own_data', 'erasure')")
