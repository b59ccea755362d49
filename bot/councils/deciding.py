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
from bot.councils.cards import council_card
from bot.councils.deciding_cards import chosen_card, ways_out_card
from bot.councils.facts import ENDED
from bot.councils.taking_part_cards import cancelled_card
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Hint, Layout, Message, Outcome, TextField, words
from core.council_errors import CouncilOver
from core.councils import CouncilStatus
from core.usecases.councils import deciding
from core.usecases.councils.drafting import WORDS_LIMIT


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out one decision; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowWaysOut(council):
            return Message(ways_out_card(deciding.way_out(desk, person, council)))
        case ExtendPoll(council, revision, hours, start):
            times = () if start is None else (start,)
            view = deciding.extend(desk, person, council, revision, hours, times)
            return Message(council_card(view, "The mentors are being asked again."))
        case ReviewTime(council, start):
            return Message(chosen_card(deciding.way_out(desk, person, council), start))
        case ChooseTime(council, revision, start):
            view = deciding.choose(desk, person, council, revision, start)
            return Message(council_card(view, "Decided. Everybody is being told."))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form, and who is told; raises CouncilOver."""
    match action:
        case CancelCouncil(council):
            status = coordinated(turn.desk, turn.person, council).council.status
            if status in ENDED:
                raise CouncilOver(council, status.value)
            told = (
                "Nobody has been asked yet, so nobody is told."
                if status is CouncilStatus.PENDING
                else "Everybody is told at once, with your reason."
            )
            field = TextField("reason", "Reason", required=False, multiline=True, limit=WORDS_LIMIT)
            return Layout("Call it off?", "Call it off", (field,), (Hint(words(told)),))
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
