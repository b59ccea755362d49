"""What is said when a session is over, in the talk."""

import re
from typing import assert_never

from bot.actions.aftermath import (
    Forms,
    GiveFeedback,
    NeitherCame,
    ObjectNoShow,
    Presses,
    ReportAbsent,
    TookPlace,
    WriteNote,
)
from bot.aftermath import cards
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Layout, Message, Outcome
from core.aftermath import MARKS, AttendanceStatement
from core.errors.common import Missing
from core.usecases import aftermath, feedback

_MARKS_FIRST = re.compile(
    r"(?P<overall>[1-5])(?: *[/,] *| +)(?P<usefulness>[1-5])(?!\S)(?P<comment>.*)", re.DOTALL
)


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case TookPlace(session, revision):
            return Message(cards.stated_card(aftermath.took_place(desk, person, session, revision)))
        case NeitherCame(session, revision):
            return Message(cards.stated_card(aftermath.neither_came(desk, person, session, revision)))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    desk, person = turn.desk, turn.person
    match action:
        case GiveFeedback(session):
            return cards.feedback_layout(feedback.to_give(desk, person, session))
        case WriteNote(session):
            return cards.notes_layout(feedback.notes(desk, person, session))
        case ReportAbsent(session, revision):
            return cards.absence_layout(
                aftermath.to_state(desk, person, session, revision, AttendanceStatement.ABSENT)
            )
        case ObjectNoShow(session, revision):
            return cards.objection_layout(
                aftermath.to_state(desk, person, session, revision, AttendanceStatement.OBJECT)
            )
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    desk, person = turn.desk, turn.person
    what = values.get("what", "")
    match action:
        case GiveFeedback(session):
            overall, usefulness = _mark(values, "overall"), _mark(values, "usefulness")
            comment = values.get("comment", "")
            given = feedback.give_feedback(desk, person, session, overall, usefulness, comment)
            return Message(cards.thanks_card(given))
        case WriteNote(session):
            text = values.get("notes", "")
            text = "" if text.strip() == cards.NOTHING else text
            return Message(cards.noted_card(feedback.write_notes(desk, person, session, text)))
        case ReportAbsent(session, revision):
            return Message(
                cards.stated_card(aftermath.report_absent(desk, person, session, revision, what))
            )
        case ObjectNoShow(session, revision):
            return Message(
                cards.stated_card(aftermath.object_no_show(desk, person, session, revision, what))
            )
    assert_never(action)


def typed_feedback(text: str) -> dict[str, str] | None:
    """`5 4 thanks` as what the form asks for; None where the marks are not both there."""
    found = _MARKS_FIRST.fullmatch(text.strip())
    return None if found is None else {name: said.strip() for name, said in found.groupdict().items()}


def _mark(values: dict[str, str], field: str) -> int:
    """The mark that was chosen; raises Missing for what is none."""
    said = values.get(field, "")
    if said not in {str(mark) for mark in MARKS}:
        raise Missing(field)
    return int(said)


AFTERMATH: Subject[Presses, Forms] = Subject(press, form, send)
