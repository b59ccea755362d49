"""A mentor's own view of their time, what mentees read about them, and pausing. Hours change in `changes`."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from core.desk import Desk
from core.errors.mentors import NotMentor
from core.mentors import Mentor
from core.people import Person
from core.policies import Policies
from core.ports.store import Transaction
from core.rules import Rules
from core.sessions import Session
from core.slots import Diary, Reason
from core.usecases.diaries import diary_of
from core.weeks import Dates, week

LOOKED_AHEAD = 200


@dataclass(frozen=True, slots=True)
class OwnAvailability:
    """A mentor's rules as they are, and the policies that fill their gaps.

    `outside` are booked sessions that lie outside the hours: they stay as they are.
    """

    mentor: Mentor
    policies: Policies
    outside: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """What mentees are offered of a mentor's time: seven dates in the mentor's zone, `minutes` a session."""

    mentor: Mentor
    week: Dates
    minutes: int


def availability(desk: Desk, actor: Person) -> OwnAvailability:
    """The actor's own rules; raises NotMentor."""
    with desk.store.read() as tx:
        return own_availability(tx, as_mentor(tx, actor.id))


def offered(desk: Desk, actor: Person, first: date | None) -> Offered:
    """What mentees are offered of the actor's time in the week from `first` (None: from now); raises NotMentor."""
    with desk.store.read() as tx:
        mentor = as_mentor(tx, actor.id)
        diary = diary_of(tx, mentor, mentor.person, tx.policies())
        zone = mentor.schedule.zone
        shown = week(diary, zone, first or tx.now.astimezone(ZoneInfo(zone)).date())
        return Offered(mentor, shown, diary.rules.default_duration)


def accept_sessions(desk: Desk, actor: Person) -> OwnAvailability:
    """Accept new sessions from now on; raises NotMentor."""
    with desk.begin() as tx:
        before = _locked(tx, actor)
        mentor = replace(before, accepting=True)
        tx.mentors.save(mentor)
        desk.note(
            tx,
            "MENTOR_ACCEPTING",
            actor.id,
            before={"accepting": int(before.accepting)},
            after={"accepting": 1},
        )
        return own_availability(tx, mentor)


def confirm_hours(desk: Desk, actor: Person) -> OwnAvailability:
    """Be booked in the hours as they are, from now on; raises NotMentor."""
    with desk.begin() as tx:
        before = _locked(tx, actor)
        mentor = replace(before, hours_confirmed=True)
        tx.mentors.save(mentor)
        desk.note(
            tx,
            "HOURS_CONFIRMED",
            actor.id,
            before={"confirmed": int(before.hours_confirmed)},
            after={"confirmed": 1},
        )
        return own_availability(tx, mentor)


def sessions_outside(tx: Transaction, mentor: Mentor, policies: Policies) -> tuple[Session, ...]:
    """The mentor's booked sessions that their hours do not cover."""
    rules = Rules(mentor.schedule, policies)
    booked = tx.sessions.upcoming(mentor.id, tx.now, LOOKED_AHEAD)
    return tuple(each for each in booked if each.mentor == mentor.id and _outside(rules, each))


def own_availability(tx: Transaction, mentor: Mentor) -> OwnAvailability:
    """A mentor's rules, without exceptions that are over."""
    policies = tx.policies()
    off = sessions_outside(tx, mentor, policies)
    today = (tx.now - timedelta(days=1)).astimezone(ZoneInfo(mentor.schedule.zone)).date()
    ahead = tuple(e for e in mentor.schedule.exceptions if e.last >= today)
    return OwnAvailability(
        replace(mentor, schedule=replace(mentor.schedule, exceptions=ahead)), policies, off
    )


def as_mentor(tx: Transaction, person: int) -> Mentor:
    """Somebody as the mentor they are now; raises NotMentor."""
    mentor = tx.mentors.get(person)
    if mentor is None or not mentor.person.is_mentor:
        raise NotMentor
    return mentor


def _locked(tx: Transaction, actor: Person) -> Mentor:
    """The mentor as nobody else can change them until the transaction ends: profile and hours are one row."""
    tx.people.lock([actor.id])
    return as_mentor(tx, actor.id)


def _outside(rules: Rules, session: Session) -> bool:
    """Whether the hours no longer cover a session, judged as if it were booked at the last possible moment."""
    diary = Diary(rules, session.starts_at - timedelta(minutes=rules.notice))
    return diary.conflict(session.starts_at, session.minutes) in {Reason.OFF_HOURS, Reason.EXCEPTION}
