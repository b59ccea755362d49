"""Refusals about messages that could not be delivered, in words."""

from bot.actions.delivery import ShowFailed
from bot.labels import primary, row
from bot.sentences import label, say
from bot.ui import Phrase
from core.errors.common import NotFound, Refusal
from core.errors.payments import RefundNotFailed


def phrase(refusal: Refusal) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case NotFound("failed message"):
            return Phrase(
                label("No longer there"),
                say("It has been sent again or put aside meanwhile. Here is what is left:"),
                (row(primary(label("Failed messages"), ShowFailed())),),
            )
        case RefundNotFailed():
            return Phrase(
                label("Dealt with meanwhile"),
                say("This refund has not failed, or somebody has dealt with it. Here is what is left:"),
                (row(primary(label("Failed messages"), ShowFailed())),),
            )
    return None
