"""How much people do and send in a minute, when a draft was last changed, who are admins, when sessions begin."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_index("audit_actor_idx", "audit", ["actor", "at"])
    op.add_column("inbox", sa.Column("nth", sa.Integer(), nullable=False, server_default=sa.text("1")))
    op.create_index("inbox_lane_idx", "inbox", ["lane", "received_at"])
    op.add_column("drafts", sa.Column("changed_at", Instant()))
    op.execute("UPDATE drafts SET changed_at = opened_at")
    op.create_index("sessions_starts_idx", "sessions", ["starts_at"])
    op.create_index(
        "people_admins_idx",
        "people",
        ["id"],
        postgresql_where=sa.text("is_admin"),
        sqlite_where=sa.text("is_admin"),
    )


def downgrade() -> None:
    op.drop_index("people_admins_idx", "people")
    op.drop_index("sessions_starts_idx", "sessions")
    op.drop_column("drafts", "changed_at")
    op.drop_index("inbox_lane_idx", "inbox")
    op.drop_column("inbox", "nth")
    op.drop_index("audit_actor_idx", "audit")
