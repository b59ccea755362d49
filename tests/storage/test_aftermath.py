"""What is said afterwards, on both databases: kept, counted, and decided once."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from core.attendance import Absent, Category, Dispute, DisputeStatus, Feedback, Priority
from core.clock import Clock
from core.desk import Desk
from core.disputes import DisputeQuery, Way
from core.errors.aftermath import DisputeClosed, FeedbackGiven
from core.errors.common import Refusal
from core.errors.disputes import AlreadyReported, DisputeTaken
from core.errors.sessions import Stale
from core.figures import average, quality
from core.invariants import Invariant
from core.people import Person, Role
from core.ports.aftermath import MarkTotals
from core.refunds import RefundKind
from core.sessions import Session, Status
from core.usecases import (
    aftermath,
    attending,
    closing,
    dispute_acts,
    dispute_decisions,
    disputes,
    feedback,
    reports,
)
from core.usecases.dispute_decisions import Verdict
from gateways.jitsi import JitsiRooms
from storage.check import SqlCheck
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.faults.seeds import book, cast_of, settle_in
from tests.storage.samples import DAY, HOUR, MINUTE, TEN, a_session, at_once, people_in


@dataclass
class Over:
    """A session that was booked as the chat would, and is over; the mentee came."""

    store: SqlStore
    clock: Clock
    desk: Desk
    admins: tuple[Person, Person]
    mentor: Person
    mentee: Person
    id: int

    @property
    def session(self) -> Session:
        with self.store.read() as tx:
            found = tx.sessions.get(self.id)
        assert found is not None
        return found

    @property
    def dispute(self) -> Dispute:
        with self.store.read() as tx:
            return tx.disputes.of([self.id])[self.id][-1]

    def is_whole(self) -> bool:
        return not list(SqlCheck(self.store).violations(100 * DAY))


@pytest.fixture
def over(store: SqlStore, clock: Clock) -> Over:
    desk = Desk(store, JitsiRooms("https://rooms.example"))
    people = settle_in(store, cast_of(2))
    mentor, mentee = people["mentor0"], people["mentee0"]
    with store.write() as tx:
        second = replace(people["mentor1"], roles=people["mentor1"].roles | {Role.ADMIN})
        tx.people.save(second)
        found = tx.mentors.get(mentor.id)
        assert found is not None
        tx.mentors.save(replace(found, rate=5000, currency="EUR"))
    session = book(desk, mentee, mentor, TEN)
    clock.move_to(TEN)
    attending.join(desk, mentee, session.id)
    clock.move_to(session.ends_at + 15 * MINUTE)
    assert closing.complete_ended(desk) == 1
    return Over(store, clock, desk, (people["admin0"], second), mentor, mentee, session.id)


def outcomes(*deeds: Callable[[], object]) -> list[str]:
    """How each ends when all begin together."""

    def attempt(number: int) -> str:
        try:
            deeds[number]()
        except Refusal as refusal:
            return type(refusal).__name__
        return "done"

    return sorted(at_once(len(deeds), attempt))


@pytest.mark.spec("MTG-3", "SES-4")
def test_who_came_is_asked_once_by_whichever_process_and_closed_after_a_day(over: Over) -> None:
    assert over.session.attendance_asked_at is not None
    assert closing.complete_ended(over.desk) == closing.close_unattested(over.desk) == 0
    over.clock.move_to(over.session.attendance_asked_at + DAY + MINUTE)
    assert sum(at_once(3, lambda _: closing.close_unattested(over.desk))) == 1
    assert over.session.status is Status.COMPLETED
    assert over.is_whole()


@pytest.mark.spec("AFT-3", "BOK-6")
def test_of_two_admins_who_decide_at_once_one_does(over: Over) -> None:
    aftermath.report_absent(over.desk, over.mentee, over.id, over.session.revision, "Nobody came")
    number = over.dispute.id
    first, second = over.admins
    ended = outcomes(
        lambda: disputes.uphold(over.desk, first, number),
        lambda: disputes.dismiss(over.desk, second, number, "why"),
    )
    assert ended == [DisputeClosed.__name__, "done"]
    upheld = over.dispute.status is DisputeStatus.RESOLVED
    assert over.session.status is (Status.NO_SHOW if upheld else Status.COMPLETED)
    assert over.session.counted is not upheld
    assert over.is_whole()


@pytest.mark.spec("AFT-3", "BOK-6")
def test_of_two_who_say_what_happened_at_once_one_is_heard(over: Over) -> None:
    with over.store.write() as tx:
        tx.sessions.save(replace(over.session, mentee_joined_at=None), was=over.session.revision)
    revision = over.session.revision
    ended = outcomes(
        lambda: aftermath.took_place(over.desk, over.mentor, over.id, revision),
        lambda: aftermath.neither_came(over.desk, over.mentee, over.id, revision),
    )
    assert ended == [Stale.__name__, "done"]
    assert over.is_whole()


@pytest.mark.spec("AFT-4", "CHT-2")
def test_a_question_waits_until_whoever_was_asked_has_answered_or_the_dispute_is_decided(
    over: Over,
) -> None:
    def questions(person: Person) -> list[str]:
        with over.store.read() as tx:
            return [each.words for each in tx.disputes.questions(person.id)]

    reports.report(over.desk, over.mentee, over.id, Category.OTHER, "why")
    number, admin = over.dispute.id, over.admins[0]
    dispute_acts.ask(over.desk, admin, number, over.mentor.id, "What happened?")
    dispute_acts.ask(over.desk, admin, number, over.mentor.id, "And when?")
    assert questions(over.mentor) == ["What happened?", "And when?"]
    assert questions(over.mentee) == questions(admin) == []
    reports.add(over.desk, over.mentor, number, "Nothing")
    assert questions(over.mentor) == []
    dispute_acts.ask(over.desk, admin, number, over.mentor.id, "Nothing?")
    assert questions(over.mentor) == ["Nothing?"]
    disputes.dismiss(over.desk, admin, number, "nobody knows")
    assert questions(over.mentor) == []


@pytest.mark.spec("AFT-4", "BOK-6")
def test_of_two_devices_that_report_a_problem_at_once_one_does_and_of_two_admins_one_takes_it(
    over: Over,
) -> None:
    ended = outcomes(*[lambda: reports.report(over.desk, over.mentee, over.id, Category.OTHER, "why")] * 2)
    assert ended == [AlreadyReported.__name__, "done"]
    number, (first, second) = over.dispute.id, over.admins
    ended = outcomes(
        lambda: dispute_acts.take(over.desk, first, number),
        lambda: dispute_acts.take(over.desk, second, number),
    )
    assert ended == [DisputeTaken.__name__, "done"]
    verdict = Verdict(Way.REFUND, "why", kind=RefundKind.FULL)
    shown = [dispute_decisions.propose(over.desk, admin, number, verdict).draft for admin in over.admins]
    ended = outcomes(
        lambda: dispute_decisions.decide(over.desk, first, number, shown[0], cancels=False),
        lambda: dispute_decisions.decide(over.desk, second, number, shown[1], cancels=False),
    )
    assert ended == [DisputeClosed.__name__, "done"]
    assert over.session.refundable == 0
    assert over.is_whole()


@pytest.mark.spec("AFT-1", "BOK-6")
def test_feedback_from_two_devices_is_one(over: Over) -> None:
    aftermath.took_place(over.desk, over.mentee, over.id, over.session.revision)
    ended = outcomes(
        *[lambda: feedback.give_feedback(over.desk, over.mentee, over.id, 5, 2, "")] * 3,
    )
    assert ended == [FeedbackGiven.__name__] * 2 + ["done"]
    assert over.is_whole()


@pytest.mark.spec("OPS-5", "AFT-3", "CAN-3")
def test_the_check_has_nothing_to_complain_about_after_any_of_it(over: Over) -> None:
    assert over.is_whole()
    aftermath.took_place(over.desk, over.mentee, over.id, over.session.revision)
    aftermath.report_absent(over.desk, over.mentor, over.id, over.session.revision, "")
    assert over.session.absent is Absent.MENTEE
    assert over.is_whole()
    aftermath.report_absent(
        over.desk, over.mentee, over.id, over.session.revision, "The mentor was not there"
    )
    assert over.is_whole()
    disputes.uphold(over.desk, over.admins[0], over.dispute.id)
    assert over.session.refund is not None
    assert (over.session.absent, over.session.refund.amount) == (Absent.MENTOR, 5000)
    assert over.is_whole()


def test_what_is_said_is_kept_as_it_was_said(store: SqlStore) -> None:
    mentor, mentee, other = people_in(store, "Ana", "Ben", "Mia")
    one, two = a_session(mentor, mentee), a_session(mentor, other, TEN + HOUR)
    said = Feedback(one.id, mentor, mentee, 5, 4, "thanks", MORNING)
    dispute = Dispute(
        1, one.id, mentee, Category.NO_SHOW, "words", MORNING, Priority.HIGH, absent=Absent.MENTOR
    )
    with store.write() as tx:
        tx.sessions.add(one)
        tx.sessions.add(two)
        assert tx.aftermath.add_feedback(said)
        assert not tx.aftermath.add_feedback(replace(said, overall=1))
        assert tx.aftermath.add_feedback(replace(said, session=two.id, mentee=other, overall=2, comment=""))
        tx.disputes.put(dispute)
        tx.disputes.put(replace(dispute, id=2, absent=None, priority=Priority.MEDIUM))
        tx.aftermath.put_note(one.id, mentor, "first", MORNING)
        tx.aftermath.put_note(one.id, mentor, "second", MORNING)
    with store.read() as tx:
        assert tx.aftermath.feedback([one.id, two.id, 77])[one.id] == said
        assert tx.aftermath.feedback([77]) == {}
        assert [each.id for each in tx.disputes.of([one.id, two.id])[one.id]] == [1, 2]
        assert tx.disputes.get(1) == dispute
        assert [each.id for each in tx.disputes.find(DisputeQuery(), 5)] == [1, 2], "the most urgent first"
        marks = tx.aftermath.marks([mentor, mentee])
        assert marks == {mentor: MarkTotals(7, 8, 2)}
        assert average(marks[mentor]) == pytest.approx(3.5)
        assert quality(marks[mentor]) == pytest.approx((7.5 + 12) / 5)
        assert tx.aftermath.note(one.id, mentor) == "second"
        assert tx.aftermath.note(one.id, mentee) == tx.aftermath.note(two.id, mentor) == ""
    closed = replace(dispute, status=DisputeStatus.DISMISSED, closed_at=MORNING, closed_by=other)
    with store.write() as tx:
        tx.disputes.put(closed)
        tx.aftermath.put_note(one.id, mentor, "", MORNING)
    with store.read() as tx:
        assert tx.disputes.get(1) == closed
        assert [each.id for each in tx.disputes.find(DisputeQuery(), 5)] == [2]
        assert tx.aftermath.note(one.id, mentor) == ""


@pytest.mark.spec("OPS-5", "MTG-3")
def test_the_check_waits_a_day_for_the_answer_and_no_longer(over: Over) -> None:
    def unclosed() -> bool:
        found = SqlCheck(over.store).violations(2 * HOUR)
        return Invariant.UNCLOSED in [violation.invariant for violation in found]

    over.clock.move_to(over.session.ends_at + DAY + HOUR)
    assert not unclosed()
    over.clock.move(2 * HOUR)
    assert unclosed()
    closing.close_unattested(over.desk)
    assert not unclosed()


@pytest.mark.spec("SES-4")
def test_hundreds_of_sessions_that_ended_together_are_closed_in_one_go(
    store: SqlStore, clock: Clock
) -> None:
    mentors = people_in(store, *("Ada",) * 200, roles=frozenset({Role.MENTOR}))
    mentees = people_in(store, *("Mia",) * 200)
    came = {"mentor_joined_at": TEN, "mentee_joined_at": TEN}
    with store.write() as tx:
        for mentor, mentee in zip(mentors, mentees, strict=True):
            tx.sessions.add(a_session(mentor, mentee, **came))
    clock.move_to(TEN + DAY)

    assert closing.complete_ended(Desk(store, JitsiRooms("https://rooms.example"))) == 200
