"""What coordinators decide."""

from typing import assert_never

from bot.actions.councils.deciding import (
    CancelCouncil,
    ChooseTime,
    ExtendPoll,
    Forms,
    Presses,
    ReviewTime,
    ShowWaysOut,
)
from bot.councils.calling import coordinated
from bot.councils.deciding_cards import (
    cancel_form,
    chosen_card,
    decided_card,
    extended_card,
    ways_out_card,
)
from bot.councils.facts import ENDED
from bot.councils.taking_part_cards import cancelled_card
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Layout, Message, Outcome
from core.errors.councils import CouncilOver
from core.usecases.councils import deciding


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out one decision; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowWaysOut(council):
            return Message(ways_out_card(deciding.way_out(desk, person, council)))
        case ExtendPoll(council, revision, hours, start):
            times = () if start is None else (start,)
            view = deciding.extend(desk, person, council, revision, hours, times)
            return Message(extended_card(view))
        case ReviewTime(council, start):
            return Message(chosen_card(deciding.way_out(desk, person, council), start))
        case ChooseTime(council, revision, start):
            view = deciding.choose(desk, person, council, revision, start)
            return Message(decided_card(view))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form, and who is told; raises CouncilOver."""
    match action:
        case CancelCouncil(council):
            status = coordinated(turn.desk, turn.person, council).council.status
            if status in ENDED:
                raise CouncilOver(council, status.value)
            return cancel_form(status)
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case CancelCouncil(council, revision):
            was = coordinated(desk, person, council).council
            view = deciding.cancel(desk, person, council, revision, values.get("reason", ""))
            return Message(cancelled_card(view, was))
    assert_never(action)


DECIDING: Subject[Presses, Forms] = Subject(press, form, send)
