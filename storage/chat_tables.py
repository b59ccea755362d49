"""The tables of sessions by chat."""

from sqlalchemy import Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text, text

from storage.tables import metadata
from storage.types import Id, Instant

# What a party has done in the chat of the session that starts then.
chats = Table(
    "chats",
    metadata,
    Column("session", Id, ForeignKey("sessions.id"), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("person", Id, ForeignKey("people.id"), nullable=False),
    Column("entered_at", Instant, nullable=False),
    Column("texts", Integer, nullable=False, server_default=text("0")),
    Column("left_at", Instant),
    PrimaryKeyConstraint("session", "starts_at", "person"),
    Index("chats_person_idx", "person"),
)

# What is being passed on, encrypted by `storage.vault`: deleted with the end of the notice that does it.
chat_texts = Table(
    "chat_texts",
    metadata,
    Column("notice", Id, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
)
