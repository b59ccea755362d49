"""Recordings of sessions, and who agrees to them."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0039"
down_revision = "0038"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "recording_consents",
        sa.Column("session", ID, sa.ForeignKey("sessions.id"), nullable=False),
        sa.Column("person", ID, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("agreed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("session", "person"),
    )
    op.create_index("recording_consents_person_idx", "recording_consents", ["person"])
    op.create_table(
        "recordings",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("session", ID, sa.ForeignKey("sessions.id"), nullable=False),
        sa.Column("room", ID, sa.ForeignKey("rooms.id"), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("handle", sa.Text()),
        sa.Column("started_at", Instant()),
        sa.Column("ended_at", Instant()),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("recordings_handle_idx", "recordings", ["channel", "handle"])
    under_way = sa.text("state IN ('asked', 'running')")
    op.create_index(
        "recordings_under_way_key",
        "recordings",
        ["session"],
        unique=True,
        postgresql_where=under_way,
        sqlite_where=under_way,
    )
    kept = sa.text("state = 'kept'")
    op.create_index(
        "recordings_kept_idx", "recordings", ["ended_at"], postgresql_where=kept, sqlite_where=kept
    )


def downgrade() -> None:
    op.drop_table("recordings")
    op.drop_table("recording_consents")
