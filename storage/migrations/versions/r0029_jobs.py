"""Long work for admins: acts on many sessions, messages to many people, files."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0029"
down_revision = "0028"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("query", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("admin_channel", ID),
        sa.Column("receipt", sa.JSON()),
        sa.Column("ended_at", Instant()),
        sa.Column("ended_by", ID),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.ForeignKeyConstraint(["ended_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    _partial("jobs_planned_idx", "jobs", ["person"], "state = 'planned'")
    _partial("jobs_running_idx", "jobs", ["id"], "state = 'running'")
    op.create_table(
        "job_items",
        sa.Column("job", ID, nullable=False, autoincrement=False),
        sa.Column("place", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("session", ID),
        sa.Column("person", ID),
        sa.Column("revision", sa.Integer()),
        sa.Column("starts_at", Instant()),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["job"], ["jobs.id"]),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"]),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.PrimaryKeyConstraint("job", "place"),
    )
    _partial("job_items_waiting_idx", "job_items", ["job", "place"], "outcome = 'waiting'")


def downgrade() -> None:
    op.drop_table("job_items")
    op.drop_table("jobs")


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, postgresql_where=condition, sqlite_where=condition)
