"""Names and handles in words, to search mentors by; indexes to ask about many people at once."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.folding import in_lines, in_words

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
people = sa.table("people", sa.column("id", ID), sa.column("name"), sa.column("name_words"))
addresses = sa.table(
    "addresses",
    sa.column("platform"),
    sa.column("workspace"),
    sa.column("account"),
    sa.column("handle"),
    sa.column("handle_words"),
)
mentors = sa.table(
    "mentors",
    sa.column("person", ID),
    sa.column("headline"),
    sa.column("tags", sa.JSON()),
    sa.column("words_folded"),
)


def upgrade() -> None:
    op.add_column(
        "people", sa.Column("name_words", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    op.add_column(
        "addresses", sa.Column("handle_words", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    _fill(people, ("id",), "name_words", lambda row: in_words(row.name))
    _fill(
        addresses,
        ("platform", "workspace", "account"),
        "handle_words",
        lambda row: in_words(row.handle or ""),
    )
    _fill(mentors, ("person",), "words_folded", lambda row: in_lines(row.headline, tuple(row.tags)))
    op.create_index("claims_time_idx", "claims", ["ends_at", "starts_at"])
    op.create_index("exceptions_dates_idx", "exceptions", ["last_date", "first_date"])


def downgrade() -> None:
    op.drop_index("exceptions_dates_idx", "exceptions")
    op.drop_index("claims_time_idx", "claims")
    op.drop_column("addresses", "handle_words")
    op.drop_column("people", "name_words")


def _fill(table: sa.TableClause, key: tuple[str, ...], column: str, words: Callable[[Any], str]) -> None:
    connection = op.get_bind()
    change = sa.update(table).where(*(table.c[name] == sa.bindparam(f"of_{name}") for name in key))
    rows = connection.execute(sa.select(table)).all()
    filled = [{column: words(row), **{f"of_{name}": getattr(row, name) for name in key}} for row in rows]
    if filled:
        connection.execute(change.values({column: sa.bindparam(column)}), filled)
