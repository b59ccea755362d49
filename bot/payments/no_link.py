"""Why a provider makes no link to pay by: to whoever wants to pay, and to admins."""

from bot.labels import PROVIDERS, whom_to_ask
from bot.sentences import msg, say, sentences
from bot.ui import Money, Text
from core.payments import Attempt
from core.providers import OF_PRICE, Reason

_NO_PAYMENTS = msg("{provider} takes no payments for this programme at the moment.")
_WHY = {
    Reason.LOGIN: _NO_PAYMENTS,
    Reason.ACCOUNT: _NO_PAYMENTS,
    Reason.CURRENCY: msg("{provider} does not take {currency} for this programme."),
    Reason.TOO_LITTLE: msg("{price} is less than {provider} takes."),
    Reason.TOO_MUCH: msg("{price} is more than {provider} takes at once."),
    Reason.AMOUNT: msg("{price} is no amount that {provider} takes."),
}
_NONE = msg("{provider} has not made a link to pay by.")
_REMEDIES = {
    Reason.LOGIN: msg(
        "It does not accept our keys: set new ones and start the bot again. “parley doctor” tells whether they hold."
    ),
    Reason.ACCOUNT: msg(
        "The account there may take no payments, not yet or no longer: see what it lacks there."
    ),
    Reason.CURRENCY: msg(
        "The account does not take this currency: switch it on there, or change the price."
    ),
    Reason.TOO_LITTLE: msg("The price is less than it takes: raise it."),
    Reason.TOO_MUCH: msg("The price is more than it takes at once: lower it."),
    Reason.AMOUNT: msg("Its last digits cannot be paid there: round the price."),
}


def why_no_link(attempt: Attempt, support: str) -> Text:
    """To the mentee: why there is no link, and what they can do."""
    reason = attempt.refused
    why = say(
        _NONE if reason is None else _WHY.get(reason, _NONE),
        provider=PROVIDERS.get(attempt.provider, attempt.provider),
        currency=attempt.currency,
        price=Money(attempt.amount, attempt.currency),
    )
    return sentences(
        why,
        say("Nothing was taken."),
        _what_now(reason),
        whom_to_ask(support),
    )


def _what_now(reason: Reason | None) -> Text:
    if reason in OF_PRICE:
        return say(
            "Admins have been told. A new price counts for a new booking: leave this one, and come back later or "
            "choose another mentor."
        )
    if reason is not None:
        return say("Admins have been told. Ask for another link in a while.")
    return say("Please ask for another link.")


def remedy(reason: Reason) -> Text:
    """To admins: what would help; empty where only the provider's own words tell."""
    return say(_REMEDIES[reason]) if reason in _REMEDIES else ()
