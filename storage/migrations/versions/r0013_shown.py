"""Each message is known by what it shows, so that an edit which changes nothing is not sent."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.execute("ALTER TABLE notices ADD COLUMN shown TEXT")


def downgrade() -> None:
    op.execute("ALTER TABLE notices DROP COLUMN shown")
