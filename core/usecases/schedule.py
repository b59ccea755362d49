"""A mentor's schedule, and anybody's week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.desk import Desk
from core.errors.mentors import NotMentor
from core.people import Person, Role
from core.ports.overviews import MenteeTotals, Totals
from core.ports.store import Transaction
from core.usecases.councils.dashboard import concerning
from core.usecases.councils.views import CouncilView
from core.usecases.councils.views import views_of as councils_of
from core.usecases.session_views import SessionView, views_of
from core.weeks import midnight

PAGE = 5
MENTEES = 10
_DAY = timedelta(days=1)
_WEEK = 7 * _DAY
_FAR = timedelta(days=400)  # how far back and ahead one can turn


@dataclass(frozen=True, slots=True)
class SessionWeek:
    """Somebody's sessions of the seven days from `first`, a Monday of theirs, soonest first; no cancelled ones.

    And the councils in which they are expected, or were.
    """

    reader: Person
    first: date
    now: datetime
    views: tuple[SessionView, ...]
    councils: tuple[CouncilView, ...]

    @property
    def today(self) -> date:
        """The reader's date."""
        return self.now.astimezone(ZoneInfo(self.reader.clock_zone)).date()


@dataclass(frozen=True, slots=True)
class MentorWeek:
    """What a mentor's sessions come to, and a week of them."""

    totals: Totals
    week: SessionWeek


@dataclass(frozen=True, slots=True)
class MentorList:
    """A mentor's sessions ahead, soonest first; `more` when another page follows. The first tells of `councils` too."""

    reader: Person
    totals: Totals
    views: tuple[SessionView, ...]
    page: int
    more: bool
    councils: tuple[CouncilView, ...]


@dataclass(frozen=True, slots=True)
class MenteesPage:
    """The mentor's mentees, those of late first; `more` when another page follows."""

    reader: Person
    mentees: tuple[tuple[Person, MenteeTotals], ...]
    page: int
    more: bool


def own_week(desk: Desk, actor: Person, first: date | None) -> SessionWeek:
    """The actor's sessions, in either role, of the week in which `first` lies (None: this week)."""
    with desk.store.read() as tx:
        return _week(tx, actor, first)


def mentor_week(desk: Desk, actor: Person, first: date | None) -> MentorWeek:
    """The week of what the actor gives as a mentor; raises NotMentor."""
    _check_mentor(actor)
    with desk.store.read() as tx:
        return MentorWeek(tx.overviews.totals(actor.id, tx.now), _week(tx, actor, first, as_mentor=True))


def mentor_list(desk: Desk, actor: Person, page: int) -> MentorList:
    """The sessions ahead that the actor gives as a mentor; raises NotMentor."""
    _check_mentor(actor)
    with desk.store.read() as tx:
        found = tx.overviews.ahead(actor.id, tx.now, PAGE + 1, page * PAGE)
        views = views_by_id(tx, found[:PAGE], actor)
        councils = () if page else tuple(view for view in concerning(tx, actor) if view.seat is not None)
        totals = tx.overviews.totals(actor.id, tx.now)
        return MentorList(actor, totals, views, page, len(found) > PAGE, councils)


def mentees(desk: Desk, actor: Person, page: int) -> MenteesPage:
    """Whom the actor has mentored or will; raises NotMentor."""
    _check_mentor(actor)
    with desk.store.read() as tx:
        found = tx.overviews.mentees(actor.id, tx.now, MENTEES + 1, page * MENTEES)
        people = {person.id: person for person in tx.people.of(each.mentee for each in found)}
        shown = tuple((people[each.mentee], each) for each in found[:MENTEES])
        return MenteesPage(actor, shown, page, len(found) > MENTEES)


def views_by_id(tx: Transaction, sessions: Sequence[int], actor: Person) -> tuple[SessionView, ...]:
    """These sessions, in this order, as the actor sees them."""
    found = {session.id: session for session in tx.sessions.of(sessions)} if sessions else {}
    return views_of(tx, [found[session] for session in sessions], actor)


def _check_mentor(actor: Person) -> None:
    if not actor.is_mentor:
        raise NotMentor


def _week(tx: Transaction, actor: Person, day: date | None, *, as_mentor: bool = False) -> SessionWeek:
    today = tx.now.astimezone(ZoneInfo(actor.clock_zone)).date()
    day = min(max(day or today, today - _FAR), today + _FAR)
    first = day - day.weekday() * _DAY
    start, end = midnight(actor.clock_zone, first), midnight(actor.clock_zone, first + _WEEK)
    found = [
        session
        for session in tx.sessions.between(actor.id, start, end)
        if not as_mentor or session.role_of(actor.id) is Role.MENTOR
    ]
    councils = [
        view
        for view in councils_of(tx, tx.councils.between(actor.id, start, end), actor)
        if view.takes_part and (view.seat is not None or not as_mentor)
    ]
    return SessionWeek(actor, first, tx.now, views_of(tx, found, actor), tuple(councils))
