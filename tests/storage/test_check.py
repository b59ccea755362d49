"""`parley check`: silent about a programme that is whole, and a sentence for each thing that is not."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Executable, delete, event, insert, select, text, update

from bot.__main__ import main
from core.clock import Clock
from core.desk import Desk
from core.errands import Task
from core.ids import new_id
from core.inbox import Delivery
from core.invariants import Invariant, Violation
from core.notices import SILENT, Kind, Notice, Receipt
from core.outbox import Again, Scope, Sent
from core.payloads import Alarm
from core.people import Person
from core.policies import Policies
from core.sessions import CancelReason, Session
from core.usecases import booking, cancelling, closing, reschedule_requests, rescheduling
from gateways.jitsi import JitsiRooms
from scheduler.checks import NightlyCheck
from storage.check import Look, SqlCheck
from storage.checks.slices import SLICED, ranges
from storage.inbox import SqlInbox
from storage.intervention_tables import refunds
from storage.message_tables import drafts, inbox, notices, rates
from storage.outbox import SqlOutbox
from storage.payment_tables import payment_attempts, payments
from storage.session_tables import departures, reschedules, rooms
from storage.store import SqlStore, open_store
from storage.tables import claims, holds, people, sessions
from tests.conftest import MORNING
from tests.databases import Databases, Prepared, lent
from tests.faults.seeds import book_each, cast_of, settle_in
from tests.storage.filling import fill
from tests.storage.samples import DAY, HOUR, MINUTE, TEN, without_guard

LEASE = timedelta(seconds=60)


@dataclass
class Whole:
    """A programme with sessions booked, cancelled, moved and completed, a hold, a request to move a session, and a
    delivery that was handled.
    """

    store: SqlStore
    clock: Clock
    people: dict[str, Person]
    booked: Sequence[Session]

    @property
    def desk(self) -> Desk:
        return Desk(self.store, JitsiRooms("https://rooms.example"))

    def found(self, patience: timedelta = 2 * HOUR) -> list[Invariant]:
        return [violation.invariant for violation in SqlCheck(self.store).violations(patience)]

    def deliver(self) -> None:
        """Send all that is due, with receipts of its own."""
        outbox = SqlOutbox(self.store)
        while True:
            for notice in outbox.claim("me", 100, LEASE):
                receipt = Receipt("slack", "T1", "D1", str(notice.id))
                silent = notice.kind in SILENT
                outbox.record("me", [Sent(notice, None if silent else receipt)])
            due = outbox.next_due()
            if due is None or due > outbox.now() + 2 * MINUTE:
                return
            self.clock.move(timedelta(seconds=1))


@pytest.fixture(scope="module")
def made(databases: Databases) -> Prepared[Whole]:
    url, clock = databases.make(), Clock()
    clock.move_to(MORNING)
    store = open_store(url, clock)
    desk = Desk(store, JitsiRooms("https://rooms.example"))
    people = settle_in(store, cast_of(6), buffer=10)
    whole = Whole(store, clock, people, book_each(desk, people, TEN))
    whole.deliver()
    mentee = people["mentee0"]
    cancelling.cancel_session(desk, mentee, whole.booked[0].id, 1, CancelReason.CONFLICT, "")
    inbox = SqlInbox(store)
    inbox.accept_and_claim(Delivery("key", "lane", "words"), "me", LEASE)
    inbox.done_and_claim("key", "lane", "me", LEASE)
    booking.hold_time(desk, mentee, people["mentor0"].id, TEN + 2 * DAY)
    for pair, agreed in ((4, False), (5, True)):
        session = whole.booked[pair]
        asked = reschedule_requests.propose(
            desk, people[f"mentee{pair}"], session.id, 1, 0, TEN + 30 * MINUTE, session.minutes, ""
        )
        if agreed:
            rescheduling.accept(desk, people[f"mentor{pair}"], asked.request.id, 1)
    whole.deliver()
    store.close()
    return Prepared(url, clock.now(), whole)


@pytest.fixture
def whole(databases: Databases, clock: Clock, made: Prepared[Whole]) -> Iterator[Whole]:
    """A copy, to be broken."""
    clock.move_to(made.now)
    with lent(databases, made.url) as url:
        store = open_store(url, clock)
        yield replace(made.found, store=store, clock=clock)
        store.close()


@pytest.mark.spec("OPS-5")
def test_a_programme_that_is_whole_has_nothing_to_complain_about(whole: Whole) -> None:
    assert whole.found() == []
    whole.clock.move_to(whole.booked[-1].ends_at + HOUR)
    whole.deliver()
    closing.complete_ended(whole.desk)
    whole.deliver()
    assert whole.found() == []


@pytest.mark.spec("OPS-5")
def test_a_programme_of_a_few_thousand_sessions_is_found_sound(databases: Databases, clock: Clock) -> None:
    with lent(databases) as url:
        store = open_store(url, clock)
        fill(store, 3000)
        assert [str(violation) for violation in SqlCheck(store).violations(HOUR)] == []
        store.close()


Breaking = Callable[[Whole], Sequence[Executable]]


def _second(whole: Whole) -> dict[str, Any]:
    """A claim of the mentor's in the middle of the second session."""
    session = whole.booked[1]
    return {
        "person": session.mentor,
        "starts_at": session.starts_at + 5 * MINUTE,
        "ends_at": session.ends_at + 5 * MINUTE,
        "owner": 7,
        "buffer_minutes": 0,
    }


def _a_notice(whole: Whole, **values: object) -> Executable:
    defaults: dict[str, object] = {
        "id": new_id(MORNING),
        "kind": "welcome",
        "person": whole.people["mentee0"].id,
        "due_at": MORNING,
        "dedupe": "broken",
        "details": {},
        "state": "waiting",
        "attempts": 0,
        "ready_at": MORNING + 30 * DAY,
    }
    return insert(notices).values(**(defaults | values))


def _a_room(whole: Whole, **values: object) -> Executable:
    defaults: dict[str, object] = {
        "id": 7,
        "channel": "zoom",
        "person": whole.booked[1].mentor,
        "session": whole.booked[1].id,
        "asked_at": MORNING,
    }
    return insert(rooms).values(**(defaults | values))


def _a_refund(whole: Whole, **values: object) -> Executable:
    """Of a session that was paid with 1,000."""
    defaults: dict[str, object] = {
        "id": 7,
        "session": whole.booked[1].id,
        "amount": 500,
        "currency": "USD",
        "kind": "partial",
        "status": "pending",
        "words": "",
        "person": whole.people["admin0"].id,
        "at": MORNING,
    }
    return insert(refunds).values(**(defaults | values))


def _paid(whole: Whole, given: int) -> Executable:
    values = {"rate": 1000, "refund_amount": given, "refund_pct": 50, "refund_status": "pending"}
    return update(sessions).where(sessions.c.id == whole.booked[1].id).values(**values)


def _an_attempt(whole: Whole, **values: object) -> Executable:
    """To pay 1,000 for a session."""
    defaults: dict[str, object] = {
        "id": 7,
        "session": whole.booked[1].id,
        "nth": 1,
        "provider": "stripe",
        "reference": "S-0000.1-7",
        "amount": 1000,
        "currency": "USD",
        "status": "closed",
        "opened_at": MORNING,
        "closes_at": MORNING,
        "looked_at": MORNING,
        "link": "cs_1",
        "url": "",
    }
    return insert(payment_attempts).values(**(defaults | values))


def _a_payment(whole: Whole, **values: object) -> list[Executable]:
    """That a session was paid with 1,000 by an attempt, three hours ago."""
    defaults: dict[str, object] = {
        "id": 7,
        "session": whole.booked[1].id,
        "attempt": 7,
        "provider": "stripe",
        "handle": "pi_1",
        "amount": 1000,
        "currency": "USD",
        "at": MORNING - 3 * HOUR,
        "use": "kept",
    }
    its = update(sessions).where(sessions.c.id == whole.booked[1].id).values(rate=1000, payment=7)
    return [_an_attempt(whole), insert(payments).values(**(defaults | values)), its]


def _awaiting(whole: Whole) -> Executable:
    values = {"status": "awaiting_payment", "rate": 1000, "confirm_by": MORNING + HOUR}
    return update(sessions).where(sessions.c.id == whole.booked[1].id).values(**values)


def _of(whole: Whole, kind: Kind) -> Any:
    return (notices.c.session == whole.booked[1].id) & (notices.c.kind == kind.value)


BREAKINGS: dict[Invariant, Breaking] = {
    Invariant.TWO_PLACES: lambda w: [insert(claims).values(**_second(w))],
    Invariant.TWO_SESSIONS: lambda w: [
        update(sessions).where(sessions.c.id == w.booked[3].id).values(mentee=w.booked[1].mentee)
    ],
    Invariant.UNCLAIMED: lambda w: [delete(claims).where(claims.c.owner == w.booked[1].id)],
    Invariant.ORPHAN_CLAIM: lambda w: [
        insert(claims).values(_second(w) | {"starts_at": TEN + 9 * DAY, "ends_at": TEN + 10 * DAY})
    ],
    Invariant.HALF_HOLD: lambda _: [delete(claims).where(claims.c.expires_at.is_not(None))],
    Invariant.ORPHAN_HOLD: lambda _: [delete(holds)],
    Invariant.BOOKED_HOLD: lambda w: [update(holds).values(id=w.booked[1].id)],
    Invariant.UNTOLD: lambda w: [delete(notices).where(_of(w, Kind.BOOKED))],
    Invariant.NO_REMINDER: lambda w: [
        update(notices).where(_of(w, Kind.REMINDER)).values(due_at=TEN - 23 * HOUR)
    ],
    Invariant.UNTRUE_REMINDER: lambda w: [
        update(notices).where(_of(w, Kind.JOIN)).values(session=w.booked[0].id)
    ],
    Invariant.OVERDUE: lambda w: [
        _a_notice(w, ready_at=MORNING - 3 * HOUR),
        update(rates).values(free_at=MORNING - 3 * HOUR),
    ],
    Invariant.NO_RECEIPT: lambda w: [_a_notice(w, state="sent", ended_at=MORNING)],
    Invariant.ONE_RECEIPT: lambda w: [
        update(notices).where(_of(w, Kind.BOOKED)).values(receipt_message="the same")
    ],
    Invariant.HALF_ENDED: lambda w: [_a_notice(w, ended_at=MORNING)],
    Invariant.FUTURE_NOTICE: lambda w: [update(notices).where(_of(w, Kind.BOOKED)).values(revision=2)],
    Invariant.UNPACED: lambda w: [delete(rates).where(rates.c.person == w.people["mentee0"].id)],
    Invariant.DANGLING: lambda w: [delete(people).where(people.c.id == w.booked[1].mentee)],
    Invariant.OPEN_DELIVERY: lambda _: [
        update(inbox).values(done_at=None, received_at=MORNING - 3 * HOUR),
    ],
    Invariant.UNBLANKED: lambda _: [update(inbox).values(body="words")],
    Invariant.ORPHAN_DRAFT: lambda _: [
        insert(drafts).values(
            {column.name: "" for column in drafts.c if column.type.python_type is str}
            | {"id": 1, "person": 1, "opened_at": MORNING, "filled": {}, "asked": 0}
        )
    ],
    Invariant.UNCLOSED: lambda w: [
        update(sessions).where(sessions.c.id == w.booked[1].id).values(ends_at=MORNING - 3 * HOUR)
    ],
    Invariant.UNSETTLED: lambda w: [
        update(sessions)
        .where(sessions.c.id == w.booked[1].id)
        .values(status="requested", confirm_by=MORNING - 3 * HOUR)
    ],
    Invariant.OPEN_REQUEST: lambda _: [
        update(reschedules).where(reschedules.c.turn == 1).values(expires_at=MORNING - 3 * HOUR)
    ],
    Invariant.IDLE_REQUEST: lambda w: [
        update(sessions).where(sessions.c.id == w.booked[4].id).values(status="cancelled")
    ],
    Invariant.UNKEPT: lambda w: [delete(claims).where(claims.c.owner == w.booked[4].id)],
    Invariant.RETURNED: lambda w: [
        insert(departures).values(session=w.booked[1].id, mentor=w.booked[1].mentor, at=MORNING, note="")
    ],
    Invariant.ROOMLESS: lambda w: [
        update(sessions).where(sessions.c.id == w.booked[1].id).values(meeting_url="")
    ],
    Invariant.STRAY_ROOM: lambda w: [_a_room(w, session=w.booked[0].id)],
    Invariant.UNLINKED: lambda w: [_a_room(w, handle="1", url="https://rooms.example/other")],
    Invariant.PENDING_ROOM: lambda w: [_a_room(w, asked_at=MORNING - 3 * HOUR)],
    Invariant.UNASKED_ROOM: lambda w: [_a_room(w)],
    Invariant.UNREMOVED_ROOM: lambda w: [
        _a_room(w, handle="1", url="https://rooms.example/other", closed_at=MORNING)
    ],
    Invariant.STRAY_ERRAND: lambda w: [
        _a_notice(w, kind=Task.CLOSE_ROOM.value, dedupe=f"{Task.CLOSE_ROOM}:7")
    ],
    Invariant.OVERPAID: lambda w: [_paid(w, 1001), _a_refund(w, amount=1001)],
    Invariant.REFUND_UNEQUAL: lambda w: [_paid(w, 501), _a_refund(w)],
    Invariant.REFUND_CURRENCY: lambda w: [_paid(w, 500), _a_refund(w, currency="EUR")],
    Invariant.UNAPPROVED: lambda w: [_paid(w, 500), _a_refund(w, expires_at=MORNING + DAY)],
    Invariant.REFUND_OVERDUE: lambda w: [
        _paid(w, 500),
        _a_refund(w, status="pending_approval", expires_at=MORNING - 3 * HOUR),
    ],
    Invariant.UNREAD: lambda _: [text("ALTER TABLE rooms RENAME TO gone")],
    Invariant.UNPAID: lambda w: _a_payment(w, amount=999),
    Invariant.UNUSED: lambda w: _a_payment(w, use="twice"),
    Invariant.GIVEN_TWICE: lambda w: [
        *_a_payment(w),
        _paid(w, 1000),
        _a_refund(w, amount=1000, payment=7, handle="re_1"),
        _a_refund(w, id=8, kind="returned", amount=1000, payment=7, handle="re_2"),
    ],
    Invariant.UNASKED_REFUND: lambda w: [*_a_payment(w), _paid(w, 500), _a_refund(w, payment=7)],
    Invariant.OPEN_LINK: lambda w: [_an_attempt(w, status="open")],
    Invariant.NOTHING_TO_PAY_BY: lambda w: [_awaiting(w)],
    Invariant.REVISION: lambda w: [
        update(sessions).where(sessions.c.id == w.booked[1].id).values(status="completed")
    ],
    Invariant.UNAUDITED: lambda w: [
        update(sessions).where(sessions.c.id == w.booked[1].id).values(status="completed", revision=2)
    ],
}


@pytest.mark.spec("OPS-5")
@pytest.mark.parametrize(
    ("invariant", "size"),
    [
        pytest.param(each, size, id=f"{each.name}, {how}")
        for size, how in ((None, "whole"), (1, "row by row"))
        for each in (SLICED if size else Invariant)
        if not each.name.startswith("COUNCIL_")
    ],
)
def test_what_is_broken_by_hand_is_found(
    whole: Whole, invariant: Invariant, size: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if size is not None:
        monkeypatch.setitem(SLICED, invariant, replace(SLICED[invariant], size=size))
    if invariant is Invariant.DANGLING and whole.store.engines.on_postgresql:
        return  # it refuses that itself
    without_guard(whole.store)
    with whole.store.engines.writer.connect() as connection:
        if not whole.store.engines.on_postgresql:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN")
        elif invariant is Invariant.ORPHAN_DRAFT:
            connection.execute(text("ALTER TABLE drafts DROP CONSTRAINT drafts_person_fkey"))
        for statement in BREAKINGS[invariant](whole):
            assert connection.execute(statement).rowcount != 0
        connection.commit()
    found = list(SqlCheck(whole.store).violations(2 * HOUR))
    assert invariant in [violation.invariant for violation in found]
    assert all(str(violation) for violation in found), "each is a sentence with its facts"


@pytest.mark.spec("OPS-5", "ADM-4")
@pytest.mark.parametrize(
    "sound",
    [
        lambda w: [_paid(w, 500), _a_refund(w)],
        lambda w: _a_payment(w),
        lambda w: [*_a_payment(w), _paid(w, 500), _a_refund(w, payment=7, handle="re_1")],
        lambda w: [_paid(w, 500), _a_refund(w), _a_refund(w, id=8, amount=9000, kind="bonus")],
        lambda w: [_paid(w, 500), _a_refund(w), _a_refund(w, id=8, amount=900, status="declined")],
        lambda w: [_paid(w, 500), _a_refund(w, status="pending_approval", expires_at=MORNING + DAY)],
        lambda w: [
            _paid(w, 500),
            _a_refund(w, expires_at=MORNING, approved_by=w.people["mentee3"].id),
        ],
    ],
)
def test_refunds_that_are_as_they_should_be_are_not_complained_about(whole: Whole, sound: Breaking) -> None:
    with whole.store.engines.writer.begin() as connection:
        for statement in sound(whole):
            connection.execute(statement)
    assert whole.found() == []


@pytest.mark.spec("OPS-5")
def test_reminders_are_those_of_the_policies_at_the_time_of_booking(whole: Whole) -> None:
    with whole.store.write() as tx:
        tx.set_policies(Policies(reminder_offsets_minutes=(30,), join_window_minutes=5))
    assert whole.found() == []


@pytest.mark.spec("OPS-5", "NTF-2")
def test_a_session_booked_an_hour_ahead_misses_no_reminder(whole: Whole) -> None:
    whole.clock.move_to(TEN + DAY)
    whole.deliver()
    closing.complete_ended(whole.desk)
    rescheduling.expire_overdue(whole.desk)
    held = booking.hold_time(
        whole.desk, whole.people["mentee1"], whole.people["mentor0"].id, TEN + DAY + HOUR
    )
    booking.book(whole.desk, whole.people["mentee1"], held.hold.id)
    whole.deliver()
    assert whole.found() == []


@pytest.mark.spec("OPS-5", "NTF-3")
@pytest.mark.parametrize("scope", [Scope.CHAT, Scope.BOT])
def test_what_waits_because_the_service_asked_for_it_is_not_overdue_until_the_rest_is_over(
    whole: Whole, scope: Scope
) -> None:
    outbox = SqlOutbox(whole.store)
    ben = whole.people["mentee0"].id
    with whole.store.write() as tx:
        tx.notices.add([Notice(new_id(tx.now), Kind.WELCOME, ben, tx.now, key) for key in ("one", "two")])
    [asked] = outbox.claim("me", 10, LEASE)
    outbox.record("me", [Again(asked, 6 * HOUR, "retry after", counted=False, scope=scope)])

    def overdue() -> int:
        found = SqlCheck(whole.store).violations(15 * MINUTE)
        late = [each.facts["kind"] for each in found if each.invariant is Invariant.OVERDUE]
        return late.count(Kind.WELCOME)

    whole.clock.move(6 * HOUR - MINUTE)
    assert overdue() == 0
    whole.clock.move(15 * MINUTE)
    assert overdue() == 0, "there is time to catch up"
    whole.clock.move(2 * MINUTE)
    assert overdue() == 2


@pytest.mark.spec("OPS-5")
async def test_one_process_checks_each_night_and_every_admin_is_told_what_it_found(whole: Whole) -> None:
    check = NightlyCheck(whole.desk, SqlCheck(whole.store), pause=timedelta()).check
    whole.clock.move_to(MORNING + DAY - 6 * HOUR)
    whole.deliver()
    assert not await check()
    with whole.store.engines.writer.begin() as connection:
        connection.execute(delete(claims).where(claims.c.owner == whole.booked[1].id))
    assert not await check(), "this night's check has been"
    whole.clock.move(DAY)
    assert {violation.invariant for violation in await check()} >= {Invariant.UNCLAIMED}
    assert not await check()
    whole.clock.move(MINUTE)
    outbox = SqlOutbox(whole.store)
    alarms: list[Notice] = []
    while batch := outbox.claim("me", 100, LEASE):
        alarms += [notice for notice in batch if notice.kind is Kind.ALARM]
    assert [alarm.person for alarm in alarms] == [whole.people["admin0"].id]
    assert "has not claimed the time" in " ".join(alarms[0].of(Alarm).quoted)


@pytest.mark.spec("OPS-5")
async def test_what_is_late_for_a_while_alarms_nobody(whole: Whole) -> None:
    looks: list[int] = []

    class WhileDelivering(SqlCheck):
        def violations(self, patience: timedelta) -> Iterator[Violation]:
            found = list(super().violations(patience))
            looks.append(len(found))
            whole.deliver()
            return iter(found)

    whole.clock.move(DAY)
    check = NightlyCheck(whole.desk, WhileDelivering(whole.store), pause=timedelta())
    assert not await check.check()
    late, then = looks
    assert late > then == 0


@pytest.mark.spec("OPS-5")
def test_the_command_prints_a_sentence_for_each_and_exits_1(
    whole: Whole, capsys: pytest.CaptureFixture[str]
) -> None:
    # The command has a clock of its own: what was due on the tests' morning is long overdue.
    url = whole.store.engines.writer.url.render_as_string(hide_password=False)
    assert main(["check", "--database", url, "--minutes", "10000000"]) == 0
    assert capsys.readouterr().out == "All invariants hold.\n"
    with whole.store.engines.writer.begin() as connection:
        connection.execute(
            delete(claims).where(
                claims.c.owner == whole.booked[1].id, claims.c.person == whole.booked[1].mentor
            )
        )
    assert main(["check", "--database", url, "--minutes", "10000000"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 violation"
    with whole.store.engines.writer.begin() as connection:
        connection.execute(delete(claims).where(claims.c.owner == whole.booked[1].id))
    assert main(["check", "--database", url, "--minutes", "10000000"]) == 1
    *sentences, count = capsys.readouterr().out.splitlines()
    assert count == "2 violations"
    assert all("has not claimed the time of" in sentence for sentence in sentences)


@pytest.mark.spec("OPS-5")
@pytest.mark.parametrize("size", [1, 3, 4, 1000])
def test_slices_leave_no_id_out(whole: Whole, size: int) -> None:
    """Each range begins where the one before ends: also ids of rows that are not there have theirs."""
    found = list(ranges(whole.store, replace(SLICED[Invariant.TWO_PLACES], size=size)))
    assert [each["beyond"] for each in found] == [-1, *(each["up_to"] for each in found[:-1])]
    assert found[-1]["up_to"] == 2**63 - 1
    with whole.store.engines.reader.begin() as connection:
        known = connection.execute(select(people.c.id)).scalars().all()
    within = [sum(each["beyond"] < person <= each["up_to"] for person in known) for each in found]
    assert max(within) <= size
    assert sum(within) == len(known)


@pytest.mark.spec("OPS-5")
async def test_a_stop_does_not_wait_for_the_check(whole: Whole, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query that would take for ever is under way; nothing of it is remembered."""
    endless = (
        "WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n > 0)"
        " SELECT count(*) AS session FROM up"
    )
    monkeypatch.setattr("storage.check._queries", lambda *_: [(Invariant.DANGLING, text(endless))])
    found = SqlCheck(whole.store)
    nightly = NightlyCheck(whole.desk, found, pause=timedelta())
    checking = asyncio.create_task(nightly.check())
    while found._reading is None:  # noqa: ASYNC110 (the thread has begun)
        await asyncio.sleep(0.01)
    await nightly.stop()
    with pytest.raises(asyncio.CancelledError):
        await checking
    assert found.last_night() is None


@pytest.mark.spec("OPS-5")
def test_what_is_gone_at_a_second_look_is_not_told(whole: Whole) -> None:
    taken = [claims.c.owner == whole.booked[1].id]

    class WhileSomebodyMends(SqlCheck):
        def _found(self, look: Look) -> list[Violation]:
            found = super()._found(look)
            if found:
                with whole.store.engines.writer.begin() as connection:
                    connection.execute(insert(claims), gone)
            return found

    with whole.store.engines.writer.begin() as connection:
        gone = [dict(row._mapping) for row in connection.execute(select(claims).where(*taken))]
        connection.execute(delete(claims).where(*taken))
    assert len(list(SqlCheck(whole.store).violations(HOUR))) == 2
    assert list(WhileSomebodyMends(whole.store).violations(HOUR)) == []


@pytest.mark.spec("OPS-5")
def test_no_snapshot_is_held_for_longer_than_a_query(whole: Whole) -> None:
    begun: list[int] = []
    event.listen(whole.store.engines.reader, "begin", lambda _connection: begun.append(0))
    event.listen(
        whole.store.engines.reader, "before_cursor_execute", lambda *_: begun.append(begun.pop() + 1)
    )
    assert list(SqlCheck(whole.store).violations(HOUR)) == []
    assert len(begun) > len(Invariant)
    assert max(begun) <= 6, "the present, the rules, and what is asked"
