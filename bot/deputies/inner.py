"""What a party's button means, inside of the button that an admin presses for them."""

from bot.actions import Action, aftermath, confirming, replacing, rescheduling, sessions
from bot.tokens import VERSION, UnknownToken, from_token, to_token
from core.errors.common import NotFound

ALLOWED: frozenset[type[Action]] = frozenset(
    {
        sessions.ShowSession,
        sessions.EditSession,
        sessions.CancelSession,
        confirming.AcceptBooking,
        confirming.DeclineBooking,
        rescheduling.PickTime,
        rescheduling.PickDay,
        rescheduling.ProposeTime,
        rescheduling.LetThemChoose,
        rescheduling.AcceptTime,
        rescheduling.DeclineTime,
        rescheduling.WithdrawRequest,
        rescheduling.CancelInstead,
        replacing.KeepReplacement,
        replacing.BrowseReplacements,
        replacing.ReplacementWeek,
        replacing.ReplacementMonth,
        replacing.ChooseReplacement,
        replacing.CancelUnreplaced,
        replacing.ReplaceUnreachable,
        aftermath.TookPlace,
        aftermath.NeitherCame,
        aftermath.ReportAbsent,
        aftermath.ObjectNoShow,
        aftermath.GiveFeedback,
    }
)
"""What an admin may do for a party. Joining proves who came, and private notes are for their mentor's eyes alone."""


def written(action: Action) -> str:
    """The action as a text that needs no escape in a token."""
    return to_token(action).removeprefix(f"{VERSION}:").replace(":", "/")


def read(what: str) -> Action:
    """What is meant; raises NotFound for anything that nobody may do for a party."""
    try:
        action = from_token(f"{VERSION}:{what.replace('/', ':')}")
    except UnknownToken as forged:
        raise NotFound("session") from forged
    if type(action) not in ALLOWED:
        raise NotFound("session")
    return action
