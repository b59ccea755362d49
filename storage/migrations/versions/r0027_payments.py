"""Sessions are paid for through providers: attempts, money, and refunds that go back."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0027"
down_revision = "0026"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AWAITING = "status = 'awaiting_payment'"
NEVER_PAID = "NOT (status = 'cancelled' AND confirm_by IS NOT NULL AND rate > 0)"
FIGURES = ["status", "currency", "starts_at", "rate"]
CANCELLED = ["starts_at", "cancelled_by", "cancel_reason", "cancelled_at"]
PROCESSED = ["session", "currency", "amount", "status"]


def upgrade() -> None:
    op.add_column("sessions", sa.Column("payment", ID))
    op.add_column("refunds", sa.Column("payment", ID))
    op.add_column("refunds", sa.Column("handle", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("refunds", sa.Column("tries", sa.Integer(), nullable=False, server_default=sa.text("1")))
    op.add_column("refunds", sa.Column("trouble", sa.Text(), nullable=False, server_default=sa.text("''")))
    _add_tables()
    _index("sessions_awaiting_idx", "sessions", ["mentee"], AWAITING)
    _index("refunds_goes_back_idx", "refunds", ["settled_at"], "status = 'pending' AND payment IS NOT NULL")
    _index("refunds_failed_idx", "refunds", ["settled_at"], "status = 'failed'")
    _index("refunds_handle_idx", "refunds", ["handle"], "handle <> ''")
    _renew("sessions_figures_idx", "sessions", [*FIGURES, "confirm_by"], f"rate >= 0 AND {NEVER_PAID}")
    _renew(
        "sessions_cancelled_idx",
        "sessions",
        [*CANCELLED, "confirm_by", "rate"],
        "cancelled_at IS NOT NULL AND NOT (confirm_by IS NOT NULL AND rate > 0)",
    )
    _renew("refunds_processed_idx", "refunds", PROCESSED, "status = 'processed' AND kind <> 'returned'")


def downgrade() -> None:
    _renew("sessions_figures_idx", "sessions", FIGURES, "rate >= 0")
    _renew("sessions_cancelled_idx", "sessions", CANCELLED, "cancelled_at IS NOT NULL")
    _renew("refunds_processed_idx", "refunds", PROCESSED, "status = 'processed'")
    for table, indexes in {
        "sessions": ("sessions_awaiting_idx",),
        "refunds": ("refunds_goes_back_idx", "refunds_failed_idx", "refunds_handle_idx"),
    }.items():
        for index in indexes:
            op.drop_index(index, table)
    for table in ("payments", "payment_attempts"):
        op.drop_table(table)
    for column in ("payment", "handle", "tries", "trouble"):
        op.drop_column("refunds", column)
    op.drop_column("sessions", "payment")


def _add_tables() -> None:
    op.create_table(
        "payment_attempts",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("session", ID, nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("closes_at", Instant(), nullable=False),
        sa.Column("look_at", Instant()),
        sa.Column("looked_at", Instant(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("failed_at", Instant()),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name="payment_attempts_session_fkey"),
        sa.PrimaryKeyConstraint("id", name="payment_attempts_pkey"),
        sa.UniqueConstraint("reference", name="payment_attempts_reference_key"),
        sa.UniqueConstraint("session", "nth", name="payment_attempts_session_nth_key"),
    )
    op.create_index("payment_attempts_link_idx", "payment_attempts", ["provider", "link"])
    _index(
        "payment_attempts_open_key",
        "payment_attempts",
        ["session"],
        "status IN ('opening', 'open')",
        unique=True,
    )
    _index("payment_attempts_look_idx", "payment_attempts", ["look_at"], "look_at IS NOT NULL")
    op.create_table(
        "payments",
        sa.Column("id", ID, nullable=False, autoincrement=False),
        sa.Column("session", ID, nullable=False),
        sa.Column("attempt", ID, nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("use", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name="payments_session_fkey"),
        sa.ForeignKeyConstraint(["attempt"], ["payment_attempts.id"], name="payments_attempt_fkey"),
        sa.PrimaryKeyConstraint("id", name="payments_pkey"),
        sa.UniqueConstraint("provider", "handle", name="payments_provider_handle_key"),
        sa.CheckConstraint("amount > 0", name="payments_positive"),
    )
    op.create_index("payments_session_idx", "payments", ["session"])
    _index("payments_kept_key", "payments", ["session"], "use = 'kept'", unique=True)


def _index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, postgresql_where=condition, sqlite_where=condition)


def _renew(name: str, table: str, columns: list[str], where: str) -> None:
    op.drop_index(name, table)
    _index(name, table, columns, where)
