"""Refusals about one's own data in words."""

from bot.sentences import label, say
from bot.ui import Phrase
from core.errors.common import Refusal
from core.errors.own_data import ErasureBegun


def phrase(refusal: Refusal) -> Phrase | None:
    """Title and words; None for what is said elsewhere."""
    match refusal:
        case ErasureBegun():
            return Phrase(
                label("It is too late to stop it"),
                say(
                    "You have been taken out of your sessions already. Write to me in an hour, and you are new."
                ),
            )
    return None
