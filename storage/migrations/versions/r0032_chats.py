"""Sessions by chat: who has come to them, and texts on their way."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0032"
down_revision = "0031"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "chats",
        sa.Column("session", ID, nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("left_at", Instant()),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"]),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.PrimaryKeyConstraint("session", "starts_at", "person"),
    )
    op.create_table(
        "chat_texts",
        sa.Column("notice", ID, nullable=False, autoincrement=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("notice"),
    )
    waiting = sa.text("state = 'waiting' AND kind = 'chat_text'")
    op.create_index(
        "notices_in_order_idx",
        "notices",
        ["person", "id"],
        postgresql_where=waiting,
        sqlite_where=waiting,
    )


def downgrade() -> None:
    op.drop_index("notices_in_order_idx", "notices")
    op.drop_table("chat_texts")
    op.drop_table("chats")
