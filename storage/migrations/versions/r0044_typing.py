"""Whatever can be pressed can be typed: by the names of what the last messages offered."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"

# Forms that are open in a window, which no typed answer is meant for: only Slack has windows.
_IN_WINDOWS = """
    UPDATE drafts SET asked = -1
    WHERE kind = 'form'
    AND (place LIKE '{"channel":"D%' OR place LIKE '{"channel":"C%' OR place LIKE '{"channel":"G%'
        OR place LIKE '{"channel":""%')
"""


def upgrade() -> None:
    op.add_column("people", sa.Column("types", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("inbox", sa.Column("offered", sa.JSON))
    op.add_column("notices", sa.Column("offered", sa.JSON))
    offers = sa.text("offered IS NOT NULL")
    op.create_index(
        "notices_offered_idx",
        "notices",
        ["person", "ended_at"],
        sqlite_where=offers,
        postgresql_where=offers,
    )
    op.execute(_IN_WINDOWS)


def downgrade() -> None:
    op.execute("UPDATE drafts SET asked = 0 WHERE asked < 0")
    op.drop_index("notices_offered_idx", table_name="notices")
    op.drop_column("notices", "offered")
    op.drop_column("inbox", "offered")
    op.drop_column("people", "types")
