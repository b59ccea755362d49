"""Finding another mentor in the store: among many, for several at once; on both databases."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from core.attendance import Feedback
from core.clock import Clock
from core.desk import Desk
from core.errors.common import Refusal
from core.mentors import EVERYBODY
from core.people import Person
from core.sessions import CancelReason, Departure, Reassignment, Session, Status
from core.usecases import browsing, choosing, giving_up
from core.usecases.cancelling import cancel_session
from core.usecases.matching import anybody, free_then
from core.usecases.picking import free_at
from core.usecases.replacing import LeftSession
from gateways.jitsi import JitsiRooms
from storage.check import SqlCheck
from storage.store import SqlStore
from tests.faults.seeds import book, cast_of, settle_in
from tests.storage.samples import DAY, HOUR, TEN, a_session, at_once

WHY = (CancelReason.EMERGENCY, "")


@dataclass
class Market:
    """Mentors who are open day and night, and as many mentees."""

    store: SqlStore
    desk: Desk
    people: dict[str, Person]

    def mentor(self, number: int) -> Person:
        return self.people[f"mentor{number}"]

    def mentee(self, number: int) -> Person:
        return self.people[f"mentee{number}"]

    def booked(self, number: int) -> Session:
        """A session of this pair for tomorrow at ten."""
        return book(self.desk, self.mentee(number), self.mentor(number), TEN)

    def now(self, session: Session) -> Session:
        with self.store.read() as tx:
            found = tx.sessions.get(session.id)
        assert found is not None
        return found

    def leaves(self, session: Session) -> LeftSession:
        mentor = self.store_person(session.mentor)
        done = cancel_session(self.desk, mentor, session.id, session.revision, *WHY)
        assert isinstance(done, LeftSession)
        return done

    def store_person(self, person: int) -> Person:
        return next(known for known in self.people.values() if known.id == person)

    def change(self, person: Person, **fields: object) -> None:
        with self.store.write() as tx:
            mentor = tx.mentors.get(person.id)
            assert mentor is not None
            tx.mentors.save(replace(mentor, **fields))  # type: ignore[arg-type]

    def check(self) -> None:
        assert list(SqlCheck(self.store).violations(365 * DAY)) == []


@pytest.fixture
def market(store: SqlStore, clock: Clock) -> Market:
    desk = Desk(store, JitsiRooms("https://rooms.example"))
    return Market(store, desk, settle_in(store, cast_of(6), buffer=10))


def ranked(market: Market, session: Session) -> Sequence[int]:
    with market.store.read() as tx:
        return free_then(tx, session, 100).mentors


# --- the order


@pytest.mark.spec("RAS-1")
def test_topics_then_track_record_then_marks_decide(market: Market) -> None:
    session = market.booked(0)
    others = sorted((market.mentor(number) for number in range(1, 6)), key=lambda mentor: mentor.id)
    one, two, three, four, five = (mentor.id for mentor in others)
    assert ranked(market, session) == (one, two, three, four, five), "all alike: by id"
    market.change(market.mentor(0), tags=("Rust", "public speaking"))
    market.change(others[4], tags=("Public-Speaking", "rust", "law"))
    market.change(others[3], tags=("RUST",))
    assert ranked(market, session) == (five, four, one, two, three)
    past = TEN - 20 * DAY
    with market.store.write() as tx:
        lost = a_session(one, market.mentee(5).id, past, status=Status.COMPLETED, revision=2)
        tx.sessions.add(lost)
        tx.departures.add(Departure(lost.id, two, past, None))
        tx.aftermath.add_feedback(Feedback(lost.id, one, lost.mentee, 2, 2, "", past))
    assert ranked(market, session) == (five, four, three, one, two), (
        "who left one is less reliable, marks come next"
    )


@pytest.mark.spec("RAS-1")
def test_the_nearest_rate_and_then_the_lowest_load_break_ties(market: Market) -> None:
    session = market.booked(0)
    for number, (rate, currency) in enumerate(
        ((500, "USD"), (0, "USD"), (0, "EUR"), (0, "USD"), (200, "USD")), 1
    ):
        market.change(market.mentor(number), rate=rate, currency=currency)
    book(market.desk, market.mentee(3), market.mentor(2), TEN + DAY)
    order = [market.mentor(number).id for number in (4, 2, 5, 1, 3)]
    assert list(ranked(market, session)) == order


@pytest.mark.spec("RAS-1", "SLT-4")
def test_who_is_free_is_who_could_be_booked_then(market: Market) -> None:
    session = market.booked(0)
    market.booked(2)
    market.change(market.mentor(3), accepting=False)
    found = set(ranked(market, session))
    stranger = market.mentee(5)
    bookable = {entry.mentor.id for entry in free_at(market.desk, stranger, TEN, 30, 100).entries}
    assert found == bookable - {session.mentor} == {market.mentor(n).id for n in (1, 4, 5)}


@pytest.mark.spec("RAS-2", "RAS-3")
def test_pages_show_everybody_once(market: Market) -> None:
    session = market.booked(0)
    market.leaves(session)
    mentee = market.mentee(0)
    page = browsing.replacements(market.desk, mentee, session.id, 0)
    assert page.total == 4
    assert market.now(session).mentor not in {entry.mentor.id for entry in page.entries}
    assert browsing.replacements(market.desk, mentee, session.id, 9).page == 0
    with market.store.read() as tx:
        everybody = tx.mentors.schedules(EVERYBODY)
        assert anybody(tx, market.now(session), 100).total == len(everybody) - 2


# --- at once


@pytest.mark.spec("BOK-5", "RAS-1")
@pytest.mark.parametrize("candidates", [1, 2])
def test_two_whose_mentors_leave_at_once_never_get_the_same_one(market: Market, candidates: int) -> None:
    for number in range(2 + candidates, 6):
        market.change(market.mentor(number), accepting=False)
    for round_ in range(3):
        at = TEN + round_ * 2 * HOUR
        booked = [book(market.desk, market.mentee(n), market.mentor(n), at) for n in (0, 1)]
        for number in (0, 1):
            market.change(market.mentor(number), accepting=False)
        done = at_once(2, lambda n, booked=booked: market.leaves(booked[n]))  # type: ignore[misc]
        found = [
            market.now(session).mentor for session, left in zip(booked, done, strict=True) if left.found
        ]
        assert max(Counter(found).values()) == 1
        assert len(found) == candidates
        for number in (0, 1):
            market.change(market.mentor(number), accepting=True)
    market.check()


@pytest.mark.spec("BOK-5", "BOK-6", "RAS-2", "RAS-4")
def test_whatever_is_pressed_at_once_one_answer_counts(market: Market, clock: Clock) -> None:
    chance = random.Random(3)
    for round_ in range(4):
        clock.move(timedelta(minutes=1))
        session = book(market.desk, market.mentee(0), market.mentor(0), TEN + round_ * 2 * HOUR)
        market.leaves(session)
        pending = market.now(session)
        mentee, revision = market.mentee(0), pending.revision
        another = next(
            market.mentor(n).id
            for n in range(1, 6)
            if market.mentor(n).id not in (pending.mentor, session.mentor)
        )
        desk, start = market.desk, pending.starts_at
        deeds = [
            lambda: choosing.keep(desk, mentee, session.id, revision),  # noqa: B023
            lambda: choosing.choose(desk, mentee, session.id, revision, another, start),  # noqa: B023
            lambda: giving_up.cancel_unreplaced(desk, mentee, session.id, revision, ""),  # noqa: B023
            lambda: market.leaves(pending),  # noqa: B023
        ]
        chance.shuffle(deeds)
        outcomes = at_once(len(deeds), lambda n, deeds=deeds: _tried(deeds[n]))  # type: ignore[misc]
        assert outcomes.count(True) == 1
        market.check()


@pytest.mark.spec("BOK-5", "RAS-1")
def test_a_booking_and_a_replacement_race_for_the_same_time(market: Market) -> None:
    for number in range(2, 6):
        market.change(market.mentor(number), accepting=False)
    for round_ in range(3):
        at = TEN + round_ * 2 * HOUR
        session = book(market.desk, market.mentee(0), market.mentor(0), at)
        deeds = (
            lambda: market.leaves(session),  # noqa: B023
            lambda: book(market.desk, market.mentee(1), market.mentor(1), at),  # noqa: B023
        )
        at_once(2, lambda n, deeds=deeds: _tried(deeds[n]))  # type: ignore[misc]
        gone = market.now(session)
        assert gone.reassignment in (Reassignment.PENDING_ACCEPTANCE, Reassignment.AWAITING_CHOICE)
        market.check()


@pytest.mark.spec("RAS-4")
def test_a_round_in_two_processes_ends_each_once(market: Market, clock: Clock) -> None:
    sessions = [market.booked(number) for number in (0, 1, 2)]
    for session in sessions:
        market.leaves(session)
    clock.move_to(TEN + timedelta(seconds=1))
    assert sum(at_once(2, lambda _: giving_up.expire_unanswered(market.desk))) == 3
    assert {market.now(session).status for session in sessions} == {Status.CANCELLED}


def _tried(deed: Callable[[], object]) -> bool:
    try:
        deed()
    except Refusal:
        return False
    return True
