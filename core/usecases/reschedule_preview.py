"""Looking ahead to a proposal: what may be proposed, which times are free, what would follow."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from core.desk import Desk
from core.errors.rescheduling import RequestClosed
from core.errors.sessions import NotAllowed
from core.mentors import Mentor
from core.people import Person, Role
from core.reschedule_rules import (
    MANY_MOVES_WITHIN,
    check_answer,
    check_askable,
    check_movable,
    moves_often,
    needs_approval,
)
from core.reschedules import OPEN, RequestStatus, RescheduleAnswer
from core.sessions import Status
from core.usecases.reschedule_times import check_time, diary_for
from core.usecases.session_views import SessionView, check_present, own_session
from core.weeks import Dates, dates_to_show, day_to_open, fitting_durations, next_free_day


@dataclass(frozen=True, slots=True)
class RescheduleTimes:
    """A mentor's week or month of free starts for a session; `open` is the day in detail, `turn` the request's or 0."""

    view: SessionView
    mentor: Mentor
    dates: Dates
    open: date | None
    minutes: int
    turn: int

    @property
    def viewer(self) -> Person:
        """Who chooses."""
        return self.view.reader


@dataclass(frozen=True, slots=True)
class ReschedulePreview:
    """What would be proposed, or (without `start`) left to the mentee.

    `answer` is None for a new request; `lengths` are all that can be chosen at this time, in minutes; `often` says
    that the mentor has moved sessions a lot (RSC-6).
    """

    view: SessionView
    answer: RescheduleAnswer | None
    start: datetime | None
    minutes: int
    lengths: tuple[int, ...]
    often: bool

    @property
    def moves_at_once(self) -> bool:
        """Whether nobody has to agree any more."""
        if self.answer is None:
            return self.start is not None and not needs_approval(self.view.session, self.view.policies)
        return self.answer is RescheduleAnswer.CHOOSE


def times(
    desk: Desk,
    actor: Person,
    session_id: int,
    first: date | None,
    day: date | None,
    *,
    whole_month: bool = False,
) -> RescheduleTimes:
    """The week that begins at `first` with `day` open; without either the day of the session or of the proposal.

    Of a `whole_month` it is the month in which that lies. Where that day has nothing free, the next that has is open.
    Raises NotFound, and what stands against the actor asking, or answering with another time.
    """
    with desk.store.read() as tx:
        view = own_session(tx, actor, session_id)
        request = view.request
        turn = request.turn if request else 0
        check_way(view, turn)
        mentor = tx.mentors.get(view.session.mentor)
        assert mentor is not None
        diary, zone = diary_for(tx, view), actor.clock_zone
        minutes = request.last.minutes if request else view.session.minutes
        proposed = request.last.starts_at if request else None
        known = {view.session.starts_at, proposed}
        if first is None and day is None:
            day = (proposed or view.session.starts_at).astimezone(ZoneInfo(zone)).date()
        show = partial(dates_to_show, diary, zone, duration=minutes, whole_month=whole_month)
        shown = _without(known, show(first, day))
        if first is None and not any(each.slots for each in shown.days):
            later = next_free_day(diary, zone, shown.days[-1].date, minutes)
            shown = _without(known, show(None, later))
        return RescheduleTimes(view, mentor, shown, day_to_open(shown.days, day), minutes, turn)


def _without(known: Container[datetime | None], found: Dates) -> Dates:
    """The dates without the times that stand or are proposed already."""
    days = (
        replace(each, slots=tuple(slot for slot in each.slots if slot not in known)) for each in found.days
    )
    return replace(found, days=tuple(days))


def preview(
    desk: Desk,
    actor: Person,
    session_id: int,
    revision: int,
    turn: int,
    start: datetime | None,
    minutes: int | None = None,
) -> ReschedulePreview:
    """What proposing would mean; raises what stands against it."""
    with desk.store.read() as tx:
        view = own_session(tx, actor, session_id)
        check_present(view.session, revision)
        answer = check_way(view, turn)
        duration = minutes or (view.request.last.minutes if view.request else view.session.minutes)
        lengths: tuple[int, ...] = (duration,)
        if start is None:
            check_may_leave_open(view)
        else:
            diary = diary_for(tx, view)
            check_time(tx, view, diary, turn, start, duration)
            if not view.session.rate and answer is not RescheduleAnswer.CHOOSE:
                offered = {*view.policies.durations, duration}
                lengths = fitting_durations(diary, start, tuple(sorted(offered)))
        often = False
        if answer is None and view.viewer is Role.MENTOR and view.session.status is Status.SCHEDULED:
            lately = tx.reschedules.moved_since(actor.id, tx.now - MANY_MOVES_WITHIN)
            often = moves_often(view.session, lately)
        return ReschedulePreview(view, answer, start, duration, lengths, often)


def check_way(view: SessionView, turn: int) -> RescheduleAnswer | None:
    """How the viewer may name a time where they saw `turn` proposals: None to ask, else COUNTER or CHOOSE."""
    request = view.request
    if request is None and turn:
        last = view.requests[-1].status if view.requests else RequestStatus.WITHDRAWN
        raise RequestClosed(view.session.id, RequestStatus.EXPIRED if last in OPEN else last)
    if request is None or not turn:
        check_askable(view.session, view.viewer, view.requests, view.now, view.policies)
        return None
    check_movable(view.session, view.now)
    answer = RescheduleAnswer.CHOOSE if request.last.starts_at is None else RescheduleAnswer.COUNTER
    check_answer(request, view.viewer, answer, turn, view.now, view.policies)
    return answer


def check_may_leave_open(view: SessionView) -> None:
    """Raise NotAllowed unless the viewer may ask without naming a time."""
    if view.viewer is not Role.MENTOR:
        raise NotAllowed(RescheduleAnswer.CHOOSE.value, view.session.id, view.viewer.value)
