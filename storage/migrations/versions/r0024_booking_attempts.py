"""How far people come on the way to a booking."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0024"
down_revision = "0023"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HAS_STEP = sa.text("step IS NOT NULL")


def upgrade() -> None:
    op.add_column("inbox", sa.Column("step", sa.Text))
    op.add_column("inbox", sa.Column("step_person", ID))
    op.add_column("inbox", sa.Column("step_hold", ID))
    op.create_index("inbox_step_idx", "inbox", ["seq"], postgresql_where=HAS_STEP, sqlite_where=HAS_STEP)
    op.create_table(
        "booking_attempts",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("hold", ID),
        sa.Column("gave_up", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "booking_attempts_started_idx", "booking_attempts", ["started_at", "step", "gave_up", "hold"]
    )
    op.create_index("booking_attempts_person_idx", "booking_attempts", ["person", "started_at"])


def downgrade() -> None:
    op.drop_table("booking_attempts")
    op.drop_index("inbox_step_idx", "inbox")
    op.drop_column("inbox", "step_hold")
    op.drop_column("inbox", "step_person")
    op.drop_column("inbox", "step")
