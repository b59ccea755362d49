"""Refusals about mail, in words."""

from bot.actions.mail import EditMail, ShowMail, TypeCode
from bot.actions.profile import ShowProfile
from bot.labels import primary, row
from bot.mail.cards import wrong_address_buttons
from bot.sentences import label, msg, say, say_many, sentences
from bot.ui import Button, Phrase
from core.errors.common import Refusal
from core.errors.mail import BadMailAddress, MailOff, NoCode, NoMailAddress, TooManyCodes, WrongCode
from core.mail import AddressProblem

_PROBLEMS = {
    AddressProblem.SHAPE: msg("It needs a name, one @ and a domain."),
    AddressProblem.LINES: msg("There is a line break in it, or a character that cannot be seen."),
    AddressProblem.QUOTES: msg("Spaces, quotes, brackets and commas cannot stand before the @."),
    AddressProblem.LETTERS: msg(
        "Before the @ most mail servers take plain letters only, without accents or other scripts. "
        "Does your provider give you such an address besides?"
    ),
    AddressProblem.DOMAIN: msg("What stands behind the @ is no domain of the internet."),
    AddressProblem.LENGTH: msg("It is too long for an address."),
}


def phrase(refusal: Refusal) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case MailOff():
            return Phrase(
                label("No mail here"),
                say("This programme sends no mail: everything is in this chat."),
                (row(Button(label("My profile"), ShowProfile())),),
            )
        case NoMailAddress():
            return Phrase(
                label("Nowhere to mail it"),
                say("I have no address of yours that takes mail, or you have switched mail off."),
                (row(primary(label("Give an address"), EditMail()), Button(label("E-mail"), ShowMail())),),
            )
        case BadMailAddress(address, problem):
            said = say("I cannot write to “{address}”.", address=address)
            return Phrase(
                label("Another address, please"),
                sentences(said, say(_PROBLEMS[AddressProblem(problem)])),
                (wrong_address_buttons(),),
            )
        case NoCode():
            return Phrase(
                label("No code waits"),
                say(
                    "It has been used, its ten minutes are over, or it was typed wrongly too often. Ask for another."
                ),
                (row(primary(label("Send me a code"), EditMail()), Button(label("E-mail"), ShowMail())),),
            )
        case WrongCode(left):
            return Phrase(
                label("Another code"),
                say_many(
                    "That is not the code. You can type it {n} more time.",
                    "That is not the code. You can type it {n} more times.",
                    left,
                ),
                (
                    row(
                        primary(label("Type the code"), TypeCode()),
                        Button(label("Another address"), EditMail()),
                    ),
                ),
            )
        case TooManyCodes(allowed):
            return Phrase(
                label("Enough codes for today"),
                say_many(
                    "I mail {n} code a day at most. Try again tomorrow.",
                    "I mail {n} codes a day at most. Try again tomorrow.",
                    allowed,
                ),
                (row(Button(label("E-mail"), ShowMail())),),
            )
    return None
