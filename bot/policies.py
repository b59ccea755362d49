"""The rules of the programme, in the talk."""

from bot.life_actions import PolicyAction
from bot.ui import Outcome
from core.desk import Desk
from core.people import Person


def perform(desk: Desk, person: Person, action: PolicyAction) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    raise NotImplementedError
