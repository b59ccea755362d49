"""What people's calendars were last told of their sessions and councils."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0030"
down_revision = "0029"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "invitations",
        sa.Column("subject", ID, nullable=False, autoincrement=False),
        sa.Column("person", ID, sa.ForeignKey("people.id"), nullable=False, autoincrement=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("stamped_at", Instant(), nullable=False),
        sa.Column("organizer", sa.Text(), nullable=False),
        sa.Column("attendee", sa.Text(), nullable=False),
        sa.Column("carrier", ID),
        sa.PrimaryKeyConstraint("subject", "person"),
    )
    op.create_index("invitations_ends_idx", "invitations", ["ends_at"])


def downgrade() -> None:
    op.drop_table("invitations")
