"""The order in which mail leaves, and how much of it at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.clock import Clock
from core.errands import Errand, Task
from core.ids import new_id
from core.invariants import Invariant
from core.mail import MAIL, MailClass, MailSettings
from core.notices import Kind, Notice
from core.outbox import Again, Done, Ended, Scope
from core.paces import PACES
from storage.check import SqlCheck
from storage.outbox import SqlOutbox
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import MINUTE, a_notice, people_in

LEASE = MINUTE


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
