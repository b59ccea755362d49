"""The table of members who have their data erased."""

from sqlalchemy import Column, ForeignKey, Table, text

from storage.tables import metadata, partial_index
from storage.types import Id, Instant

# Until `due_at` they can stop it. At `left_at` they had left what was ahead of them; at `erased_at` nothing says any
# more who they were.
erasures = Table(
    "erasures",
    metadata,
    Column("person", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("asked_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("left_at", Instant),
    Column("erased_at", Instant),
)
_UNDER_WAY = "erased_at IS NULL"
IS_UNDER_WAY = text(_UNDER_WAY)
partial_index("erasures_due_idx", erasures, "due_at", where=_UNDER_WAY)
