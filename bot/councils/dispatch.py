"""Actions and forms about councils, each handed to the module of its subject."""

from bot.actions import Action
from bot.council_actions import (
    CallCouncil,
    CallingAction,
    CancelCouncil,
    ChooseWindow,
    CouncilAction,
    CouncilFormAction,
    DecidingAction,
    DescribeCouncil,
    DropOut,
    FindTime,
    LookingAction,
    NameMentor,
    OwnCouncilAction,
    PickMentors,
    PickTimes,
    PollAction,
    Register,
    ShowBoard,
    ShowCouncil,
    ShowCouncils,
    ShowPoll,
    TypeTimes,
    WriteCouncilNote,
)
from bot.councils import calling, deciding, looking, own, polling, taking_part
from bot.ui import Layout, Message, Outcome
from bot.views.councils.pages import council_card
from core.council_errors import StaleCouncil
from core.desk import Desk
from core.people import Person
from core.usecases.councils import dashboard

CHANGED = "This has changed meanwhile, so nothing was done. This is how it is now:"


def perform(desk: Desk, person: Person, action: CouncilAction) -> Outcome:
    """Carry out an action that opens no form; a stale one shows the present state. Raises refusals."""
    try:
        return _perform(desk, person, action)
    except StaleCouncil as stale:
        return Message(council_card(dashboard.council(desk, person, stale.council), CHANGED))


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


def origin(purpose: CouncilFormAction) -> Action:
    """What shows the place that the form was opened from."""
    match purpose:
        case CallCouncil():
            return ShowCouncils()
        case NameMentor(council):
            return PickMentors(council)
        case TypeTimes(council):
            return PickTimes(council)
        case ChooseWindow(council):
            return FindTime(council)
        case WriteCouncilNote(council):
            return ShowBoard(council)
        case DescribeCouncil(council) | CancelCouncil(council) | Register(council) | DropOut(council):
            return ShowCouncil(council)
        case _:
            return ShowPoll(purpose.council)


def present(action: CouncilAction) -> Action:
    """What shows how things are, for a delivery that has been answered before."""
    if isinstance(action, ShowCouncils | CallCouncil):
        return ShowCouncils()
    return ShowPoll(action.council) if isinstance(action, PollAction) else ShowCouncil(action.council)


def _perform(desk: Desk, person: Person, action: CouncilAction) -> Outcome:
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
