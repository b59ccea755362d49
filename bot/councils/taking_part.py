"""Mentees who register and leave, mentors who drop out, everybody who joins."""

from typing import assert_never

from bot.actions.councils.taking_part import DropOut, Forms, JoinCouncil, LeaveCouncil, Presses, Register
from bot.councils.cards import council_card
from bot.councils.taking_part_cards import (
    dropped_card,
    joined_card,
    leave_card,
    left_card,
    register_intro,
    registered_card,
)
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Field, Hint, Layout, Message, Outcome, TextField, words
from core.council_errors import CouncilOver
from core.councils import Place
from core.usecases.councils import coming, dashboard, dropping, registering
from core.usecases.councils.drafting import WORDS_LIMIT
from core.usecases.councils.views import CouncilView


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry it out; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case JoinCouncil(council):
            return Message(joined_card(coming.join(desk, person, council)), fresh=True)
        case LeaveCouncil(council, sure):
            if sure:
                return Message(left_card(registering.leave(desk, person, council)))
            view = dashboard.council(desk, person, council)
            if view.place is None:
                return Message(council_card(view, "You have no place in it."))
            return Message(leave_card(view))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    desk, person = turn.desk, turn.person
    match action:
        case Register(council):
            view = registering.registration(desk, person, council)
            submit = "Register" if view.place is None else "Save"
            return Layout("Register", submit, _registration_fields(view.place), register_intro(view))
        case DropOut(council):
            return _drop_out_form(dashboard.council(desk, person, council))
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case Register(council):
            place = registering.registration(desk, person, council).place
            goals = values.get("goals", place.goals if place else "")
            questions = values.get("questions", place.questions if place else "")
            registered = registering.register(desk, person, council, goals, questions)
            return Message(registered_card(registered))
        case DropOut(council, revision):
            reason = values.get("reason", "")
            return Message(dropped_card(dropping.drop_out(desk, person, council, revision, reason)))
    assert_never(action)


def _registration_fields(place: Place | None) -> tuple[Field, ...]:
    return tuple(
        TextField(name, label, required=False, multiline=True, limit=WORDS_LIMIT, initial=said)
        for name, label, said in (
            ("goals", "What you want to reach", place.goals if place else ""),
            ("questions", "Your questions", place.questions if place else ""),
        )
    )


def _drop_out_form(view: CouncilView) -> Layout:
    if not view.may_drop_out:
        raise CouncilOver(view.council.id, view.council.status.value)
    told = Hint(words("A mentor like you who is free then takes your place; else the coordinator decides."))
    field = TextField(
        "reason", "Reason", required=False, multiline=True, limit=WORDS_LIMIT, hint="For the coordinator"
    )
    return Layout("Drop out?", "Drop out", (field,), (told,))


TAKING_PART: Subject[Presses, Forms] = Subject(press, form, send)
