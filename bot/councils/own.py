"""A mentee's own council: a common time at once, else what comes nearest to it."""

from datetime import date, timedelta
from typing import assert_never

from bot.actions.councils.own import (
    ChooseWindow,
    ConveneAt,
    FindTime,
    Forms,
    OpenToOthers,
    Presses,
    SwapMentor,
)
from bot.councils.calling import coordinated
from bot.councils.calling_cards import TWO_WEEKS, outlook_card
from bot.councils.calling_forms import window_form
from bot.councils.cards import confirmed_card, opened_card
from bot.forms.problems import FieldRefused
from bot.labels import local_day
from bot.subject import Subject
from bot.turn import Turn
from bot.typed import spans
from bot.typed.edits import HoursTrouble
from bot.typed.spans import Span
from bot.typed.words import language_of
from bot.ui import Card, Layout, Message, Outcome
from core.councils import CouncilStatus
from core.desk import Desk
from core.errors.councils import CouncilOver, TimeUnclear
from core.people import Person
from core.usecases.councils import calling, mine
from core.usecases.councils.drafting import Details
from core.usecases.councils.views import CouncilView
from core.weeks import midnight


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out one step; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case FindTime(council, first, last):
            return Message(_outlook(desk, person, coordinated(desk, person, council), first, last))
        case ConveneAt(council, revision, start):
            return Message(confirmed_card(mine.convene(desk, person, council, revision, start)))
        case SwapMentor(council, revision, leaving, coming):
            before = coordinated(desk, person, council).council
            mentors = [coming if seat.mentor == leaving else seat.mentor for seat in before.seats]
            lead = before.lead if before.lead != leaving else None
            after = calling.set_mentors(desk, person, council, revision, mentors, lead)
            return Message(_outlook(desk, person, after, None, None))
        case OpenToOthers(council, revision, opened):
            view = calling.describe(desk, person, council, revision, Details(open=opened))
            return Message(opened_card(view))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises NotFound."""
    match action:
        case ChooseWindow(council):
            coordinated(turn.desk, turn.person, council)
            return window_form(turn.person)
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Look between these dates; raises FieldRefused for what is no span of dates."""
    desk, person = turn.desk, turn.person
    match action:
        case ChooseWindow(council):
            first, last = _window(
                desk, person, *(values.get(name, "").strip() for name in ("first", "last"))
            )
            return Message(_outlook(desk, person, coordinated(desk, person, council), first, last))
    assert_never(action)


def _window(desk: Desk, person: Person, first: str, last: str) -> Span:
    """From the first day that is said to the last; two weeks where it is one day."""
    today, said = local_day(desk.now(), person), f"{first} to {last}" if last else first
    found = spans.read_first(said, today, language_of(person.locale))
    if found is None or found[1] or isinstance(found[0], HoursTrouble) or found[0][-1].last < today:
        raise FieldRefused("last" if last else "first", TimeUnclear(said, "no_dates"))
    since, until = found[0][0].first, found[0][-1].last
    return Span(since, until if last or until > since else since + TWO_WEEKS)


def _outlook(desk: Desk, person: Person, view: CouncilView, first: date | None, last: date | None) -> Card:
    council = view.council
    if council.status is not CouncilStatus.PENDING:
        raise CouncilOver(council.id, council.status.value)
    since = None if first is None else midnight(person.clock_zone, first)
    until = None if last is None else midnight(person.clock_zone, last + timedelta(days=1))
    mentors = [seat.mentor for seat in council.seats]
    return outlook_card(view, mine.look(desk, person, mentors, since, until, council.minutes))


OWN: Subject[Presses, Forms] = Subject(press, form, send)
