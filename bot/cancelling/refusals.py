"""Refusals about cancelling sessions in words."""

from bot.actions.rescheduling import PickTime
from bot.actions.sessions import CancelSession, ShowSession
from bot.labels import danger, primary, row
from bot.ui import Button, Phrase, words
from core import errors
from core.errors import Refusal
from core.people import Role


def phrase(refusal: Refusal, support: str) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere. `support` is whom to ask about anything else."""
    match refusal:
        case errors.NotAllowed("cancel" | "reschedule"):
            return _not_allowed(refusal, support)
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
        case errors.AnswerFirst(session):
            return Phrase(
                "A choice comes first",
                words(
                    "The mentor cancelled, and the mentee has to choose first how this session is to go on."
                ),
                (row(primary("Show the session", ShowSession(session))),),
            )
    return None


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
