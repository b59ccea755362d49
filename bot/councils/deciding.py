"""What coordinators decide."""

from bot.actions.councils import (
    CancelCouncil,
    ChooseTime,
    DecidingAction,
    ExtendPoll,
    ReviewTime,
    ShowWaysOut,
)
from bot.councils.calling import coordinated
from bot.ui import Hint, Layout, Message, Outcome, TextField, words
from bot.views.councils.deciding import chosen_card, ways_out_card
from bot.views.councils.facts import ENDED
from bot.views.councils.pages import council_card
from bot.views.councils.taking_part import cancelled_card
from core.council_errors import CouncilOver
from core.councils import CouncilStatus
from core.desk import Desk
from core.people import Person
from core.usecases.councils import deciding
from core.usecases.councils.drafting import WORDS_LIMIT


def perform(desk: Desk, person: Person, action: DecidingAction) -> Outcome:
    """Carry out one decision; raises refusals."""
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
        case CancelCouncil():
            raise AssertionError("it opens a form")


def layout(desk: Desk, person: Person, purpose: CancelCouncil) -> Layout:
    """One field, and who is told; raises CouncilOver."""
    council = coordinated(desk, person, purpose.council).council
    if council.status in ENDED:
        raise CouncilOver(council.id, council.status.value)
    pending = council.status is CouncilStatus.PENDING
    told = (
        "Nobody has been asked yet, so nobody is told."
        if pending
        else "Everybody is told at once, with your reason."
    )
    field = TextField("reason", "Reason", required=False, multiline=True, limit=WORDS_LIMIT)
    return "Call it off?", "Call it off", (Hint(words(told)),), (field,)


def send_in(desk: Desk, person: Person, purpose: CancelCouncil, values: dict[str, str]) -> Outcome:
    """Call it off."""
    was = coordinated(desk, person, purpose.council).council
    view = deciding.cancel(desk, person, purpose.council, purpose.revision, values.get("reason", ""))
    return Message(cancelled_card(view, was))
