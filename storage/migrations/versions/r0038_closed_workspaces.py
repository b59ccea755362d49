"""Workspaces from which we have been removed."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.create_table(
        "closed_workspaces",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace"),
    )


def downgrade() -> None:
    op.drop_table("closed_workspaces")
    op.execute("DELETE FROM notices WHERE kind = 'workspace_closed'")
