"""Delivery to the end: the bot of each notice and its pace, what may have left, quiet hours."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0004"
down_revision = "0003"

WAITING = sa.text("state = 'waiting'")
FAILED = sa.text("state IN ('dead', 'unsure')")
DOORS = """
    UPDATE notices SET door = coalesce((
        SELECT platform || CASE WHEN workspace = '' THEN '' ELSE ':' || workspace END FROM addresses
        WHERE addresses.person = notices.person ORDER BY reachable DESC, place LIMIT 1
    ), '') WHERE state = 'waiting'
"""


def upgrade() -> None:
    op.add_column("people", sa.Column("quiet_from", sa.Integer()))
    op.add_column("people", sa.Column("quiet_until", sa.Integer()))
    op.add_column("notices", sa.Column("door", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column(
        "notices", sa.Column("ambiguous", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(DOORS)
    op.drop_index("notices_waiting_idx", "notices")
    columns = ["door", "ready_at", "id"]
    op.create_index(
        "notices_waiting_idx", "notices", columns, postgresql_where=WAITING, sqlite_where=WAITING
    )
    op.create_index(
        "notices_failed_idx", "notices", ["ended_at"], postgresql_where=FAILED, sqlite_where=FAILED
    )
    op.create_table(
        "rests",
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("free_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("door", name="rests_pkey"),
    )


def downgrade() -> None:
    op.drop_table("rests")
    op.drop_index("notices_failed_idx", "notices")
    op.drop_index("notices_waiting_idx", "notices")
    op.create_index(
        "notices_waiting_idx",
        "notices",
        ["ready_at", "id"],
        postgresql_where=WAITING,
        sqlite_where=WAITING,
    )
    op.drop_column("notices", "ambiguous")
    op.drop_column("notices", "door")
    op.drop_column("people", "quiet_until")
    op.drop_column("people", "quiet_from")
