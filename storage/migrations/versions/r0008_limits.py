"""How much people do in a minute."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_index("audit_actor_idx", "audit", ["actor", "at"])


def downgrade() -> None:
    op.drop_index("audit_actor_idx", "audit")
