"""What admins do to one session: each act in each state, by whoever must not, and everything that follows from it."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

import pytest

from core.attendance import Absent
from core.desk import Desk
from core.errors.aftermath import Decided
from core.errors.cancelling import CancelTooLate
from core.errors.common import Missing, NotFound, Refusal, TooLong
from core.errors.interventions import (
    ActNotPossible,
    NotAhead,
    NotBothFree,
    NothingToRefund,
    OwnRefund,
    OwnSession,
    RefundSettled,
    RefundTooMuch,
)
from core.errors.members import NotAdmin
from core.errors.replacing import ReplacementNotFree
from core.errors.rescheduling import RescheduledEnough, RescheduleTooLate
from core.errors.sessions import Stale
from core.ids import new_id
from core.interventions import (
    Act,
    CancelWish,
    ClearWish,
    CompleteWish,
    Lifts,
    OverrideWish,
    ReassignWish,
    RefundWish,
    RescheduleWish,
    Wish,
)
from core.people import Person, Role
from core.refunds import APPROVAL_WITHIN, Refund, RefundEntry, RefundKind, RefundStatus
from core.session_claims import claims_of
from core.sessions import Cancellation, CancelReason, Reassignment, Session, Status
from core.usecases import aftermath, attending, cancelling, disputes, rescheduling
from core.usecases.interventions import acts, notes, planning, refunds
from core.usecases.interventions.planning import Done, carry_out, plan
from core.usecases.reschedule_requests import propose
from gateways.jitsi import JitsiRooms
from storage.check import SqlCheck
from storage.store import SqlStore, open_store
from tests.clocks import Still
from tests.conftest import MORNING
from tests.databases import SqliteFiles
from tests.faults.seeds import cast_of, settle_in
from tests.storage.samples import DAY, HOUR, MINUTE, a_session

RATE = 5000
AHEAD, BEGUN = 3 * DAY, -20 * MINUTE
_places = count()

# How a session can stand: what makes it so, and how far its start lies from now.
STATES: dict[str, tuple[timedelta, dict[str, object]]] = {
    "awaiting payment": (AHEAD, {"status": Status.AWAITING_PAYMENT}),
    "requested": (AHEAD, {"status": Status.REQUESTED, "rate": 0}),
    "scheduled": (AHEAD, {}),
    "found another": (AHEAD, {"reassignment": Reassignment.PENDING_ACCEPTANCE, "revision": 2}),
    "without mentor": (AHEAD, {"reassignment": Reassignment.AWAITING_CHOICE, "revision": 2}),
    "begun": (BEGUN, {}),
    "in progress": (BEGUN, {"status": Status.IN_PROGRESS}),
    "completed": (-DAY, {"status": Status.COMPLETED, "revision": 2}),
    "cancelled": (AHEAD, {"status": Status.CANCELLED, "revision": 2}),
    "mentee absent": (-DAY, {"status": Status.NO_SHOW, "absent": Absent.MENTEE, "revision": 2}),
    "mentor absent": (-DAY, {"status": Status.NO_SHOW, "absent": Absent.MENTOR, "revision": 2}),
}
LIVE = {"scheduled", "found another", "without mentor"}
POSSIBLE = {
    Act.FORCE_CANCEL: {"awaiting payment", "requested", *LIVE, "begun", "in progress"},
    Act.FORCE_COMPLETE: {"begun", "in progress"},
    Act.MANUAL_REFUND: {*STATES} - {"awaiting payment", "requested"},
    Act.REASSIGN: LIVE,
    Act.RESCHEDULE: {"scheduled"},
    Act.CLEAR_NO_SHOW: {"mentee absent", "mentor absent"},
    Act.OVERRIDE: {"scheduled"},
    Act.NOTE: {*STATES},
}
"""In which states each act is possible, in words of ADM-4."""


@dataclass
class Office:
    """A programme with two admins, one of whom is a mentor too."""

    store: SqlStore
    clock: Still
    people: dict[str, Person]
    watch: sqlite3.Connection

    @property
    def desk(self) -> Desk:
        return Desk(self.store, JitsiRooms("https://rooms.example"))

    @property
    def version(self) -> int:
        """Another number after every commit of anybody's."""
        return int(self.watch.execute("PRAGMA data_version").fetchone()[0])

    @property
    def olga(self) -> Person:
        return self.people["admin0"]

    @property
    def bea(self) -> Person:
        return self.people["second"]

    def session(self, state: str = "scheduled", **more: object) -> Session:
        """A new session that stands so; nothing of it overlaps with another's."""
        place = next(_places)
        ahead, changes = STATES[state]
        start = self.clock.now() + ahead + (place * HOUR if ahead > timedelta() else -place * MINUTE)
        mentor, mentee = self.people["mentor0"].id, self.people["mentee0"].id
        values: dict[str, object] = {"rate": RATE, "buffer_minutes": 0, **changes, **more}
        session = a_session(mentor, mentee, start, **values)
        if session.status is Status.REQUESTED:
            session = replace(session, confirm_by=self.clock.now() + HOUR)
        if session.status is Status.CANCELLED:
            session = replace(
                session, cancellation=Cancellation(Role.MENTOR, self.clock.now(), CancelReason.CONFLICT)
            )
        with self.store.write() as tx:
            tx.sessions.add(session)
            if ahead > timedelta() and session.status in {Status.SCHEDULED, Status.REQUESTED}:
                claims = claims_of(session)
                tx.claims.take(claims if session.has_mentor else claims[1:])
            if session.absent is Absent.MENTOR:
                given = Refund(100, RATE, RefundStatus.PENDING)
                session = replace(session, refund=given, counted=False)
                tx.sessions.save(session, was=session.revision)
                tx.ledger.add(_entry(session, RATE, RefundKind.NO_SHOW, self.clock))
        return session

    def stored(self, session: Session) -> Session:
        with self.store.read() as tx:
            found = tx.sessions.get(session.id)
        assert found is not None
        return found

    def entries(self, session: Session) -> list[RefundEntry]:
        with self.store.read() as tx:
            return list(tx.ledger.of(session.id))

    def done(self, session: Session, wish: Wish, by: Person | None = None) -> Done:
        """Look at it, and confirm."""
        admin = by or self.olga
        shown = plan(self.desk, admin, session.id, session.revision, wish)
        return carry_out(self.desk, admin, session.id, shown.draft)

    def told(self, session: Session) -> set[tuple[str, int]]:
        """(kind, person) of what waits to be sent about it now."""
        with self.store.engines.reader.connect() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT kind, person FROM notices WHERE session = {session.id} AND state = 'waiting' "
                "AND kind NOT IN ('home', 'settle', 'reminder', 'join')"
            )
            return {(row[0], row[1]) for row in rows}

    def audited(self, session: Session) -> list[str]:
        with self.store.engines.reader.connect() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT action FROM audit WHERE session = {session.id} ORDER BY seq"
            )
            return list(rows.scalars())


def _entry(session: Session, amount: int, kind: RefundKind, clock: Still) -> RefundEntry:
    now = clock.now()
    return RefundEntry(new_id(now), session.id, amount, session.currency, kind, RefundStatus.PENDING, now)


@pytest.fixture(scope="module")
def office(sqlite_databases: SqliteFiles) -> Iterator[Office]:
    """One for all tests: each makes sessions of its own."""
    clock = Still()
    url = sqlite_databases.make()
    store = open_store(url, clock)
    people = settle_in(store, cast_of(3))
    second = replace(people["admin0"], id=new_id(MORNING), name="Bea", addresses=())
    with store.write() as tx:
        tx.people.add(second)
        tx.set_policies(tx.policies().model_copy(update={"max_days_ahead": 366}))
        for key in ("mentor0", "mentor1", "mentor2"):
            mentor = tx.mentors.get(people[key].id)
            assert mentor is not None
            schedule = replace(mentor.schedule, max_days_ahead=366)
            tx.mentors.save(replace(mentor, schedule=schedule))
    watch = sqlite3.connect(url.removeprefix("sqlite:///"))
    yield Office(store, clock, {**people, "second": second}, watch)
    watch.close()
    store.close()


def wish_for(office: Office, act: Act, session: Session) -> Wish:
    """One that nothing but the state or the person can stand against."""
    match act:
        case Act.FORCE_CANCEL:
            return CancelWish("why")
        case Act.FORCE_COMPLETE:
            return CompleteWish("why", 20)
        case Act.MANUAL_REFUND:
            return RefundWish("why", RefundKind.BONUS, 100)
        case Act.REASSIGN:
            return ReassignWish("why", office.people["mentor1"].id)
        case Act.RESCHEDULE:
            return RescheduleWish("why", session.starts_at + 100 * DAY, Role.MENTEE)
        case Act.CLEAR_NO_SHOW:
            return ClearWish("why", Status.COMPLETED)
        case Act.OVERRIDE:
            return OverrideWish("why", Lifts.CANCELLATION, office.clock.now() + HOUR)
    raise KeyError(act)


SHOWN = [act for act in Act if act is not Act.NOTE]


@pytest.mark.spec("ADM-4")
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", SHOWN)
def test_an_act_is_done_in_the_states_that_leave_room_for_it_and_refused_in_all_others(
    office: Office, act: Act, state: str
) -> None:
    session = office.session(state)
    wish = wish_for(office, act, session)
    assert (act in acts.acts(office.desk, office.olga, session.id).possible) or state not in POSSIBLE[act]
    if state in POSSIBLE[act]:
        done = office.done(session, wish)
        assert office.audited(session)[-1] == act.value or act.value in office.audited(session)
        with office.store.read() as tx:
            kept = tx.interventions.of(session.id)[-1]
        assert (kept.act, kept.words, kept.by) == (act, "why", office.olga.id)
        assert done.session == office.stored(session)
        return
    before = office.version
    with pytest.raises(ActNotPossible):
        plan(office.desk, office.olga, session.id, session.revision, wish)
    assert (office.version, office.stored(session)) == (before, session)


STRANGERS = ("mentor0", "mentee0", "mentor2", "mentee2")


@pytest.mark.spec("ADM-4", "SAF-1")
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", SHOWN)
def test_nobody_else_does_it_whatever_the_state_and_nothing_is_changed(
    office: Office, act: Act, state: str
) -> None:
    """Parties, strangers, and an admin who is a party; neither the first step nor a forged second one."""
    session = office.session(state)
    wish = wish_for(office, act, session)
    forged = 4711
    if state in POSSIBLE[act]:
        forged = plan(office.desk, office.olga, session.id, session.revision, wish).draft
    party = replace(office.people["mentor0"], roles=frozenset({Role.MENTOR, Role.ADMIN}))
    before = office.stored(session)
    for who in STRANGERS:
        person, version = office.people[who], office.version
        with pytest.raises(NotAdmin):
            plan(office.desk, person, session.id, session.revision, wish)
        with pytest.raises(NotAdmin):
            carry_out(office.desk, person, session.id, forged)
        assert office.version == version
    with as_admin(office, party) as person:
        version = office.version
        with pytest.raises(OwnSession):
            plan(office.desk, person, session.id, session.revision, wish)
        with pytest.raises(OwnSession):
            carry_out(office.desk, person, session.id, forged)
        assert office.version == version
    with pytest.raises(Stale):
        carry_out(office.desk, office.bea, session.id, forged)
    assert office.stored(session) == before


class as_admin:  # noqa: N801 (it reads as a word)
    """Somebody who is an admin for a while."""

    def __init__(self, office: Office, person: Person) -> None:
        self.office, self.person = office, person

    def __enter__(self) -> Person:
        with self.office.store.write() as tx:
            tx.people.save(self.person)
        return self.person

    def __exit__(self, *_: object) -> None:
        roles = self.person.roles - {Role.ADMIN}
        with self.office.store.write() as tx:
            tx.people.save(replace(self.person, roles=roles))


@pytest.mark.spec("ADM-4")
@pytest.mark.parametrize("act", SHOWN)
def test_a_preview_is_confirmed_once_and_only_as_it_was_shown(office: Office, act: Act) -> None:
    state = min(POSSIBLE[act] - {"found another", "without mentor", "awaiting payment", "requested"})
    for spoil, refusal in _spoilers(office):
        session = office.session(state)
        wish = wish_for(office, act, session)
        shown = plan(office.desk, office.olga, session.id, session.revision, wish)
        restore = spoil(session)
        before = office.stored(session)
        with pytest.raises(refusal):
            carry_out(office.desk, office.olga, session.id, shown.draft)
        assert office.stored(session) == before
        restore()
    session = office.session(state)
    shown = plan(office.desk, office.olga, session.id, session.revision, wish_for(office, act, session))
    carry_out(office.desk, office.olga, session.id, shown.draft)
    after = office.stored(session)
    with pytest.raises(Stale):
        carry_out(office.desk, office.olga, session.id, shown.draft)
    assert office.stored(session) == after


def _spoilers(office: Office) -> list[tuple[Callable[[Session], Callable[[], None]], type[Refusal]]]:
    """What may happen between a preview and its confirmation."""

    def changed(session: Session) -> Callable[[], None]:
        with office.store.write() as tx:
            tx.sessions.save(replace(session, revision=session.revision + 1), was=session.revision)
        return lambda: None

    def another_admin(session: Session) -> Callable[[], None]:
        bonus = RefundWish("I was faster", RefundKind.BONUS, 1)
        if session.status is not Status.REQUESTED:
            office.done(session, bonus, by=office.bea)
        return lambda: None

    def given_up(session: Session) -> Callable[[], None]:
        other = office.session()
        plan(office.desk, office.olga, other.id, other.revision, CancelWish("another one"))
        return lambda: None

    def role_lost(_: Session) -> Callable[[], None]:
        with office.store.write() as tx:
            tx.people.save(replace(office.olga, roles=frozenset({Role.MENTEE})))

        def back() -> None:
            with office.store.write() as tx:
                tx.people.save(office.olga)

        return back

    return [(changed, Stale), (another_admin, Stale), (given_up, Stale), (role_lost, NotAdmin)]


@pytest.mark.spec("ADM-4")
def test_an_act_needs_a_reason_and_a_note_needs_words(office: Office) -> None:
    session = office.session()
    for wish in (CancelWish(" "), RefundWish("", RefundKind.FULL), ReassignWish("\n", 1)):
        with pytest.raises(Missing):
            plan(office.desk, office.olga, session.id, 1, wish)
    with pytest.raises(TooLong):
        plan(office.desk, office.olga, session.id, 1, CancelWish("x" * 501))
    with pytest.raises(Missing):
        notes.add_note(office.desk, office.olga, session.id, " ")
    with pytest.raises(TooLong):
        notes.add_note(office.desk, office.olga, session.id, "x" * 2001)
    with pytest.raises(NotFound):
        notes.add_note(office.desk, office.olga, 4711, "there is no such session")


@pytest.mark.spec("ADM-4")
@pytest.mark.parametrize("state", STATES)
def test_a_note_is_kept_in_any_state_and_nobody_is_told(office: Office, state: str) -> None:
    session = office.session(state)
    notes.add_note(office.desk, office.olga, session.id, " call him back ")
    view = acts.acts(office.desk, office.olga, session.id)
    assert [note.words for note in view.notes] == ["call him back"]
    assert (office.stored(session), office.told(session)) == (session, set())
    assert office.audited(session) == ["ADMIN_NOTE_ADDED"]


@pytest.mark.spec("ADM-4", "CAN-3", "BOK-2")
@pytest.mark.parametrize(("pct", "amount"), [(0, 0), (33, 1650), (100, 5000)])
def test_a_forced_cancellation_gives_back_the_percentage_and_frees_time_and_month(
    office: Office, pct: int, amount: int
) -> None:
    session = office.session()
    after = office.done(session, CancelWish("unresponsive", pct)).session
    assert (after.status, after.counted) == (Status.CANCELLED, False)
    assert after.cancellation == Cancellation(
        Role.ADMIN, office.clock.now(), CancelReason.OTHER, "unresponsive"
    )
    assert after.refund == Refund(pct, amount, RefundStatus.PENDING if amount else RefundStatus.NONE)
    assert [entry.amount for entry in office.entries(session)] == ([amount] if amount else [])
    both = {("cancelled", session.mentor), ("cancelled", session.mentee)}
    assert office.told(session) == both
    with office.store.read() as tx:
        people = [session.mentor, session.mentee]
        mine = tx.claims.of(people, session.starts_at, session.ends_at, tx.now)
    assert not any(claim.owner == session.id for claim in mine)


@pytest.mark.spec("ADM-4")
def test_without_notice_nobody_is_told_and_the_check_knows_why(office: Office) -> None:
    session = office.session()
    office.done(session, CancelWish("quietly", tell=False))
    assert office.told(session) == set()
    assert not [
        v for v in SqlCheck(office.store).violations(1000 * DAY) if v.facts.get("session") == session.id
    ]


@pytest.mark.spec("ADM-4")
def test_a_completed_session_asks_its_mentee_how_it_was(office: Office) -> None:
    session = office.session("in progress")
    after = office.done(session, CompleteWish("the meeting has ended", 45)).session
    assert (after.status, after.counted) == (Status.COMPLETED, True)
    assert office.told(session) == {
        ("support", session.mentor),
        ("support", session.mentee),
        ("feedback", session.mentee),
    }
    with office.store.read() as tx:
        assert tx.interventions.of(session.id)[-1].details == {"original_minutes": 30, "actual_minutes": 45}


@pytest.mark.spec("ADM-4", "RAS-1")
def test_another_mentor_takes_it_without_anybodys_acceptance_and_all_three_are_told(office: Office) -> None:
    session, new = office.session(), office.people["mentor1"]
    after = office.done(session, ReassignWish("suspended", new.id)).session
    assert (after.mentor, after.reassignment) == (new.id, Reassignment.ACCEPTED)
    assert (after.starts_at, after.rate) == (session.starts_at, session.rate)
    assert after.meeting_url != session.meeting_url
    assert office.told(session) == {
        ("support", session.mentor),
        ("support", session.mentee),
        ("assigned", new.id),
    }
    former = attending.session(office.desk, office.people["mentor0"], session.id)
    assert former.former, "who had it before sees that it goes on without them"


@pytest.mark.spec("ADM-4", "RAS-1")
def test_a_mentor_who_has_something_else_then_does_not_take_it(office: Office) -> None:
    busy, meanwhile = office.session(), office.session()
    other = replace(
        meanwhile,
        mentor=office.people["mentor2"].id,
        mentee=office.people["mentee1"].id,
        starts_at=busy.starts_at,
    )
    with office.store.write() as tx:
        tx.claims.release(other.id)
        tx.sessions.save(other, was=1)
    with pytest.raises(ReplacementNotFree):
        plan(office.desk, office.olga, other.id, 1, ReassignWish("x", busy.mentor))
    office.done(other, CancelWish("make room"))


@pytest.mark.spec("ADM-4")
def test_an_admin_moves_it_to_any_time_at_which_both_are_free(office: Office) -> None:
    """Hours, notice and allowances do not stand against it; a time that is taken does."""
    taken, session = office.session(), office.session(mentee_reschedules=2, mentor_reschedules=2)
    with pytest.raises(NotBothFree):
        plan(
            office.desk,
            office.olga,
            session.id,
            1,
            RescheduleWish("x", taken.starts_at + 10 * MINUTE, Role.MENTEE),
        )
    past = RescheduleWish("x", office.clock.now() - MINUTE, Role.MENTEE)
    with pytest.raises(NotAhead):
        plan(office.desk, office.olga, session.id, 1, past)
    soon = office.clock.now() + 10 * MINUTE + 7 * MINUTE
    after = office.done(session, RescheduleWish("fever", soon, Role.MENTEE)).session
    assert (after.starts_at, after.mentee_reschedules) == (soon, 2)
    assert office.audited(session) == ["SESSION_RESCHEDULED", "ADMIN_RESCHEDULE_SESSION"]
    assert {("rescheduled", session.mentor), ("rescheduled", session.mentee)} <= office.told(session)
    office.done(after, CancelWish("make room"))


@pytest.mark.spec("ADM-4", "BOK-2")
def test_a_cleared_no_show_counts_as_completed_or_cancelled(office: Office) -> None:
    session = office.session("mentor absent")
    after = office.done(session, ClearWish("proof of attendance", Status.COMPLETED)).session
    assert (after.status, after.absent, after.counted, after.refund) == (Status.COMPLETED, None, True, None)
    assert [entry.status for entry in office.entries(session)] == [RefundStatus.WITHDRAWN]
    other = office.session("mentee absent")
    after = office.done(other, ClearWish("system error", Status.CANCELLED)).session
    assert (after.status, after.absent, after.counted) == (Status.CANCELLED, None, False)
    mentor = office.people["mentor0"]
    with pytest.raises(Decided):
        aftermath.report_absent(office.desk, mentor, session.id, session.revision + 1, "")
    for each in (session, other):
        assert office.told(each) == {("support", each.mentor), ("support", each.mentee)}


@pytest.mark.spec("ADM-4", "CAN-1", "CAN-3")
def test_an_exception_lifts_the_cutoff_for_cancelling_until_it_ends_and_nothing_else(
    office: Office,
) -> None:
    session = office.session()
    mentee = office.people["mentee0"]
    office.clock.at = session.starts_at - HOUR
    with pytest.raises(CancelTooLate):
        cancelling.cancellation(office.desk, mentee, session.id, 1)
    until = office.clock.now() + 30 * MINUTE
    office.done(session, OverrideWish("ill", Lifts.CANCELLATION, until))
    view = cancelling.cancellation(office.desk, mentee, session.id, 1)
    assert view.cancel_refusal is None
    assert isinstance(view.reschedule_refusal, RescheduleTooLate), "only what is named is lifted"
    assert {kind for kind, _ in office.told(session)} == {"allowed"}
    office.clock.at = until
    with pytest.raises(CancelTooLate):
        cancelling.cancellation(office.desk, mentee, session.id, 1)
    office.clock.at = until - MINUTE
    done = cancelling.cancel_session(office.desk, mentee, session.id, 1, CancelReason.EMERGENCY, "")
    given = done.view.session.refund
    assert given is not None
    assert (given.pct, done.view.session.counted) == (0, True), "as after the cutoff"
    office.clock.at = MORNING


@pytest.mark.spec("ADM-4", "RSC-1")
def test_an_exception_lifts_cutoff_and_allowance_for_moving(office: Office) -> None:
    session = office.session(mentee_reschedules=2)
    mentee, later = office.people["mentee0"], session.starts_at + 200 * DAY
    with pytest.raises(RescheduledEnough):
        propose(office.desk, mentee, session.id, 1, 0, later, 30, "")
    until = office.clock.now() + HOUR
    office.done(session, OverrideWish("medical", Lifts.RESCHEDULE, until))
    propose(office.desk, mentee, session.id, 1, 0, later, 30, "")


@pytest.mark.spec("ADM-4", "BOK-8", "RSC-4")
def test_a_deadline_is_extended_for_a_booking_and_for_a_request(office: Office) -> None:
    booking = office.session("requested")
    assert booking.confirm_by is not None
    for until in (booking.confirm_by, booking.starts_at + MINUTE):
        wish = OverrideWish("x", Lifts.DEADLINE, until)
        with pytest.raises(NotAhead):
            plan(office.desk, office.olga, booking.id, 1, wish)
    later = booking.confirm_by + HOUR
    after = office.done(booking, OverrideWish("away", Lifts.DEADLINE, later)).session
    assert after.confirm_by == later
    with office.store.read() as tx:
        claims = tx.claims.of([booking.mentor], booking.starts_at, booking.ends_at, tx.now)
        assert [claim.expires_at for claim in claims] == [later]
    session = office.session()
    asked = propose(
        office.desk, office.people["mentee0"], session.id, 1, 0, session.starts_at + 210 * DAY, 30, ""
    )
    later = session.starts_at - MINUTE
    office.done(session, OverrideWish("away", Lifts.DEADLINE, later))
    with office.store.read() as tx:
        request = tx.reschedules.get(asked.request.id)
        assert request is not None
        assert request.expires_at == later
    rescheduling.accept(office.desk, office.people["mentor0"], request.id, 1)
    with pytest.raises(ActNotPossible):
        plan(office.desk, office.olga, office.session().id, 1, OverrideWish("x", Lifts.DEADLINE, later))


# --- refunds


@pytest.mark.spec("ADM-4")
def test_refunds_never_come_to_more_than_was_paid_except_a_bonus(office: Office) -> None:
    session = office.session("completed")
    office.done(session, RefundWish("poor sound", RefundKind.PARTIAL, 2000))
    assert office.stored(session).refund == Refund(40, 2000, RefundStatus.PENDING)
    with pytest.raises(RefundTooMuch) as refused:
        plan(office.desk, office.olga, session.id, 2, RefundWish("x", RefundKind.PARTIAL, 3001))
    assert refused.value.left == 3000
    office.done(session, RefundWish("all of it", RefundKind.FULL))
    assert office.stored(session).refund == Refund(100, 5000, RefundStatus.PENDING)
    for kind, amount in ((RefundKind.FULL, None), (RefundKind.PARTIAL, 1)):
        with pytest.raises(NothingToRefund):
            plan(office.desk, office.olga, session.id, 2, RefundWish("x", kind, amount))
    office.done(session, RefundWish("sorry", RefundKind.BONUS, 700))
    assert office.stored(session).refund == Refund(100, 5000, RefundStatus.PENDING)
    assert [entry.amount for entry in office.entries(session)] == [2000, 3000, 700]
    assert office.told(session) == {("support", session.mentee)}


@pytest.mark.spec("ADM-4", "AFT-3", "CAN-3")
def test_what_was_given_back_before_is_not_given_back_again_by_the_rules(office: Office) -> None:
    session = office.session()
    office.done(session, RefundWish("goodwill", RefundKind.PARTIAL, 2000))
    office.done(office.stored(session), CancelWish("and cancelled"))
    assert [entry.amount for entry in office.entries(session)] == [2000, 3000]
    missed = office.session("completed")
    office.done(missed, RefundWish("goodwill", RefundKind.PARTIAL, 2000))
    mentee = office.people["mentee0"]
    office.clock.at = missed.ends_at + HOUR
    stated = aftermath.report_absent(office.desk, mentee, missed.id, 2, "nobody came")
    assert stated.dispute is not None
    disputes.uphold(office.desk, office.olga, stated.dispute.id)
    assert sorted(entry.amount for entry in office.entries(missed)) == [2000, 3000]
    office.clock.at = MORNING


@pytest.mark.spec("ADM-9")
def test_above_the_limit_a_second_admin_decides_summed_over_the_session(office: Office) -> None:
    session = office.session("completed", rate=30_000)
    first = office.done(session, RefundWish("a part", RefundKind.PARTIAL, 10_000))
    assert first.refund is None, "a hundred dollars are not above a hundred"
    shown = plan(office.desk, office.olga, session.id, 2, RefundWish("more", RefundKind.BONUS, 1))
    assert shown.giving is not None
    assert (shown.giving.waits, shown.giving.others) == (True, 1)
    done = office.done(session, RefundWish("the rest", RefundKind.PARTIAL, 5000))
    assert done.refund is not None
    assert office.stored(session).refund == Refund(50, 15_000, RefundStatus.PENDING_APPROVAL)
    assert ("refund_waits", office.bea.id) in office.told(session)
    assert ("refund_waits", office.olga.id) not in office.told(session)
    before = office.version
    for person, refusal in (
        (office.olga, OwnRefund),
        *((office.people[who], NotAdmin) for who in STRANGERS),
    ):
        for decide in (refunds.approve, refunds.decline):
            with pytest.raises(refusal):
                decide(office.desk, person, done.refund)
    with pytest.raises(OwnRefund):
        refunds.withdraw(office.desk, office.bea, done.refund)
    assert office.version == before
    refunds.approve(office.desk, office.bea, done.refund)
    assert office.stored(session).refund == Refund(50, 15_000, RefundStatus.PENDING)
    entry = office.entries(session)[-1]
    assert (entry.status, entry.approved_by) == (RefundStatus.PENDING, office.bea.id)
    assert ("refund_decided", office.olga.id) in office.told(session)
    assert office.audited(session)[-1] == "ADMIN_REFUND_APPROVED"
    for decide in (refunds.approve, refunds.decline):
        with pytest.raises(RefundSettled):
            decide(office.desk, office.bea, done.refund)


@pytest.mark.spec("ADM-9")
@pytest.mark.parametrize("end", ["declined", "withdrawn", "expired"])
def test_what_is_not_approved_is_not_given_back(office: Office, end: str) -> None:
    session = office.session(rate=30_000)
    done = office.done(session, CancelWish("big one"))
    assert done.session.status is Status.CANCELLED, "the session does not wait"
    assert done.refund is not None
    assert done.session.refund == Refund(100, 30_000, RefundStatus.PENDING_APPROVAL)
    now = office.clock.now()
    match end:
        case "declined":
            refunds.decline(office.desk, office.bea, done.refund)
        case "withdrawn":
            refunds.withdraw(office.desk, office.olga, done.refund)
        case "expired":
            assert refunds.expire_waiting(office.desk) == 0
            office.clock.at = now + APPROVAL_WITHIN
            assert refunds.expire_waiting(office.desk) == 1
            assert refunds.expire_waiting(office.desk) == 0
            office.clock.at = MORNING
    assert office.stored(session).refund is None
    assert ("support", session.mentee) in office.told(session), "they were told that it was looked at"


@pytest.mark.spec("ADM-9", "AFT-3")
def test_the_limit_is_counted_in_the_sessions_currency(office: Office) -> None:
    yen = office.session("completed", rate=20_000, currency="JPY")
    shown = plan(office.desk, office.olga, yen.id, 2, RefundWish("x", RefundKind.PARTIAL, 101))
    assert shown.giving is not None
    assert shown.giving.waits, "101 yen are above 100"
    dinar = office.session("completed", rate=200_000, currency="KWD")
    shown = plan(office.desk, office.olga, dinar.id, 2, RefundWish("x", RefundKind.PARTIAL, 100_000))
    assert shown.giving is not None
    assert not shown.giving.waits, "100 dinar are not"


def test_everything_that_was_done_here_leaves_the_ledger_whole(office: Office) -> None:
    found = [str(v) for v in SqlCheck(office.store).violations(1000 * DAY)]
    assert not [each for each in found if "goes back" in each or "gives back" in each or "refund" in each]


def test_giving_a_preview_up_changes_nothing(office: Office) -> None:
    session = office.session()
    shown = plan(office.desk, office.olga, session.id, 1, CancelWish("x"))
    planning.give_up(office.desk, office.bea, shown.draft)
    planning.give_up(office.desk, office.olga, shown.draft)
    planning.give_up(office.desk, office.olga, shown.draft)
    with pytest.raises(Stale):
        carry_out(office.desk, office.olga, session.id, shown.draft)
    assert office.stored(session) == session
