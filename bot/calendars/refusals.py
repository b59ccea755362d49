"""Refusals about calendars in words."""

from bot.actions.calendars import ConnectCalendar, ShowCalendars
from bot.labels import primary, row
from bot.sentences import label, msg, say, say_many, sentences
from bot.ui import Bold, Button, Phrase
from core.calendars import Trouble
from core.errors.calendars import CalendarUnreadable, TooManyCalendars
from core.errors.common import NotFound, Refusal

TROUBLES = {
    Trouble.NO_ADDRESS: msg("That is no address of a calendar. It begins with https:// or webcal://."),
    Trouble.NOT_HTTPS: msg("I read calendars over https only, so that nobody listens in."),
    Trouble.UNSAFE: msg("That address leads into a private network, which I do not enter."),
    Trouble.UNREACHABLE: msg("Nobody answers at that address, or not over a trustworthy connection."),
    Trouble.TOO_SLOW: msg("The server took too long to answer."),
    Trouble.LOGIN_REFUSED: msg("The server wants another user name and password."),
    Trouble.NOT_FOUND: msg("There is nothing at that address, or not any more."),
    Trouble.SERVER_ERROR: msg("The server could not answer."),
    Trouble.NOT_A_CALENDAR: msg("What is there is not a calendar that I can read."),
    Trouble.TOO_BIG: msg("The calendar is larger than 10 MB."),
    Trouble.LOCKED: msg("I have lost the key to its address. Please connect it again."),
    Trouble.TOO_MUCH: msg("There are more events or repetitions in it than I can work through."),
}


def phrase(refusal: Refusal) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case NotFound("calendar"):
            return Phrase(
                label("No longer there"),
                say("That calendar has been removed before, or it is not yours. Here are yours:"),
                (row(primary(label("My calendars"), ShowCalendars())),),
            )
        case CalendarUnreadable(trouble, host):
            cause = say(TROUBLES[Trouble(trouble)])
            return Phrase(
                label("I cannot read that calendar"),
                sentences(
                    say("{host}: {why}", host=Bold(host), why=cause) if host else cause,
                    say("Nothing was changed."),
                ),
                (
                    row(
                        primary(label("Try again"), ConnectCalendar()),
                        Button(label("Calendars"), ShowCalendars()),
                    ),
                ),
            )
        case TooManyCalendars(allowed):
            return Phrase(
                label("That is enough calendars"),
                say_many(
                    "At most {n} calendar can be connected. Remove one first.",
                    "At most {n} calendars can be connected. Remove one first.",
                    allowed,
                ),
                (row(Button(label("Calendars"), ShowCalendars())),),
            )
    return None
