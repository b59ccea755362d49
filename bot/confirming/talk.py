"""Bookings that a mentor has to accept, in the talk."""

from typing import assert_never

from bot.actions.confirming import AcceptBooking, DeclineBooking, Forms, Presses
from bot.confirming.cards import accepted_card, decline_layout, declined_card
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Layout, Message, Outcome
from core.usecases import confirming


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    match action:
        case AcceptBooking(session, revision):
            accepted = confirming.accept_booking(turn.desk, turn.person, session, revision)
            return Message(accepted_card(accepted))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    match action:
        case DeclineBooking(session, revision):
            view = confirming.declining(turn.desk, turn.person, session, revision)
            return decline_layout(view)
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    match action:
        case DeclineBooking(session, revision):
            note = values.get("note", "")
            declined = confirming.decline_booking(turn.desk, turn.person, session, revision, note)
            return Message(declined_card(declined))
    assert_never(action)


CONFIRMING: Subject[Presses, Forms] = Subject(press, form, send)
