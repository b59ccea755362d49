"""Refusals about booked sessions in words, for whoever shows a session."""

from bot.actions.help import ShowHelp
from bot.actions.sessions import ShowSession, ShowSessions
from bot.labels import primary, row, when
from bot.sentences import label, msg, say
from bot.ui import Button, Phrase, Show
from core.errors.common import NotFound, Refusal
from core.errors.sessions import AlreadyOver, MetInPerson, Stale, TooEarlyToJoin
from core.people import Person

BEGUN = msg("The session has begun.")
OVER = {
    "cancelled": msg("The session has been cancelled already."),
    "completed": msg("The session is over."),
    "awaiting_payment": msg("The session waits for its payment: it can be paid or left, and nothing else."),
    "no_show": msg("The session is closed."),
}


def phrase(refusal: Refusal, reader: Person) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case NotFound("session"):
            return Phrase(
                label("Not found"),
                say("There is no such session, or it is not yours. Here is what you have:"),
                (row(Button(label("My sessions"), ShowSessions()), Button(label("Help"), ShowHelp())),),
            )
        case Stale(session):
            return Phrase(
                label("This has changed meanwhile"),
                say(
                    "The session has changed since this button was made, perhaps by your own first press. This time "
                    "nothing was done."
                ),
                (row(primary(label("Show it as it is"), ShowSession(session))),),
            )
        case AlreadyOver(session, status):
            return Phrase(
                label("Too late for that"),
                say(OVER.get(status, BEGUN)),
                (
                    row(
                        Button(label("Show the session"), ShowSession(session)),
                        Button(label("My sessions"), ShowSessions()),
                    ),
                ),
            )
        case TooEarlyToJoin(opens):
            return Phrase(
                label("Not open yet"),
                say(
                    "Join opens {when}. I will send you a button then.",
                    when=when(opens, reader, Show.SHORT),
                ),
            )
        case MetInPerson(session, place):
            return Phrase(
                label("You meet in person"),
                say("There is no link to join: you meet at {place}.", place=place),
                (row(Button(label("Show the session"), ShowSession(session))),),
            )
    return None
