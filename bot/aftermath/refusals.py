"""Refusals about what is said of a session afterwards, in words."""

from bot.actions.disputes import ShowDisputes
from bot.actions.sessions import ShowSession, ShowSessions
from bot.labels import primary, row, when
from bot.ui import Button, Phrase, Show, words
from core import errors
from core.errors import Refusal
from core.people import Person

STATES = {
    "cancelled": "The session was cancelled.",
    "completed": "The session counts as completed.",
    "no_show": "The session counts as a no-show.",
}


def phrase(refusal: Refusal, reader: Person) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case errors.TooEarlyToReport(session, since):
            return Phrase(
                "A little patience",
                words(
                    "That somebody did not come can be said from ", when(since, reader, Show.SHORT), " on."
                ),
                (row(Button("Show the session", ShowSession(session))),),
            )
        case errors.TooLateToReport(session, until):
            return Phrase(
                "Too late for that",
                words(
                    "This could be said until ", when(until, reader, Show.SHORT), ". Please ask an admin."
                ),
                (row(Button("Show the session", ShowSession(session))),),
            )
        case errors.UnderReview(session):
            return Phrase(
                "An admin is deciding",
                words("This has been reported, and an admin decides. You will both hear of it."),
                (row(Button("Show the session", ShowSession(session))),),
            )
        case errors.Decided(session):
            return Phrase(
                "This has been decided",
                words("An admin has decided who came. Please ask an admin if that is not right."),
                (row(Button("Show the session", ShowSession(session))),),
            )
        case errors.NotSayable(session, status):
            return Phrase(
                "Not as things are",
                words(f"{STATES.get(status, 'It has not come to that.')} Here is what you can do now:"),
                (row(primary("Show the session", ShowSession(session))),),
            )
        case errors.OnlyFor(role, session):
            return Phrase(
                f"For the {role} only",
                words(f"Only the {role} of a session can do this."),
                (row(Button("Show the session", ShowSession(session))),),
            )
        case errors.NotCompleted(session, status):
            return Phrase(
                "Not yet",
                words(f"Feedback is for sessions that took place. {STATES.get(status, '')}".strip()),
                (row(Button("Show the session", ShowSession(session))),),
            )
        case errors.FeedbackGiven(session):
            return Phrase(
                "You have given feedback",
                words("It is given once. Thank you!"),
                (
                    row(
                        Button("Show the session", ShowSession(session)),
                        Button("My sessions", ShowSessions()),
                    ),
                ),
            )
        case errors.DisputeClosed(_, status):
            decided = "upheld" if status == "resolved" else "dismissed or taken back"
            return Phrase(
                "Decided already",
                words(f"This dispute has been {decided}. Nothing was changed now."),
                (row(primary("Other disputes", ShowDisputes())),),
            )
        case errors.OwnDispute():
            return Phrase(
                "That is your own session",
                words("Another admin has to decide about it."),
                (row(Button("Other disputes", ShowDisputes())),),
            )
    return None
