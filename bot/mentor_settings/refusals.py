"""Refusals about a mentor's settings in words."""

from bot.formats import plain, shorten
from bot.mentor_settings.cards import setting_text
from bot.sentences import label, say
from bot.ui import Code, Money, Phrase
from core.errors.common import Refusal
from core.errors.mentors import RateBetweenSteps, SettingMoved
from core.mentor_settings import Setting

QUOTED = 40


def phrase(refusal: Refusal) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case SettingMoved(field, mentor):
            return Phrase(
                label("Changed meanwhile"),
                say(
                    "Somebody else has changed this since you opened the form: it is “{value}” now. Nothing was saved; "
                    "send it in again to have it as you wrote it.",
                    value=shorten(plain(setting_text(mentor, Setting(field))), QUOTED),
                ),
            )
        case RateBetweenSteps(step, currency):
            return Phrase(
                label("Which rate?"),
                say(
                    "{currency} is paid in steps of {step}. Write such a price, as in {command}.",
                    currency=currency,
                    step=Money(step, currency),
                    command=Code(f"rate 40 {currency}"),
                ),
            )
    return None
