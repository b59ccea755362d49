"""The tables of recordings."""

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, Table, Text

from storage.tables import metadata, partial_index
from storage.types import Id, Instant

# Who agrees that a session is recorded: the row goes when they do no more.
recording_consents = Table(
    "recording_consents",
    metadata,
    Column("session", Id, ForeignKey("sessions.id"), nullable=False),
    Column("person", Id, ForeignKey("people.id"), nullable=False),
    Column("agreed_at", Instant, nullable=False),
    PrimaryKeyConstraint("session", "person"),
    Index("recording_consents_person_idx", "person"),
)

recordings = Table(
    "recordings",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("session", Id, ForeignKey("sessions.id"), nullable=False, index=True),
    Column("room", Id, ForeignKey("rooms.id"), nullable=False),
    Column("channel", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("handle", Text),
    Column("started_at", Instant),
    Column("ended_at", Instant),
    Index("recordings_handle_idx", "channel", "handle"),
)
_IS_UNDER_WAY = "state IN ('asked', 'running')"
partial_index("recordings_under_way_key", recordings, "session", where=_IS_UNDER_WAY, unique=True)
partial_index("recordings_kept_idx", recordings, "ended_at", where="state = 'kept'")
