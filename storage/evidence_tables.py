"""The tables of files: each content once, in slices, and the disputes for which it was given."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables import metadata
from storage.types import Id, Instant

# `digest` is the SHA-256 of the content; `used_at` when somebody last gave it.
files = Table(
    "files",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("used_at", Instant, nullable=False, index=True),
)
file_slices = Table(
    "file_slices",
    metadata,
    Column("digest", Text, ForeignKey("files.digest", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("digest", "place"),
)

# `source` names the file on its platform: who sends it twice has given it once.
evidence = Table(
    "evidence",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("dispute", Id, ForeignKey("disputes.id"), nullable=False),
    Column("person", Id, ForeignKey("people.id"), nullable=False),
    Column("digest", Text, ForeignKey("files.digest"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("dispute", "source", name="evidence_dispute_source_key"),
)
