"""Changing what a session is about, in the talk."""

from bot.life_actions import EditSession
from bot.ui import Layout, Outcome
from core.desk import Desk
from core.people import Person


def layout(desk: Desk, person: Person, purpose: EditSession) -> Layout:
    """The form as it is to be drawn now; raises the refusal that stands against it."""
    raise NotImplementedError


def send_in(desk: Desk, person: Person, purpose: EditSession, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    raise NotImplementedError
