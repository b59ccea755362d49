"""The tables of councils. Their claims are in `claims`, with the council's id as owner."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import JSON

from storage.tables import metadata, partial_index
from storage.types import Id, Instant

councils = Table(
    "councils",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("coordinator", Id, ForeignKey("people.id"), nullable=False, index=True),
    Column("created_at", Instant, nullable=False),
    Column("topic", Text, nullable=False),
    Column("expertise", JSON, nullable=False),
    Column("material", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("least", Integer, nullable=False),
    Column("most", Integer, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("hours", Integer, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("status", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("asked_at", Instant),
    Column("deadline", Instant),
    Column("starts_at", Instant),
    Column("ends_at", Instant),
    Column("meeting_url", Text, nullable=False),
    Column("verdict", JSON(none_as_null=True)),
    Column("ended_at", Instant),
    Column("ended_by", Id),
    Column("reason", Text, nullable=False),
    Column("inviting_after", Id),
    Column("code", Integer, nullable=False, server_default=text("0"), index=True),
)
_INVITING = "inviting_after IS NOT NULL"
IS_INVITING = text(_INVITING)
partial_index("councils_inviting_idx", councils, "id", where=_INVITING)
_POLLING = "status IN ('collecting', 'deciding')"
IS_POLLING = text(_POLLING)
_CONFIRMED = "status = 'confirmed'"
IS_CONFIRMED = text(_CONFIRMED)
_UNENDED = "status IN ('pending', 'collecting', 'deciding', 'confirmed')"
IS_UNENDED = text(_UNENDED)
partial_index("councils_unended_idx", councils, "id", where=_UNENDED)
partial_index("councils_due_idx", councils, "deadline", where=_POLLING)
partial_index("councils_confirmed_idx", councils, "ends_at", where=_CONFIRMED)

council_seats = Table(
    "council_seats",
    metadata,
    Column("council", Id, ForeignKey("councils.id", ondelete="CASCADE"), nullable=False),
    Column("mentor", Id, ForeignKey("people.id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("invited_at", Instant, nullable=False),
    Column("seniority", Integer, nullable=False),
    Column("shared", JSON, nullable=False),
    Column("lead", Boolean, nullable=False),
    Column("standing", Text, nullable=False),
    Column("conflict", Text, nullable=False),
    Column("joined_at", Instant),
    PrimaryKeyConstraint("council", "mentor"),
    Index("council_seats_mentor_idx", "mentor"),
)

council_proposals = Table(
    "council_proposals",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("council", Id, ForeignKey("councils.id", ondelete="CASCADE"), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("suggested_by", Id, ForeignKey("people.id")),
    UniqueConstraint("council", "starts_at", name="council_proposals_time_key"),
)

council_votes = Table(
    "council_votes",
    metadata,
    Column("council", Id, ForeignKey("councils.id", ondelete="CASCADE"), nullable=False),
    Column("mentor", Id, ForeignKey("people.id"), nullable=False),
    Column("proposal", Id, ForeignKey("council_proposals.id", ondelete="CASCADE"), nullable=False),
    Column("answer", Text, nullable=False),
    Column("since", Instant),
    Column("until", Instant),
    Column("answered_at", Instant, nullable=False),
    PrimaryKeyConstraint("council", "mentor", "proposal"),
    Index("council_votes_proposal_idx", "proposal"),
)

council_suggestions = Table(
    "council_suggestions",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("council", Id, ForeignKey("councils.id", ondelete="CASCADE"), nullable=False),
    Column("mentor", Id, ForeignKey("people.id"), nullable=False),
    Column("starts_at", Instant, nullable=False),
    UniqueConstraint("council", "mentor", "starts_at", name="council_suggestions_time_key"),
)

council_places = Table(
    "council_places",
    metadata,
    Column("council", Id, ForeignKey("councils.id", ondelete="CASCADE"), nullable=False),
    Column("person", Id, ForeignKey("people.id"), nullable=False),
    Column("registered_at", Instant, nullable=False),
    Column("goals", Text, nullable=False),
    Column("questions", Text, nullable=False),
    Column("attendance", Text, nullable=False),
    Column("busy", Boolean, nullable=False),
    Column("joined_at", Instant),
    PrimaryKeyConstraint("council", "person"),
    Index("council_places_person_idx", "person"),
)

council_notes = Table(
    "council_notes",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("council", Id, ForeignKey("councils.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("author", Id, ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("text", Text, nullable=False),
)
