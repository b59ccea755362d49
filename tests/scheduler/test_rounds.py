"""In each round of the bot a row that fails holds up no other: it is told of once, and tried again later and later."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Table, select, text, update

from bot.config import Settings
from bot.demo import SECRET_KEY
from bot.service import Parley
from core.attendance import Category, Dispute
from core.booking_steps import Step, StepTaken
from core.calendars import CalendarKind, CalendarLink
from core.clock import Clock
from core.councils import Council, CouncilStatus, ProposedTime, Seat
from core.desk import Desk
from core.erasing import Erasure
from core.ids import code_of, new_id
from core.inbox import Delivery, Ending
from core.installations import Installation
from core.invariants import Invariant
from core.notices import Notice, Receipt
from core.outbox import Sent
from core.payments import Attempt, AttemptStatus, PaymentRecord, Use
from core.people import Plan, Role
from core.policies import Replanning
from core.ports.store import Transaction
from core.recordings import Recording, RecordingState
from core.refunds import RefundEntry, RefundKind, RefundStatus
from core.reschedules import RescheduleProposal, asked
from core.rooms import Room
from core.sessions import Reassignment, Session, Status
from core.setbacks import LONGEST_PAUSE
from core.usecases import rounds
from gateways.jitsi import JitsiRooms
from storage.calendars import calendar_links
from storage.council_tables import councils
from storage.erasure_tables import erasures
from storage.housekeeping import A_WEEK
from storage.installation_tables import installations
from storage.intervention_tables import refunds
from storage.message_tables import booking_attempts, inbox, notices
from storage.outbox import SqlOutbox
from storage.payment_tables import payment_attempts
from storage.recording_tables import recordings
from storage.session_tables import disputes, reschedules, rooms
from storage.store import SqlStore
from storage.tables import addresses, sessions
from tests.conftest import MORNING
from tests.databases import Databases, lent
from tests.storage.samples import DAY, HOUR, MINUTE, TEN, a_notice, a_person, a_session, people_in
from tests.storage.test_mentors import a_mentor

CLOSED = "http://127.0.0.1:9"
LEASE = timedelta(seconds=60)


@dataclass(frozen=True)
class Pair:
    """Two rows that a round sees to: whatever writes a row of the `table` with the first value of `column` fails.

    The log calls it so. What was seen to has changed there.
    """

    table: Table
    column: str
    values: tuple[Any, Any]
    called: str


@dataclass
class Stage:
    """The bot with all its rounds, none of which goes by itself, and people to fill its store."""

    parley: Parley
    clock: Clock
    told: list[str] = field(default_factory=list)

    @property
    def store(self) -> SqlStore:
        return self.parley.store

    @property
    def rounds(self) -> dict[str, tuple[timedelta, Callable[[], Awaitable[object]]]]:
        return self.parley.wakeups._rounds

    def person(self, **known: object) -> int:
        person = a_person(**known)  # type: ignore[arg-type]
        with self.store.write() as tx:
            tx.people.add(person)
        return person.id

    def mentor(self, **known: object) -> int:
        mentor = a_mentor(**known)  # type: ignore[arg-type]
        with self.store.write() as tx:
            tx.people.add(mentor.person)
            tx.mentors.save(mentor)
        return mentor.id

    def session(self, start: Any = TEN, **more: object) -> Session:
        mentor, mentee = self.mentor(), self.person()
        if more.pop("suspended", False):
            with self.store.write() as tx:
                (known,) = tx.people.of([mentor])
                tx.people.save(replace(known, suspended=True))
        session = a_session(mentor, mentee, start, **more)
        with self.store.write() as tx:
            tx.sessions.add(session)
        return session

    def council(self, **more: object) -> Council:
        mentors = [self.mentor() for _ in range(3)]
        council = Council(
            **{
                "id": new_id(MORNING),
                "coordinator": self.person(roles=frozenset({Role.ADMIN})),
                "created_at": MORNING,
                "topic": "Careers",
                "minutes": 60,
                "least": 2,
                "most": 5,
                "capacity": 3,
                "hours": 72,
                "expertise": (),
                "seats": tuple(Seat(mentor, place, MORNING) for place, mentor in enumerate(mentors)),
                "proposals": (ProposedTime(new_id(MORNING), TEN, 0),),
                "status": CouncilStatus.COLLECTING,
                **more,
            }  # type: ignore[arg-type]
        )
        with self.store.write() as tx:
            tx.councils.add(council)
        return council

    def seen(self, pair: Pair, which: int) -> list[Any]:
        """What the table has of this row."""
        found = select(pair.table).where(pair.table.c[pair.column] == pair.values[which])
        with self.store.engines.reader.begin() as connection:
            return sorted(map(repr, connection.execute(found)))

    def set_back(self) -> int:
        return sum(self.parley.desk.setbacks.counts().values())

    async def make(self, name: str) -> None:
        """One round; then what it began is finished."""
        await self.rounds[name][1]()
        await self.parley.reception.finish()


def poison(store: SqlStore, pair: Pair) -> None:
    """Let no write to the first row succeed."""
    table, bad = pair.table.name, repr(pair.values[0])
    with store.engines.writer.begin() as connection:
        for word, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            meets = f'{row}."{pair.column}" = {bad}'
            if store.engines.on_postgresql:
                connection.execute(text(
                    "CREATE OR REPLACE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS "
                    "$$ BEGIN RAISE EXCEPTION 'poisoned'; END $$"
                ))  # fmt: skip
                connection.execute(text(
                    f"CREATE TRIGGER poison_{word} BEFORE {word} ON {table} FOR EACH ROW WHEN ({meets}) "
                    "EXECUTE FUNCTION poison()"
                ))  # fmt: skip
            else:
                connection.execute(text(
                    f"CREATE TRIGGER poison_{word} BEFORE {word} ON {table} WHEN {meets} "
                    "BEGIN SELECT RAISE(ABORT, 'poisoned'); END"
                ))  # fmt: skip


def cure(store: SqlStore, pair: Pair) -> None:
    on = f" ON {pair.table.name}" if store.engines.on_postgresql else ""
    with store.engines.writer.begin() as connection:
        for word in ("INSERT", "UPDATE", "DELETE"):
            connection.execute(text(f"DROP TRIGGER poison_{word}{on}"))


class Told(logging.Handler):
    """What rounds logged as faults."""

    def __init__(self, into: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._into = into

    def emit(self, record: logging.LogRecord) -> None:
        if "is left until later" in (said := record.getMessage()):
            self._into.append(said)


@pytest.fixture(scope="module")
def stage(databases: Databases) -> Iterator[Stage]:
    clock = Clock()
    clock.move_to(MORNING)
    with lent(databases) as url:
        settings = Settings(
            _env_file=None,
            SLACK_CLIENT_ID="1.2",
            SLACK_CLIENT_SECRET="secret",
            SLACK_SIGNING_SECRET="signing",
            PARLEY_SLACK_API_URL=f"{CLOSED}/api/",
            PARLEY_PUBLIC_URL="https://parley.example",
            PARLEY_DATABASE_URL=url,
            PARLEY_SECRET_KEYS=SECRET_KEY,
            RAZORPAY_KEY_ID="rzp_test_1",
            RAZORPAY_KEY_SECRET="secret",
            RAZORPAY_WEBHOOK_SECRET="secret",
            PARLEY_RAZORPAY_API_URL=CLOSED,
        )
        stage = Stage(Parley(settings, clock), clock)
        handler = Told(stage.told)
        logging.getLogger().addHandler(handler)
        yield stage
        logging.getLogger().removeHandler(handler)
        stage.parley.executor.close()
        stage.store.close()


def both(of: Callable[[], Session]) -> Pair:
    found = of().id, of().id
    return Pair(sessions, "id", found, code_of(found[0]))


def ended(stage: Stage) -> Pair:
    return both(lambda: stage.session(stage.clock.now() - 3 * HOUR))


def unattested(stage: Stage) -> Pair:
    past = stage.clock.now() - 9 * DAY
    return both(lambda: stage.session(past, attendance_asked_at=past + HOUR))


def unconfirmed(stage: Stage) -> Pair:
    until = stage.clock.now() - MINUTE
    return both(lambda: stage.session(until + DAY, status=Status.REQUESTED, confirm_by=until))


def abandoned(stage: Stage) -> Pair:
    start = stage.clock.now() - MINUTE
    return both(lambda: stage.session(start, reassignment=Reassignment.AWAITING_CHOICE))


def led_by_suspended(stage: Stage) -> Pair:
    return both(lambda: stage.session(stage.clock.now() + DAY, suspended=True))


def unpaid(stage: Stage) -> Pair:
    until = stage.clock.now() - MINUTE
    return both(lambda: paying(stage, until)[0])


def paying(stage: Stage, until: Any, **more: object) -> tuple[Session, Attempt]:
    """A session that waits for its payment, and the try to pay for it."""
    status = Status.AWAITING_PAYMENT
    session = stage.session(until + DAY, status=status, confirm_by=until, rate=900, currency="INR")
    now = stage.clock.now()
    values: dict[str, Any] = {
        "status": AttemptStatus.OPEN,
        "look_at": None,
        "link": "L",
        "url": CLOSED,
        **more,
    }
    attempt = Attempt(
        new_id(now), session.id, 1, "razorpay", 900, "INR",
        opened_at=now, closes_at=until, looked_at=now, **values,
    )  # fmt: skip
    with stage.store.write() as tx:
        tx.payments.add(attempt)
    return session, attempt


def to_look_at(stage: Stage) -> Pair:
    now = stage.clock.now()
    found = [paying(stage, now + DAY, look_at=now - MINUTE, link=f"L{n}")[1].id for n in range(2)]
    return Pair(payment_attempts, "id", (found[0], found[1]), str(found[0]))


def refunds_to_look_at(stage: Stage) -> Pair:
    return refund_pair(stage, RefundStatus.PENDING, paid=True)


def waiting_refunds(stage: Stage) -> Pair:
    return refund_pair(stage, RefundStatus.PENDING_APPROVAL, expires_at=stage.clock.now() - MINUTE)


def refund_pair(stage: Stage, status: RefundStatus, *, paid: bool = False, **more: Any) -> Pair:
    now, found = stage.clock.now(), []
    for _ in range(2):
        session, attempt = paying(stage, now + DAY)
        known, admin = dict(more), stage.person(roles=frozenset({Role.ADMIN}))
        with stage.store.write() as tx:
            if paid:
                money = PaymentRecord(
                    new_id(now),
                    session.id,
                    attempt.id,
                    "razorpay",
                    f"pay{session.id}",
                    900,
                    "INR",
                    now,
                    Use.LATE,
                )
                tx.payments.record(money)
                known |= {"payment": money.id, "handle": f"rfnd{session.id}", "settled_at": now - 9 * DAY}
            entry = RefundEntry(
                new_id(now),
                session.id,
                100,
                "INR",
                RefundKind.PARTIAL,
                status,
                now,
                admin,
                **known,
            )
            tx.ledger.add(entry)
            tx.payments.save(replace(attempt, status=AttemptStatus.CLOSED))
        found.append(entry.id)
    return Pair(refunds, "id", (found[0], found[1]), str(found[0]))


def overdue_requests(stage: Stage) -> Pair:
    now, found = stage.clock.now(), []
    for _ in range(2):
        session = stage.session(now + 9 * DAY)
        first = RescheduleProposal(Role.MENTEE, now - 20 * DAY, session.starts_at + DAY, 30)
        with stage.store.write() as tx:
            request = asked(new_id(now), session, first, tx.policies())
            tx.reschedules.put(request)
        found.append(request.id)
    return Pair(reschedules, "id", (found[0], found[1]), str(found[0]))


def dispute_pair(stage: Stage, **more: Any) -> Pair:
    now, found = stage.clock.now(), []
    for _ in range(2):
        session = stage.session(now - 20 * DAY, status=Status.COMPLETED)
        opened: Any = {"opened_at": now, "is_report": True, "mentor": session.mentor, **more}
        with stage.store.write() as tx:
            dispute = Dispute(new_id(now), session.id, session.mentee, Category.QUALITY, "words", **opened)
            tx.disputes.put(dispute)
        found.append(dispute.id)
    return Pair(disputes, "id", (found[0], found[1]), code_of(found[0], "D"))


def unattended(stage: Stage) -> Pair:
    return dispute_pair(stage, alarm_at=stage.clock.now() - MINUTE)


def undecided(stage: Stage) -> Pair:
    return dispute_pair(stage, opened_at=stage.clock.now() - 15 * DAY)


def weeks(stage: Stage) -> Pair:
    now = stage.clock.now()
    stage.clock.move_to(
        now.replace(hour=9, minute=0) + (7 - now.weekday()) * DAY
    )  # ten in Berlin, on a Monday
    admins = [stage.person(roles=frozenset({Role.ADMIN}), zone="Europe/Berlin") for _ in range(2)]
    return Pair(notices, "person", (admins[0], admins[1]), str(admins[0]))


def council_pair(stage: Stage, table: Table, column: str, **more: Any) -> Pair:
    found = [stage.council(**more).id for _ in range(2)]
    return Pair(table, column, (found[0], found[1]), code_of(found[0], "C"))


def due_polls(stage: Stage) -> Pair:
    return council_pair(stage, councils, "id", deadline=stage.clock.now() - MINUTE)


def councils_over(stage: Stage) -> Pair:
    start = stage.clock.now() - 5 * HOUR
    return council_pair(stage, councils, "id", status=CouncilStatus.CONFIRMED, starts_at=start)


def inviting(stage: Stage) -> Pair:
    stage.person(plan=Plan.COUNCIL)
    pair = council_pair(stage, notices, "council", deadline=stage.clock.now() + DAY)
    with stage.store.write() as tx:
        for council in pair.values:
            tx.councils.invite_after(council, 0)
    return pair


def ahead(stage: Stage) -> Pair:
    found = both(lambda: stage.session(stage.clock.now() + 5 * DAY))
    with stage.store.write() as tx:
        tx.set_replanning(Replanning(changed=tx.now - MINUTE))
    return replace(found, table=notices, column="session")


def steps(stage: Stage) -> Pair:
    people = stage.person(), stage.person()
    for person in people:
        key = f"step {person}"
        stage.parley.inbox.accept_and_claim(Delivery(key, key, "{}"), "me", LEASE)
        ending = Ending(StepTaken(Step.MENTOR, person))
        stage.parley.inbox.done_and_claim(key, key, "me", LEASE, ending)
    return Pair(booking_attempts, "person", people, f"steps of member {people[0]}")


def kept_recordings(stage: Stage) -> Pair:
    now, found = stage.clock.now(), []
    for _ in range(2):
        session = stage.session(now - 90 * DAY, status=Status.COMPLETED)
        room = Room(new_id(now), "livekit", session.mentor, now, session.id)
        kept: Any = {"state": RecordingState.KEPT, "handle": "h", "ended_at": now - 80 * DAY}
        recording = Recording(new_id(now), session.id, room.id, "livekit", now, **kept)
        with stage.store.write() as tx:
            tx.rooms.add(replace(room, closed_at=now))
            tx.recordings.add(recording)
        found.append(recording.id)
    return Pair(recordings, "id", (found[0], found[1]), str(found[0]))


def pending_rooms(stage: Stage) -> Pair:
    now, found = stage.clock.now(), []
    for _ in range(2):
        session = stage.session(now + DAY, meeting_url="")
        room = Room(new_id(now), "livekit", session.mentor, now - HOUR, session.id)
        with stage.store.write() as tx:
            tx.rooms.add(room)
        found.append(room.id)
    return Pair(rooms, "id", (found[0], found[1]), str(found[0]))


def places(stage: Stage) -> Pair:
    now = stage.clock.now()
    with stage.store.write() as tx:
        for place in ("T1", "T2"):
            made = Installation(place, "xoxb", "B1", "U1", "A1", None, "xoxe", now - MINUTE)
            tx.installations.put(made)
    return Pair(installations, "place", ("T1", "T2"), "workspace T1")


def stranded(stage: Stage) -> Pair:
    lanes = "slack:T1/lost", "slack:T1/found"
    for lane in lanes:
        stage.parley.inbox.accept_and_claim(Delivery(f"of {lane}", lane, "{}"), "dead", -LEASE)
    return Pair(inbox, "lane", lanes, lanes[0])


def at_work(stage: Stage) -> Pair:
    keys = "work 1", "work 2"
    for key in keys:
        stage.parley.inbox.accept_and_claim(Delivery(key, key, "{}"), stage.parley.owner, LEASE / 2)
    stage.parley.reception._at_work.update(keys)
    return Pair(inbox, "key", keys, keys[0])


def of_no_use(stage: Stage) -> Pair:
    keys = "old 1", "old 2"
    for key in keys:
        stage.parley.inbox.accept_and_claim(Delivery(key, key, "{}"), "me", LEASE)
        stage.parley.inbox.done_and_claim(key, key, "me", LEASE)
    stage.clock.move(A_WEEK + HOUR)
    with stage.store.engines.reader.begin() as connection:
        seq = connection.execute(select(inbox.c.seq).where(inbox.c.key == keys[0])).scalar_one()
    return Pair(inbox, "key", keys, f"inbox {seq}")


def due_calendars(stage: Stage) -> Pair:
    now, found = stage.clock.now(), []
    for _ in range(2):
        number = new_id(now)
        link = CalendarLink(
            number,
            stage.mentor(),
            CalendarKind.FEED,
            "http://127.0.0.1/ics",
            "UTC",
            now,
            now,
            now,
            now - MINUTE,
        )
        with stage.store.write() as tx:
            tx.calendars.put(link)
        found.append(number)
    return Pair(calendar_links, "id", (found[0], found[1]), f"calendar {found[0]}")


def due_erasures(stage: Stage) -> Pair:
    now, people = stage.clock.now(), (stage.person(), stage.person())
    with stage.store.write() as tx:
        for person in people:
            tx.erasures.put(Erasure(person, now - 9 * DAY, now - MINUTE))
    return Pair(erasures, "person", people, f"member {people[0]}")


def outdated_homes(stage: Stage) -> Pair:
    people = stage.person(), stage.person()
    with stage.store.write() as tx:
        for person in tx.people.of(people):
            tx.homes.opened(person.addresses[0])
    before = update(addresses).where(addresses.c.person.in_(people))
    with stage.store.engines.writer.begin() as connection:
        connection.execute(before.values(home_rules=addresses.c.home_rules - 1))
    return Pair(addresses, "person", people, f"member {people[0]}")


ROWS: dict[str, tuple[Callable[[Stage], Pair], ...]] = {
    "complete": (ended,),
    "unattested": (unattested,),
    "reschedules": (overdue_requests,),
    "confirmations": (unconfirmed,),
    "replacements": (abandoned,),
    "suspensions": (led_by_suspended,),
    "refunds": (waiting_refunds,),
    "disputes": (unattended,),
    "overdue disputes": (undecided,),
    "weekly summaries": (weeks,),
    "councils": (due_polls,),
    "complete councils": (councils_over,),
    "invitations": (inviting,),
    "reminders": (ahead,),
    "booking attempts": (steps,),
    "recordings": (kept_recordings,),
    "links": (pending_rooms,),
    "payments": (unpaid, to_look_at, refunds_to_look_at),
    "installations": (places,),
    "take over": (stranded,),
    "renew": (at_work,),
    "housekeeping": (of_no_use,),
    "calendars": (due_calendars,),
    "erasures": (due_erasures,),
    "homes": (outdated_homes,),
}
"""What each round sees to. The check sees to no rows: each of its questions is one, below."""
CASES = [(name, rows) for name, several in ROWS.items() for rows in several]


def test_each_round_of_the_bot_is_tried(stage: Stage) -> None:
    assert set(stage.rounds) == {*ROWS, "check"}


@pytest.mark.spec("OPS-2")
@pytest.mark.parametrize(("name", "rows"), CASES, ids=[f"{name}: {rows.__name__}" for name, rows in CASES])
def test_a_row_that_fails_holds_up_no_other(stage: Stage, name: str, rows: Callable[[Stage], Pair]) -> None:
    pair = rows(stage)
    before = [stage.seen(pair, which) for which in range(2)]
    stage.told.clear()
    poison(stage.store, pair)
    try:
        asyncio.run(stage.make(name))
        assert stage.seen(pair, 0) == before[0]
        assert stage.seen(pair, 1) != before[1], "the other was seen to"
        assert stage.set_back() == 1
        assert [said for said in stage.told if f" {pair.called} " in said] == stage.told
        assert len(stage.told) == 1
        faults = stage.parley.desk.setbacks.faults.total()
        asyncio.run(stage.make(name))
        assert stage.parley.desk.setbacks.faults.total() == faults, "it is left alone for a while"
        stage.clock.move(MINUTE + timedelta(seconds=1))
        asyncio.run(stage.make(name))
        assert stage.parley.desk.setbacks.faults.total() == faults + 1
        assert len(stage.told) == 1, "nothing new is told"
    finally:
        cure(stage.store, pair)
    asyncio.run(stage.make(name))
    assert stage.set_back() == 1, "longer this time"
    stage.clock.move(LONGEST_PAUSE)
    asyncio.run(stage.make(name))
    assert stage.seen(pair, 0) != before[0]
    assert stage.set_back() == 0


async def test_what_the_check_cannot_read_holds_up_no_other_question(stage: Stage) -> None:
    stage.session(stage.clock.now() - 9 * DAY)
    hide, show = ("ALTER TABLE rooms RENAME TO gone", "ALTER TABLE gone RENAME TO rooms")
    with stage.store.engines.writer.begin() as connection:
        connection.execute(text(hide))
    try:
        found = list(stage.parley.check._check.violations(timedelta(minutes=15)))
    finally:
        with stage.store.engines.writer.begin() as connection:
            connection.execute(text(show))
    unread = {violation.facts["rule"] for violation in found if violation.invariant is Invariant.UNREAD}
    assert "STRAY_ROOM" in unread
    assert Invariant.UNCLOSED in {violation.invariant for violation in found}


def two_notices(store: SqlStore) -> Pair:
    people = people_in(store, "Ana", "Ben")
    pair = [a_notice(person, store.clock.now()) for person in people]
    with store.write() as tx:
        tx.notices.add(pair)
    return Pair(notices, "id", (pair[0].id, pair[1].id), f"notice {pair[0].id}")


def claimed(outbox: SqlOutbox) -> list[int]:
    return [item.id for item in outbox.claim("me", 9, LEASE)]


@pytest.mark.spec("NTF-3")
def test_a_notice_that_cannot_be_leased_holds_up_no_other(store: SqlStore, clock: Clock) -> None:
    pair, outbox = two_notices(store), SqlOutbox(store)
    poison(store, pair)
    assert claimed(outbox) == [pair.values[1]]
    due = outbox.next_due()
    assert due is not None
    assert due > outbox.now(), "it is not looked again without a rest"
    cure(store, pair)
    assert claimed(outbox) == [], "it is left alone for a while"
    clock.move(MINUTE + timedelta(seconds=1))
    assert pair.values[0] in claimed(outbox)


@pytest.mark.spec("NTF-3")
def test_a_notice_of_a_kind_that_nobody_knows_holds_up_no_other(store: SqlStore) -> None:
    pair, outbox = two_notices(store), SqlOutbox(store)
    with store.engines.writer.begin() as connection:
        unknown = notices.update().where(notices.c.id == pair.values[0]).values(kind="of a newer version")
        connection.execute(unknown)
    assert claimed(outbox) == [pair.values[1]]


@pytest.mark.spec("NTF-3")
def test_an_outcome_that_cannot_be_written_down_holds_up_no_other(store: SqlStore) -> None:
    pair, outbox = two_notices(store), SqlOutbox(store)
    leased = outbox.claim("me", 9, LEASE)
    poison(store, pair)
    left = [item for item in leased if isinstance(item, Notice)]
    outbox.record("me", [Sent(notice, Receipt("slack", "T1", "D1", str(notice.id))) for notice in left])
    cure(store, pair)
    with store.engines.reader.begin() as connection:
        sent = connection.execute(select(notices.c.id).where(notices.c.state == "sent")).scalars().all()
    assert sent == [pair.values[1]]


class Away:
    """A store that does not answer."""

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        raise ConnectionError
        yield

    write = read


def test_what_fails_while_the_store_is_away_is_no_rows_fault() -> None:
    desk = Desk(Away(), JitsiRooms("https://rooms.example"))

    def work(_: int) -> None:
        raise ValueError

    with pytest.raises(ConnectionError):
        rounds.one_by_one(desk, "complete", [1, 2], work)
    assert desk.setbacks.counts() == {}
