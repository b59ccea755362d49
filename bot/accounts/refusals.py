"""Refusals about accounts, in words."""

from bot.actions.accounts import GetLinkCode, ShowAccounts, TypeLinkCode
from bot.labels import PLATFORMS, primary, row
from bot.sentences import label, say, say_many, sentences
from bot.ui import Bold, Button, Code, Phrase
from core.errors.accounts import (
    LinkBlocked,
    LinkChanged,
    LinkCodeInPublic,
    LinkCodeOver,
    LinkOver,
    LinkUndecided,
    NoSuchAccount,
    OnlyAccount,
    OwnLinkCode,
    TooManyLinkCodes,
    WrongLinkCode,
)
from core.errors.common import Refusal


def phrase(refusal: Refusal) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    accounts = Button(label("My accounts"), ShowAccounts())
    again = row(primary(label("Enter a code"), TypeLinkCode()), accounts)
    match refusal:
        case WrongLinkCode(left):
            text = say_many(
                "I have given nobody this code. Look at it once more: you can try {n} more time.",
                "I have given nobody this code. Look at it once more: you can try {n} more times.",
                left,
            )
            return Phrase(label("Another code"), text, (again,))
        case TooManyLinkCodes(tries, minutes):
            text = sentences(
                say_many(
                    "You have tried {n} wrong code, so I take none from you for now.",
                    "You have tried {n} wrong codes, so I take none from you for now.",
                    tries,
                ),
                say_many(
                    "Wait {n} minute, have a new code given to you with {command}, and try again.",
                    "Wait {n} minutes, have a new code given to you with {command}, and try again.",
                    minutes,
                    command=Code("/link"),
                ),
            )
            return Phrase(label("Enough codes for now"), text, (row(accounts),))
        case LinkCodeOver():
            text = sentences(
                say("This code has been used, or its ten minutes are over."),
                say("Type {command} in the other account for a new one.", command=Code("/link")),
            )
            return Phrase(label("The code is over"), text, (again,))
        case OwnLinkCode():
            text = say(
                "This account asked for the code, or is linked with it already. Enter it in your other account."
            )
            return Phrase(label("This is the same account"), text, (row(accounts),))
        case LinkCodeInPublic():
            text = sentences(
                say("Others may read here, so I do not take a code, and this one is good no more."),
                say("Ask for a new one, and enter it in the chat that is only you and me."),
            )
            return Phrase(label("Not here, please"), text, (row(Button(label("New code"), GetLinkCode())),))
        case LinkBlocked():
            return Phrase(
                label("Not yet"),
                say("Something has to be settled before the two are one."),
                (row(accounts),),
            )
        case LinkUndecided():
            return Phrase(
                label("Please choose first"),
                say("Say what stays, where only one of two can."),
                (row(accounts),),
            )
        case LinkChanged():
            text = say("Something has changed since you were shown this. Look once more before you agree.")
            return Phrase(label("Things have changed"), text, (row(accounts),))
        case LinkOver(joined):
            if joined:
                return Phrase(label("Accounts linked"), say("The two are one already."), (row(accounts),))
            text = say("One side has refused, or the time to agree is over. A new code begins anew.")
            return Phrase(label("Not linked"), text, (row(accounts),))
        case NoSuchAccount(platform):
            text = say(
                "You have no account on {platform}. Link one with {command}.",
                platform=Bold(PLATFORMS.get(platform, platform)),
                command=Code("/link"),
            )
            return Phrase(
                label("No such account"),
                text,
                (row(Button(label("Link another account"), GetLinkCode()), accounts),),
            )
        case OnlyAccount():
            text = say("This is your only account: everything is in it.")
            return Phrase(label("Only one account"), text, (row(accounts),))
    return None
