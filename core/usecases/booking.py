"""From choosing a mentor to a booked session."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.booking_steps import Step
from core.confirming import confirm_until, needs_acceptance
from core.desk import Desk
from core.errors.booking import (
    DurationNotOffered,
    HoldExpired,
    MonthUsedUp,
    NothingFree,
    PlanDoesNotBook,
    SlotTaken,
    TimeNotFree,
)
from core.errors.common import NotFound
from core.errors.members import ZoneMissing
from core.errors.mentors import MentorNotBookable, OwnMentor
from core.errors.sessions import Stale
from core.ids import new_id
from core.mentors import Mentor
from core.notices import Kind
from core.people import Person, Role
from core.policies import Policies
from core.ports.claims import Claim
from core.ports.payments import PaymentGateway
from core.ports.store import Transaction
from core.refunds import terms_of
from core.rules import Rules
from core.sessions import Hold, Session, Status, Topic
from core.slots import Diary, Reason
from core.topics import checked_topic
from core.usecases.confirming import request
from core.usecases.diaries import diary_of, next_free
from core.usecases.members import check_active
from core.usecases.payments.links import pay_until
from core.usecases.payments.paying import begin as begin_payment
from core.usecases.payments.paying import check_nothing_open, check_payable
from core.usecases.quota import Quota, month_of, quota_of
from core.usecases.rooms import ask_for_session
from core.usecases.session_views import SessionView
from core.usecases.telling import remind_both, tell_both
from core.weeks import Dates, dates_to_show, day_to_open, fitting_durations, nearest, within


@dataclass(frozen=True, slots=True)
class Times:
    """A mentor's week or month of free starts as the asker sees it; `open` is the day shown in detail.

    `between` are the minutes of the day between which alone they lie, None for all day.
    """

    mentor: Mentor
    dates: Dates
    open: date | None
    minutes: int
    quota: Quota
    viewer: Person
    between: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A time kept for the asker, ready to be described, reviewed and booked; `view` is the session it would become.

    Where it is paid for through Parley, the asker `pays` next.
    """

    hold: Hold
    mentor: Mentor
    mentee: Person
    policies: Policies
    quota: Quota
    durations: tuple[int, ...]
    view: SessionView
    pays: bool = False


@dataclass(frozen=True, slots=True)
class Booked:
    """A session that stands, or waits for its mentor; `again` when the same hold had been booked before."""

    view: SessionView
    again: bool


@dataclass(frozen=True, slots=True)
class HoldReleased:
    """The hold was let go; `mentor` to start over with."""

    mentor: int | None


def mentor_of(desk: Desk, person: int) -> Mentor | None:
    """Somebody as a mentor, None when they are not one."""
    with desk.store.read() as tx:
        mentor = tx.mentors.get(person)
        return mentor if mentor is not None and mentor.person.is_mentor else None


def usual_minutes(desk: Desk, mentor: Mentor) -> int:
    """How long a session with the mentor is when nothing else is said."""
    with desk.store.read() as tx:
        return Rules(mentor.schedule, tx.policies()).default_duration


def times(
    desk: Desk,
    actor: Person,
    mentor_id: int,
    first: date | None,
    day: date | None,
    *,
    minutes: int | None = None,
    between: tuple[int, int] | None = None,
    whole_month: bool = False,
) -> Times:
    """The week that begins at `first` (default: at `day`, else the first with a free time), `day` open.

    Of a `whole_month` it is the month in which that lies. For sessions of `minutes` (None: what is usual). Raises what
    stands against the actor booking this mentor at all, and DurationNotOffered.
    """
    with desk.store.read() as tx:
        policies = tx.policies()
        mentor = _bookable(tx, actor, mentor_id, policies)
        diary = diary_of(tx, mentor, actor, policies)
        if minutes is not None and minutes not in diary.rules.durations:
            raise DurationNotOffered(minutes, diary.rules.durations)
        zone, lasting = actor.clock_zone, minutes or diary.rules.default_duration
        shown = dates_to_show(diary, zone, first, day, minutes, whole_month=whole_month)
        if between is not None:
            shown = within(shown, zone, lasting, *between)
        desk.step(Step.MENTOR, actor.id)
        return Times(
            mentor,
            shown,
            day_to_open(shown.days, day),
            lasting,
            quota_of(tx, actor, tx.now),
            actor,
            between,
        )


def hold_time(
    desk: Desk,
    actor: Person,
    mentor_id: int,
    start: datetime,
    minutes: int | None = None,
    topic: Topic | None = None,
) -> Held:
    """Keep a time for the actor, with what is said of it; the actor's earlier hold is let go.

    Raises what stands against booking it: TimeNotFree carries the nearest free starts.
    """
    try:
        held = _hold(desk, actor, mentor_id, start, minutes, topic)
    except SlotTaken as faster:
        raise _overtaken(desk, actor, mentor_id, start, minutes) from faster
    desk.step(Step.REVIEW, actor.id, held.hold.id)
    return held


def hold_next(desk: Desk, actor: Person, mentor_id: int, topic: Topic) -> Held:
    """Keep the mentor's next free time for the actor; raises NothingFree, TooLong, and as `hold_time`."""
    topic = checked_topic(topic)
    with desk.store.read() as tx:
        policies = tx.policies()
        mentor = _bookable(tx, actor, mentor_id, policies)
        start = next_free(diary_of(tx, mentor, actor, policies))
    if start is None:
        raise NothingFree(mentor.person.name)
    return hold_time(desk, actor, mentor_id, start, topic=topic)


def _hold(
    desk: Desk, actor: Person, mentor_id: int, start: datetime, minutes: int | None, topic: Topic | None
) -> Held:
    with desk.begin() as tx:
        policies = tx.policies()
        mentor = _bookable(tx, actor, mentor_id, policies)
        desk.step(Step.SLOT, actor.id)
        tx.people.lock([actor.id, mentor.id])
        check_month(tx, actor, start)
        diary = diary_of(tx, mentor, actor, policies)
        duration = minutes or diary.rules.default_duration
        if reason := diary.judge(start, duration):
            raise _not_free(mentor, diary, start, reason, duration, policies)
        earlier = tx.sessions.hold_of(actor.id)
        if earlier is not None:
            let_go(tx, earlier)
        if topic is None:
            topic = earlier.topic if earlier is not None and earlier.mentor == mentor.id else Topic()
        hold = Hold(
            id=new_id(tx.now),
            mentor=mentor.id,
            mentee=actor.id,
            starts_at=start,
            minutes=duration,
            expires_at=tx.now + timedelta(minutes=policies.hold_minutes),
            topic=topic,
            rate=mentor.rate,
            currency=mentor.currency,
        )
        _claim(tx, hold, diary.rules.buffer)
        return _held(desk, tx, hold, mentor, actor, diary)


def describe(desk: Desk, actor: Person, hold_id: int, topic: Topic, minutes: int) -> Held:
    """Say what the held session is about, and how long; raises TooLong, Missing, HoldExpired, TimeNotFree."""
    topic = checked_topic(topic)
    with desk.begin() as tx:
        hold, mentor, policies = _live_hold(tx, actor, hold_id)
        if minutes != hold.minutes:
            tx.people.lock([actor.id, mentor.id])
            diary = diary_of(tx, mentor, actor, policies)
            if reason := diary.judge(hold.starts_at, minutes):
                raise _not_free(mentor, diary, hold.starts_at, reason, minutes, policies)
            tx.claims.release(hold.id)
            hold = replace(hold, minutes=minutes)
            _claim(tx, hold, diary.rules.buffer)
        hold = replace(hold, topic=topic)
        tx.sessions.put_hold(hold)
        return _held(desk, tx, hold, mentor, actor, diary_of(tx, mentor, actor, policies))


def review(desk: Desk, actor: Person, hold_id: int) -> Held:
    """What would be booked; raises HoldExpired."""
    with desk.store.read() as tx:
        hold, mentor, policies = _live_hold(tx, actor, hold_id)
        return _held(desk, tx, hold, mentor, actor, diary_of(tx, mentor, actor, policies))


def book(desk: Desk, actor: Person, hold_id: int) -> Booked:
    """Turn a hold into a session, into a request to its mentor (BOK-8), or into what is paid for first (PAY-1).

    Booking the same hold again answers with the session it became (BOK-6).

    Raises HoldExpired, MonthUsedUp, TooFast, PaymentOpen, PaidElsewhere, and what stands against the mentor.
    """
    with desk.begin() as tx:
        hold = tx.sessions.get_hold(hold_id)
        if hold is not None and hold.mentee == actor.id:
            # Locked before it is asked whether the other device was faster.
            tx.people.lock([actor.id, hold.mentor])
            hold = tx.sessions.drop_hold(hold_id)
        if hold is None or hold.mentee != actor.id:
            booked = tx.sessions.get(hold_id)
            if booked is not None and booked.mentee == actor.id:
                return Booked(_seen_by_mentee(tx, booked, actor), again=True)
            raise HoldExpired
        mentor, policies = _at_its_price(tx, hold), tx.policies()
        actor = tx.people.get(actor.id) or actor
        check_booker(actor, policies)
        check_mentor(actor, mentor)
        check_month(tx, actor, hold.starts_at)
        status, until, gateway = Status.SCHEDULED, None, gateway_for(desk, mentor, policies)
        if needs_acceptance(mentor):
            status, until = Status.REQUESTED, confirm_until(hold.starts_at, tx.now, policies)
        elif gateway is not None:
            check_payable(desk, tx, actor)
            check_nothing_open(tx, actor.id)
            status, until = Status.AWAITING_PAYMENT, pay_until(hold.starts_at, tx.now, policies)
        if until is not None and until <= tx.now:
            raise HoldExpired(mentor.id)
        kept = tx.claims.keep(hold.id, tx.now, until)
        if not kept:
            _check_unbooked(tx, actor, hold_id)
            raise HoldExpired(mentor.id)
        session = replace(
            _to_be(tx, hold, mentor, actor, policies),
            buffer_minutes=kept[mentor.id],
            meeting_url=desk.rooms.link(mentor),
            status=status,
            confirm_by=until,
        )
        tx.sessions.add(session)
        if status is Status.REQUESTED:
            request(tx, session)
        elif gateway is not None:
            begin_payment(desk, tx, session, actor, gateway)
        else:
            tell_both(tx, session, Kind.BOOKED)
            remind_both(tx, session)
            ask_for_session(desk, tx, session)
        desk.note(
            tx,
            _NOTED[status],
            actor.id,
            session=session.id,
            after={
                "status": session.status,
                "mentor": mentor.id,
                "starts_at": session.starts_at.isoformat(),
            },
        )
        return Booked(_seen_by_mentee(tx, session, actor, mentor.person), again=False)


_NOTED = {
    Status.SCHEDULED: "SESSION_BOOKED",
    Status.REQUESTED: "SESSION_REQUESTED",
    Status.AWAITING_PAYMENT: "PAYMENT_BEGUN",
}


def gateway_for(desk: Desk, mentor: Mentor, policies: Policies) -> PaymentGateway | None:
    """Through whom the mentor's price is paid; None for a free session, and for one that is paid outside Parley."""
    return desk.gateway_for(mentor.rate, mentor.currency) if policies.take_payment else None


def leave(desk: Desk, actor: Person, hold_id: int) -> HoldReleased:
    """Let go of a hold; harmless when it has gone. Raises Stale where it has been booked."""
    with desk.begin() as tx:
        hold = tx.sessions.get_hold(hold_id)
        if hold is None or hold.mentee != actor.id:
            _check_unbooked(tx, actor, hold_id)
            return HoldReleased(None)
        let_go(tx, hold)
        desk.step(Step.LEFT, actor.id)
        return HoldReleased(hold.mentor)


def check_booker(actor: Person, policies: Policies) -> None:
    """Raise what stands against the actor booking anybody: Suspended, ZoneMissing, PlanDoesNotBook."""
    check_active(actor)
    if actor.zone is None:
        raise ZoneMissing
    if actor.plan not in policies.plans_that_book:
        raise PlanDoesNotBook(actor.plan)


def check_month(tx: Transaction, actor: Person, start: datetime) -> None:
    """Raise MonthUsedUp where all sessions of the month of `start` are used."""
    if tx.policies().monthly_sessions[actor.plan] is None:
        return
    quota = quota_of(tx, actor, start)
    if quota.allowed is not None and quota.used >= quota.allowed:
        raise MonthUsedUp(quota.allowed, quota.renews)


def _bookable(tx: Transaction, actor: Person, mentor_id: int, policies: Policies) -> Mentor:
    """The mentor, once nothing stands between the two in general."""
    check_booker(actor, policies)
    mentor = tx.mentors.get(mentor_id)
    if mentor is None or not mentor.person.is_mentor:
        raise NotFound("mentor")
    check_mentor(actor, mentor)
    return mentor


def check_mentor(actor: Person, mentor: Mentor) -> None:
    """Raise what stands against the actor booking this mentor: OwnMentor, MentorNotBookable."""
    if mentor.id == actor.id:
        raise OwnMentor
    if mentor.hindrance is not None:
        raise MentorNotBookable(mentor.person.name, mentor.hindrance)


def _not_free(
    mentor: Mentor, diary: Diary, start: datetime, reason: Reason, minutes: int, policies: Policies
) -> TimeNotFree | DurationNotOffered:
    if reason is Reason.DURATION:
        return DurationNotOffered(minutes, policies.durations)
    near = tuple(nearest(diary, start, 4, minutes))
    return TimeNotFree(mentor.id, mentor.person.name, start, reason, near, minutes)


def _overtaken(
    desk: Desk, actor: Person, mentor_id: int, start: datetime, minutes: int | None
) -> TimeNotFree | DurationNotOffered:
    """Somebody was faster, as the database has found: what is free now."""
    with desk.store.read() as tx:
        policies = tx.policies()
        mentor = _bookable(tx, actor, mentor_id, policies)
        diary = diary_of(tx, mentor, actor, policies)
        duration = minutes or diary.rules.default_duration
        reason = diary.judge(start, duration) or Reason.BOOKED
        return _not_free(mentor, diary, start, reason, duration, policies)


def _claim(tx: Transaction, hold: Hold, buffer: int) -> None:
    until = hold.ends_at + timedelta(minutes=buffer)
    tx.claims.take(
        [
            Claim(hold.mentor, hold.starts_at, until, hold.id, hold.expires_at, buffer),
            Claim(hold.mentee, hold.starts_at, hold.ends_at, hold.id, hold.expires_at),
        ]
    )
    tx.sessions.put_hold(hold)


def let_go(tx: Transaction, hold: Hold) -> None:
    """Give up a hold and the time that it keeps."""
    tx.claims.release(hold.id)
    tx.sessions.drop_hold(hold.id)


def _live_hold(tx: Transaction, actor: Person, hold_id: int) -> tuple[Hold, Mentor, Policies]:
    """The actor's hold, and its mentor at the price of the hold.

    Raises HoldExpired for an expired one and for somebody else's alike, Stale for a booked one.
    """
    hold = tx.sessions.get_hold(hold_id)
    if hold is None or hold.mentee != actor.id:
        _check_unbooked(tx, actor, hold_id)
        raise HoldExpired
    return hold, _at_its_price(tx, hold), tx.policies()


def _at_its_price(tx: Transaction, hold: Hold) -> Mentor:
    """The mentor at the price of the hold; raises HoldExpired."""
    mentor = tx.mentors.get(hold.mentor)
    if hold.expires_at <= tx.now or mentor is None:
        raise HoldExpired(hold.mentor)
    return replace(mentor, rate=hold.rate, currency=hold.currency)


def _check_unbooked(tx: Transaction, actor: Person, hold_id: int) -> None:
    """Raise Stale where the actor has booked what was held: on another device, perhaps."""
    booked = tx.sessions.get(hold_id)
    if booked is not None and booked.mentee == actor.id:
        raise Stale(hold_id)


def _held(desk: Desk, tx: Transaction, hold: Hold, mentor: Mentor, actor: Person, diary: Diary) -> Held:
    """As it is shown; no hold of the actor's, this one or an earlier one, closes anything in `diary`."""
    policies = tx.policies()
    fitting = fitting_durations(diary, hold.starts_at, policies.durations)
    session = _to_be(tx, hold, mentor, actor, policies)
    view = _seen_by_mentee(tx, session, actor, mentor.person)
    quota, pays = quota_of(tx, actor, hold.starts_at), gateway_for(desk, mentor, policies) is not None
    return Held(hold, mentor, actor, policies, quota, fitting, view, pays)


def _to_be(tx: Transaction, hold: Hold, mentor: Mentor, actor: Person, policies: Policies) -> Session:
    """The session that the hold becomes where the mentor need not accept it; without a link and a buffer yet."""
    return Session(
        id=hold.id,
        mentor=mentor.id,
        mentee=actor.id,
        starts_at=hold.starts_at,
        minutes=hold.minutes,
        buffer_minutes=0,
        month=month_of(actor, hold.starts_at).isoformat(),
        booked_at=tx.now,
        topic=hold.topic,
        meeting_url="",
        rate=mentor.rate,
        currency=mentor.currency,
        terms=terms_of(policies),
    )


def _seen_by_mentee(
    tx: Transaction, session: Session, mentee: Person, mentor: Person | None = None
) -> SessionView:
    mentor = mentor or tx.people.get(session.mentor)
    assert mentor is not None
    return SessionView(session, mentor, mentee, Role.MENTEE, tx.policies(), tx.now)
