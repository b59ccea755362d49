"""A large programme, filled by the database itself: the same people and sessions on both databases.

What looks like chance is arithmetic on the numbers, so that a run can be repeated.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, text

from core.folding import fold
from storage.folding import in_words
from storage.store import SqlStore

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
SINCE = NOW - timedelta(days=3 * 365)
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
FIRST = (
    "Ada", "Ben", "Chidi", "Dora", "Emre", "Fatima", "Göran", "Hana", "Ivo", "José", "Kavya", "Łukasz", "Mia", "Noor",
    "Olga", "Pia", "Quinn", "Ravi", "Sofia", "Tariq", "Uma", "Vera", "Wen", "Ximena", "Yara", "Zoë", "Ana", "Boris",
    "Clara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kenji", "Lena", "Marta", "Nils",
)  # fmt: skip
LAST = (
    "Lima", "Okafor", "Müller", "Chen", "Novák", "Rossi", "Haddad", "Ito", "Patel", "Sørensen", "Diaz", "Roth", "Wolff",
    "Byron", "Hall", "Rao", "Lind", "Menon", "Quispe", "Abbas", "Bauer", "Costa", "Dubois", "Eriksen", "Fischer",
    "Gupta",
    "Horvat", "Ivanov", "Jensen", "Kowalski", "Larsen", "Moreau", "Nguyen", "Oliveira", "Park", "Ricci", "Santos",
)  # fmt: skip
WHAT = (
    "Review of", "First steps with", "Questions about", "Planning", "Talk about", "Deep dive into", "Feedback on",
    "Mock interview for", "Next steps in", "Goals for",
)  # fmt: skip
ABOUT = (
    "Python", "data pipelines", "a career change", "leadership", "C++", "writing", "machine learning", "Zettelkasten",
    "public speaking", "system design", "negotiation", "a portfolio", "Rust", "hiring", "teaching", "statistics",
    "databases", "accessibility", "open source", "burnout",
)  # fmt: skip

_FACTORS = (
    0,
    387411,
    719393,
    104729,
    649657,
    215863,
    871163,
    541987,
    330061,
    933199,
    478207,
    760297,
    615497,
)
"""By these, numbers are spread."""
_NUMBERS = (
    "WITH RECURSIVE numbers(n) AS "
    "(SELECT CAST({first} AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})"
)
_WORDS = (
    "CREATE {temporary} TABLE bench_words (kind TEXT, place INTEGER, word TEXT, folded TEXT, words TEXT)"
)
_PEOPLE = """
INSERT INTO people (id, name, name_folded, name_words, email, email_folded, joined_at, zone, locale, plan, suspended,
    is_mentee, is_mentor, is_admin)
{numbers} SELECT n, first.word || ' ' || last.word, first.folded || ' ' || last.folded, first.words || last.words,
    'member' || n || '@example.org', 'member' || n || '@example.org', {since}, 'Europe/Paris', 'en', 'individual',
    {false}, {true}, n <= {mentors}, {false}
FROM numbers
JOIN bench_words first ON first.kind = 'first' AND first.place = {n_first}
JOIN bench_words last ON last.kind = 'last' AND last.place = {n_last}
"""
_SESSIONS = """
INSERT INTO sessions (id, mentor, mentee, starts_at, minutes, title, description, meeting, location, ends_at,
    buffer_minutes, month, booked_at, meeting_url, status, revision, counted, rate, currency, cancelled_by,
    cancelled_at, cancel_reason, cancel_note, refund_pct, refund_amount, refund_status, reassignment,
    mentee_reschedules, mentor_reschedules, code, title_words, reschedules)
{numbers}, drawn AS (
    SELECT n, {n_mentor} AS mentor, {n_mentee} AS mentee, {n_chance} AS chance, {n_kind} AS draw, {n_money} AS money,
        {booked} AS booked, {start} AS starts, ({n_length} + 1) * 15 AS minutes, {n_what} AS what, {n_about} AS about
    FROM numbers
), decided AS (
    SELECT drawn.*, CASE WHEN starts > {now} THEN CASE WHEN chance < 80 THEN 'scheduled' WHEN chance < 90
            THEN 'cancelled' ELSE 'requested' END
        WHEN chance < 78 THEN 'completed' WHEN chance < 95 THEN 'cancelled' ELSE 'no_show' END AS status
    FROM drawn
)
SELECT {id}, mentor, mentee, starts, minutes, first.word || ' ' || last.word, 'What we want to talk about', CASE
    WHEN draw < 70 THEN 'video' WHEN draw < 85 THEN 'audio' WHEN draw < 95 THEN 'chat' ELSE 'in_person' END, '',
    starts + minutes * {minute}, 10, '2026-03-01', booked, 'https://meet.example.org/' || n, status, 2,
    {true}, money * 100, 'USD', CASE WHEN status = 'cancelled' THEN 'mentee' END,
    CASE WHEN status = 'cancelled' THEN booked END, CASE WHEN status = 'cancelled' THEN 'other' END,
    CASE WHEN status = 'cancelled' THEN '=HYPERLINK("x")' END,
    CASE WHEN status = 'cancelled' THEN 100 END, CASE WHEN status = 'cancelled' THEN money * 100 END,
    CASE WHEN status <> 'cancelled' THEN NULL WHEN money < 40 THEN 'none' WHEN money < 60 THEN 'pending'
        WHEN money < 99 THEN 'processed' ELSE 'failed' END,
    CASE WHEN {n_again} < 98 THEN 'none' ELSE 'accepted' END, CASE WHEN {n_again} % 5 = 0 THEN 1 ELSE 0 END, 0,
    {code}, first.words || last.words, CASE WHEN {n_again} % 5 = 0 THEN 1 ELSE 0 END
FROM decided
JOIN bench_words first ON first.kind = 'what' AND first.place = decided.what
JOIN bench_words last ON last.kind = 'about' AND last.place = decided.about
"""
_TITLES = """
INSERT INTO session_words (word, session)
SELECT DISTINCT parts.word, sessions.id FROM sessions JOIN bench_parts parts ON parts.title = sessions.title
"""
_REQUESTS = """
INSERT INTO reschedules (id, session, mentor, asked_by, status, proposals, turn, original_start, original_minutes,
    expires_at)
SELECT id, id, mentor, 'mentee', 'pending', '[]', 1, starts_at, minutes, starts_at FROM sessions
WHERE status = 'scheduled' AND id % 20 = 0
"""

_AFTERWARDS = (
    "UPDATE sessions SET absent = CASE WHEN id % 3 = 0 THEN 'mentor' ELSE 'mentee' END WHERE status = 'no_show'",
    (
        "INSERT INTO feedback (session, mentor, mentee, overall, usefulness, comment, at, starts_at) "
        "SELECT id, mentor, mentee, 1 + id % 5, 1 + id % 4, 'It was of use.', ends_at, starts_at FROM sessions "
        "WHERE status = 'completed' AND id % 2 = 0"
    ),
    (
        "INSERT INTO refunds (id, session, amount, currency, kind, status, words, at) "
        "SELECT id, id, refund_amount, currency, 'cancellation', refund_status, '', cancelled_at FROM sessions "
        "WHERE refund_amount > 0 AND refund_status <> 'none'"
    ),
)


def fill(store: SqlStore, sessions: int, mentors: int = 5_000, members: int = 50_000) -> None:
    """So many sessions of these mentors with the other members, over three years and some weeks to come."""
    postgresql = store.engines.on_postgresql

    def literal(at: datetime) -> str:
        return f"timestamptz '{at.isoformat()}'" if postgresql else f"{at.timestamp() * 1_000_000:.0f}"

    def chance(salt: int, most: int) -> str:
        """A number below `most` that looks drawn, each salt for itself."""
        return f"((n * {_FACTORS[salt]} + {salt * 7919}) % 1000003) % {most}"

    minute = "interval '1 minute'" if postgresql else "60000000"
    id_of = (
        "(extract(epoch FROM booked - {epoch}) * 1000)::bigint"
        if postgresql
        else "(booked - {epoch}) / 1000"
    )
    identity = f"(({id_of.format(epoch=literal(EPOCH - timedelta(days=3650)))} << 22) + (n * 2654435761) % 4194304)"
    step = 3 * 365 * 24 * 60 * 60 / sessions
    booked = (
        f"{literal(SINCE)} + (n * {step:.3f} / 60) * {minute}"
        if postgresql
        else (f"{literal(SINCE)} + CAST(n * {step * 1_000_000:.0f} AS INTEGER)")
    )
    values = {
        "since": literal(SINCE),
        "now": literal(NOW),
        "minute": minute,
        "true": "true" if postgresql else "1",
        "false": "false" if postgresql else "0",
        "mentors": mentors,
        "n_first": chance(1, len(FIRST)),
        "n_last": chance(2, len(LAST)),
        "n_mentor": f"1 + {chance(3, mentors)}",
        "n_mentee": f"1 + {mentors} + {chance(4, members - mentors)}",
        "n_chance": chance(5, 100),
        "n_kind": chance(6, 100),
        "n_money": chance(12, 100),
        "n_length": chance(7, 6),
        "n_what": chance(8, len(WHAT)),
        "n_about": chance(9, len(ABOUT)),
        "n_again": chance(10, 100),
        "booked": booked,
        "start": f"{booked} + ({chance(11, 60)}) * 720 * {minute}",
        "id": identity,
        "code": f"({identity} & 1048575)",
    }
    with store.engines.writer.begin() as connection:
        word_tables(connection, postgresql=postgresql)
        numbers = _NUMBERS.format(first=1, last=members)
        connection.execute(text(_PEOPLE.format(numbers=numbers, **values)))
        numbers = _NUMBERS.format(first=1, last=sessions)
        for statement in (_SESSIONS, _TITLES, _REQUESTS, *_AFTERWARDS):
            connection.execute(text(statement.format(numbers=numbers, **values).replace(":", "\\:")))
        connection.execute(text("DROP TABLE bench_words"))
        connection.execute(text("DROP TABLE bench_parts"))
    if postgresql:  # as autovacuum would have done; on SQLite Parley has no figures to choose by
        with store.engines.writer.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def word_tables(connection: Connection, *, postgresql: bool) -> None:
    """The words of names and titles, for statements that fill a database."""
    connection.execute(text(_WORDS.format(temporary="UNLOGGED" if postgresql else "")))
    connection.execute(
        text("INSERT INTO bench_words VALUES (:kind, :place, :word, :folded, :words)"),
        [
            {"kind": kind, "place": place, "word": word, "folded": fold(word), "words": in_words(word)}
            for kind, words in (("first", FIRST), ("last", LAST), ("what", WHAT), ("about", ABOUT))
            for place, word in enumerate(words)
        ],
    )
    connection.execute(text("CREATE TABLE bench_parts (title TEXT, word TEXT, PRIMARY KEY (title, word))"))
    connection.execute(
        text("INSERT INTO bench_parts VALUES (:title, :word)"),
        [
            {"title": f"{what} {about}", "word": word}
            for what in WHAT
            for about in ABOUT
            for word in sorted(set(in_words(f"{what} {about}").split()))
        ],
    )
