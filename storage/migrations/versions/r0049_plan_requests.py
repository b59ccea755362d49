"""Who asks for a plan, until they have one."""

import sqlalchemy as sa
from alembic import op

from storage.types import Id, Instant

revision = "0049"
down_revision = "0048"


def upgrade() -> None:
    op.create_table(
        "plan_requests",
        sa.Column("person", Id, sa.ForeignKey("people.id"), primary_key=True, autoincrement=False),
        sa.Column("asked_at", Instant(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("plan_requests")
