"""A person's sessions by their index alone: on PostgreSQL it holds their ids too, as SQLite's do anyway."""

from alembic import op

revision = "0025"
down_revision = "0024"

PARTIES = ("mentor", "mentee")


def upgrade() -> None:
    _make_anew(["id"])


def downgrade() -> None:
    _make_anew([])


def _make_anew(held: list[str]) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for party in PARTIES:
        op.drop_index(f"sessions_{party}_idx", "sessions")
        op.create_index(f"sessions_{party}_idx", "sessions", [party, "ends_at"], postgresql_include=held)
