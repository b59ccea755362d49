"""The order in which mail leaves, and how much of it at once."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from core.clock import Clock
from core.errands import Errand, Task
from core.ids import new_id
from core.invariants import Invariant
from core.mail import MAIL, MailClass, MailSettings
from core.notices import Kind, Notice
from core.outbox import Again, Done, Ended, Scope, Sent
from core.paces import PACES
from storage.check import SqlCheck
from storage.outbox import SqlOutbox
from storage.store import SqlStore, open_store
from tests.conftest import MORNING
from tests.storage.samples import MINUTE, a_notice, people_in

LEASE = MINUTE
WHOLE = re.compile(
    r"Seq Scan on notices|SCAN (notices|first|earlier|later)\b(?! USING (COVERING )?INDEX notices_)"
)


def mails(*people: int, minutes: int = 0) -> list[Errand]:
    due = MORNING - timedelta(minutes=minutes)
    return [
        Errand(number := new_id(MORNING), Task.MAIL, MAIL, person, due, f"mail:{number}")
        for person in people
    ]


def write(store: SqlStore, errands: list[Errand]) -> list[int]:
    with store.write() as tx:
        tx.errands.add(errands)
    return [each.id for each in errands]


def claimed(outbox: SqlOutbox, owner: str = "me", **in_hand: int) -> list[int]:
    return [each.id for each in outbox.claim(owner, 100, LEASE, in_hand)]


@pytest.fixture
def outbox(store: SqlStore) -> SqlOutbox:
    return SqlOutbox(store)


@pytest.mark.spec("EML-3")
def test_of_one_person_only_the_oldest_is_taken_until_it_has_ended(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    ada, bob = people_in(store, "Ada", "Bob")
    first, second, other = write(store, mails(ada, ada, bob))
    assert sorted(claimed(outbox)) == sorted([first, other])
    assert claimed(outbox, "another process") == []
    due = outbox.next_due()
    assert due is not None
    assert due > outbox.now(), "what waits for another is not due"
    again = Again(Errand(first, Task.MAIL, MAIL, ada, MORNING, "x"), MINUTE, "450 later")
    outbox.record("me", [again])
    assert claimed(outbox) == [], "the second waits while the first is to be tried again"
    clock.move(MINUTE)
    assert sorted(claimed(outbox)) == sorted([first, other]), "both leases are over"
    outbox.conclude("me", Done(Errand(first, Task.MAIL, MAIL, ada, MORNING, "x"), "sent"), lambda _: None)
    assert claimed(outbox) == [second]


def test_one_that_is_given_up_holds_nothing_up(store: SqlStore, outbox: SqlOutbox) -> None:
    (ada,) = people_in(store, "Ada")
    first, second = write(store, mails(ada, ada))
    assert claimed(outbox) == [first]
    outbox.conclude(
        "me", Ended(Errand(first, Task.MAIL, MAIL, ada, MORNING, "x"), "dead", "550"), lambda _: None
    )
    assert claimed(outbox) == [second]


def test_what_is_due_later_waits_for_nobody_and_nobody_for_it(store: SqlStore, outbox: SqlOutbox) -> None:
    (ada,) = people_in(store, "Ada")
    (later,) = write(store, mails(ada, minutes=-60))
    (now,) = write(store, mails(ada))
    assert claimed(outbox) == [now]
    assert later != now


def test_a_process_has_few_in_hand_however_many_wait(store: SqlStore, outbox: SqlOutbox) -> None:
    most = PACES[MAIL].in_hand
    assert most is not None
    write(store, mails(*people_in(store, *(f"Person {n}" for n in range(most + 5)))))
    assert claimed(outbox, mail=most) == []
    assert outbox.next_due({MAIL: most}) is None, "so that nobody looks again before one has ended"
    assert len(claimed(outbox, mail=most - 3)) == 3
    assert len(claimed(outbox)) == most


def test_where_the_server_rests_mail_waits_and_notices_do_not(store: SqlStore, outbox: SqlOutbox) -> None:
    ada, bob = people_in(store, "Ada", "Bob")
    first, _ = write(store, mails(ada, bob))
    errand = next(each for each in outbox.claim("me", 100, LEASE) if each.id == first)
    outbox.record("me", [Again(errand, MINUTE, "away", counted=False, scope=Scope.BOT)])
    with store.write() as tx:
        tx.notices.add([a_notice(ada, dedupe="notice")])
    taken = outbox.claim("me", 100, LEASE)
    assert [type(each) for each in taken] == [Notice]
    assert outbox.backlog().oldest is None or outbox.backlog().age < MINUTE


@pytest.mark.parametrize(
    ("wishes", "email", "expected"),
    [
        ({}, "ada@example.org", 2),
        ({}, None, 0),
        ({"address": "ada@example.com"}, None, 2),
        ({"on": False}, "ada@example.org", 0),
        ({"off": frozenset({MailClass.REMINDERS})}, "ada@example.org", 1),
        ({"off": frozenset({MailClass.POLLS, MailClass.NEWS})}, "ada@example.org", 2),
        ({"refused": "ada@example.org"}, "ada@example.org", 0),
        ({"refused": "old@example.org"}, "ada@example.org", 2),
        ({"refused": "ada@example.org", "address": "ada@example.com"}, "ada@example.org", 2),
    ],
)
def test_an_errand_is_written_for_whoever_wants_it(
    store: SqlStore, outbox: SqlOutbox, wishes: dict[str, object], email: str | None, expected: int
) -> None:
    store.mails = True
    (ada,) = people_in(store, "Ada")
    with store.write() as tx:
        person = tx.people.get(ada)
        assert person is not None
        tx.people.save(replace(person, email=email))
        if wishes:
            tx.mail.save(MailSettings(ada, **wishes))  # type: ignore[arg-type]
    kinds = (Kind.BOOKED, Kind.REMINDER, Kind.JOIN, Kind.HOME)
    with store.write() as tx:
        tx.notices.add([a_notice(ada, kind=kind, dedupe=f"{kind}:1") for kind in kinds])
    with store.write() as tx:
        tx.notices.add([a_notice(ada, kind=kind, dedupe=f"{kind}:1") for kind in kinds])
    found = []
    while taken := [each for each in outbox.claim("me", 100, LEASE) if isinstance(each, Errand)]:
        found += taken
        for each in taken:
            outbox.conclude("me", Done(each, "sent"), lambda _: None)
    assert len(found) == expected


@pytest.mark.spec("OPS-5")
def test_the_nightly_check_asks_for_the_first_of_somebodys_mails_only(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    first, _ = write(store, mails(ada, ada))
    (errand,) = outbox.claim("me", 100, LEASE)
    outbox.record("me", [Again(errand, timedelta(hours=3), "450 later")])
    clock.move(timedelta(hours=2))
    assert overdue(store) == []
    clock.move(timedelta(hours=2))
    assert overdue(store) == [first]


def overdue(store: SqlStore) -> list[object]:
    found = SqlCheck(store).violations(timedelta(minutes=10))
    return [each.facts["notice"] for each in found if each.invariant is Invariant.OVERDUE]


# --- beside notices


def leave_mail(store: SqlStore, people: tuple[int, ...], each: int) -> None:
    """Mails that wait for a server that rests, half of them due."""
    write(store, [mail for n in range(each) for mail in mails(*people, minutes=-60 if n % 2 else 60)])
    outbox = SqlOutbox(store)
    errand, *_ = (taken for taken in outbox.claim("mailer", 1, LEASE) if isinstance(taken, Errand))
    outbox.record("mailer", [Again(errand, timedelta(hours=1), "away", counted=False, scope=Scope.BOT)])


def deliver(store: SqlStore, people: tuple[int, ...]) -> None:
    """A notice to each of them leaves, as delivery has it leave."""
    outbox, left = SqlOutbox(store), len(people)
    with store.write() as tx:
        tx.notices.add([a_notice(person, dedupe=f"{new_id(MORNING)}") for person in people])
    while left:
        taken = [each for each in outbox.claim("me", 100, LEASE) if isinstance(each, Notice)]
        outbox.record("me", [Sent(each, None) for each in taken])
        outbox.next_due()
        left -= len(taken)
        assert taken


@pytest.mark.spec("OPS-3", "EML-2")
def test_waiting_mail_costs_notices_nothing(sqlite_url: str, clock: Clock) -> None:
    """Counted in steps of SQLite's machine, which are the same on every machine and under every load."""
    store = open_store(sqlite_url, clock)
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    def watch(connection: Connection) -> None:
        driver: Any = connection.connection.dbapi_connection
        driver.set_progress_handler(count, 10)

    people = people_in(store, *(f"Person {n}" for n in range(100)))
    for engine in (store.engines.reader, store.engines.writer):
        event.listen(engine, "begin", watch)
    deliver(store, people)
    alone, steps = steps, 0
    leave_mail(store, people, 40)
    clock.move(MINUTE)
    steps = 0
    deliver(store, people)
    assert steps < 1.1 * alone
    store.close()


@pytest.mark.spec("OPS-3", "EML-2")
def test_no_statement_of_delivery_reads_all_that_waits(store: SqlStore, clock: Clock) -> None:
    engines, seen = store.engines, dict[str, Any]()

    def remember(_connection: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        if statement.startswith(("SELECT", "WITH", "UPDATE notices")):
            seen[statement] = given[0] if isinstance(given, list) else given

    people = people_in(store, "Ada", "Bob")
    leave_mail(store, people, 4)
    for engine in (engines.reader, engines.writer):
        event.listen(engine, "before_cursor_execute", remember)
    deliver(store, people)
    clock.move(timedelta(hours=2))
    outbox = SqlOutbox(store)
    outbox.record("me", [Again(each, MINUTE, "450") for each in outbox.claim("me", 100, LEASE)])
    assert outbox.next_due() is not None
    for engine in (engines.reader, engines.writer):
        event.remove(engine, "before_cursor_execute", remember)
    assert sum("notices AS first" in each for each in seen) == 2, "which mail is next, and when"
    explain = "EXPLAIN" if engines.on_postgresql else "EXPLAIN QUERY PLAN"
    with engines.reader.connect() as connection:
        if engines.on_postgresql:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        for statement, given in seen.items():
            plan = [row[-1] for row in connection.exec_driver_sql(f"{explain} {statement}", given)]
            assert not [step for step in plan if WHOLE.search(step)], (statement, plan)
            if "notices AS first" in statement:
                assert [step for step in plan if "notices_mail_idx" in step], (statement, plan)
