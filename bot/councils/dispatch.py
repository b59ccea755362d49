"""Actions and forms about councils, each handed to the module of its subject."""

from bot.actions.councils import (
    CallingAction,
    CancelCouncil,
    ChooseWindow,
    CouncilAction,
    CouncilFormAction,
    DecidingAction,
    LookingAction,
    OwnCouncilAction,
    PollAction,
    WriteCouncilNote,
)
from bot.councils import calling, deciding, looking, own, polling, taking_part
from bot.ui import Layout, Outcome
from core.desk import Desk
from core.people import Person


def perform(desk: Desk, person: Person, action: CouncilAction) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    if isinstance(action, LookingAction):
        return looking.perform(desk, person, action)
    if isinstance(action, CallingAction):
        return calling.perform(desk, person, action)
    if isinstance(action, OwnCouncilAction):
        return own.perform(desk, person, action)
    if isinstance(action, PollAction):
        return polling.perform(desk, person, action)
    if isinstance(action, DecidingAction):
        return deciding.perform(desk, person, action)
    return taking_part.perform(desk, person, action)


def layout(desk: Desk, person: Person, purpose: CouncilFormAction) -> Layout:
    """The form as it is to be drawn now; raises the refusal that stands against it."""
    if isinstance(purpose, WriteCouncilNote):
        return looking.layout(desk, person, purpose)
    if isinstance(purpose, CallingAction):
        return calling.layout(desk, person, purpose)
    if isinstance(purpose, ChooseWindow):
        return own.layout(desk, person, purpose)
    if isinstance(purpose, PollAction):
        return polling.layout(desk, person, purpose)
    if isinstance(purpose, CancelCouncil):
        return deciding.layout(desk, person, purpose)
    return taking_part.layout(desk, person, purpose)


def send_in(desk: Desk, person: Person, purpose: CouncilFormAction, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals, and FieldRefused for what is wrong with a field."""
    if isinstance(purpose, WriteCouncilNote):
        return looking.send_in(desk, person, purpose, values)
    if isinstance(purpose, CallingAction):
        return calling.send_in(desk, person, purpose, values)
    if isinstance(purpose, ChooseWindow):
        return own.send_in(desk, person, purpose, values)
    if isinstance(purpose, PollAction):
        return polling.send_in(desk, person, purpose, values)
    if isinstance(purpose, CancelCouncil):
        return deciding.send_in(desk, person, purpose, values)
    return taking_part.send_in(desk, person, purpose, values)
