"""Sessions are counted over long periods: the indexes along which they are."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

INDEXES = {
    "sessions_figures_idx": ("sessions", ["status", "currency", "starts_at", "rate"], "rate >= 0"),
    "sessions_cancelled_idx": (
        "sessions",
        ["starts_at", "cancelled_by", "cancel_reason", "cancelled_at"],
        "cancelled_at IS NOT NULL",
    ),
    "sessions_missed_idx": ("sessions", ["starts_at", "absent", "mentor", "mentee"], "absent IS NOT NULL"),
    "refunds_processed_idx": (
        "refunds",
        ["session", "currency", "amount", "status"],
        "status = 'processed'",
    ),
}


INSTANT = sa.DateTime(timezone=True).with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("feedback", sa.Column("starts_at", INSTANT))
    op.execute(
        "UPDATE feedback SET starts_at = (SELECT starts_at FROM sessions WHERE sessions.id = feedback.session)"
    )
    op.create_index("feedback_starts_idx", "feedback", ["starts_at", "overall", "usefulness"])
    for name, (table, columns, where) in INDEXES.items():
        condition = sa.text(where)
        op.create_index(name, table, columns, postgresql_where=condition, sqlite_where=condition)


def downgrade() -> None:
    op.drop_index("feedback_starts_idx", "feedback")
    op.drop_column("feedback", "starts_at")
    for name, (table, _, _) in INDEXES.items():
        op.drop_index(name, table)
