"""The mentors' answers: few presses, one message that changes in place."""

from datetime import datetime
from typing import assert_never

from bot.actions.councils.polling import (
    AnswerAll,
    AnswerBetween,
    AnswerHours,
    AnswerTime,
    ExplainConflict,
    Forms,
    Presses,
    PreviewHours,
    ShowPoll,
    SuggestThis,
    SuggestTime,
)
from bot.councils.moments import read_time
from bot.councils.poll_cards import (
    answered_card,
    explained_card,
    hours_preview_card,
    poll_card,
    suggested_card,
    too_late_card,
    which_time_card,
)
from bot.councils.poll_forms import ANY, explain_form, hours_form, suggest_form
from bot.forms.problems import about_field
from bot.subject import Subject
from bot.turn import Turn
from bot.typed.times import Ambiguous
from bot.ui import Layout, Message, Outcome
from core.councils import POLLING
from core.desk import Desk
from core.errors.common import NotFound
from core.errors.councils import CouncilOver, TimeTooSoon, TimeUnclear, WrongNumber
from core.people import Person
from core.usecases.councils import dashboard, polling
from core.usecases.councils.polling import Answered
from core.usecases.councils.views import CouncilView


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out one press; the card it was on shows what is marked now. Raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowPoll(council):
            return Message(poll_card(_asked(desk, person, council)))
        case AnswerTime(council, proposal, answer):
            return _marked(polling.answer(desk, person, council, {proposal: answer}))
        case AnswerAll(council, answer):
            return _marked(polling.answer_all(desk, person, council, answer))
        case PreviewHours(council, since, until):
            view = _asked(desk, person, council)
            votes = polling.hours_votes(person, view.council, since, until)
            return Message(hours_preview_card(view, votes, AnswerBetween(council, since, until)))
        case AnswerBetween(council, since, until):
            return answered(polling.answer_hours(desk, person, council, since, until))
        case SuggestThis(council, start):
            return _suggested(desk, person, council, start)
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """The form's fields; raises CouncilOver once answers no longer count."""
    desk, person = turn.desk, turn.person
    view = _asked(desk, person, action.council)
    if view.council.status not in POLLING:
        raise CouncilOver(view.council.id, view.council.status.value)
    match action:
        case AnswerHours():
            return hours_form(person)
        case SuggestTime():
            return suggest_form(person)
        case ExplainConflict():
            return explain_form(view.seat.conflict if view.seat else "")
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals and FieldRefused."""
    desk, person = turn.desk, turn.person
    match action:
        case AnswerHours(council):
            since, until = (_minutes(values.get(name)) for name in ("since", "until"))
            return press(turn, PreviewHours(council, since, until))
        case SuggestTime(council):
            return suggest(desk, person, council, values.get("time", ""))
        case ExplainConflict(council):
            view = polling.explain(desk, person, council, values.get("conflict", ""))
            return Message(explained_card(view))
    assert_never(action)


def suggest(desk: Desk, person: Person, council: int, text: str) -> Outcome:
    """Suggest what was typed; several readings are asked back. Raises FieldRefused."""
    with about_field("time", TimeUnclear, TimeTooSoon, WrongNumber):
        match read_time(desk, person, text):
            case Ambiguous() as several:
                ways = tuple((at, SuggestThis(council, at)) for at in several.readings)
                return Message(which_time_card(_asked(desk, person, council), ways, (text, several)))
            case at:
                return _suggested(desk, person, council, at)


def answered(result: Answered) -> Outcome:
    """What the mentor sees after an answer that was typed; the question itself is brought up to date as well."""
    return Message(answered_card(result.view) if result.counted else too_late_card(result.view))


def _marked(result: Answered) -> Outcome:
    """What the mentor sees after a press: the same card, with the mark."""
    if not result.counted:
        return Message(too_late_card(result.view))
    return Message(poll_card(result.view), live=True)


def _minutes(value: str | None) -> int | None:
    return int(value) if value and value != ANY else None


def _suggested(desk: Desk, person: Person, council: int, start: datetime) -> Outcome:
    view = polling.suggest_time(desk, person, council, start)
    return Message(suggested_card(view, start))


def _asked(desk: Desk, person: Person, council: int) -> CouncilView:
    view = dashboard.council(desk, person, council)
    if view.seat is None:
        raise NotFound("council")
    return view


POLL: Subject[Presses, Forms] = Subject(press, form, send)
