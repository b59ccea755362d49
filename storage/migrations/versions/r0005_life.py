"""The life of a session: refunds, reassignment, negotiation, attendance, feedback, notes, disputes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import JSON

from storage.types import Id, Instant

revision = "0005"
down_revision = "0004"

UNANSWERED = "reassignment IN ('pending_acceptance', 'awaiting_mentee_choice') AND status = 'scheduled'"
OPEN = "status IN ('pending', 'counter_proposed')"
EDITS = "state = 'waiting' AND kind IN ('settle', 'home', 'council_edit')"
UNDECIDED = "status IN ('open', 'in_progress')"


def upgrade() -> None:
    for column in _session_columns():
        op.add_column("sessions", column)
    _partial("sessions_requested_idx", "sessions", "confirm_by", "status = 'requested'")
    _partial("sessions_unanswered_idx", "sessions", "starts_at", UNANSWERED)
    _partial("notices_edits_idx", "notices", "person", EDITS)
    op.create_table(
        "reschedules",
        sa.Column("id", Id, nullable=False),
        sa.Column("session", Id, nullable=False),
        sa.Column("mentor", Id, nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("proposals", JSON(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("original_start", Instant(), nullable=False),
        sa.Column("original_minutes", sa.Integer(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant()),
        sa.Column("ended_by", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="reschedules_pkey"),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name="reschedules_session_fkey"),
        sa.ForeignKeyConstraint(["mentor"], ["people.id"], name="reschedules_mentor_fkey"),
    )
    op.create_index("reschedules_session_idx", "reschedules", ["session"])
    op.create_index("reschedules_mentor_idx", "reschedules", ["mentor", "ended_at"])
    _partial("reschedules_open_key", "reschedules", "session", OPEN, unique=True)
    _partial("reschedules_expiry_idx", "reschedules", "expires_at", OPEN)
    op.create_table(
        "departures",
        sa.Column("session", Id, nullable=False),
        sa.Column("mentor", Id, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session", "mentor", name="departures_pkey"),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name="departures_session_fkey"),
        sa.ForeignKeyConstraint(["mentor"], ["people.id"], name="departures_mentor_fkey"),
    )
    op.create_index("departures_mentor_idx", "departures", ["mentor", "at"])
    op.create_table(
        "feedback",
        sa.Column("session", Id, nullable=False),
        sa.Column("mentor", Id, nullable=False),
        sa.Column("mentee", Id, nullable=False),
        sa.Column("overall", sa.Integer(), nullable=False),
        sa.Column("usefulness", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("session", name="feedback_pkey"),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name="feedback_session_fkey"),
        sa.ForeignKeyConstraint(["mentor"], ["people.id"], name="feedback_mentor_fkey"),
        sa.ForeignKeyConstraint(["mentee"], ["people.id"], name="feedback_mentee_fkey"),
    )
    op.create_index("feedback_mentor_idx", "feedback", ["mentor"])
    op.create_table(
        "private_notes",
        sa.Column("session", Id, nullable=False),
        sa.Column("mentor", Id, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("session", "mentor", name="private_notes_pkey"),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name="private_notes_session_fkey"),
        sa.ForeignKeyConstraint(["mentor"], ["people.id"], name="private_notes_mentor_fkey"),
    )
    op.create_table(
        "disputes",
        sa.Column("id", Id, nullable=False),
        sa.Column("session", Id, nullable=False),
        sa.Column("person", Id, nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant()),
        sa.Column("closed_by", Id),
        sa.Column("absent", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="disputes_pkey"),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name="disputes_session_fkey"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="disputes_person_fkey"),
        sa.ForeignKeyConstraint(["closed_by"], ["people.id"], name="disputes_closed_by_fkey"),
    )
    op.create_index("disputes_session_idx", "disputes", ["session"])
    _partial("disputes_undecided_idx", "disputes", "opened_at", UNDECIDED)


def downgrade() -> None:
    op.drop_index("notices_edits_idx", "notices")
    for table in ("disputes", "private_notes", "feedback", "departures", "reschedules"):
        op.drop_table(table)
    op.drop_index("sessions_unanswered_idx", "sessions")
    op.drop_index("sessions_requested_idx", "sessions")
    for column in reversed(_session_columns()):
        op.drop_column("sessions", column.name)


def _session_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("free_hours", sa.Integer(), nullable=False, server_default=sa.text("24")),
        sa.Column("partial_pct", sa.Integer(), nullable=False, server_default=sa.text("70")),
        sa.Column("late_pct", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("refund_pct", sa.Integer()),
        sa.Column("refund_amount", sa.Integer()),
        sa.Column("refund_status", sa.Text()),
        sa.Column("reassignment", sa.Text(), nullable=False, server_default=sa.text("'none'")),
        sa.Column("mentee_reschedules", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("mentor_reschedules", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("absent", sa.Text()),
        sa.Column("attendance_asked_at", Instant()),
        sa.Column("confirm_by", Instant()),
    ]


def _partial(name: str, table: str, column: str, where: str, *, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(
        name, table, [column], unique=unique, postgresql_where=condition, sqlite_where=condition
    )
