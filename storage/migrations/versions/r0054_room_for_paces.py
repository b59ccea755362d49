"""The pace of a person changes with each message: room for its next versions beside it, so that no index grows."""

from alembic import op

revision = "0054"
down_revision = "0053"


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute("ALTER TABLE rates SET (fillfactor = 10)")


def downgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute("ALTER TABLE rates RESET (fillfactor)")
