"""The tables of what becomes of sessions: requests to move them, mentors who left, and what is said afterwards."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    false,
    text,
)
from sqlalchemy.types import JSON

from storage.tables import metadata, partial_index
from storage.types import Id, Instant

# `proposals` is the whole negotiation, oldest first; `turn` is how many they are, which guards a change.
reschedules = Table(
    "reschedules",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("session", Id, ForeignKey("sessions.id"), nullable=False),
    Column("mentor", Id, ForeignKey("people.id"), nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("proposals", JSON, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("original_start", Instant, nullable=False),
    Column("original_minutes", Integer, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", Text),
    Index("reschedules_session_idx", "session", "mentor"),
    Index("reschedules_mentor_idx", "mentor", "ended_at"),
)
_OPEN = "status IN ('pending', 'counter_proposed')"
IS_OPEN_REQUEST = text(_OPEN)
partial_index("reschedules_open_key", reschedules, "session", where=_OPEN, unique=True)
partial_index("reschedules_expiry_idx", reschedules, "expires_at", where=_OPEN)

departures = Table(
    "departures",
    metadata,
    Column("session", Id, ForeignKey("sessions.id"), nullable=False),
    Column("mentor", Id, ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("reason", Text),
    Column("note", Text, nullable=False),
    PrimaryKeyConstraint("session", "mentor"),
    Index("departures_mentor_idx", "mentor", "at"),
)

# `starts_at` is the session's, which does not move any more: for counting.
feedback = Table(
    "feedback",
    metadata,
    Column("session", Id, ForeignKey("sessions.id"), primary_key=True, autoincrement=False),
    Column("mentor", Id, ForeignKey("people.id"), nullable=False),
    Column("mentee", Id, ForeignKey("people.id"), nullable=False),
    Column("overall", Integer, nullable=False),
    Column("usefulness", Integer, nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("starts_at", Instant),
    Index("feedback_marks_idx", "mentor", "overall", "usefulness"),
    Index("feedback_mentee_idx", "mentee"),
    Index("feedback_starts_idx", "starts_at", "overall", "usefulness"),
)

# What a mentor writes for their own eyes: read by nobody else, admins included.
private_notes = Table(
    "private_notes",
    metadata,
    Column("session", Id, ForeignKey("sessions.id"), nullable=False),
    Column("mentor", Id, ForeignKey("people.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("session", "mentor"),
    Index("private_notes_mentor_idx", "mentor"),
)

disputes = Table(
    "disputes",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("session", Id, ForeignKey("sessions.id"), nullable=False, index=True),
    Column("person", Id, ForeignKey("people.id"), nullable=False),
    Column("category", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("priority", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("closed_by", Id, ForeignKey("people.id")),
    Column("absent", Text),
    Column("is_report", Boolean, nullable=False, server_default=false()),
    Column("mentor", Id),
    Column("reason", Text, nullable=False, server_default=text("''")),
    Column("links", Text, nullable=False, server_default=text("''")),
    Column("assigned_to", Id),
    Column("resolution", Text),
    Column("notes", Text, nullable=False, server_default=text("''")),
    Column("words", Text, nullable=False, server_default=text("''")),
    Column("alarm_at", Instant),
    Column("code", Integer, nullable=False, server_default=text("0"), index=True),
)
_UNDECIDED = "status IN ('open', 'in_progress')"
IS_UNDECIDED = text(_UNDECIDED)
partial_index("disputes_undecided_idx", disputes, "opened_at", where=_UNDECIDED)
partial_index("disputes_alarm_idx", disputes, "alarm_at", where=_UNDECIDED)
_UNDECIDED_REPORT = f"is_report AND {_UNDECIDED}"
partial_index("disputes_report_key", disputes, "session", "person", where=_UNDECIDED_REPORT, unique=True)

# What happened to a dispute, step by step. `person` is who it was given to, or who was asked.
dispute_events = Table(
    "dispute_events",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("dispute", Id, ForeignKey("disputes.id"), nullable=False, index=True),
    Column("step", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Id, ForeignKey("people.id")),
    Column("words", Text, nullable=False),
    Column("person", Id, ForeignKey("people.id"), index=True),
    Column("code", Text, nullable=False),
)

# Rooms that a provider was asked for: pending without a `handle`; `closed_at` is when one was not wanted any more.
rooms = Table(
    "rooms",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("channel", Text, nullable=False),
    Column("person", Id, ForeignKey("people.id"), nullable=False),
    Column("session", Id, ForeignKey("sessions.id")),
    Column("council", Id),
    Column("asked_at", Instant, nullable=False),
    Column("handle", Text),
    Column("url", Text),
    Column("closed_at", Instant),
)
_IS_OPEN_ROOM = "closed_at IS NULL"
Index("rooms_handle_idx", rooms.c.handle)
Index("rooms_person_idx", rooms.c.person)
partial_index("rooms_session_key", rooms, "session", where=_IS_OPEN_ROOM, unique=True)
partial_index("rooms_council_key", rooms, "council", where=_IS_OPEN_ROOM, unique=True)
_PENDING_ROOM = "handle IS NULL AND closed_at IS NULL"
IS_PENDING_ROOM = text(_PENDING_ROOM)
partial_index("rooms_pending_idx", rooms, "asked_at", where=_PENDING_ROOM)
