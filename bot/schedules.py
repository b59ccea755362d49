"""A mentor's schedule and everybody's week, in the talk."""

from bot.life_actions import ScheduleAction
from bot.ui import Outcome
from core.desk import Desk
from core.people import Person


def perform(desk: Desk, person: Person, action: ScheduleAction) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    raise NotImplementedError
