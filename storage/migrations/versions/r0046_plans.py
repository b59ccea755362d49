"""Councils, questions about reports, alarms and recordings are found by indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"

IS_UNENDED = sa.text("status IN ('pending', 'collecting', 'deciding', 'confirmed')")
IS_UNDECIDED = sa.text("status IN ('open', 'in_progress')")


def upgrade() -> None:
    op.create_index(
        "councils_unended_idx",
        "councils",
        ["id"],
        postgresql_where=IS_UNENDED,
        sqlite_where=IS_UNENDED,
    )
    op.create_index(
        "disputes_alarm_idx",
        "disputes",
        ["alarm_at"],
        postgresql_where=IS_UNDECIDED,
        sqlite_where=IS_UNDECIDED,
    )
    op.create_index("dispute_events_person_idx", "dispute_events", ["person"])
    op.create_index("recordings_session_idx", "recordings", ["session"])


def downgrade() -> None:
    op.drop_index("recordings_session_idx", "recordings")
    op.drop_index("dispute_events_person_idx", "dispute_events")
    op.drop_index("disputes_alarm_idx", "disputes")
    op.drop_index("councils_unended_idx", "councils")
