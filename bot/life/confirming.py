"""Bookings that a mentor has to accept, in the talk."""

from typing import assert_never

from bot.actions.life import AcceptBooking, ConfirmAction, DeclineBooking
from bot.ui import Layout, Message, Outcome, TextField
from bot.views.confirmations import accepted_card, decline_intro, declined_card
from core.cancelling import NOTE_LIMIT
from core.desk import Desk
from core.people import Person
from core.usecases import confirming


def perform(desk: Desk, person: Person, action: ConfirmAction) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    match action:
        case AcceptBooking(session, revision):
            return Message(accepted_card(confirming.accept_booking(desk, person, session, revision)))
        case DeclineBooking():
            raise AssertionError(action)  # opens a form
    assert_never(action)


def layout(desk: Desk, person: Person, purpose: DeclineBooking) -> Layout:
    """The form as it is to be drawn now; raises the refusal that stands against it."""
    view = confirming.declining(desk, person, purpose.session, purpose.revision)
    reason = TextField("note", "Reason", required=False, multiline=True, limit=NOTE_LIMIT)
    return "Decline request", "Decline it", decline_intro(view), (reason,)


def send_in(desk: Desk, person: Person, purpose: DeclineBooking, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    note = values.get("note", "")
    return Message(
        declined_card(confirming.decline_booking(desk, person, purpose.session, purpose.revision, note))
    )
