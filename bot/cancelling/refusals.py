"""Refusals about cancelling sessions in words."""

from bot import session_refusals
from bot.actions.rescheduling import PickTime
from bot.actions.sessions import CancelSession, ShowSession, ShowSessions
from bot.formats import plain
from bot.labels import danger, primary, row, when
from bot.sentences import label, msg, percent, say, sentences
from bot.ui import Button, Phrase
from core.errors.cancelling import CancelTooLate, ReasonMissing
from core.errors.common import Refusal
from core.errors.confirming import Unaccepted
from core.errors.replacing import AnswerFirst, RefundChanged
from core.errors.sessions import NotAllowed
from core.people import Person, Role

ASK_INSTEAD = {
    Role.MENTOR: msg("Mentors ask for another time instead"),
    Role.MENTEE: msg("Mentees ask for another time instead"),
}
"""By who may not do it; so are those that follow."""
NOT_CANCELLED = {
    Role.MENTOR: msg("Mentors do not cancel sessions here, but you can ask for another time."),
    Role.MENTEE: msg("Mentees do not cancel sessions here, but you can ask for another time."),
}
NOT_MOVED = {
    Role.MENTOR: msg("Mentors do not move sessions here; you can cancel."),
    Role.MENTEE: msg("Mentees do not move sessions here; you can cancel."),
}
ONLY_OTHER = {
    Role.MENTOR: msg("Only the mentee can cancel or reschedule this session"),
    Role.MENTEE: msg("Only the mentor can cancel or reschedule this session"),
}
ONLY_OTHER_CAN = {
    Role.MENTOR: msg("Only the mentee can cancel or reschedule this session."),
    Role.MENTEE: msg("Only the mentor can cancel or reschedule this session."),
}


def phrase(refusal: Refusal, reader: Person, support: str) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere. `support` is whom to ask about anything else."""
    match refusal:
        case NotAllowed("cancel" | "reschedule"):
            return _not_allowed(refusal, support)
        case RefundChanged(session, revision, pct):
            return Phrase(
                label("The refund has changed"),
                sentences(
                    say(
                        "While the form was open a limit passed: {share} would come back now.",
                        share=percent(pct),
                    ),
                    say("Nothing was cancelled yet."),
                ),
                (
                    row(
                        danger(label("Cancel it all the same"), CancelSession(session, revision)),
                        Button(label("Keep the session"), ShowSession(session)),
                    ),
                ),
            )
        case Unaccepted(session):
            return Phrase(
                label("This is a request"),
                say("You have not accepted this booking yet, so decline it instead of cancelling it."),
                (row(primary(label("Show the session"), ShowSession(session))),),
            )
        case AnswerFirst(session):
            return Phrase(
                label("A choice comes first"),
                say(
                    "The mentor cancelled, and the mentee has to choose first how this session is to go on."
                ),
                (row(primary(label("Show the session"), ShowSession(session))),),
            )
        case CancelTooLate(until):
            return Phrase(
                label("Too late to cancel"),
                say(
                    "Cancelling was possible until {when}. Please write to the other side directly.",
                    when=when(until, reader),
                ),
                (row(Button(label("My sessions"), ShowSessions())),),
            )
        case ReasonMissing("note"):
            return Phrase(label("Why?"), say("Please say in a few words why."))
        case ReasonMissing():
            return Phrase(label("Why?"), say("Please choose a reason; the other side will see it."))
    return None


def why_not(refusal: Refusal, reader: Person, support: str = "") -> str:
    """Why the reader cannot cancel a session, in one line; `refusal` is the `cancel_refusal` of a SessionView."""
    known = phrase(refusal, reader, support) or session_refusals.phrase(refusal, reader)
    assert known is not None, refusal
    return plain(known.text)


def _not_allowed(refusal: NotAllowed, support: str) -> Phrase:
    """What the rules leave to the other side, and what is left to this one (CAN-4)."""
    role = Role.MENTOR if refusal.role == Role.MENTOR else Role.MENTEE
    ask = say("An admin can help in an emergency.")
    if support:
        ask = say("Anything else: {support}.", support=support)
    show = row(Button(label("Show the session"), ShowSession(refusal.session)))
    match refusal.instead:
        case "reschedule":
            return Phrase(
                label(ASK_INSTEAD[role]),
                sentences(say(NOT_CANCELLED[role]), ask),
                (row(primary(label("Ask for another time"), PickTime(refusal.session))), show),
            )
        case "cancel":
            return Phrase(
                label("The time cannot be changed"), sentences(say(NOT_MOVED[role]), ask), (show,)
            )
    return Phrase(label(ONLY_OTHER[role]), sentences(say(ONLY_OTHER_CAN[role]), ask), (show,))
