"""Every use case about sessions acted once, for what the audit log tells of it (see test_audit)."""

from dataclasses import replace
from datetime import timedelta

from core.attendance import Category, Priority
from core.availability import Schedule
from core.desk import Desk
from core.disputes import Way
from core.evidence import FileQuestion, KeptFile
from core.ids import new_id
from core.mentor_settings import Setting
from core.mentors import Mentor
from core.people import Address, Person, Plan, Role
from core.recordings import Recording, RecordingState, Tickets
from core.rooms import MadeRoom, MovedThere, Room
from core.sessions import CancelReason, Meeting, Session, Status, Topic
from core.usecases import (
    aftermath,
    booking,
    cancelling,
    choosing,
    closing,
    confirming,
    dispute_acts,
    dispute_decisions,
    dispute_rounds,
    disputes,
    editing,
    elsewhere,
    evidence,
    feedback,
    giving_up,
    lateness,
    mentor_settings,
    mentoring,
    reachability,
    recording,
    replacing,
    reports,
    reschedule_requests,
    rescheduling,
)
from gateways.jitsi import JitsiRooms
from gateways.livekit import LiveKitRooms
from gateways.rooms import LIVEKIT, ProvidedRooms
from playground.meetings.livekit import SECRET
from storage.files import SqlFiles
from tests.conftest import MORNING
from tests.core.audited import ANA, BEN, OLGA, WORDS, Programme
from tests.storage.samples import a_session


def _suspended(p: Programme, person: Person, *, suspended: bool) -> None:
    with p.store.write() as tx:
        tx.people.save(replace(person, suspended=suspended))


def of_sessions(p: Programme) -> None:
    ana, ben, desk = p.person(ANA), p.person(BEN), p.at(BEN)
    for day, use_case in ((1, "cancelling.cancel_session"), (2, "closing.complete_ended")):
        start = MORNING + timedelta(days=day, hours=8)
        held = booking.hold_time(desk, ben, ana.id, start)
        booking.describe(desk, ben, held.hold.id, Topic(WORDS, WORDS, Meeting.CHAT), held.hold.minutes)
        p.act("booking.book", lambda: booking.book(desk, ben, held.hold.id))  # noqa: B023
        edited = Topic(f"{WORDS} {day}", WORDS, Meeting.CHAT)
        p.act("editing.edit_session", lambda: editing.edit_session(desk, ben, held.hold.id, 1, edited))  # noqa: B023
        p.act("lateness.tell_late", lambda: lateness.tell_late(desk, ben, held.hold.id, 10))  # noqa: B023
        if use_case == "cancelling.cancel_session":
            why = (CancelReason.OTHER, WORDS)
            p.act(use_case, lambda: cancelling.cancel_session(desk, ben, held.hold.id, 1, *why))  # noqa: B023
        else:
            p.clock.move_to(start + timedelta(hours=2))
            p.act(use_case, lambda: closing.complete_ended(p.desk))


def of_elsewhere(p: Programme) -> None:
    ana, ben, desk = p.person(ANA), p.person(BEN), p.at(BEN)
    soon = (p.clock.now() + timedelta(days=3)).replace(hour=10, minute=0, second=0, microsecond=0)
    session = booking.book(desk, ben, booking.hold_time(desk, ben, ana.id, soon).hold.id).view.session
    with p.store.write() as tx:
        room = Room(new_id(tx.now), "calendly", ana.id, tx.now, session.id)
        tx.rooms.add(room)
        tx.rooms.save(replace(room, made=MadeRoom("there", "https://there.example")))
    told = MovedThere("calendly", "there", MadeRoom("later", ""), soon - timedelta(days=30))
    p.act("elsewhere.take", lambda: elsewhere.take(desk, told))


def of_recordings(p: Programme) -> None:
    olga, ana, ben = p.person(OLGA), p.person(ANA), p.person(BEN)
    livekit = LiveKitRooms("https://live.example", "key", SECRET, "https://page.example/{token}", p.clock)
    rooms = ProvidedRooms(LIVEKIT, JitsiRooms("https://rooms.example"), [livekit], recorded=livekit)
    tickets = Tickets("https://parley.example", [b"key"])

    def at(address: Address) -> Desk:
        return replace(p.at(address), rooms=rooms, tickets=tickets)

    soon = (p.clock.now() + timedelta(days=3)).replace(hour=12, minute=0, second=0, microsecond=0)
    hold = booking.hold_time(p.at(BEN), ben, ana.id, soon).hold
    session = booking.book(p.at(BEN), ben, hold.id).view.session
    with p.store.write() as tx:
        room = Room(new_id(tx.now), LIVEKIT, ana.id, tx.now, session.id)
        tx.rooms.add(room)
        tx.rooms.give_link(room, "https://live.example/Parley-1")
        tx.recordings.add(
            Recording(new_id(tx.now), session.id, room.id, LIVEKIT, tx.now, RecordingState.KEPT)
        )
    p.act("recording.agree", lambda: recording.agree(at(BEN), ben, session.id))
    p.act("recording.open_own", lambda: recording.open_own(at(ANA), ana, session.id))
    p.act("recording.open_as_admin", lambda: recording.open_as_admin(at(OLGA), olga, session.id))
    p.act("recording.disagree", lambda: recording.disagree(at(BEN), ben, session.id))


def of_aftermath(p: Programme) -> None:
    olga, ana, ben = p.person(OLGA), p.person(ANA), p.person(BEN)

    def a_session_that_is_over(status: Status) -> int:
        over = a_session(
            ana.id, ben.id, p.clock.now() - timedelta(hours=1), status=status, revision=2,
            topic=Topic(WORDS, WORDS), meeting_url="https://rooms.example/Parley-1",
        )  # fmt: skip
        with p.store.write() as tx:
            tx.sessions.add(over)
        return over.id

    asked = a_session_that_is_over(Status.SCHEDULED)
    p.act("closing.complete_ended", lambda: closing.complete_ended(p.desk))
    p.act("aftermath.neither_came", lambda: aftermath.neither_came(p.at(ANA), ana, asked, 2))
    p.act("aftermath.took_place", lambda: aftermath.took_place(p.at(BEN), ben, asked, 3))
    p.act("feedback.give_feedback", lambda: feedback.give_feedback(p.at(BEN), ben, asked, 5, 4, WORDS))
    p.act("aftermath.report_absent", lambda: aftermath.report_absent(p.at(ANA), ana, asked, 4, ""))
    p.act("aftermath.object_no_show", lambda: aftermath.object_no_show(p.at(BEN), ben, asked, 5, WORDS))
    disputed = a_session_that_is_over(Status.COMPLETED)
    p.act("aftermath.report_absent", lambda: aftermath.report_absent(p.at(BEN), ben, disputed, 2, WORDS))
    for session, use_case, deed in (
        (asked, "disputes.uphold", disputes.uphold),
        (disputed, "disputes.dismiss", lambda *those: disputes.dismiss(*those, WORDS)),
    ):  # fmt: skip
        with p.store.read() as tx:
            [dispute] = tx.disputes.of([session])[session]
        p.act(use_case, lambda: deed(p.at(OLGA), olga, dispute.id))  # noqa: B023
    _reports(p, a_session_that_is_over(Status.COMPLETED))
    a_session_that_is_over(Status.SCHEDULED)
    closing.complete_ended(p.desk)
    p.clock.move(timedelta(days=1))
    p.act("closing.close_unattested", lambda: closing.close_unattested(p.desk))


def _reports(p: Programme, session: int) -> None:
    """Ben reports a problem, three times over; Olga and Ana handle what he reports."""
    olga, ana, ben = p.person(OLGA), p.person(ANA), p.person(BEN)

    def reported() -> int:
        p.act(
            "reports.report",
            lambda: reports.report(p.at(BEN), ben, session, Category.QUALITY, WORDS, WORDS),
        )
        with p.store.read() as tx:
            return tx.disputes.of([session])[session][-1].id

    first, by = reported(), p.at(OLGA)
    asked = FileQuestion("slack", "T1", "F1", WORDS)
    kept = KeptFile("00" * 32, f"{WORDS}.txt", "text/plain", 4)
    SqlFiles(p.store).keep(kept, [b"text"])
    p.act("dispute_acts.give", lambda: dispute_acts.give(by, olga, first, olga.id))
    p.act("dispute_acts.set_priority", lambda: dispute_acts.set_priority(by, olga, first, Priority.HIGH))
    p.act("dispute_acts.ask", lambda: dispute_acts.ask(by, olga, first, ana.id, WORDS))
    p.act("reports.add", lambda: reports.add(p.at(ANA), ana, first, WORDS))
    knows = p.at(BEN).knowing({asked: kept})
    p.act("reports.add_files", lambda: reports.add_files(knows, ben, first, [asked], WORDS))
    with p.store.read() as tx:
        [given] = tx.evidence.of(first)
    p.act("evidence.open_file", lambda: evidence.open_file(by, olga, first, given.id))
    verdict = dispute_decisions.Verdict(Way.CLOSE, WORDS, WORDS)
    shown = dispute_decisions.propose(by, olga, first, verdict)
    p.act(
        "dispute_decisions.decide",
        lambda: dispute_decisions.decide(by, olga, first, shown.draft, cancels=False),
    )
    second = reported()
    p.act("dispute_acts.take", lambda: dispute_acts.take(by, olga, second))
    p.act("reports.withdraw", lambda: reports.withdraw(p.at(BEN), ben, second))
    reported()
    p.clock.move(timedelta(days=4))
    p.act("dispute_rounds.settle_overdue", lambda: dispute_rounds.settle_overdue(p.desk))
    p.clock.move(timedelta(days=-4))


def of_replacements(p: Programme) -> None:
    """Ana leaves five sessions of Ben's; Olga is the other mentor."""
    olga, ana, ben = p.person(OLGA), p.person(ANA), p.person(BEN)
    with p.store.write() as tx:
        tx.people.save(replace(ben, plan=Plan.COUNCIL))
        tx.people.save(replace(olga, roles=olga.roles | {Role.MENTOR}))
        tx.mentors.save(Mentor(olga, Schedule("Europe/Berlin")))

    def left(day: int, *, found: bool) -> Session:
        start = MORNING + timedelta(days=day, hours=8)
        held = booking.hold_time(p.at(BEN), p.person(BEN), ana.id, start)
        booking.book(p.at(BEN), p.person(BEN), held.hold.id)
        why = (CancelReason.OTHER, WORDS)
        accepts = {Setting.ACCEPTING: found}
        p.act(
            "mentor_settings.change",
            lambda: mentor_settings.change(p.at(OLGA), p.person(OLGA), None, accepts),
        )
        with p.store.read() as tx:
            session = tx.sessions.get(held.hold.id)
        assert session is not None
        leave = lambda: replacing.leave_session(p.at(ANA), ana, session, session.revision, why)  # noqa: E731
        p.act("replacing.leave_session", leave)
        p.act("mentoring.accept_sessions", lambda: mentoring.accept_sessions(p.at(OLGA), p.person(OLGA)))
        p.clock.move(timedelta(minutes=1))
        return session

    kept, chosen, refused = left(30, found=True), left(31, found=False), left(32, found=True)
    p.act("choosing.keep", lambda: choosing.keep(p.at(BEN), ben, kept.id, 2))
    start = chosen.starts_at + timedelta(hours=1)
    p.act("choosing.choose", lambda: choosing.choose(p.at(BEN), ben, chosen.id, 2, olga.id, start))
    give_up = lambda: giving_up.cancel_unreplaced(p.at(BEN), ben, refused.id, 2, WORDS)  # noqa: E731
    p.act("giving_up.cancel_unreplaced", give_up)
    held = booking.hold_time(p.at(BEN), p.person(BEN), ana.id, MORNING + timedelta(days=8, hours=8))
    booking.book(p.at(BEN), p.person(BEN), held.hold.id)
    gone = lambda: reachability.note_reachability(p.at(ANA), ANA, reachable=False)  # noqa: E731
    p.act("reachability.note_reachability", gone)
    p.act(
        "replacing.replace_unreachable",
        lambda: replacing.replace_unreachable(p.at(BEN), ben, held.hold.id, 1),
    )
    back = lambda: reachability.note_reachability(p.at(ANA), ANA, reachable=True)  # noqa: E731
    p.act("reachability.note_reachability", back)
    suspended = a_session(ana.id, ben.id, p.clock.now() + timedelta(days=34), revision=1)
    _suspended(p, ana, suspended=True)
    with p.store.write() as tx:
        tx.sessions.add(suspended)
    p.act("replacing.hand_over_of", lambda: replacing.hand_over_of(p.desk, [suspended.id]))
    _suspended(p, ana, suspended=False)
    p.clock.move(timedelta(minutes=1))
    abandoned = left(33, found=True)
    p.clock.move_to(abandoned.starts_at)
    p.act("giving_up.expire_unanswered", lambda: giving_up.expire_unanswered(p.desk))


def of_confirmations(p: Programme) -> None:
    """Ana accepts each booking first; Ben asks for three."""
    ana, ben = p.person(ANA), p.person(BEN)
    _book_instantly(p, ana.id, instantly=False)

    def asked() -> int:
        start = (p.clock.now() + timedelta(days=30)).replace(hour=14, minute=0, second=0, microsecond=0)
        hold = booking.hold_time(p.at(BEN), ben, ana.id, start).hold.id
        p.act("booking.book", lambda: booking.book(p.at(BEN), ben, hold))
        return hold

    accepted = asked()
    p.act("confirming.accept_booking", lambda: confirming.accept_booking(p.at(ANA), ana, accepted, 1))
    p.clock.move(timedelta(days=1))
    declined = asked()
    decline = lambda: confirming.decline_booking(p.at(ANA), ana, declined, 1, WORDS)  # noqa: E731
    p.act("confirming.decline_booking", decline)
    asked()
    p.clock.move(timedelta(days=1))
    p.act("confirming.expire_unconfirmed", lambda: confirming.expire_unconfirmed(p.desk))
    _book_instantly(p, ana.id, instantly=True)


def _book_instantly(p: Programme, mentor_id: int, *, instantly: bool) -> None:
    with p.store.write() as tx:
        mentor = tx.mentors.get(mentor_id)
        assert mentor is not None
        tx.mentors.save(replace(mentor, schedule=replace(mentor.schedule, instant_booking=instantly)))


def of_moves(p: Programme) -> None:
    """Ben and Ana move a session, and leave four as they are."""
    ana, ben = p.person(ANA), p.person(BEN)
    noon = p.clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    days = iter(day for day in range(3, 20) if (noon + timedelta(days=day)).weekday() < 5)

    def asks(who: Person, use_case: str = "reschedule_requests.propose") -> tuple[Session, int]:
        start = noon + timedelta(days=next(days))
        session = a_session(ana.id, ben.id, start, topic=Topic(WORDS, WORDS))
        with p.store.write() as tx:
            tx.sessions.add(session)
        by, later = p.at(ANA if who is ana else BEN), start + timedelta(hours=1)
        if use_case == "reschedule_requests.propose":
            p.act(
                use_case, lambda: reschedule_requests.propose(by, who, session.id, 1, 0, later, 30, WORDS)
            )
        else:
            p.act(use_case, lambda: reschedule_requests.let_them_choose(by, who, session.id, 1, WORDS))
        with p.store.read() as tx:
            return session, tx.reschedules.of([session.id])[session.id][0].id

    session, asked = asks(ben)
    later = session.starts_at + timedelta(hours=2)
    p.act(
        "reschedule_requests.propose",
        lambda: reschedule_requests.propose(p.at(ANA), ana, session.id, 1, 1, later, 30, WORDS),
    )
    p.act("rescheduling.accept", lambda: rescheduling.accept(p.at(BEN), ben, asked, 2))
    for who, by, use_case, deed in (
        (ben, ANA, "rescheduling.decline", rescheduling.decline),
        (ana, ANA, "rescheduling.withdraw", rescheduling.withdraw),
    ):
        _, asked = asks(
            who, "reschedule_requests.propose" if who is ben else "reschedule_requests.let_them_choose"
        )
        p.act(use_case, lambda: deed(p.at(by), p.person(by), asked, 1))  # noqa: B023
    _, asked = asks(ana)
    p.act("rescheduling.call_off", lambda: rescheduling.call_off(p.at(BEN), ben, asked, 1, WORDS))
    asks(ben)
    p.clock.move(timedelta(days=2))
    p.act("rescheduling.expire_overdue", lambda: rescheduling.expire_overdue(p.desk))
