"""What mentors say about their time: weekly hours, exceptions, limits, profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from core.availability import (
    AvailabilityException,
    Block,
    DayPattern,
    Schedule,
    ScheduleProblem,
    WeeklyPattern,
    check_schedule,
)
from core.desk import Desk
from core.errors import HoursUnclear, NotFound, NotMentor, TooLong
from core.ids import new_id
from core.mentors import Mentor
from core.people import Person
from core.policies import Policies
from core.ports import Transaction
from core.rules import Rules
from core.sessions import Session
from core.slots import Diary, Reason

WEEK = 7
LOOKED_AHEAD = 50

TEMPLATES: Mapping[str, tuple[tuple[int, tuple[tuple[int, int], ...]], ...]] = {
    "weekdays": tuple((day, ((9 * 60, 17 * 60),)) for day in range(5)),
    "evenings": tuple((day, ((18 * 60, 21 * 60),)) for day in range(5)),
    "weekends": tuple((day, ((10 * 60, 16 * 60),)) for day in (5, 6)),
}


@dataclass(frozen=True, slots=True)
class SetDay:
    """The blocks of one weekday (Monday 0); none closes it."""

    weekday: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CopyDay:
    """Make other weekdays like one."""

    source: int
    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AddException:
    """Add an exception; its id is given when it is saved."""

    exception: AvailabilityException


Edit = SetDay | CopyDay | AddException


@dataclass(frozen=True, slots=True)
class OwnAvailability:
    """A mentor's rules as they are, and the policies that fill their gaps.

    `outside` are booked sessions that lie outside the hours: they stay as they are.
    """

    mentor: Mentor
    policies: Policies
    outside: tuple[Session, ...] = ()


def availability(desk: Desk, actor: Person) -> OwnAvailability:
    """The actor's own rules; raises NotMentor."""
    with desk.store.read() as tx:
        return _view(tx, _own(tx, actor))


def change(
    desk: Desk, actor: Person, edits: Sequence[Edit], *, whole_week: bool = False
) -> OwnAvailability:
    """Carry out all edits or none; raises NotMentor, HoursUnclear. Booked sessions are never touched (AVL-6).

    With `whole_week`, who still has the programme's usual hours begins with an empty week: what they say is all.
    """
    with desk.begin() as tx:
        mentor = _own(tx, actor)
        own = mentor.schedule.weekly is not None
        usual = week_of(mentor.schedule, tx.policies()).days
        days = list(usual) if own or not whole_week else [DayPattern()] * WEEK
        added: list[AvailabilityException] = []
        for edit in edits:
            match edit:
                case SetDay(weekday, blocks):
                    days[weekday] = DayPattern(bool(blocks), blocks)
                case CopyDay(source, targets):
                    for target in targets:
                        days[target] = days[source]
                case AddException(exception):
                    added.append(replace(exception, id=new_id(tx.now)))
        weekly = WeeklyPattern(tuple(days)) if len(added) < len(edits) else mentor.schedule.weekly
        schedule = replace(
            mentor.schedule,
            weekly=weekly,
            exceptions=(*mentor.schedule.exceptions, *added),
        )
        return _save(desk, tx, mentor, schedule, added)


def use_template(desk: Desk, actor: Person, name: str) -> OwnAvailability:
    """Replace the week by a template; raises NotMentor, NotFound."""
    if name not in TEMPLATES:
        raise NotFound("template")
    hours = dict(TEMPLATES[name])
    blocks = {day: tuple(Block(start, end) for start, end in hours.get(day, ())) for day in range(WEEK)}
    return change(desk, actor, [SetDay(day, blocks[day]) for day in range(WEEK)])


def remove_exception(desk: Desk, actor: Person, exception: int) -> OwnAvailability:
    """Take an exception back; raises NotMentor, NotFound."""
    with desk.begin() as tx:
        mentor = _own(tx, actor)
        if not tx.mentors.remove_exception(mentor.id, exception):
            raise NotFound("exception")
        desk.note(tx, "AVAILABILITY_CHANGED", actor.id, before={"exception": exception})
        return _view(tx, _own(tx, actor))


@dataclass(frozen=True, slots=True)
class Limits:
    """A mentor's own limits; None leaves a value to the policies (no maximum for the week)."""

    buffer_minutes: int | None
    min_notice_minutes: int | None
    max_days_ahead: int | None
    max_sessions_per_week: int | None


def set_limits(desk: Desk, actor: Person, limits: Limits) -> OwnAvailability:
    """Change buffer, notice, horizon and weekly maximum; raises NotMentor, HoursUnclear."""
    with desk.begin() as tx:
        mentor = _own(tx, actor)
        schedule = replace(
            mentor.schedule,
            buffer_minutes=limits.buffer_minutes,
            min_notice_minutes=limits.min_notice_minutes,
            max_days_ahead=limits.max_days_ahead,
            max_sessions_per_week=limits.max_sessions_per_week,
        )
        return _save(desk, tx, mentor, schedule, [])


def set_profile(desk: Desk, actor: Person, *, headline: str, bio: str, tags: str) -> OwnAvailability:
    """Change what mentees read; `tags` are separated by commas. Raises NotMentor, TooLong."""
    names = tuple(dict.fromkeys(tag.strip().lower() for tag in tags.split(",") if tag.strip()))
    for field, text, limit in (("headline", headline, 120), ("bio", bio, 1000), ("tags", tags, 200)):
        if len(text) > limit:
            raise TooLong(field, limit, len(text))
    with desk.begin() as tx:
        mentor = replace(_own(tx, actor), headline=headline.strip(), bio=bio.strip(), tags=names)
        tx.mentors.save(mentor)
        desk.note(tx, "MENTOR_PROFILE_CHANGED", actor.id)
        return _view(tx, mentor)


def set_accepting(desk: Desk, actor: Person, *, accepting: bool) -> OwnAvailability:
    """Accept new sessions, or pause; booked ones stay. Raises NotMentor."""
    with desk.begin() as tx:
        before = _own(tx, actor)
        mentor = replace(before, accepting=accepting)
        tx.mentors.save(mentor)
        desk.note(
            tx,
            "MENTOR_ACCEPTING",
            actor.id,
            before={"accepting": int(before.accepting)},
            after={"accepting": int(accepting)},
        )
        return _view(tx, mentor)


def week_of(schedule: Schedule, policies: Policies) -> WeeklyPattern:
    """The weekly pattern that holds: the mentor's own, else the policy's default hours every day."""
    return schedule.weekly or WeeklyPattern((DayPattern(True, (Block(*policies.default_hours),)),) * WEEK)


def _own(tx: Transaction, actor: Person) -> Mentor:
    mentor = tx.mentors.get(actor.id)
    if mentor is None or not mentor.person.is_mentor:
        raise NotMentor
    return mentor


def _save(
    desk: Desk, tx: Transaction, mentor: Mentor, schedule: Schedule, added: Sequence[AvailabilityException]
) -> OwnAvailability:
    try:
        check_schedule(schedule)
    except ScheduleProblem as problem:
        raise HoursUnclear(problem.problem.value, str(problem.culprit)) from problem
    saved = replace(mentor, schedule=schedule)
    tx.mentors.save(saved)
    for exception in added:
        tx.mentors.add_exception(mentor.id, exception)
    desk.note(tx, "AVAILABILITY_CHANGED", mentor.id)
    return _view(tx, saved)


def _view(tx: Transaction, mentor: Mentor) -> OwnAvailability:
    policies = tx.policies()
    rules = Rules(mentor.schedule, policies)
    booked = [s for s in tx.sessions.upcoming(mentor.id, tx.now, LOOKED_AHEAD) if s.mentor == mentor.id]
    off = tuple(session for session in booked if _outside(rules, session))
    today = (tx.now - timedelta(days=1)).astimezone(ZoneInfo(mentor.schedule.zone)).date()
    ahead = tuple(e for e in mentor.schedule.exceptions if e.last >= today)
    return OwnAvailability(
        replace(mentor, schedule=replace(mentor.schedule, exceptions=ahead)), policies, off
    )


def _outside(rules: Rules, session: Session) -> bool:
    """Whether the hours no longer cover a session, judged as if it were booked at the last possible moment."""
    diary = Diary(rules, session.starts_at - timedelta(minutes=rules.notice))
    return diary.conflict(session.starts_at, session.minutes) in {Reason.OFF_HOURS, Reason.EXCEPTION}
