"""Requests to move sessions, as both databases keep them, and what happens when two people act at once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from core.clock import Clock
from core.desk import Desk
from core.errors.common import Refusal
from core.errors.rescheduling import RequestOpen
from core.errors.sessions import Stale
from core.notices import Kind, Receipt
from core.outbox import Sent
from core.payloads import Proposed
from core.people import Person, Role
from core.policies import Policies
from core.reschedules import RequestStatus, RescheduleProposal, RescheduleRequest, asked, countered, ended
from core.sessions import CancelReason, Session, Status
from core.usecases import cancelling, reschedule_requests, rescheduling
from gateways.jitsi import JitsiRooms
from storage.check import SqlCheck
from storage.outbox import SqlOutbox
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.faults.seeds import book_each, cast_of, settle_in
from tests.storage.samples import DAY, HOUR, MINUTE, TEN, a_notice, a_session, at_once, people_in

POLICIES = Policies()
LATER = TEN + DAY


def stored(
    store: SqlStore, *, by: Role = Role.MENTEE, request: int = 9
) -> tuple[Session, RescheduleRequest]:
    session = a_session(*people_in(store, "Ana", "Ben"))
    new = asked(request, session, RescheduleProposal(by, MORNING, LATER, 30, "Words"), POLICIES)
    with store.write() as tx:
        tx.sessions.add(session)
        tx.reschedules.put(new)
    return session, new


@pytest.mark.spec("RSC-1", "RSC-5")
def test_a_request_is_kept_with_all_that_was_proposed(store: SqlStore) -> None:
    session, first = stored(store)
    second = countered(
        first, session, RescheduleProposal(Role.MENTOR, MORNING + HOUR, LATER + HOUR, 45), POLICIES
    )
    third = ended(second, RequestStatus.ACCEPTED, MORNING + 2 * HOUR, Role.MENTEE)
    with store.write() as tx:
        assert tx.reschedules.get(9) == first
        tx.reschedules.put(second, was=1)
        assert tx.reschedules.of([session.id])[session.id] == [second]
        tx.reschedules.put(third, was=2)
    open_end = asked(10, session, RescheduleProposal(Role.MENTOR, MORNING, None, 30), POLICIES)
    with store.write() as tx:
        tx.reschedules.put(open_end)
    with store.read() as tx:
        assert tx.reschedules.of([session.id, 7]) == {session.id: [third, open_end]}
        assert tx.reschedules.get(8) is None


@pytest.mark.spec("RSC-1")
def test_one_request_about_a_session_is_open(store: SqlStore) -> None:
    session, first = stored(store)
    again = asked(10, session, RescheduleProposal(Role.MENTOR, MORNING, LATER, 30), POLICIES)
    with pytest.raises(RequestOpen), store.write() as tx:
        tx.reschedules.put(again)
    with store.write() as tx:
        tx.reschedules.put(ended(first, RequestStatus.WITHDRAWN, MORNING, Role.MENTEE), was=1)
        tx.reschedules.put(again)


@pytest.mark.spec("RSC-2")
def test_what_has_moved_on_or_ended_is_not_changed(store: SqlStore) -> None:
    session, first = stored(store)
    second = countered(first, session, RescheduleProposal(Role.MENTOR, MORNING, LATER + HOUR, 30), POLICIES)
    with store.write() as tx:
        tx.reschedules.put(second, was=1)
    with pytest.raises(Stale), store.write() as tx:
        tx.reschedules.put(ended(first, RequestStatus.DECLINED, MORNING, Role.MENTOR), was=1)
    with store.write() as tx:
        tx.reschedules.put(ended(second, RequestStatus.DECLINED, MORNING, Role.MENTEE), was=2)
    with pytest.raises(Stale), store.write() as tx:
        tx.reschedules.put(second, was=2)


@pytest.mark.spec("RSC-4", "RSC-6")
def test_overdue_requests_and_a_mentors_moves_are_found(store: SqlStore) -> None:
    session, first = stored(store, by=Role.MENTOR)
    with store.write() as tx:
        assert tx.reschedules.overdue(first.expires_at - MINUTE) == []
        assert tx.reschedules.overdue(first.expires_at) == [first.id]
        assert tx.reschedules.moved_since(session.mentor, MORNING) == 0
        tx.reschedules.put(ended(first, RequestStatus.ACCEPTED, MORNING + HOUR, Role.MENTEE), was=1)
        assert tx.reschedules.overdue(first.expires_at) == []
        assert tx.reschedules.moved_since(session.mentor, MORNING) == 1
        assert tx.reschedules.moved_since(session.mentor, MORNING + HOUR) == 0
        assert tx.reschedules.moved_since(session.mentee, MORNING) == 0


@pytest.mark.spec("NTF-5")
def test_messages_about_one_request_are_told_apart(store: SqlStore, clock: Clock) -> None:
    session, _ = stored(store)
    notices = [
        a_notice(
            session.mentee,
            kind=Kind.RESCHEDULE_SENT,
            session=session.id,
            payload=Proposed(request=number, turn=1),
        )
        for number in (9, 10)
    ]
    with store.write() as tx:
        tx.notices.add(notices)
    outbox = SqlOutbox(store)
    while claimed := outbox.claim("me", 10, timedelta(minutes=1)):
        outbox.record("me", [Sent(each, Receipt("slack", "T1", "D1", str(each.id))) for each in claimed])
        clock.move(timedelta(seconds=2))
    with store.read() as tx:
        assert [found.notice for found in tx.notices.receipts([session.id], request=9)] == [notices[0].id]
        assert len(tx.notices.receipts([session.id])) == 2


# --- at once


@dataclass
class Pair:
    """A booked session with its two."""

    desk: Desk
    mentor: Person
    mentee: Person
    session: Session

    def asks(self, who: Person, turn: int = 0, hours: int = 3) -> int:
        done = reschedule_requests.propose(
            self.desk, who, self.session.id, 1, turn, TEN + hours * HOUR, 30, "Words"
        )
        return done.request.id


@pytest.fixture
def pair(store: SqlStore) -> Pair:
    desk = Desk(store, JitsiRooms("https://rooms.example"))
    people = settle_in(store, cast_of(1), buffer=10)
    (session,) = book_each(desk, people, TEN)
    return Pair(desk, people["mentor0"], people["mentee0"], session)


def outcomes(*deeds: Callable[[], object]) -> list[str]:
    """What became of things done at once."""

    def one(number: int) -> str:
        try:
            return type(deeds[number]()).__name__
        except Refusal as refusal:
            return type(refusal).__name__

    return at_once(len(deeds), one)


@pytest.mark.spec("RSC-1", "BOK-6")
def test_both_ask_at_once_and_one_request_stands(store: SqlStore, pair: Pair) -> None:
    done = outcomes(lambda: pair.asks(pair.mentor), lambda: pair.asks(pair.mentee, hours=4))
    assert sorted(done) == ["RequestOpen", "int"]
    assert list(SqlCheck(store).violations(2 * HOUR)) == []


@pytest.mark.spec("RSC-2", "RSC-5")
@pytest.mark.parametrize("rival", ["accept", "withdraw", "cancel"])
def test_an_acceptance_and_what_comes_at_the_same_time_never_both_hold(
    store: SqlStore, pair: Pair, rival: str
) -> None:
    asked = pair.asks(pair.mentee)
    deeds: dict[str, Callable[[], object]] = {
        "accept": lambda: rescheduling.accept(pair.desk, pair.mentor, asked, 1),
        "withdraw": lambda: rescheduling.withdraw(pair.desk, pair.mentee, asked, 1),
        "cancel": lambda: cancelling.cancel_session(
            pair.desk, pair.mentee, pair.session.id, 1, CancelReason.CONFLICT, ""
        ),
    }
    done = outcomes(deeds["accept"], deeds[rival])
    assert len({*done} & {"Rescheduled", "RescheduleClosed", "Cancelled"}) == 1, done
    assert done.count("Rescheduled") <= 1
    with store.read() as tx:
        session, (request,) = (
            tx.sessions.get(pair.session.id),
            tx.reschedules.of([pair.session.id])[pair.session.id],
        )
    assert session is not None
    assert (session.starts_at == TEN + 3 * HOUR) is (request.status is RequestStatus.ACCEPTED)
    assert session.mentee_reschedules == int(request.status is RequestStatus.ACCEPTED)
    assert (session.status is Status.CANCELLED) is ("Cancelled" in done)
    assert list(SqlCheck(store).violations(2 * HOUR)) == []


@pytest.mark.spec("RSC-4", "OPS-2")
def test_two_rounds_at_once_end_a_request_once(store: SqlStore, pair: Pair, clock: Clock) -> None:
    pair.asks(pair.mentee)
    clock.move_to(TEN)
    done = at_once(2, lambda _: rescheduling.expire_overdue(pair.desk))
    assert sum(done) == 1


def test_a_revision_of_the_session_makes_proposals_stale(store: SqlStore, pair: Pair) -> None:
    with store.write() as tx:
        tx.sessions.save(replace(pair.session, revision=2), was=1)
    assert outcomes(lambda: pair.asks(pair.mentee)) == ["Stale"]
