"""The index of what mentors have given holds nothing else, so that SQLite looks for nothing else in it."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"

IS_GIVEN = sa.text(
    "status NOT IN ('cancelled', 'awaiting_payment') AND reassignment <> 'awaiting_mentee_choice'"
)
COUNTED = ("mentor", "mentee", "status", "starts_at", "ends_at")


def upgrade() -> None:
    op.drop_index("sessions_given_idx", "sessions")
    op.create_index(
        "sessions_given_idx", "sessions", COUNTED, postgresql_where=IS_GIVEN, sqlite_where=IS_GIVEN
    )


def downgrade() -> None:
    op.drop_index("sessions_given_idx", "sessions")
    op.create_index("sessions_given_idx", "sessions", (*COUNTED, "reassignment"))
