"""What follows `/admin warn`, `/admin suspend` and `/admin restore`: a member, and why."""

from bot.actions.members import DecideOn
from bot.dispatch import perform
from bot.members.talk import MEMBERS
from bot.requests.members import meant
from bot.turn import Turn
from bot.ui import Outcome
from core.folding import fold
from core.measures import Measure
from core.usecases.members import FoundMember


def answer_measure(turn: Turn, measure: Measure, text: str) -> Outcome:
    """Show what it would mean, or ask for the reason where none was typed; raises refusals."""
    name, _, rest = text.partition(" ")
    member = meant(turn, name)
    action = DecideOn(member.id, measure)
    if reason := _without_name(member, rest.strip()):
        return MEMBERS.send(turn, action, {"reason": reason})
    return perform(turn, action)


def _without_name(member: FoundMember, text: str) -> str:
    """The words behind `Ben`, without the rest of his name: `Wolff late twice`."""
    for name in member.person.name.split()[1:]:
        first, _, rest = text.partition(" ")
        if fold(first) != fold(name):
            return text
        text = rest.strip()
    return text
