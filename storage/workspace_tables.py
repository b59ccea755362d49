"""The table of workspaces from which we have been removed."""

from sqlalchemy import Column, PrimaryKeyConstraint, Table, Text

from storage.tables import metadata
from storage.types import Instant

closed_workspaces = Table(
    "closed_workspaces",
    metadata,
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("closed_at", Instant, nullable=False),
    PrimaryKeyConstraint("platform", "workspace"),
)
