"""Admins list all sessions: what these are searched and ordered by, and their queries."""

import sqlalchemy as sa
from alembic import op

from storage.folding import in_words

revision = "0017"
down_revision = "0016"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Integer(), "sqlite")
WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
SLICE = 5000
KINDS = "sessions_kinds_stats"
INDEXES = {
    "sessions_code_idx": ["code", "id"],
    "sessions_kinds_idx": ["status", "meeting", "refund_status", "starts_at", "id"],
    "sessions_booked_idx": ["booked_at", "id"],
    "sessions_title_idx": ["title_words", "id"],
    "sessions_minutes_idx": ["minutes", "id"],
    "sessions_rate_idx": ["rate", "id"],
    "sessions_reschedules_idx": ["reschedules", "id"],
}
COLUMNS = ("code", "title_words", "reschedules")
sessions = sa.table(
    "sessions",
    sa.column("id", ID),
    sa.column("title"),
    sa.column("code"),
    sa.column("title_words"),
    sa.column("reschedules"),
    sa.column("mentee_reschedules"),
    sa.column("mentor_reschedules"),
)


def upgrade() -> None:
    for name in COLUMNS:
        kind, usual = (sa.Text(), "''") if name == "title_words" else (sa.Integer(), "0")
        op.add_column("sessions", sa.Column(name, kind, nullable=False, server_default=sa.text(usual)))
    words = op.create_table(
        "session_words",
        sa.Column("word", WORD, nullable=False),
        sa.Column("session", ID, nullable=False),
        sa.PrimaryKeyConstraint("word", "session", name="session_words_pkey"),
    )
    _fill(words)
    for name, columns in INDEXES.items():
        op.create_index(name, "sessions", columns)
    if op.get_bind().dialect.name == "postgresql":
        # Kinds that no session has, such as refunds of scheduled ones: by single figures they look frequent.
        op.execute(f"CREATE STATISTICS {KINDS} (mcv) ON status, meeting, refund_status FROM sessions")
    _partial("sessions_reassigned_idx", "sessions", "starts_at", "reassignment <> 'none'")
    op.create_table(
        "session_queries",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("owner", ID, nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=False),
        sa.Column("name", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="session_queries_pkey"),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="session_queries_owner_fkey"),
        sa.UniqueConstraint("owner", "name", name="session_queries_owner_name_key"),
    )
    _partial("session_queries_used_idx", "session_queries", "used_at", "name IS NULL")


def downgrade() -> None:
    op.drop_table("session_queries")
    op.drop_table("session_words")
    op.drop_index("sessions_reassigned_idx", "sessions")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP STATISTICS {KINDS}")
    for name in INDEXES:
        op.drop_index(name, "sessions")
    for name in COLUMNS:
        op.drop_column("sessions", name)


def _partial(name: str, table: str, column: str, where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, [column], postgresql_where=condition, sqlite_where=condition)


def _fill(words: sa.Table) -> None:
    """Slice by slice: a programme may have a million sessions."""
    connection = op.get_bind()
    counted = sessions.c.mentee_reschedules + sessions.c.mentor_reschedules
    connection.execute(
        sa.update(sessions).values(code=sessions.c.id.bitwise_and(0xFFFFF), reschedules=counted)
    )
    change = sa.update(sessions).where(sessions.c.id == sa.bindparam("session"))
    last = -1
    while found := connection.execute(
        sa.select(sessions.c.id, sessions.c.title)
        .where(sessions.c.id > last)
        .order_by(sessions.c.id)
        .limit(SLICE)
    ).all():
        titles = [{"session": row.id, "words": in_words(row.title)} for row in found]
        connection.execute(change.values(title_words=sa.bindparam("words")), titles)
        entries = [
            {"word": word, "session": title["session"]}
            for title in titles
            for word in sorted(set(title["words"].split()))
        ]
        if entries:
            connection.execute(sa.insert(words), entries)
        last = found[-1].id
