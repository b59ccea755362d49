"""What admins decide about people: warnings, suspensions, and what ended them."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0020"
down_revision = "0019"

SUSPENDED = sa.text("suspended")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "measures",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("by", ID, nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.ForeignKeyConstraint(["by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("measures_person_idx", "measures", ["person"])
    op.create_index(
        "people_suspended_idx",
        "people",
        ["id"],
        postgresql_where=SUSPENDED,
        sqlite_where=SUSPENDED,
    )


def downgrade() -> None:
    op.drop_index("people_suspended_idx", "people")
    op.drop_table("measures")
