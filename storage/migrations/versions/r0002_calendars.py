"""Mentors' calendars, and the busy times read from them."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = Instant()
TEXT = sa.Text()


def upgrade() -> None:
    op.create_table(
        "calendar_links",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("mentor", ID, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("zone", TEXT, nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("read_at", INSTANT, nullable=False),
        sa.Column("refreshed_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("etag", TEXT),
        sa.Column("last_modified", TEXT),
        sa.Column("unreadable", sa.Integer, nullable=False),
        sa.Column("failing_since", INSTANT),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("trouble", TEXT),
        sa.Column("told_at", INSTANT),
        sa.ForeignKeyConstraint(["mentor"], ["mentors.person"], name="calendar_links_mentor_fkey"),
        sa.PrimaryKeyConstraint("id", name="calendar_links_pkey"),
    )
    op.create_index("calendar_links_mentor_idx", "calendar_links", ["mentor"])
    op.create_index("calendar_links_due_at_idx", "calendar_links", ["due_at"])
    op.create_table(
        "calendar_busy",
        sa.Column("link", ID, nullable=False),
        sa.Column("mentor", ID, nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["link"], ["calendar_links.id"], name="calendar_busy_link_fkey", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("link", "ends_at", name="calendar_busy_pkey"),
        sa.CheckConstraint("starts_at < ends_at", name="calendar_busy_forward"),
    )
    op.create_index("calendar_busy_mentor_idx", "calendar_busy", ["mentor", "ends_at"])


def downgrade() -> None:
    op.drop_table("calendar_busy")
    op.drop_table("calendar_links")
