"""What leaves goes through a channel: the column has the word that everybody uses."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute("ALTER TABLE notices RENAME COLUMN door TO channel")
    op.execute("ALTER TABLE rests RENAME COLUMN door TO channel")


def downgrade() -> None:
    # Nobody there can run errands: what waits would be read as a notice.
    op.execute("DELETE FROM notices WHERE kind LIKE 'errand.%'")
    op.execute("ALTER TABLE rests RENAME COLUMN channel TO door")
    op.execute("ALTER TABLE notices RENAME COLUMN channel TO door")
