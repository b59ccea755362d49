"""Mentees who register and leave, mentors who drop out, everybody who joins."""

from bot.actions.councils import DropOut, JoinCouncil, LeaveCouncil, Register, TakingPartAction
from bot.ui import Hint, Layout, Message, Outcome, TextField, words
from bot.views.councils.pages import council_card
from bot.views.councils.taking_part import (
    dropped_card,
    joined_card,
    leave_card,
    left_card,
    register_intro,
    registered_card,
)
from core.council_errors import CouncilOver
from core.desk import Desk
from core.people import Person
from core.usecases.councils import coming, dashboard, dropping, registering
from core.usecases.councils.drafting import WORDS_LIMIT


def perform(desk: Desk, person: Person, action: TakingPartAction) -> Outcome:
    """Carry it out; raises refusals."""
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
        case Register() | DropOut():
            raise AssertionError("it opens a form")


def layout(desk: Desk, person: Person, purpose: TakingPartAction) -> Layout:
    """The form's fields; raises what stands against it."""
    if isinstance(purpose, Register):
        view = registering.registration(desk, person, purpose.council)
        place = view.place
        fields = (
            TextField(
                "goals",
                "What you want to reach",
                required=False,
                multiline=True,
                limit=WORDS_LIMIT,
                initial=place.goals if place else "",
            ),
            TextField(
                "questions",
                "Your questions",
                required=False,
                multiline=True,
                limit=WORDS_LIMIT,
                initial=place.questions if place else "",
            ),
        )
        return "Register", "Register" if place is None else "Save", register_intro(view), fields
    view = dashboard.council(desk, person, purpose.council)
    if not view.may_drop_out:
        raise CouncilOver(purpose.council, view.council.status.value)
    told = Hint(words("A mentor like you who is free then takes your place; else the coordinator decides."))
    field = TextField(
        "reason", "Reason", required=False, multiline=True, limit=WORDS_LIMIT, hint="For the coordinator"
    )
    return "Drop out?", "Drop out", (told,), (field,)


def send_in(desk: Desk, person: Person, purpose: TakingPartAction, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    if isinstance(purpose, Register):
        place = registering.registration(desk, person, purpose.council).place
        goals = values.get("goals", place.goals if place else "")
        questions = values.get("questions", place.questions if place else "")
        return Message(
            registered_card(registering.register(desk, person, purpose.council, goals, questions))
        )
    assert isinstance(purpose, DropOut)
    reason = values.get("reason", "")
    return Message(dropped_card(dropping.drop_out(desk, person, purpose.council, purpose.revision, reason)))
