"""Refusals about what admins do to sessions in words."""

from bot.actions.interventions import ShowActs
from bot.actions.sessions import ShowSession
from bot.formats import shorten
from bot.labels import row, when
from bot.sentences import label, msg, say
from bot.session_facts import status_label
from bot.ui import Button, Money, Phrase, Row, Show
from core.errors.common import Refusal
from core.errors.interventions import (
    ActNotPossible,
    AmountUnclear,
    LengthUnclear,
    NoSuccessor,
    NotAhead,
    NotBothFree,
    NothingToRefund,
    OwnRefund,
    OwnSession,
    RefundSettled,
    RefundTooMuch,
)
from core.interventions import Act
from core.people import Person
from core.refunds import RefundStatus
from core.sessions import Status

QUOTED = 24

IMPOSSIBLE = {
    Act.FORCE_CANCEL: msg(
        "The session is over or cancelled already ({status}). A no-show can be cleared instead."
    ),
    Act.FORCE_COMPLETE: msg(
        "Only a session that has begun and is not closed yet can be completed. Status: {status}."
    ),
    Act.MANUAL_REFUND: msg("Nothing has been paid for this session. Status: {status}."),
    Act.REASSIGN: msg(
        "Only a session that is agreed and has not begun can get another mentor. Status: {status}."
    ),
    Act.RESCHEDULE: msg("Only a session that is agreed and has not begun can be moved. Status: {status}."),
    Act.CLEAR_NO_SHOW: msg("The session is no no-show. Status: {status}."),
    Act.OVERRIDE: msg("There is nothing that this would allow now. Status: {status}."),
    Act.NOTE: msg("Nothing can be noted. Status: {status}."),
}
SETTLED = {
    RefundStatus.PENDING: msg("The refund has been approved already."),
    RefundStatus.PROCESSED: msg("The refund has been approved already."),
    RefundStatus.FAILED: msg("The refund has been approved already."),
    RefundStatus.DECLINED: msg("The refund has been declined already."),
    RefundStatus.WITHDRAWN: msg("The refund has been withdrawn, or nobody has approved it in time."),
}
NO_AMOUNT = {
    "missing": msg("How much? Write an amount such as 25.00."),
    "unclear": msg("“{text}” is no amount. Write one such as 25.00."),
    "negative": msg("“{text}” is not more than nothing. Write an amount such as 25.00."),
    "currency": msg("The session was paid in {currency}. Write the amount in {currency} too."),
    "places": msg("“{text}” is finer than {currency} is counted. Write fewer places."),
    "percent": msg("“{text}” is no percentage. Write a number from 0 to 100."),
    "large": msg("“{text}” is more than any refund. Write an amount such as 25.00."),
}


def phrase(refusal: Refusal, reader: Person) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case OwnSession(session):
            return Phrase(
                label("That is your own session"),
                say(
                    "You are a party to it. Another admin has to do this; what every member can do is still yours."
                ),
                (row(Button(label("Show the session"), ShowSession(session))),),
            )
        case ActNotPossible(session, act, status):
            return Phrase(
                label("Not as the session stands"),
                say(IMPOSSIBLE[Act(act)], status=status_label(Status(status))),
                _acts(session),
            )
        case NotAhead(session, after, until):
            return Phrase(
                label("Not that time"),
                say(
                    "Choose a time after {after}, and until {until}.",
                    after=when(after, reader, Show.SHORT),
                    until=when(until, reader, Show.SHORT),
                ),
                _acts(session),
            )
        case NotBothFree(session, name, wanted):
            return Phrase(
                label("Somebody is busy then"),
                say(
                    "{name} has something else at {time}. Choose another time.",
                    name=name,
                    time=when(wanted, reader, Show.SHORT),
                ),
                _acts(session),
            )
        case LengthUnclear(text):
            said = say(
                "“{text}” is no length that a session can have. Write one such as 45 min or 1h.", text=text
            )
            return Phrase(label("Which length?"), said)
        case NoSuccessor(session, name, is_mentor):
            why = say("{name} is no mentor. Choose one who is free then.", name=name)
            if is_mentor:
                why = say(
                    "{name} gives this session, takes it, or left it before. Choose another.", name=name
                )
            return Phrase(label("Not this mentor"), why, _acts(session))
        case NothingToRefund(session):
            return Phrase(
                label("Nothing is left"),
                say("Nothing was paid, or all of it has been given back. Only a bonus is possible."),
                _acts(session),
            )
        case RefundTooMuch(session, left, currency):
            return Phrase(
                label("More than was paid"),
                say(
                    "At most {left} is left of what was paid. For more, choose a bonus.",
                    left=Money(left, currency),
                ),
                _acts(session),
            )
        case AmountUnclear(text, problem, currency):
            return Phrase(
                label("Which amount?"),
                say(NO_AMOUNT[problem], text=shorten(text, QUOTED), currency=currency),
            )
        case RefundSettled(session, status):
            return Phrase(label("Decided before"), say(SETTLED[RefundStatus(status)]), _acts(session))
        case OwnRefund(session):
            return Phrase(
                label("Another admin has to approve it"),
                say("You have asked for this refund yourself. You can withdraw it."),
                _acts(session),
            )
    return None


def _acts(session: int) -> tuple[Row]:
    return (row(Button(label("Show the session"), ShowActs(session))),)
