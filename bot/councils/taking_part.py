"""Mentees who register and leave, mentors who drop out, everybody who joins."""

from typing import assert_never

from bot.actions.councils.taking_part import DropOut, Forms, JoinCouncil, LeaveCouncil, Presses, Register
from bot.councils.taking_part_cards import (
    drop_out_form,
    dropped_card,
    joined_card,
    leave_card,
    left_card,
    no_place_card,
    registered_card,
    registration_form,
)
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Layout, Message, Outcome
from core.errors.councils import CouncilOver
from core.usecases.councils import coming, dashboard, dropping, registering


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
                return Message(no_place_card(view))
            return Message(leave_card(view))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    desk, person = turn.desk, turn.person
    match action:
        case Register(council):
            return registration_form(registering.registration(desk, person, council))
        case DropOut(council):
            view = dashboard.council(desk, person, council)
            if not view.may_drop_out:
                raise CouncilOver(council, view.council.status.value)
            return drop_out_form()
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


TAKING_PART: Subject[Presses, Forms] = Subject(press, form, send)
