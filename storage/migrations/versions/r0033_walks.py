"""Lists of sessions are walked along indexes that have what they mostly filter by."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

IS_REASSIGNED = sa.text("reassignment <> 'none'")


def _reassigned(*columns: str) -> None:
    op.drop_index("sessions_reassigned_idx", "sessions")
    op.create_index(
        "sessions_reassigned_idx",
        "sessions",
        columns,
        postgresql_where=IS_REASSIGNED,
        sqlite_where=IS_REASSIGNED,
    )


def _starts(*columns: str) -> None:
    op.drop_index("sessions_starts_idx", "sessions")
    op.create_index("sessions_starts_idx", "sessions", columns)


def upgrade() -> None:
    kinds = ("status", "meeting", "refund_status")
    _starts("starts_at", "id", *kinds, "booked_at", "minutes", "rate", "reschedules")
    _reassigned("starts_at", "id", *kinds)
    op.create_index("people_words_idx", "people", ["name_words", "id"])


def downgrade() -> None:
    op.drop_index("people_words_idx", "people")
    _reassigned("starts_at")
    _starts("starts_at")
