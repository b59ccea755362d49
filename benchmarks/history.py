"""A long history, written by the database itself: such sessions, notices, claims and audit entries as Parley leaves.

`parley check` finds nothing wrong with it. What looks like chance is arithmetic on the numbers, so that both databases
hold the same. The longer the history, the further back it begins: nobody has more to come.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from benchmarks.crowd import ABOUT, FIRST, LAST, WHAT, word_tables
from core.availability import Block, DayPattern, Schedule, WeeklyPattern
from core.ids import first_id
from core.mentors import Mentor
from core.notices import KEPT
from core.people import Person
from storage.store import SqlStore

NOW = datetime(2027, 3, 6, 9, tzinfo=UTC)
"""A Saturday: nobody has hours."""
MENTEES = 10
"""For each mentor."""
BUSY = 10
"""So many times what others have is given by each of the busy mentors, and was by each of those who have left."""
ONE_IN = 50
"""Of so many mentors one is busy, and one has left when a third of the history was still to come."""
GAP, BUSY_GAP, LEFT_GAP = 170, 17, 11
"""Hours from one session of a mentor's to the next."""
AHEAD = 2
ZONES = (
    "Europe/London", "Europe/Berlin", "Africa/Nairobi", "Asia/Kolkata", "Asia/Tokyo", "America/Sao_Paulo",
    "America/New_York", "America/Los_Angeles",
)  # fmt: skip
TAGS = ("python", "rust", "data", "career", "leadership", "design", "writing", "sales", "law", "teaching")

_NUMBERS = (
    "WITH RECURSIVE numbers(n) AS "
    "(SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})"
)
_PEOPLE = """
INSERT INTO people (id, name, name_folded, name_words, email, email_folded, joined_at, zone, locale, plan, suspended,
    is_mentee, is_mentor, is_admin)
{people} SELECT n, first.word || ' ' || last.word, first.folded || ' ' || last.folded, first.words || last.words,
    'member' || n || '@example.org', 'member' || n || '@example.org', {since}, 'Europe/Paris', 'en', 'individual',
    {false}, n > {mentors}, n <= {mentors}, {false}
FROM numbers
JOIN bench_words first ON first.kind = 'first' AND first.place = n % {firsts}
JOIN bench_words last ON last.kind = 'last' AND last.place = (n / {firsts}) % {lasts}
"""
_RATES = "INSERT INTO rates (person, free_at) SELECT id, joined_at FROM people"
_ADDRESSES = """
INSERT INTO addresses (platform, workspace, account, person, place, handle, handle_folded, handle_words, reachable)
SELECT 'slack', 'T1', 'U' || id, id, 0, 'member' || id, 'member' || id, ' member' || id, {true} FROM people
"""
_SESSIONS = """
INSERT INTO sessions (id, mentor, mentee, starts_at, minutes, title, description, meeting, location, ends_at,
    buffer_minutes, month, booked_at, meeting_url, status, revision, counted, rate, currency, cancelled_by,
    cancelled_at, cancel_reason, cancel_note, code, title_words, absent)
{numbers}, given AS (
    SELECT person AS mentor, n AS nth, CASE WHEN person % {one_in} = 0 THEN {busy_gap}
        WHEN person % {one_in} = 1 THEN {left_gap} ELSE {gap} END AS gap, person % {one_in} = 1 AS has_left
    FROM mentors JOIN numbers ON n <= CASE WHEN person % {one_in} < 2 THEN {of_busy} ELSE {of_others} END
), placed AS (
    SELECT mentor, row_number() OVER (ORDER BY mentor, nth) AS n,
        CASE WHEN has_left THEN -{left_before} - nth * gap - mentor % gap
            ELSE (CASE WHEN gap = {gap} THEN {ahead} ELSE {busy} * {ahead} END - nth) * gap + mentor % gap END AS hour
    FROM given
), drawn AS (
    SELECT mentor, n, {mentors} + 1 + {mentees} * ((mentor + ({far} + hour) / 240) % {mentors})
            + ({far} + hour) % {mentees} AS mentee,
        {now} + hour * {hour} AS starts, {now} + hour * {hour} - {booked_before} * {hour} AS booked,
        CASE WHEN hour >= 0 THEN 'scheduled' WHEN n % 100 < 78 OR hour > -240 THEN 'completed'
            WHEN n % 100 < 95 THEN 'cancelled' ELSE 'no_show' END AS status
    FROM placed
), named AS (
    SELECT drawn.*, ({ms} << 22) + (n * 2654435761) % 4194304 AS id FROM drawn
)
SELECT id, mentor, mentee, starts, 30, what.word || ' ' || about.word, 'What we want to talk about', 'video', '',
    starts + {hour} / 2, 10, '2026-03-01', booked, 'https://meet.example.org/' || n, status,
    CASE WHEN status = 'scheduled' THEN 1 ELSE 2 END, status <> 'cancelled', 0, 'USD',
    CASE WHEN status = 'cancelled' THEN 'mentee' END, CASE WHEN status = 'cancelled' THEN booked + {hour} END,
    CASE WHEN status = 'cancelled' THEN 'other' END, CASE WHEN status = 'cancelled' THEN '' END,
    id & 1048575, what.words || about.words, CASE WHEN status = 'no_show' THEN 'mentee' END
FROM named
JOIN bench_words what ON what.kind = 'what' AND what.place = n % {whats}
JOIN bench_words about ON about.kind = 'about' AND about.place = (n / {whats}) % {abouts}
"""
_WORDS = """
INSERT INTO session_words (word, session)
SELECT DISTINCT parts.word, sessions.id FROM sessions JOIN bench_parts parts ON parts.title = sessions.title
"""
_FEEDBACK = """
INSERT INTO feedback (session, mentor, mentee, overall, usefulness, comment, at, starts_at)
SELECT id, mentor, mentee, 1 + id % 5, 1 + id % 4, 'It was of use.', ends_at, starts_at FROM sessions
WHERE status = 'completed' AND id % 2 = 0
"""
_CLAIMS = """
INSERT INTO claims (person, starts_at, ends_at, owner, buffer_minutes)
SELECT mentor, starts_at, ends_at + {hour} / 6, id, 10 FROM sessions
WHERE status <> 'cancelled' AND ends_at > {long_ago}
UNION ALL SELECT mentee, starts_at, ends_at, id, 0 FROM sessions
WHERE status <> 'cancelled' AND ends_at > {long_ago}
"""
_AUDIT = """
INSERT INTO audit (at, action, actor, platform, workspace, session)
SELECT at, action, actor, platform, workspace, session FROM (
    SELECT booked_at AS at, 'SESSION_BOOKED' AS action, mentee AS actor, 'slack' AS platform, 'T1' AS workspace,
        id AS session FROM sessions
    UNION ALL SELECT booked_at + {hour} / 2, 'SESSION_EDITED', mentee, 'slack', 'T1', id FROM sessions
    UNION ALL SELECT COALESCE(cancelled_at, ends_at), CASE status WHEN 'completed' THEN 'SESSION_COMPLETED'
        WHEN 'cancelled' THEN 'SESSION_CANCELLED' ELSE 'SESSION_NO_SHOW' END,
        CASE status WHEN 'cancelled' THEN mentee END, CASE status WHEN 'cancelled' THEN 'slack' ELSE '' END,
        CASE status WHEN 'cancelled' THEN 'T1' ELSE '' END, id FROM sessions WHERE status <> 'scheduled'
) entries ORDER BY at
"""
_NOTICES = """
INSERT INTO notices (id, kind, person, session, revision, due_at, dedupe, details, state, attempts, ready_at,
    ended_at, receipt_platform, receipt_workspace, receipt_channel, receipt_message, channel)
SELECT ({booked_ms} << 22) + n % 4194304, kind, person, session, 1, due,
    kind || ':' || n, '{{}}', CASE WHEN due > {now} THEN 'waiting' ELSE 'sent' END, 0, due,
    CASE WHEN due > {now} THEN NULL ELSE due END, CASE WHEN due > {now} THEN NULL ELSE 'slack' END, 'T1',
    'D' || person, CASE WHEN due > {now} THEN NULL ELSE 'M' || n END, 'slack'
FROM (
    SELECT kind, id AS session, booked_at, CASE WHEN half = 0 THEN mentor ELSE mentee END AS person,
        CASE WHEN before = 0 THEN booked_at ELSE starts_at - before * {hour} / 60 END AS due,
        row_number() OVER () AS n
    FROM sessions
    CROSS JOIN (SELECT 'booked' AS kind, 0 AS before UNION ALL SELECT 'join', 15
        UNION ALL SELECT 'reminder', 1440 UNION ALL SELECT 'reminder', 60) kinds
    CROSS JOIN (SELECT 0 AS half UNION ALL SELECT 1) halves
    WHERE ends_at > {long_ago} AND status <> 'cancelled'
) drafted
"""
_INBOX = """
INSERT INTO inbox (key, lane, body, received_at, effect_at, done_at, attempts)
{week} SELECT 'key' || n, 'slack:T1:U' || (n * 7919 % {members} + 1), '', {now} - n * {hour} * 160 / {deliveries},
    NULL, {now} - n * {hour} * 160 / {deliveries}, 1 FROM numbers
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is; the same mentors may have a longer history or a shorter one."""

    sessions: int
    mentors: int

    @property
    def members(self) -> int:
        """Mentors and mentees."""
        return self.mentors * (MENTEES + 1)

    @property
    def each(self) -> int:
        """What a mentor has given or will who is neither busy nor gone."""
        return max(AHEAD + 1, round(self.sessions / self.mentors / (1 + 2 * (BUSY - 1) / ONE_IN)))


def fill(store: SqlStore, size: Size) -> None:
    """Write the history; `store` is empty, and its clock stands at NOW."""
    _found(store, size)
    for statement in _statements(size, on_postgresql=store.engines.on_postgresql):
        with store.engines.writer.begin() as connection:
            connection.execute(text(statement))
    with store.engines.writer.begin() as connection:
        connection.execute(text("DROP TABLE bench_words"))
        connection.execute(text("DROP TABLE bench_parts"))
    if store.engines.on_postgresql:  # as autovacuum would have done
        with store.engines.writer.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def busiest(size: Size) -> int:
    """A mentor who has given and will give much."""
    return size.mentors // 2 // ONE_IN * ONE_IN


def gone(size: Size) -> int:
    """A mentor whose last session was when a third of the history was still to come."""
    return busiest(size) + 1


def _found(store: SqlStore, size: Size) -> None:
    with store.engines.writer.begin() as connection:
        word_tables(connection, postgresql=store.engines.on_postgresql)
        values = _values(size, on_postgresql=store.engines.on_postgresql)
        for statement in (_PEOPLE, _RATES, _ADDRESSES):
            connection.execute(text(statement.format(**values)))
    with store.write() as tx:
        for number in range(1, size.mentors + 1):
            tx.mentors.save(_mentor(number))


def _mentor(number: int) -> Mentor:
    day = DayPattern(True, (Block((7 + number % 4) * 60, (15 + number % 5) * 60),))
    week = WeeklyPattern((*(day,) * 5, DayPattern(False, ()), DayPattern(False, ())))
    tags = tuple(TAGS[(number * step) % len(TAGS)] for step in (1, 3, 7))
    person = Person(number, "", NOW)
    return Mentor(person, Schedule(ZONES[number % len(ZONES)], week), f"Ten years of {tags[0]}", "", tags)


def _statements(size: Size, *, on_postgresql: bool) -> Iterator[str]:
    values = _values(size, on_postgresql=on_postgresql)
    for statement in (_SESSIONS, _WORDS, _FEEDBACK, _CLAIMS, _AUDIT, _NOTICES, _INBOX):
        yield statement.format(**values).replace(":", "\\:")


def _values(size: Size, *, on_postgresql: bool) -> dict[str, object]:
    def literal(at: datetime) -> str:
        return f"timestamptz '{at.isoformat()}'" if on_postgresql else f"{at.timestamp() * 1_000_000:.0f}"

    epoch = NOW - timedelta(milliseconds=first_id(NOW) >> 22)

    def milliseconds(of: str) -> str:
        since = f"({of} - {literal(epoch)})"
        return f"(extract(epoch FROM {since}) * 1000)::bigint" if on_postgresql else f"({since} / 1000)"

    deliveries = size.members * 2
    return {
        "people": _NUMBERS.format(last=size.members),
        "numbers": _NUMBERS.format(last=size.each * BUSY),
        "week": _NUMBERS.format(last=deliveries),
        "deliveries": deliveries,
        "members": size.members,
        "mentors": size.mentors,
        "mentees": MENTEES,
        "since": literal(NOW - timedelta(days=3 * 365)),
        "now": literal(NOW),
        "long_ago": literal(NOW - KEPT),
        "hour": "interval '1 hour'" if on_postgresql else "3600000000",
        "true": "true" if on_postgresql else "1",
        "false": "false" if on_postgresql else "0",
        "firsts": len(FIRST),
        "lasts": len(LAST),
        "whats": len(WHAT),
        "abouts": len(ABOUT),
        "one_in": ONE_IN,
        "gap": GAP,
        "busy_gap": BUSY_GAP,
        "left_gap": LEFT_GAP,
        "ahead": AHEAD,
        "busy": BUSY,
        "of_busy": size.each * BUSY,
        "of_others": size.each,
        "left_before": size.each * GAP // 3,
        "far": size.each * GAP * 4,
        "booked_before": 30 * 24,
        "ms": milliseconds("booked"),
        "booked_ms": milliseconds("booked_at"),
    }
