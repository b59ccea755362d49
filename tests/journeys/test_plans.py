"""What presses and rounds ask of a database is found by indexes, however long the history is."""

from collections.abc import Collection

from bot.service import CORE_ROUNDS
from core.clock import Clock
from storage.housekeeping import SqlHousekeeping
from storage.store import SqlStore, open_store
from tests.databases import Databases, lent
from tests.journeys.conftest import Cast, settled_in
from tests.journeys.linking import linked
from tests.journeys.programme import Programme
from tests.plans import Executed, executed, scans
from tests.storage.filling import fill

SESSIONS = 6_000
FILLED = ("sessions", "notices", "audit", "claims")
WAITS, LISTS, ADDS_UP = (
    "an index of what waits",
    "an admin's list, of which a page is read",
    "a figure for admins",
)
ALLOWED = {
    "refunds by refunds_waiting_idx": WAITS,
    "refunds by refunds_failed_idx": WAITS,
    "disputes by disputes_undecided_idx": WAITS,
    "disputes by disputes_alarm_idx": WAITS,
    "notices by notices_failed_idx": WAITS,
    "inbox by inbox_aside_idx": WAITS,
    "inbox by inbox_step_idx": WAITS,
    "sessions by sessions_live_idx": WAITS,
    "councils by councils_inviting_idx": WAITS,
    "councils by councils_unended_idx": WAITS,
    "sessions by sessions_starts_idx": LISTS,
    "refunds by refunds_processed_idx": ADDS_UP,
}
"""What may be read in full, with the reason."""
RARELY = {
    "councils", "council_votes", "council_votes by sqlite_autoindex_council_votes_1", "council_proposals", "disputes",
    "dispute_events", "interventions", "refunds", "rooms", "session_words"
}  # fmt: skip
"""What is read in full once in a member's life, rather than that whoever writes it keeps one more index."""
NAMED_IN_TEXT = "UPDATE notices SET details"
"""Which waiting notices name a member. PostgreSQL looks at all notices where, as here, half of them wait."""
ONCE_A_WEEK = "SELECT people.id, (SELECT sessions.id"
"""Who has not booked, for the summary: looks at all members, and PostgreSQL at all sessions of some weeks."""


async def tour(cast: Cast) -> None:
    """What people mostly do, and what happens by itself; the lists of admins have plans of their own."""
    ana, ben, mia, olga = cast.ana, cast.ben, cast.mia, cast.olga
    for mentee, at in ((ben, "tomorrow 3pm"), (mia, "tomorrow 11am"), (mia, "friday 11am")):
        await mentee.command("book", f"@ana {at}")
        await mentee.press("Confirm booking")
    session = cast.programme.sessions_of(ben)[0]
    for someone in (ana, ben, olga):
        await someone.open_home()
        for typed in ("", "past", "past last month with ana", "week", session.code, "S-0000"):
            await someone.command("sessions", typed)
        for command, typed in (
            ("mentors", ""), ("mentors", "soonest"), ("mentors", "python"), ("book", "@ana"), ("council", ""),
            ("council", "past"), ("council", "C-0000"), ("profile", ""), ("schedule", ""), ("schedule", "list"),
            ("schedule", "mentees"), ("availability", ""),
        ):  # fmt: skip
            await someone.command(command, typed)
    for typed in (
        "",
        "sessions",
        "members ben",
        "disputes",
        "failed",
        "stats",
        "health",
        "member @ben",
        session.code,
    ):
        await olga.command("admin", typed)
    await ben.command("sessions", f"{session.code} late 10 min")
    await mia.command("sessions", f"{cast.programme.sessions_of(mia)[0].code} cancel")
    await mia.fill({"Reason": "Schedule conflict"})
    for _ in range(3):
        await passes(cast, days=1)
    SqlHousekeeping(cast.programme.store).sweep()


async def passes(cast: Cast, **time: float) -> None:
    """Time passes, with the rounds at its end."""
    await cast.programme.later(**time)
    for each in CORE_ROUNDS.values():
        each(cast.programme.desk)
    await cast.programme.erasures.go()
    await cast.programme.settle()


async def once_in_a_life(cast: Cast) -> None:
    """Ben and Mia turn out to be one, and have their data sent; then they and Ana have themselves erased."""
    ana, ben, mia = cast.ana, cast.ben, cast.mia
    await linked(ben, mia)
    for someone in (ana, ben):
        await someone.command("profile", "data export")
        await someone.command("profile", "data erase yes")
    gone = [ana.id, ben.id]
    for hours in (7 * 24, 24, 24, 1):
        await passes(cast, hours=hours)
    with cast.programme.store.read() as tx:
        assert all(each.is_erased for each in tx.people.of(gone))


async def test_no_statement_reads_in_full_what_grows(
    database_url: str, databases: Databases, clock: Clock
) -> None:
    begun = clock.now()
    programme = Programme(database_url, clock)
    cast = await settled_in(programme)
    with executed(programme.store) as heard:
        await tour(cast)
    with executed(programme.store) as rarely:
        await once_in_a_life(cast)
    programme.close()
    clock.move_to(begun)
    with lent(databases) as url:
        store = open_store(url, clock)
        fill(store, SESSIONS)
        with store.engines.writer.begin() as connection:
            # In one channel alone, the first row read would wait: no index would be needed.
            connection.exec_driver_sql("UPDATE notices SET channel = 'slack:T' || mod(id, 40)")
        if store.engines.on_postgresql:
            with store.engines.writer.begin() as connection:
                connection.exec_driver_sql("ANALYZE")
        found = _scans(store, heard) | _scans(store, rarely, RARELY)
        if not store.engines.on_postgresql:  # which plans otherwise once it has counted
            with store.engines.writer.begin() as connection:
                connection.exec_driver_sql("ANALYZE")
            found |= _scans(store, heard) | _scans(store, rarely, RARELY)
        store.close()
    assert not found, "\n".join(f"{sorted(those)}: {statement}" for statement, those in found.items())


def _scans(store: SqlStore, heard: Executed, allowed: Collection[str] = ()) -> dict[str, set[str]]:
    """What statements read in full without being allowed to, by statement."""
    found = {
        statement: scans(store, statement, values, before, FILLED) - ALLOWED.keys() - {*allowed}
        for statement, (values, before) in heard.items()
        if not statement.startswith((ONCE_A_WEEK, NAMED_IN_TEXT))
    }
    return {" ".join(statement.split()): those for statement, those in found.items() if those}
