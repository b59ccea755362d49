"""What is said when a session is over, in the talk."""

import re
from typing import assert_never

from bot.actions.life import (
    AftermathAction,
    DismissDispute,
    GiveFeedback,
    NeitherCame,
    ObjectNoShow,
    ReportAbsent,
    ShowDispute,
    ShowDisputes,
    TookPlace,
    UpholdDispute,
    WriteNote,
)
from bot.ui import Field, Layout, Message, Outcome, SelectField, TextField
from bot.views.aftermath import (
    absence_intro,
    feedback_intro,
    noted_card,
    notes_intro,
    objection_intro,
    stated_card,
    thanks_card,
)
from bot.views.disputes import decided_card, dispute_card, disputes_card
from core.aftermath import MARKS, Deed
from core.desk import Desk
from core.errors import Missing
from core.people import Person, Role
from core.usecases import aftermath, disputes, feedback
from core.usecases.session_views import SessionView

AftermathForm = GiveFeedback | WriteNote | ReportAbsent | ObjectNoShow
NOTHING = "-"
"""Typed where there is no empty field: forget the notes."""
_MARKS_FIRST = re.compile(
    r"(?P<overall>[1-5])(?: *[/,] *| +)(?P<usefulness>[1-5])(?!\S)(?P<comment>.*)", re.DOTALL
)
_LABELS = ("1 – poor", "2", "3 – fair", "4", "5 – excellent")


def perform(desk: Desk, person: Person, action: AftermathAction) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    match action:
        case TookPlace(session, revision):
            return Message(stated_card(aftermath.took_place(desk, person, session, revision)))
        case NeitherCame(session, revision):
            return Message(stated_card(aftermath.neither_came(desk, person, session, revision)))
        case ShowDisputes(page):
            return Message(disputes_card(disputes.disputes(desk, person, page)))
        case ShowDispute(dispute):
            return Message(dispute_card(disputes.dispute(desk, person, dispute)))
        case UpholdDispute(dispute):
            return Message(decided_card(disputes.uphold(desk, person, dispute)))
        case DismissDispute(dispute):
            return Message(decided_card(disputes.dismiss(desk, person, dispute)))
        case GiveFeedback() | WriteNote() | ReportAbsent() | ObjectNoShow():
            raise AssertionError(action)  # opens a form
    assert_never(action)


def layout(desk: Desk, person: Person, purpose: AftermathForm) -> Layout:
    """The form as it is to be drawn now; raises the refusal that stands against it."""
    match purpose:
        case GiveFeedback(session):
            view = feedback.to_give(desk, person, session)
            return "Feedback", "Send", feedback_intro(view), _feedback_fields()
        case WriteNote(session):
            notes = feedback.notes(desk, person, session)
            return "Private notes", "Keep", notes_intro(notes.view), (_notes_field(notes.text),)
        case ReportAbsent(session, revision):
            view = aftermath.statement(desk, person, session, revision, Deed.ABSENT)
            return "Did not come", "Report", absence_intro(view), (_absence_field(view),)
        case ObjectNoShow(session, revision):
            view = aftermath.statement(desk, person, session, revision, Deed.OBJECT)
            return "I did come", "Send", objection_intro(view), (_what_field(),)
    assert_never(purpose)


def send_in(desk: Desk, person: Person, purpose: AftermathForm, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    what = values.get("what", "")
    match purpose:
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
    assert_never(purpose)


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
