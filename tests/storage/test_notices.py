"""Notices, from the transaction that writes them to the message that was sent."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from core.clock import Clock
from core.desk import Desk
from core.notices import Kind, Notice, Receipt
from core.outbox import Again, Ended, Scope, Sent
from core.payloads import Ahead, Settling
from core.ports.notices import SessionMessage
from core.ports.store import Transaction
from core.usecases import booking
from gateways.jitsi import JitsiRooms
from storage.message_tables import notices
from storage.outbox import SqlOutbox
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.faults.seeds import cast_of, settle_in
from tests.storage.samples import DAY, HOUR, MINUTE, TEN, a_notice, at_once, people_in
from tests.storage.stopped import clock, store

__all__ = ["clock", "store"]

LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)
RECEIPT = Receipt("slack", "T1", "D1", "1700.1")


@pytest.fixture
def outbox(store: SqlStore) -> SqlOutbox:
    return SqlOutbox(store)


def write(store: SqlStore, *written: Notice) -> None:
    with store.write() as tx:
        tx.notices.add(written)


def states(store: SqlStore) -> list[str]:
    with store.work() as work:
        return list(work.connection.execute(select(notices.c.state).order_by(notices.c.id)).scalars())


def in_about(delay: timedelta, outbox: SqlOutbox, clock: Clock) -> bool:
    due = outbox.next_due()
    return due is not None and abs(due - clock.now() - delay) < 5 * SECOND


@pytest.mark.spec("NTF-1")
def test_a_notice_of_a_transaction_that_fails_is_never_sent(store: SqlStore, outbox: SqlOutbox) -> None:
    (ada,) = people_in(store, "Ada")

    @contextmanager
    def failing() -> Iterator[Transaction]:
        with store.write() as tx:
            yield tx
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), failing() as tx:
        tx.notices.add([a_notice(ada)])
    assert outbox.claim("me", 10, LEASE) == []
    write(store)


@pytest.mark.spec("NTF-1")
def test_a_cause_that_is_repeated_writes_one_notice(store: SqlStore, outbox: SqlOutbox) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    first, other = a_notice(ada, dedupe="booked:1"), a_notice(ben)
    write(store, first)
    write(store, replace(a_notice(ada), dedupe="booked:1"), other)
    assert [notice.id for notice in outbox.claim("me", 10, LEASE)] == [first.id, other.id]


def test_a_notice_is_claimed_as_it_was_written(store: SqlStore, outbox: SqlOutbox) -> None:
    (ada,) = people_in(store, "Ada")
    notice = a_notice(
        ada,
        kind=Kind.REMINDER,
        expires_at=MORNING + HOUR,
        session=77,
        revision=2,
        payload=Ahead(minutes=60),
    )
    write(store, notice)
    assert outbox.claim("me", 10, LEASE) == [replace(notice, attempts=1)]


@pytest.mark.spec("NTF-2")
def test_nothing_is_claimed_before_it_is_due(store: SqlStore, outbox: SqlOutbox, clock: Clock) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    assert outbox.next_due() is None
    write(store, a_notice(ada, MORNING + HOUR), a_notice(ben, MORNING + 2 * HOUR))
    assert outbox.claim("me", 10, LEASE) == []
    assert outbox.next_due() == MORNING + HOUR
    clock.move(90 * MINUTE)
    assert outbox.next_due() == MORNING + HOUR
    assert [notice.person for notice in outbox.claim("me", 10, LEASE)] == [ada]
    assert abs(outbox.now() - clock.now()) < 5 * SECOND


@pytest.mark.spec("NTF-1")
def test_each_notice_is_claimed_by_one_of_many_processes(store: SqlStore, outbox: SqlOutbox) -> None:
    people = people_in(store, *(f"Person {n}" for n in range(30)))
    write(store, *(a_notice(person) for person in people for _ in range(2)))
    claimed = [n for batch in at_once(6, lambda n: outbox.claim(f"process {n}", 10, LEASE)) for n in batch]
    claimed += outbox.claim("me", 100, LEASE)
    assert sorted(notice.person for notice in claimed) == people, (
        "one for each person, and no more while it is out"
    )
    assert len({notice.id for notice in claimed}) == 30


@pytest.mark.spec("NTF-3")
def test_one_person_is_written_to_once_a_second_in_order(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    late, early = a_notice(ada, MORNING), a_notice(ada, MORNING - HOUR)
    write(store, late, early)
    [first] = outbox.claim("me", 10, LEASE)
    assert first.id == early.id
    assert outbox.claim("other", 10, LEASE) == []
    outbox.record("me", [Sent(first, RECEIPT)])
    assert outbox.claim("me", 10, LEASE) == []
    due = outbox.next_due()
    assert due is not None
    assert timedelta(0) < due - clock.now() <= SECOND
    clock.move(SECOND)
    assert [notice.id for notice in outbox.claim("me", 10, LEASE)] == [late.id]


@pytest.mark.spec("CHT-9", "NTF-5")
def test_a_message_is_known_by_the_card_that_it_shows_last(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    place = Settling(platform="slack", workspace="T1", channel="D1", message="1700.1")
    edit = a_notice(ada, MORNING, kind=Kind.SETTLE, payload=place)
    write(store, a_notice(ada, MORNING - HOUR), edit)

    def shows(digest: str, receipt: Receipt = RECEIPT) -> bool:
        with store.read() as tx:
            return tx.notices.is_shown(receipt, digest)

    [first] = outbox.claim("me", 1, LEASE)
    outbox.record("me", [Sent(first, RECEIPT, "as sent")])
    assert shows("as sent")
    assert not shows("as sent", Receipt("slack", "T1", "D1", "1700.2"))
    clock.move(SECOND)
    [claimed] = outbox.claim("me", 1, LEASE)
    assert claimed.id == edit.id
    outbox.record("somebody else", [Sent(claimed, None, "as a process saw it whose lease had ended")])
    assert shows("as sent")
    outbox.record("me", [Sent(claimed, None, "as edited")])
    assert (shows("as edited"), shows("as sent")) == (True, False)
    with store.write() as tx:
        tx.notices.forget_shown(RECEIPT)
    assert not shows("as edited"), "an answer has replaced it"


@pytest.mark.spec("NTF-1")
def test_a_process_that_dies_while_sending_is_replaced_when_its_lease_ends(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    write(store, a_notice(ada))
    [notice] = outbox.claim("dead", 10, LEASE)
    due = outbox.next_due()
    assert due is not None
    assert timedelta(seconds=50) < due - clock.now() <= LEASE
    clock.move(LEASE)
    [again] = outbox.claim("alive", 10, LEASE)
    assert again == replace(notice, attempts=2, ambiguous=True), "the dead one may have sent it"
    outbox.record("dead", [Sent(notice, RECEIPT)])
    assert states(store) == ["waiting"], "it belongs to another now"
    outbox.record("alive", [Sent(notice, RECEIPT)])
    assert states(store) == ["sent"]
    assert outbox.next_due() is None


@pytest.mark.spec("NTF-3")
def test_a_failure_is_tried_again_later(store: SqlStore, outbox: SqlOutbox, clock: Clock) -> None:
    (ada,) = people_in(store, "Ada")
    notice = a_notice(ada)
    write(store, notice)
    outbox.claim("me", 10, LEASE)
    outbox.record("me", [Again(notice, HOUR, "no answer")])
    assert outbox.claim("me", 10, LEASE) == []
    assert in_about(HOUR, outbox, clock)
    clock.move(HOUR)
    assert outbox.claim("me", 10, LEASE) == [replace(notice, attempts=2)]


@pytest.mark.spec("NTF-3")
def test_a_request_to_wait_is_no_attempt_and_holds_back_the_whole_chat(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    notice, following = a_notice(ada, MORNING - MINUTE), a_notice(ada)
    write(store, notice, following)
    outbox.claim("me", 10, LEASE)
    outbox.record("me", [Again(notice, HOUR, "slow down", counted=False, scope=Scope.CHAT)])
    clock.move(MINUTE)
    assert outbox.claim("me", 10, LEASE) == []
    assert in_about(HOUR - MINUTE, outbox, clock)
    clock.move(HOUR)
    assert outbox.claim("me", 10, LEASE) == [replace(following, attempts=1)]
    outbox.record("me", [Sent(following, None)])
    clock.move(SECOND)
    assert outbox.claim("me", 10, LEASE) == [replace(notice, attempts=1)]


@pytest.mark.spec("NTF-3")
def test_giving_up_is_visible_and_final(store: SqlStore, outbox: SqlOutbox, clock: Clock) -> None:
    (ada,) = people_in(store, "Ada")
    notice, following = a_notice(ada, MORNING - MINUTE), a_notice(ada)
    write(store, notice, following)
    outbox.claim("me", 10, LEASE)
    outbox.record("me", [Ended(notice, "dead", "chat is blocked")])
    assert outbox.claim("me", 10, LEASE) == [replace(following, attempts=1)], (
        "nothing was sent: no need to wait"
    )
    clock.move(DAY)
    outbox.record("me", [Ended(following, "dropped", "too late")])
    assert outbox.claim("me", 10, LEASE) == []
    assert states(store) == ["dead", "dropped"]


@pytest.mark.spec("NTF-2")
def test_reminders_of_a_session_can_be_dropped_and_nothing_else(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    write(
        store,
        a_notice(ada, MORNING + HOUR, Kind.REMINDER, session=1),
        a_notice(ada, MORNING + HOUR, Kind.JOIN, session=1),
        a_notice(ada, MORNING + HOUR, Kind.BOOKED, session=1),
        a_notice(ada, MORNING + HOUR, Kind.JOIN, session=2),
    )
    with store.write() as tx:
        tx.notices.drop(1)
    assert sorted(states(store)) == ["cancelled", "cancelled", "waiting", "waiting"]


@pytest.mark.spec("NTF-2", "NTF-5")
def test_a_reminder_dropped_on_its_way_has_left_all_the_same(store: SqlStore, outbox: SqlOutbox) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    left, stopped = (a_notice(person, kind=Kind.REMINDER, session=1) for person in (ada, ben))
    after = a_notice(ben, MORNING)
    write(store, left, stopped, after)
    outbox.claim("me", 10, LEASE)
    with store.write() as tx:
        tx.notices.drop(1)
    outbox.record("me", [Sent(left, RECEIPT)])
    outbox.record("me", [Again(stopped, MINUTE, "no answer")])
    with store.read() as tx:
        assert tx.notices.receipts([1]) == [SessionMessage(1, left.id, ada, None, RECEIPT)]
    assert sorted(states(store)) == ["cancelled", "sent", "waiting"]


@pytest.mark.spec("NTF-5")
def test_receipts_tell_where_messages_about_a_session_are(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    booked = [a_notice(person, kind=Kind.BOOKED, session=1) for person in (ada, ben)]
    settling = a_notice(
        ada, MORNING + MINUTE, kind=Kind.SETTLE, session=1, payload=Settling(**asdict(RECEIPT))
    )
    write(store, *booked, settling, a_notice(ben, MORNING + MINUTE, kind=Kind.HOME, session=1))
    for _ in range(2):
        for notice in outbox.claim("me", 10, LEASE):
            receipt = None if notice.kind is Kind.HOME else replace(RECEIPT, message=f"{notice.id}")
            outbox.record("me", [Sent(notice, receipt)])
        clock.move(MINUTE)
    with store.read() as tx:
        found = tx.notices.receipts([1])
        assert [(sent.notice, sent.person) for sent in found] == [
            (notice.id, notice.person) for notice in booked
        ]
        assert found[0].receipt == replace(RECEIPT, message=f"{booked[0].id}")
        assert tx.notices.receipts([2]) == []
        assert tx.notices.may_be_message(found[0].receipt, ada, "")
        assert not tx.notices.may_be_message(RECEIPT, ada, "")


@pytest.mark.spec("NTF-5")
def test_while_somebody_is_sent_a_notice_each_message_of_theirs_may_be_it(
    store: SqlStore, outbox: SqlOutbox
) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    write(store, a_notice(ada))
    [notice] = outbox.claim("me", 10, LEASE)

    def may_be_it(reader: int, by: str) -> bool:
        with store.read() as tx:
            return tx.notices.may_be_message(RECEIPT, reader, by)

    assert may_be_it(ada, "another")
    assert not may_be_it(ada, "me")
    assert not may_be_it(ben, "another")
    outbox.record("me", [Sent(notice, replace(RECEIPT, message="5"))])
    assert not may_be_it(ada, "another")


@pytest.mark.spec("NTF-3", "NTF-5")
def test_what_is_drawn_as_it_reads_when_it_is_sent_waits_once(store: SqlStore, outbox: SqlOutbox) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    homes = [a_notice(ada, kind=Kind.HOME) for _ in range(3)]
    settling = [
        a_notice(ben, kind=Kind.SETTLE, dedupe=f"settle:7:{n}", payload=Settling(**asdict(RECEIPT)))
        for n in (1, 2)
    ]
    other = a_notice(ben, kind=Kind.SETTLE, dedupe="settle:8:1", payload=Settling(**asdict(RECEIPT)))
    opens = a_notice(ada, MORNING + HOUR, kind=Kind.HOME)
    write(store, opens)
    for one in (*homes, other, *settling):
        write(store, one)
    write(
        store, replace(homes[0], id=homes[-1].id + 1000)
    )  # a repetition, which writes nothing and stops nothing
    with store.work() as work:
        kept = work.connection.execute(select(notices.c.id).where(notices.c.state == "waiting")).scalars()
        assert set(kept) == {opens.id, homes[-1].id, other.id, settling[-1].id}


@pytest.mark.spec("NTF-1")
def test_what_is_being_sent_may_have_been_drawn_too_early_and_is_sent_again(
    store: SqlStore, outbox: SqlOutbox
) -> None:
    (ada,) = people_in(store, "Ada")
    early, late = a_notice(ada, kind=Kind.HOME), a_notice(ada, kind=Kind.HOME)
    write(store, early)
    assert [notice.id for notice in outbox.claim("me", 10, LEASE)] == [early.id]
    write(store, late)
    outbox.record("me", [Sent(early, None)])
    assert states(store) == ["sent", "waiting"]


@pytest.mark.spec("NTF-1", "BOK-7")
def test_a_booking_writes_its_notices_in_one_statement(store: SqlStore) -> None:
    desk = Desk(store, JitsiRooms("https://rooms.example"))
    people = settle_in(store, cast_of(1))
    mentor, mentee = people["mentor0"], people["mentee0"]
    held = booking.hold_time(desk, mentee, mentor.id, TEN, 30)

    with statements_about_notices(store) as seen:
        booking.book(desk, mentee, held.hold.id)

    assert seen == ["INSERT", "SELECT"], "what is written, and which homes wait to be drawn already"
    with store.work() as work:
        assert len(work.connection.execute(select(notices.c.id)).all()) == 12


def test_what_is_gathered_in_an_attempt_that_fails_is_not_written(store: SqlStore) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    with store.write() as tx:
        tx.notices.add([a_notice(ada)])
        with suppress(ZeroDivisionError), tx.attempt():
            tx.notices.add([a_notice(ben)])
            raise ZeroDivisionError

    with store.work() as work:
        assert list(work.connection.execute(select(notices.c.person)).scalars()) == [ada]


def test_reminders_gathered_and_dropped_in_one_transaction_are_cancelled(store: SqlStore) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    with store.write() as tx:
        tx.notices.add([a_notice(ada, kind=Kind.REMINDER, session=7), a_notice(ben, session=7)])
        tx.notices.add([a_notice(ada, kind=Kind.JOIN, council=8), a_notice(ada, kind=Kind.JOIN, session=9)])
        tx.notices.drop(7)
        tx.notices.drop_of_councils([8], [Kind.JOIN])

    with store.work() as work:
        waiting = select(notices.c.person, notices.c.session).where(notices.c.state == "waiting")
        rows = work.connection.execute(waiting.order_by(notices.c.id))
        assert [tuple(row) for row in rows] == [(ben, 7), (ada, 9)]


def test_a_home_asked_for_twice_in_one_transaction_is_drawn_once(
    store: SqlStore, outbox: SqlOutbox
) -> None:
    (ada,) = people_in(store, "Ada")
    first, second = a_notice(ada, kind=Kind.HOME), a_notice(ada, kind=Kind.HOME)
    with store.write() as tx:
        tx.notices.add([first])
        tx.notices.add([second])

    assert [notice.id for notice in outbox.claim("me", 10, LEASE)] == [second.id]


@contextmanager
def statements_about_notices(store: SqlStore) -> Iterator[list[str]]:
    """The first words of the statements that read or write notices."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if " notices" in statement:
            seen.append(statement.split(maxsplit=1)[0])

    event.listen(store.engines.writer, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(store.engines.writer, "before_cursor_execute", note)
