"""What a button can mean. An action is a value; `bot.tokens` writes it on a button and reads it back."""

from bot.actions.availability import AvailabilityAction
from bot.actions.booking import BookingAction
from bot.actions.councils import CouncilAction
from bot.actions.forms import TalkAction
from bot.actions.life import LifeAction
from bot.actions.members import MemberAction
from bot.actions.sessions import SessionAction

Action = (
    MemberAction
    | BookingAction
    | SessionAction
    | AvailabilityAction
    | TalkAction
    | LifeAction
    | CouncilAction
)
