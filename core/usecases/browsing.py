"""Looking for another mentor for a session whose own has cancelled."""

from dataclasses import dataclass
from datetime import date, datetime

from core.desk import Desk
from core.errors.common import NotFound
from core.figures import UNMARKED, average
from core.people import Person
from core.usecases.booking import Times
from core.usecases.diaries import diaries_of, diary_of, next_free
from core.usecases.matching import anybody, free_then, offered_mentor
from core.usecases.picking import PAGE, MentorEntry
from core.usecases.quota import quota_of
from core.usecases.replacing import unanswered
from core.usecases.session_views import SessionView
from core.weeks import dates_to_show, day_to_open


@dataclass(frozen=True, slots=True)
class Replacements:
    """A page of the mentors who could go on with a session, best first.

    They are free at the session's own time, or, where nobody was, at `next_free`.
    """

    view: SessionView
    entries: tuple[MentorEntry, ...]
    page: int
    first: int
    more: bool
    total: int


@dataclass(frozen=True, slots=True)
class ReplacementTimes:
    """The week or month of a mentor who could go on with a session."""

    view: SessionView
    times: Times


def replacements(desk: Desk, actor: Person, session_id: int, page: int) -> Replacements:
    """Who could go on with the session; raises what stands against answering at all. A page beyond is the last."""
    with desk.store.read() as tx:
        view = unanswered(tx, actor, session_id)
        session = view.session
        page = max(0, page)
        find = free_then if session.has_mentor else anybody
        found = find(tx, session, (page + 1) * PAGE)
        if page * PAGE >= found.total:
            page = max(0, (found.total - 1) // PAGE)
            found = find(tx, session, (page + 1) * PAGE)
        shown = tx.mentors.of(found.mentors[page * PAGE : (page + 1) * PAGE])
        marks = tx.aftermath.marks(mentor.id for mentor in shown)
        starts: dict[int, datetime | None] = {mentor.id: session.starts_at for mentor in shown}
        if not session.has_mentor:
            diaries = diaries_of(tx, shown, actor, view.policies, ignoring=session)
            starts = {each: next_free(diary, None, session.minutes) for each, diary in diaries.items()}
        entries = tuple(
            MentorEntry(mentor, starts[mentor.id], average(marks.get(mentor.id, UNMARKED)))
            for mentor in shown
        )
        more = (page + 1) * PAGE < found.total
        return Replacements(view, entries, page, page * PAGE, more, found.total)


def replacement_times(
    desk: Desk,
    actor: Person,
    session_id: int,
    mentor_id: int,
    first: date | None,
    day: date | None,
    *,
    whole_month: bool = False,
) -> ReplacementTimes:
    """A mentor's free times of the session's length, where the mentee may choose any; raises what `choose` raises."""
    with desk.store.read() as tx:
        view = unanswered(tx, actor, session_id)
        session, zone = view.session, actor.clock_zone
        if session.has_mentor:
            raise NotFound("time")
        mentor = offered_mentor(tx, session, actor, mentor_id)
        diary = diary_of(tx, mentor, actor, view.policies, ignoring=session)
        shown = dates_to_show(diary, zone, first, day, session.minutes, whole_month=whole_month)
        opened = day_to_open(shown.days, day)
        quota = quota_of(tx, actor, tx.now)
        return ReplacementTimes(view, Times(mentor, shown, opened, session.minutes, quota, actor))
