"""What a long history makes slow is found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"

IS_ASKED = sa.text("status IN ('scheduled', 'in_progress') AND attendance_asked_at IS NOT NULL")
KINDS = ["status", "meeting", "refund_status", "starts_at", "id"]
HAS_KIND = sa.text("minutes > 0")
CODED = ("councils", "disputes")


def upgrade() -> None:
    op.create_index(
        "sessions_given_idx",
        "sessions",
        ["mentor", "mentee", "status", "starts_at", "ends_at", "reassignment"],
    )
    op.create_index(
        "sessions_asked_idx",
        "sessions",
        ["attendance_asked_at"],
        postgresql_where=IS_ASKED,
        sqlite_where=IS_ASKED,
    )
    op.drop_index("sessions_kinds_idx", "sessions")
    op.create_index(
        "sessions_kinds_idx", "sessions", KINDS, postgresql_where=HAS_KIND, sqlite_where=HAS_KIND
    )
    op.drop_index("reschedules_session_idx", "reschedules")
    op.create_index("reschedules_session_idx", "reschedules", ["session", "mentor"])
    for table in CODED:
        op.add_column(table, sa.Column("code", sa.Integer(), nullable=False, server_default=sa.text("0")))
        named = sa.table(table, sa.column("id", sa.BigInteger()), sa.column("code"))
        op.execute(sa.update(named).values(code=named.c.id.bitwise_and(0xFFFFF)))
        op.create_index(f"{table}_code_idx", table, ["code"])
    op.create_index("feedback_marks_idx", "feedback", ["mentor", "overall", "usefulness"])
    op.drop_index("feedback_mentor_idx", "feedback")


def downgrade() -> None:
    op.create_index("feedback_mentor_idx", "feedback", ["mentor"])
    op.drop_index("feedback_marks_idx", "feedback")
    for table in CODED:
        op.drop_index(f"{table}_code_idx", table)
        op.drop_column(table, "code")
    op.drop_index("reschedules_session_idx", "reschedules")
    op.create_index("reschedules_session_idx", "reschedules", ["session"])
    op.drop_index("sessions_kinds_idx", "sessions")
    op.create_index("sessions_kinds_idx", "sessions", KINDS)
    op.drop_index("sessions_asked_idx", "sessions")
    op.drop_index("sessions_given_idx", "sessions")
