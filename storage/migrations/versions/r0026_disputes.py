"""Reports of problems, what happens to disputes, and files as evidence."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0026"
down_revision = "0025"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNDECIDED_REPORT = sa.text("is_report AND status IN ('open', 'in_progress')")
EMPTY = sa.text("''")
COLUMNS: tuple[Callable[[], sa.Column[Any]], ...] = (
    lambda: sa.Column("is_report", sa.Boolean(), nullable=False, server_default=sa.false()),
    lambda: sa.Column("mentor", ID),
    lambda: sa.Column("reason", sa.Text(), nullable=False, server_default=EMPTY),
    lambda: sa.Column("links", sa.Text(), nullable=False, server_default=EMPTY),
    lambda: sa.Column("assigned_to", ID),
    lambda: sa.Column("resolution", sa.Text()),
    lambda: sa.Column("notes", sa.Text(), nullable=False, server_default=EMPTY),
    lambda: sa.Column("words", sa.Text(), nullable=False, server_default=EMPTY),
    lambda: sa.Column("alarm_at", Instant()),
)


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("disputes", column())
    op.create_index(
        "disputes_report_key",
        "disputes",
        ["session", "person"],
        unique=True,
        postgresql_where=UNDECIDED_REPORT,
        sqlite_where=UNDECIDED_REPORT,
    )
    op.create_table(
        "dispute_events",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("dispute", ID, nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", ID),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("person", ID),
        sa.Column("code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dispute"], ["disputes.id"]),
        sa.ForeignKeyConstraint(["by"], ["people.id"]),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("dispute_events_dispute_idx", "dispute_events", ["dispute"])
    op.create_table(
        "files",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("used_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index("files_used_at_idx", "files", ["used_at"])
    op.create_table(
        "file_slices",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["files.digest"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("digest", "place"),
    )
    op.create_table(
        "evidence",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("dispute", ID, nullable=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["dispute"], ["disputes.id"]),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.ForeignKeyConstraint(["digest"], ["files.digest"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("dispute", "source", name="evidence_dispute_source_key"),
    )
    op.create_index("evidence_digest_idx", "evidence", ["digest"])


def downgrade() -> None:
    for table in ("evidence", "file_slices", "files", "dispute_events"):
        op.drop_table(table)
    op.drop_index("disputes_report_key", "disputes")
    for column in reversed(COLUMNS):
        op.drop_column("disputes", column().name)
