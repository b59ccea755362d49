"""Mentors are found among the members by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"

IS_MENTOR = sa.text("is_mentor")


def upgrade() -> None:
    op.create_index(
        "people_mentors_idx",
        "people",
        ["name_folded", "id"],
        postgresql_where=IS_MENTOR,
        sqlite_where=IS_MENTOR,
    )


def downgrade() -> None:
    op.drop_index("people_mentors_idx", "people")
