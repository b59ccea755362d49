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
from bot.aftermath.cards import (
    absence_intro,
    feedback_intro,
    noted_card,
    notes_intro,
    objection_intro,
    stated_card,
    thanks_card,
)
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Field, Layout, Message, Outcome, SelectField, TextField
from core.aftermath import MARKS, Deed
from core.errors import Missing
from core.people import Role
from core.usecases import aftermath, feedback
from core.usecases.session_views import SessionView

NOTHING = "-"
"""Typed where there is no empty field: forget the notes."""
_MARKS_FIRST = re.compile(
    r"(?P<overall>[1-5])(?: *[/,] *| +)(?P<usefulness>[1-5])(?!\S)(?P<comment>.*)", re.DOTALL
)
_LABELS = ("1 – poor", "2", "3 – fair", "4", "5 – excellent")


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case TookPlace(session, revision):
            return Message(stated_card(aftermath.took_place(desk, person, session, revision)))
        case NeitherCame(session, revision):
            return Message(stated_card(aftermath.neither_came(desk, person, session, revision)))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    desk, person = turn.desk, turn.person
    match action:
        case GiveFeedback(session):
            view = feedback.to_give(desk, person, session)
            return Layout("Feedback", "Send", _feedback_fields(), feedback_intro(view))
        case WriteNote(session):
            notes = feedback.notes(desk, person, session)
            return Layout("Private notes", "Keep", (_notes_field(notes.text),), notes_intro(notes.view))
        case ReportAbsent(session, revision):
            view = aftermath.statement(desk, person, session, revision, Deed.ABSENT)
            return Layout("Did not come", "Report", (_absence_field(view),), absence_intro(view))
        case ObjectNoShow(session, revision):
            view = aftermath.statement(desk, person, session, revision, Deed.OBJECT)
            return Layout("I did come", "Send", (_what_field(),), objection_intro(view))
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
            return Message(thanks_card(given))
        case WriteNote(session):
            text = values.get("notes", "")
            text = "" if text.strip() == NOTHING else text
            return Message(noted_card(feedback.write_notes(desk, person, session, text)))
        case ReportAbsent(session, revision):
            return Message(stated_card(aftermath.report_absent(desk, person, session, revision, what)))
        case ObjectNoShow(session, revision):
            return Message(stated_card(aftermath.object_no_show(desk, person, session, revision, what)))
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


def _feedback_fields() -> tuple[Field, ...]:
    marks = tuple((str(mark), label) for mark, label in zip(MARKS, _LABELS, strict=True))
    return (
        SelectField("overall", "Overall", marks),
        SelectField("usefulness", "How useful was it?", marks),
        TextField(
            "comment", "Anything else?", required=False, multiline=True, limit=feedback.COMMENT_LIMIT
        ),
    )


def _notes_field(text: str) -> Field:
    return TextField(
        "notes",
        "Your notes",
        required=False,
        multiline=True,
        initial=text,
        limit=feedback.NOTES_LIMIT,
        hint=f"“{NOTHING}” forgets them.",
    )


def _absence_field(view: SessionView) -> Field:
    """A mentee says what happened; of a mentor one press is enough."""
    if view.viewer is Role.MENTEE:
        return _what_field()
    return SelectField("sure", "What happened?", (("absent", f"{view.other.name} did not come"),))


def _what_field() -> Field:
    return TextField("what", "What happened?", multiline=True, limit=aftermath.WORDS_LIMIT)


AFTERMATH: Subject[Presses, Forms] = Subject(press, form, send)
