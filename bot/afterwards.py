"""What is said when a session is over, in the talk."""

from bot.life_actions import AftermathAction, GiveFeedback, ObjectNoShow, ReportAbsent, WriteNote
from bot.ui import Layout, Outcome
from core.desk import Desk
from core.people import Person


def perform(desk: Desk, person: Person, action: AftermathAction) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    raise NotImplementedError


def layout(
    desk: Desk, person: Person, purpose: GiveFeedback | WriteNote | ReportAbsent | ObjectNoShow
) -> Layout:
    """The form as it is to be drawn now; raises the refusal that stands against it."""
    raise NotImplementedError


def send_in(
    desk: Desk,
    person: Person,
    purpose: GiveFeedback | WriteNote | ReportAbsent | ObjectNoShow,
    values: dict[str, str],
) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    raise NotImplementedError
