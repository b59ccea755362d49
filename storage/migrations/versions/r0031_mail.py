"""Mail: members' addresses and wishes, the record of what was sent, and the order in which it leaves."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0031"
down_revision = "0030"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "mail_addresses",
        sa.Column("person", ID, sa.ForeignKey("people.id"), nullable=False, autoincrement=False),
        sa.Column("address", sa.Text()),
        sa.Column("switched_on", sa.Boolean(), nullable=False),
        sa.Column("off", sa.Text(), nullable=False),
        sa.Column("refused", sa.Text()),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("token", sa.Text()),
        sa.Column("pending", sa.Text()),
        sa.Column("code", sa.Text()),
        sa.Column("code_until", Instant()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person"),
        sa.UniqueConstraint("token", name="mail_addresses_token_key"),
    )
    op.create_table(
        "mails",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("person", ID, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("session", ID),
        sa.Column("council", ID),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("server_id", sa.Text(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("mails_session_idx", "mails", ["session", "person", "id"])
    _partial("mails_council_idx", "mails", ["council", "person", "id"], "council IS NOT NULL")
    _partial("mails_server_idx", "mails", ["server_id"], "server_id <> ''")
    _partial(
        "notices_mail_idx", "notices", ["person", "due_at", "id"], "state = 'waiting' AND channel = 'mail'"
    )


def downgrade() -> None:
    # Mail is an errand that an earlier version does not know.
    op.execute(sa.text("DELETE FROM notices WHERE kind = 'errand.mail'"))
    op.drop_index("notices_mail_idx", "notices")
    op.drop_table("mails")
    op.drop_table("mail_addresses")


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, postgresql_where=condition, sqlite_where=condition)
