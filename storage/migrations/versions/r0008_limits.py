"""How much people do, and how much they send, in a minute."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_index("audit_actor_idx", "audit", ["actor", "at"])
    op.add_column("inbox", sa.Column("nth", sa.Integer(), nullable=False, server_default=sa.text("1")))
    op.create_index("inbox_lane_idx", "inbox", ["lane", "received_at"])


def downgrade() -> None:
    op.drop_index("inbox_lane_idx", "inbox")
    op.drop_column("inbox", "nth")
    op.drop_index("audit_actor_idx", "audit")
