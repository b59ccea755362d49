"""What admins do to sessions, and a ledger of what mentees get back."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0015"
down_revision = "0014"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITS = sa.text("status = 'pending_approval'")


def upgrade() -> None:
    op.create_table(
        "interventions",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("session", ID, nullable=False),
        sa.Column("person", ID, nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("expires_at", Instant()),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"]),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("interventions_session_idx", "interventions", ["session"])
    op.create_table(
        "refunds",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("session", ID, nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("person", ID),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("approved_by", ID),
        sa.Column("settled_at", Instant()),
        sa.Column("expires_at", Instant()),
        sa.CheckConstraint("amount > 0", name="refunds_positive"),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"]),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.ForeignKeyConstraint(["approved_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("refunds_session_idx", "refunds", ["session"])
    op.create_index(
        "refunds_waiting_idx", "refunds", ["expires_at"], postgresql_where=WAITS, sqlite_where=WAITS
    )
    # What has been given back before is in the ledger too, once for each session.
    op.execute(
        "INSERT INTO refunds (id, session, amount, currency, kind, status, words, at) "
        "SELECT id, id, refund_amount, currency, "
        "CASE status WHEN 'no_show' THEN 'no_show' ELSE 'cancellation' END, refund_status, '', "
        "COALESCE(cancelled_at, ends_at) FROM sessions WHERE refund_amount > 0"
    )


def downgrade() -> None:
    op.drop_table("refunds")
    op.drop_table("interventions")
