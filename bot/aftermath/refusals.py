"""Refusals about what is said of a session afterwards, in words."""

from bot.actions.disputes import ShowDisputes
from bot.actions.sessions import ShowSession, ShowSessions
from bot.labels import primary, row, when
from bot.sentences import label, msg, say, sentences
from bot.ui import Button, Part, Phrase, Show, Text
from core.errors.aftermath import (
    Decided,
    DisputeClosed,
    FeedbackGiven,
    NotCompleted,
    NotSayable,
    OwnDispute,
    TooEarlyToReport,
    TooLateToReport,
    UnderReview,
)
from core.errors.common import Refusal
from core.errors.sessions import OnlyFor
from core.people import Person, Role

STATES = {
    "cancelled": msg("The session was cancelled."),
    "completed": msg("The session counts as completed."),
    "no_show": msg("The session counts as a no-show."),
}
NOT_YET = msg("It has not come to that.")
ONLY_FOR = {
    Role.MENTOR.value: (
        msg("For the mentor only"),
        msg("Only the mentor of a session can do this."),
    ),
    Role.MENTEE.value: (
        msg("For the mentee only"),
        msg("Only the mentee of a session can do this."),
    ),
}


def phrase(refusal: Refusal, reader: Person) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case TooEarlyToReport(session, since):
            text = say(
                "That somebody did not come can be said from {since} on.",
                since=when(since, reader, Show.SHORT),
            )
            return Phrase(label("A little patience"), text, (row(_door(session)),))
        case TooLateToReport(session, until):
            text = say(
                "This could be said until {until}. Please ask an admin.",
                until=when(until, reader, Show.SHORT),
            )
            return Phrase(label("Too late for that"), text, (row(_door(session)),))
        case UnderReview(session):
            text = say("This has been reported, and an admin decides. You will both hear of it.")
            return Phrase(label("An admin is deciding"), text, (row(_door(session)),))
        case Decided(session):
            text = say("An admin has decided who came. Please ask an admin if that is not right.")
            return Phrase(label("This has been decided"), text, (row(_door(session)),))
        case NotSayable(session, status):
            text = sentences(say(STATES.get(status, NOT_YET)), say("Here is what you can do now:"))
            door: Part = row(primary(label("Show the session"), ShowSession(session)))
            return Phrase(label("Not as things are"), text, (door,))
        case OnlyFor(role, session):
            title, only = ONLY_FOR[role]
            return Phrase(label(title), say(only), (row(_door(session)),))
        case NotCompleted(session, status):
            state: Text = say(STATES[status]) if status in STATES else ()
            text = sentences(say("Feedback is for sessions that took place."), state)
            return Phrase(label("Not yet"), text, (row(_door(session)),))
        case FeedbackGiven(session):
            mine = Button(label("My sessions"), ShowSessions())
            return Phrase(
                label("You have given feedback"),
                say("It is given once. Thank you!"),
                (row(_door(session), mine),),
            )
        case DisputeClosed(_, status):
            text = say("This dispute has been dismissed or taken back. Nothing was changed now.")
            if status == "resolved":
                text = say("This dispute has been decided. Nothing was changed now.")
            others = primary(label("Other disputes"), ShowDisputes())
            return Phrase(label("Decided already"), text, (row(others),))
        case OwnDispute():
            return Phrase(
                label("That is your own session"),
                say("Another admin has to decide about it."),
                (row(Button(label("Other disputes"), ShowDisputes())),),
            )
    return None


def _door(session: int) -> Button:
    return Button(label("Show the session"), ShowSession(session))
