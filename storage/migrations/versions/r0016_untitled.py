"""A session that nobody gave a title has none: what it is called is said in the reader's language."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.execute("UPDATE sessions SET title = '' WHERE title = 'Mentor session'")


def downgrade() -> None:
    op.execute("UPDATE sessions SET title = 'Mentor session' WHERE title = ''")
