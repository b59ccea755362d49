"""Whoever acts is told once: the answer is the notice that would say the same, and lasts (CHT-9)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.actions.aftermath import NeitherCame, ObjectNoShow, ReportAbsent, TookPlace
from bot.actions.booking import ConfirmBooking
from bot.actions.confirming import AcceptBooking, DeclineBooking
from bot.actions.disputes import ReportProblem, WithdrawProblem
from bot.actions.rescheduling import AcceptTime, CancelInstead, DeclineTime, WithdrawRequest
from bot.actions.sessions import CancelSession
from bot.inbound import Command, Inbound
from bot.notices.drawing import draw
from bot.reception import LEASE
from core.notices import ANSWERED_WITHIN, Kind, kinds_that
from core.outbox import TryLater
from core.quiet import Quiet
from core.sessions import Session
from core.usecases import closing, mentoring
from storage.message_tables import notices
from storage.notice_rows import notice_of
from tests.journeys.conftest import Cast
from tests.journeys.programme import Programme, Someone

ANSWERS = kinds_that(lambda told: told.answers)
MINUTE = timedelta(minutes=1)


@dataclass
class Two:
    """A mentor and a mentee."""

    programme: Programme
    mentor: Someone
    mentee: Someone

    @property
    def session(self) -> Session:
        return self.programme.sessions_of(self.mentee)[-1]

    @property
    def request(self) -> tuple[int, int]:
        with self.programme.store.read() as tx:
            last = tx.reschedules.of([self.session.id])[self.session.id][-1]
        return last.id, last.turn

    @property
    def which(self) -> tuple[int, int]:
        return self.session.id, self.session.revision

    async def books(self, when: str = "thu 16:00 utc") -> None:
        await self.mentee.command("book", f"@{self.mentor.address.user} {when}")
        _, control = self.mentee.control("Send request" if self.asks else "Confirm booking")
        assert isinstance(control.action, ConfirmBooking)
        await self.mentee.push(control.action)

    @property
    def asks(self) -> bool:
        return not mentoring.availability(
            self.programme.desk, self.mentor.person
        ).mentor.schedule.instant_booking

    async def moves(self, someone: Someone, verb: str = "reschedule", when: str = "fri 16:00 utc") -> None:
        await someone.command("sessions", f"{self.session.code} {verb} {when}")
        labels = {"Reason": "A tooth"} if someone is self.mentor and verb == "reschedule" else {}
        assert await someone.fill(labels) == {}

    def accepts_each(self) -> None:
        own = mentoring.availability(self.programme.desk, self.mentor.person).mentor
        self.programme.change_mentor(self.mentor, schedule=replace(own.schedule, instant_booking=False))

    async def over(self) -> None:
        await self.programme.until(self.session.starts_at + 20 * MINUTE)


@pytest.fixture(params=["mentor with modals", "mentee with modals"])
async def two(request: pytest.FixtureRequest, cast: Cast) -> Two:
    """Each stands at the other door in turn."""
    if request.param == "mentor with modals":
        return Two(cast.programme, cast.ana, cast.mia)
    await cast.olga.command("admin", "mentor @olga")
    await cast.olga.sets_hours("mon-fri 9-19")
    return Two(cast.programme, cast.olga, cast.ben)


async def booking(two: Two) -> Someone:
    await two.books()
    return two.mentee


async def arriving(two: Two) -> Someone:
    ravi = two.programme.meets("Ravi Menon")
    await ravi.command("book", f"@{two.mentor.address.user} thu 16:00 utc")
    ravi.sees("where are you?")
    return ravi


async def booking_before_the_zone_is_known(two: Two) -> Someone:
    inbound = await _confirm(two)
    two.programme.change(two.mentee, zone=None)
    await two.programme.reception.receive(inbound)
    await two.programme.settle()
    two.mentee.sees("Where are you?")
    await two.mentee.command("timezone", "Tokyo")
    assert "Time zone set" in two.mentee.last()
    return two.mentee


async def asking_to_be_taken_on(two: Two) -> Someone:
    two.accepts_each()
    await two.books()
    return two.mentee


async def accepting_a_booking(two: Two) -> Someone:
    two.accepts_each()
    await two.books()
    await two.mentor.push(AcceptBooking(*two.which))
    return two.mentor


async def declining_a_booking(two: Two) -> Someone:
    two.accepts_each()
    await two.books()
    await two.mentor.push(DeclineBooking(*two.which))
    await two.mentor.fill({})
    return two.mentor


async def cancelling(two: Two) -> Someone:
    await two.books()
    await two.mentee.push(CancelSession(*two.which))
    await two.mentee.fill({"Reason": "Schedule conflict"})
    return two.mentee


async def cancelling_as_the_mentor(two: Two) -> Someone:
    two.programme.set_policies(reassign_on_mentor_cancel=False)
    await two.books()
    await two.mentor.push(CancelSession(*two.which))
    await two.mentor.fill({"Reason": "Schedule conflict"})
    return two.mentor


async def leaving_it_to_others(two: Two) -> Someone:
    await two.books()
    await two.mentor.push(CancelSession(*two.which))
    await two.mentor.fill({"Reason": "Schedule conflict"})
    return two.mentor


async def asking_to_move(two: Two) -> Someone:
    await two.books()
    await two.moves(two.mentee)
    return two.mentee


async def asking_to_move_as_the_mentor(two: Two) -> Someone:
    await two.books()
    await two.moves(two.mentor)
    return two.mentor


async def proposing_yet_another_time(two: Two) -> Someone:
    await two.books()
    await two.moves(two.mentee)
    await two.moves(two.mentor, "counter", "fri 17:00 utc")
    return two.mentor


async def agreeing_to_a_move(two: Two) -> Someone:
    await two.books()
    await two.moves(two.mentee)
    await two.mentor.push(AcceptTime(*two.request))
    return two.mentor


async def declining_a_move(two: Two) -> Someone:
    await two.books()
    await two.moves(two.mentee)
    await two.mentor.push(DeclineTime(*two.request))
    return two.mentor


async def withdrawing_a_move(two: Two) -> Someone:
    await two.books()
    await two.moves(two.mentee)
    await two.mentee.push(WithdrawRequest(*two.request))
    return two.mentee


async def calling_it_off_instead(two: Two) -> Someone:
    await two.books()
    await two.moves(two.mentor)
    await two.mentee.push(CancelInstead(*two.request))
    await two.mentee.fill({})
    return two.mentee


async def reporting_the_mentee(two: Two) -> Someone:
    await two.books()
    await two.over()
    await two.mentor.push(ReportAbsent(*two.which))
    await two.mentor.fill({"What happened?": f"{two.mentee.person.name} did not come"})
    return two.mentor


async def taking_that_back(two: Two) -> Someone:
    await reporting_the_mentee(two)
    await two.mentor.push(TookPlace(*two.which))
    return two.mentor


async def objecting_to_it(two: Two) -> Someone:
    await reporting_the_mentee(two)
    await two.mentee.push(ObjectNoShow(*two.which))
    await two.mentee.fill({"What happened?": "I was there"})
    return two.mentee


async def reporting_the_mentor(two: Two) -> Someone:
    await two.books()
    await two.over()
    await two.mentee.push(ReportAbsent(*two.which))
    await two.mentee.fill({"What happened?": "Nobody came"})
    return two.mentee


async def taking_the_report_back(two: Two) -> Someone:
    await reporting_the_mentor(two)
    await two.mentee.push(TookPlace(*two.which))
    return two.mentee


async def saying_that_nobody_came(two: Two) -> Someone:
    await two.books()
    await two.programme.until(two.session.ends_at + 20 * MINUTE)
    closing.complete_ended(two.programme.desk)
    await two.programme.settle()
    await two.mentor.push(NeitherCame(*two.which))
    return two.mentor


async def reporting_a_problem(two: Two) -> Someone:
    await two.books()
    await two.mentee.push(ReportProblem(two.session.id))
    await two.mentee.fill({"What is it about?": "Something else", "In one line": "the link is dead"})
    return two.mentee


async def taking_the_problem_back(two: Two) -> Someone:
    await reporting_a_problem(two)
    with two.programme.store.read() as tx:
        [dispute] = tx.disputes.of([two.session.id])[two.session.id]
    await two.mentee.push(WithdrawProblem(dispute.id))
    return two.mentee


ACTS: list[tuple[Callable[[Two], Awaitable[Someone]], Kind]] = [
    (arriving, Kind.WELCOME),
    (booking, Kind.BOOKED),
    (booking_before_the_zone_is_known, Kind.BOOKED),
    (asking_to_be_taken_on, Kind.REQUEST_SENT),
    (accepting_a_booking, Kind.BOOKED),
    (declining_a_booking, Kind.REQUEST_ENDED),
    (cancelling, Kind.CANCELLED),
    (cancelling_as_the_mentor, Kind.CANCELLED),
    (leaving_it_to_others, Kind.MENTOR_LEFT),
    (asking_to_move, Kind.RESCHEDULE_SENT),
    (asking_to_move_as_the_mentor, Kind.RESCHEDULE_SENT),
    (proposing_yet_another_time, Kind.RESCHEDULE_SENT),
    (agreeing_to_a_move, Kind.RESCHEDULED),
    (declining_a_move, Kind.RESCHEDULE_ENDED),
    (withdrawing_a_move, Kind.RESCHEDULE_ENDED),
    (calling_it_off_instead, Kind.CANCELLED),
    (reporting_the_mentee, Kind.NO_SHOW),
    (taking_that_back, Kind.NO_SHOW),
    (objecting_to_it, Kind.NO_SHOW),
    (reporting_the_mentor, Kind.NO_SHOW),
    (taking_the_report_back, Kind.DISPUTE_CLOSED),
    (saying_that_nobody_came, Kind.NO_SHOW),
    (reporting_a_problem, Kind.REPORTED),
    (taking_the_problem_back, Kind.REPORT_CLOSED),
]


def told(someone: Someone, kind: Kind) -> list[str]:
    """The messages of the notices of this kind, oldest first."""
    with someone.programme.store.work(read_only=True) as work:
        rows = work.connection.execute(
            select(notices)
            .where(notices.c.person == someone.id, notices.c.kind == kind.value)
            .order_by(notices.c.id)
        ).all()
    assert all(row.state == "sent" for row in rows), rows
    return [row.receipt_message for row in rows]


def reads_now(someone: Someone, message: str) -> bool:
    """Whether the message is its notice as it is drawn from what is stored now."""
    with someone.programme.store.work(read_only=True) as work:
        row = work.connection.execute(select(notices).where(notices.c.receipt_message == message)).one()
    return row.shown == draw(someone.programme.desk, notice_of(row), row.due_at, answers=True).digest


def pushed(someone: Someone) -> set[str]:
    """The messages of theirs that delivery has sent."""
    return {
        receipt.message
        for (address, _), receipt in someone.door.sent.items()
        if address.user == someone.address.user
    }


@pytest.mark.spec("CHT-9", "NTF-1")
@pytest.mark.parametrize(("act", "kind"), ACTS, ids=[act.__name__ for act, _ in ACTS])
async def test_the_answer_is_the_notice(
    two: Two, act: Callable[[Two], Awaitable[Someone]], kind: Kind
) -> None:
    someone = await act(two)
    *_, answer = told(someone, kind)
    assert answer not in pushed(someone), "it was answered, not sent besides"
    assert reads_now(someone, answer)
    card = someone.message(answer)
    assert [each for each in someone.messages() if each == card] == [card]
    titles = [each.split("\n", 1)[0] for each in someone.messages()]
    assert titles.count(card.split("\n", 1)[0]) == 1, someone.screen()
    await two.programme.later(minutes=3)
    assert told(someone, kind)[-1] == answer
    assert someone.message(answer) == card


@pytest.mark.spec("CHT-9")
def test_every_kind_that_answers_is_told_so_above_or_by_replacing_paying_linking_or_handing_out() -> None:
    replacing = {Kind.REASSIGNED, Kind.REASSIGNMENT_SETTLED}
    paying = {Kind.PAYMENT_DUE, Kind.PAYMENT_ENDED}
    linking = {Kind.ACCOUNT_LINKING}
    handing_out = {Kind.HANDED_OUT}
    assert {kind for _, kind in ACTS} | replacing | paying | linking | handing_out == ANSWERS


@pytest.mark.spec("CHT-9", "NTF-4")
async def test_in_quiet_hours_whoever_acts_is_answered_at_once(two: Two) -> None:
    two.programme.change(two.mentee, quiet=Quiet(0, 23 * 60 + 59))
    await two.books()
    [answer] = told(two.mentee, Kind.BOOKED)
    assert "Your session is confirmed" in two.mentee.message(answer)


@pytest.mark.spec("CHT-9", "NTF-1")
async def test_an_answer_that_cannot_leave_is_sent_later_as_the_notice_that_it_was(two: Two) -> None:
    await two.mentee.command("book", f"@{two.mentor.address.user} thu 16:00 utc")
    user = two.mentee.address.user
    two.mentee.door.trouble[user] = TryLater("flooded", MINUTE)
    await two.mentee.press("Confirm booking")
    two.mentee.sees_not("Your session is confirmed")
    del two.mentee.door.trouble[user]
    await two.programme.later(minutes=2)
    [message] = told(two.mentee, Kind.BOOKED)
    assert message in pushed(two.mentee)
    assert two.mentee.screen().count("Your session is confirmed") == 1


async def _confirm(two: Two) -> Inbound:
    await two.mentee.command("book", f"@{two.mentor.address.user} thu 16:00 utc")
    message, control = two.mentee.control("Confirm booking")
    return two.mentee.inbound_press(control.action, message)


async def _handled(two: Two, inbound: Inbound) -> None:
    """As whoever takes the delivery over handles it."""
    ending = await two.programme.conversation.handle(inbound, lambda _: False)
    two.programme.inbox.done_and_claim(inbound.key, inbound.lane, two.programme.owner, LEASE, ending)


@pytest.mark.spec("CHT-9", "NTF-1", "NTF-6")
async def test_a_process_that_dies_between_answering_and_marking_leaves_one_message(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbound = await _confirm(two)

    def dies(*_: object, **__: object) -> None:
        raise SystemError

    monkeypatch.setattr("storage.inbox.record", dies)
    monkeypatch.setattr("bot.reception.TRIES", 1)
    await two.programme.reception.receive(inbound)
    await two.programme.reception.finish()
    assert two.mentee.screen().count("Your session is confirmed") == 1
    assert two.programme.faults
    monkeypatch.undo()
    two.programme.faults.clear()
    two.programme.restart()
    await two.programme.later(seconds=61)
    await two.programme.reception.take_over()
    await two.programme.settle()
    assert told(two.mentee, Kind.BOOKED) == [inbound.place.message]
    await two.programme.later(minutes=5)
    assert two.mentee.screen().count("Your session is confirmed") == 1


@pytest.mark.spec("CHT-9", "NTF-1", "NTF-6")
async def test_a_delivery_that_is_taken_over_at_once_edits_the_same_message(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbound = await _confirm(two)

    def dies(*_: object, **__: object) -> None:
        raise SystemError

    monkeypatch.setattr("storage.inbox.record", dies)
    monkeypatch.setattr("bot.reception.TRIES", 1)
    await two.programme.reception.receive(inbound)
    await two.programme.reception.finish()
    monkeypatch.undo()
    two.programme.faults.clear()
    before = two.mentee.messages()
    await _handled(two, inbound)
    assert two.mentee.messages() == before
    [message] = told(two.mentee, Kind.BOOKED)
    assert message == inbound.place.message
    await two.programme.later(minutes=5)
    assert two.mentee.screen().count("Your session is confirmed") == 1


@pytest.mark.spec("CHT-9", "NTF-1", "NTF-6")
async def test_a_process_that_dies_before_answering_is_made_up_for_when_the_lease_ends(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbound = await _confirm(two)

    async def dies(*_: object) -> None:
        raise SystemError

    monkeypatch.setattr(two.programme.conversation, "_answer", dies)
    await two.programme.reception.receive(inbound)
    await two.programme.reception.finish()
    two.programme.faults.clear()
    two.programme.restart()
    await two.programme.settle()
    two.mentee.sees_not("Your session is confirmed")
    two.programme.clock.move(ANSWERED_WITHIN)
    await two.programme.settle()
    assert two.mentee.screen().count("Your session is confirmed") == 1


@pytest.mark.spec("CHT-9", "NTF-6", "PPL-1")
async def test_a_process_that_dies_between_the_zone_and_what_waited_for_it_carries_that_on_once(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm = await _confirm(two)
    two.programme.change(two.mentee, zone=None)
    await two.programme.reception.receive(confirm)
    await two.programme.settle()

    def dies(*_: object) -> None:
        raise SystemError

    zone = two.mentee.inbound(Command(name="timezone", text="Tokyo"))
    monkeypatch.setattr(two.programme.conversation, "_carried_on", dies)
    await two.programme.reception.receive(zone)
    await two.programme.settle()
    monkeypatch.undo()
    two.programme.faults.clear()
    assert two.mentee.person.zone == "Asia/Tokyo"
    assert two.programme.sessions_of(two.mentee) == []
    for _ in range(2):
        await _handled(two, zone)
        await two.programme.settle()
    assert len(two.programme.sessions_of(two.mentee)) == 1
    await two.programme.later(minutes=5)
    assert two.mentee.screen().count("Your session is confirmed") == 1


@pytest.mark.spec("CHT-9", "PPL-1")
async def test_somebody_new_whose_command_is_answered_is_welcomed_besides(two: Two) -> None:
    ravi = two.programme.meets("Ravi Menon")
    await ravi.command("policies")
    [welcome] = told(ravi, Kind.WELCOME)
    assert welcome in pushed(ravi)
    assert ravi.screen().lower().count("where are you?") == 1


@pytest.mark.spec("CHT-9", "SAF-3")
async def test_what_is_whispered_in_a_channel_is_short_and_the_notice_comes_to_the_direct_chat(
    two: Two,
) -> None:
    inbound = await _confirm(two)
    two.mentee.door.whispers = True
    place = inbound.place.model_copy(update={"direct": False, "channel": "C1", "message": None})
    await two.programme.reception.receive(inbound.model_copy(update={"place": place}))
    await two.programme.settle()
    [message] = told(two.mentee, Kind.BOOKED)
    assert message in pushed(two.mentee)
    assert two.mentee.screen().count("Your session is confirmed") == 1
    two.mentee.sees("Booked!")


@pytest.mark.spec("CHT-9")
async def test_what_is_answered_in_private_besides_a_group_is_the_notice(two: Two) -> None:
    inbound = await _confirm(two)
    place = inbound.place.model_copy(update={"direct": False, "channel": "G1", "message": None})
    await two.programme.reception.receive(inbound.model_copy(update={"place": place}))
    await two.programme.settle()
    [message] = told(two.mentee, Kind.BOOKED)
    assert message not in pushed(two.mentee)
    assert two.mentee.screen().count("Your session is confirmed") == 1
    two.mentee.sees_not("Booked!")


@pytest.mark.spec("CHT-9", "ADM-8")
async def test_an_admin_who_changes_their_own_plan_is_told_by_the_answer_alone(cast: Cast) -> None:
    await cast.olga.command("admin", "plan @olga individual")
    cast.olga.sees("individual")
    cast.olga.sees_not("Your plan has changed")
