"""Refusals about the life of sessions in words."""

from bot.actions.replacing import BrowseReplacements, ChooseReplacement
from bot.actions.rescheduling import PickTime
from bot.actions.sessions import CancelSession, ShowSession, ShowSessions
from bot.phrases import aftermath as aftermath_phrases
from bot.phrases import moves as move_phrases
from bot.phrases import policies as policy_phrases
from bot.pieces import danger, moment_label, primary, row, when
from bot.ui import Button, Paragraph, Part, Phrase, Row, Show, words
from core import errors
from core.errors import Refusal
from core.people import Person, Role

REPLACEMENT_REASONS = {
    "suspended": "they cannot be booked at present",
    "inactive": "they are not taking sessions at present",
    "paused": "they accept no new sessions for the moment",
    "unverified": "they have not been verified yet",
    "unconfirmed": "they have not said yet when they have time",
    "own_session": "you have another session then",
    "notice": "they need more notice",
    "past": "that time has passed",
}


def phrase(refusal: Refusal, reader: Person, support: str = "") -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere. `support` is whom to ask about anything else."""
    match refusal:
        case errors.NotAllowed("cancel" | "reschedule"):
            return _not_allowed(refusal, support)
        case errors.ReplacementNotFree():
            return _replacement_not_free(refusal, reader)
        case errors.RefundChanged(session, revision, pct):
            return Phrase(
                "The refund has changed",
                words(
                    f"While the form was open a limit passed: {pct} % would come back now. ",
                    "Nothing was cancelled yet.",
                ),
                (
                    row(
                        danger("Cancel it all the same", CancelSession(session, revision)),
                        Button("Keep the session", ShowSession(session)),
                    ),
                ),
            )
        case errors.Unaccepted(session):
            return Phrase(
                "This is a request",
                words("You have not accepted this booking yet, so decline it instead of cancelling it."),
                (row(primary("Show the session", ShowSession(session))),),
            )
        case errors.ConfirmTooLate(session, until):
            return Phrase(
                "Too late to answer",
                words("The request could be answered until ", when(until, reader, Show.SHORT), "."),
                (row(Button("Show the session", ShowSession(session))),),
            )
        case errors.AnswerFirst(session):
            return Phrase(
                "A choice comes first",
                words(
                    "The mentor cancelled, and the mentee has to choose first how this session is to go on."
                ),
                (row(primary("Show the session", ShowSession(session))),),
            )
        case errors.RequestOpen(session):
            return Phrase(
                "There is a request already",
                words("Another time has been proposed for this session, and waits for an answer."),
                (row(primary("Show the session", ShowSession(session) if session else ShowSessions())),),
            )
    return (
        move_phrases.phrase(refusal, reader)
        or policy_phrases.phrase(refusal)
        or aftermath_phrases.phrase(refusal, reader)
    )


def _not_allowed(refusal: errors.NotAllowed, support: str) -> Phrase:
    """What the rules leave to the other side, and what is left to this one (CAN-4)."""
    mentor = refusal.role == Role.MENTOR
    ask = (
        words(" Anything else: ", support, ".") if support else words(" An admin can help in an emergency.")
    )
    show = row(Button("Show the session", ShowSession(refusal.session)))
    match refusal.instead:
        case "reschedule":
            who = "Mentors" if mentor else "Mentees"
            return Phrase(
                f"{who} ask for another time instead",
                words(f"{who} do not cancel sessions here, but you can ask for another time.", *ask),
                (
                    row(primary("Ask for another time", PickTime(refusal.session))),
                    show,
                ),
            )
        case "cancel":
            return Phrase(
                "The time cannot be changed",
                words(
                    f"{'Mentors' if mentor else 'Mentees'} do not move sessions here; you can cancel.", *ask
                ),
                (show,),
            )
    who = "mentee" if mentor else "mentor"
    only = f"Only the {who} can cancel or reschedule this session"
    return Phrase(only, words(f"{only}.", *ask), (show,))


def _replacement_not_free(refusal: errors.ReplacementNotFree, reader: Person) -> Phrase:
    session, mentor = refusal.session, refusal.mentor
    why = REPLACEMENT_REASONS.get(refusal.reason, "somebody was faster, or the hours have changed")
    times = tuple(
        Button(moment_label(start, reader), ChooseReplacement(session, refusal.revision, mentor, start))
        for start in refusal.nearest
    )
    doors = row(
        primary("Browse others", BrowseReplacements(session)),
        Button("Show the session", ShowSession(session)),
    )
    near = (Paragraph(words("The nearest free times:")), Row(times)) if times else ()
    parts: tuple[Part, ...] = (*near, doors)
    return Phrase(
        f"{refusal.mentor_name} is not free",
        words(
            refusal.mentor_name,
            " cannot take the session on, ",
            when(refusal.wanted, reader, Show.SHORT),
            f": {why}. Nothing was changed.",
        ),
        parts,
    )
