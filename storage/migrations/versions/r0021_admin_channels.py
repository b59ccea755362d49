"""Chats in which admins run the programme, and notices that go there."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0021"
down_revision = "0020"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TO_CHANNELS = sa.text("state = 'waiting' AND admin_channel IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "admin_channels",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("set_by", ID, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("platform", "workspace", "chat", "thread", name="admin_channels_place_key"),
    )
    op.add_column("notices", sa.Column("admin_channel", ID))
    op.create_index(
        "notices_to_channels_idx",
        "notices",
        ["admin_channel"],
        postgresql_where=TO_CHANNELS,
        sqlite_where=TO_CHANNELS,
    )


def downgrade() -> None:
    op.drop_index("notices_to_channels_idx", "notices")
    op.drop_column("notices", "admin_channel")
    op.drop_table("admin_channels")
