"""Bookings that a mentor has to accept, in the talk."""

from bot.life_actions import ConfirmAction, DeclineBooking
from bot.ui import Layout, Outcome
from core.desk import Desk
from core.people import Person


def perform(desk: Desk, person: Person, action: ConfirmAction) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    raise NotImplementedError


def layout(desk: Desk, person: Person, purpose: DeclineBooking) -> Layout:
    """The form as it is to be drawn now; raises the refusal that stands against it."""
    raise NotImplementedError


def send_in(desk: Desk, person: Person, purpose: DeclineBooking, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    raise NotImplementedError
