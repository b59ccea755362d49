"""The tables of long work for admins."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text
from sqlalchemy.types import JSON

from storage.tables import metadata, partial_index
from storage.types import Id, Instant

# `person` ordered it. `wish` is what, as JSON by its `work`; `query` is the list that it was ordered from. `receipt` is
# where its progress is shown: a message of `admin_channel`, or of the person's own chat. That channel may have been
# removed since.
jobs = Table(
    "jobs",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("work", Text, nullable=False),
    Column("person", Id, ForeignKey("people.id"), nullable=False),
    Column("wish", Text, nullable=False),
    Column("query", Text),
    Column("state", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("total", Integer, nullable=False),
    Column("admin_channel", Id),
    Column("receipt", JSON),
    Column("ended_at", Instant),
    Column("ended_by", Id, ForeignKey("people.id")),
)
partial_index("jobs_planned_idx", jobs, "person", where="state = 'planned'")
partial_index("jobs_running_idx", jobs, "id", where="state = 'running'")

# A `session` at the `revision` that was shown and where it moves, or a `person` to write to.
job_items = Table(
    "job_items",
    metadata,
    Column("job", Id, ForeignKey("jobs.id"), primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("session", Id, ForeignKey("sessions.id")),
    Column("person", Id, ForeignKey("people.id")),
    Column("revision", Integer),
    Column("starts_at", Instant),
    Column("outcome", Text, nullable=False),
    Column("why", Text, nullable=False),
)
partial_index("job_items_waiting_idx", job_items, "job", "place", where="outcome = 'waiting'")
