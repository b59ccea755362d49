"""Refusals about moving sessions in words."""

from bot.actions.rescheduling import PickTime, ProposeTime
from bot.actions.sessions import ShowSession, ShowSessions
from bot.dates import day_label
from bot.labels import length, moment_label, primary, row, several, when
from bot.typed.time_words import NOT_FREE
from bot.ui import Bold, Button, Paragraph, Part, Phrase, Row, Show, words
from core import errors
from core.errors import Refusal
from core.people import Person, Role
from core.reschedules import RequestStatus

ENDED = {
    RequestStatus.ACCEPTED: "The new time has been agreed already.",
    RequestStatus.DECLINED: "The request has been declined; the session stays as it was.",
    RequestStatus.WITHDRAWN: "The request has been withdrawn; the session stays as it was.",
    RequestStatus.EXPIRED: "The request was not answered in time; the session stays as it was.",
    RequestStatus.CANCELLED: "The session has been cancelled or goes on otherwise, and the request with it.",
}
TO_MENTORS = NOT_FREE | {
    "inactive": "you are not taking sessions",
    "notice": "it is too soon: you have asked for more notice",
    "exception": "you are away then",
    "off_hours": "it is outside your hours",
    "booked": "you are booked then",
    "calendar": "your calendar says that you are busy then",
    "buffer": "it is too close to another session of yours",
    "week_full": "you have no more sessions that week",
    "own_session": "your mentee has another session then",
}


def phrase(refusal: Refusal, reader: Person) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case errors.RequestOpen(session):
            return Phrase(
                "There is a request already",
                words("Another time has been proposed for this session, and waits for an answer."),
                (row(primary("Show the session", ShowSession(session) if session else ShowSessions())),),
            )
        case errors.RequestClosed(session, status):
            return Phrase("No longer open", words(ENDED[RequestStatus(status)]), (_session(session),))
        case errors.NothingToAnswer(session):
            return Phrase(
                "Nothing to answer",
                words("Nobody has proposed another time for this session, or the request has ended."),
                (_session(session),),
            )
        case errors.StillRequested(session):
            return Phrase(
                "Not accepted yet",
                words(
                    "Your mentor has not accepted this booking yet, so there is nothing to move. You can cancel it "
                    "and book another time."
                ),
                (_session(session),),
            )
        case errors.NotYourTurn(session):
            return Phrase(
                "It is not your turn",
                words("The other side has to answer first. I tell you as soon as that is done."),
                (_session(session),),
            )
        case errors.RoundsUsedUp(session, allowed):
            return Phrase(
                "No more counter-proposals",
                words(
                    f"There were {several(allowed, 'counter-proposal')} already. Accept the time on the table, or "
                    "end the request."
                ),
                (_session(session),),
            )
        case errors.RescheduleTooLate(session, until):
            return Phrase(
                "Too late to reschedule",
                words("Another time could be asked for until ", when(until, reader), "."),
                (_session(session),),
            )
        case errors.RescheduledEnough(session, allowed):
            return Phrase(
                "No reschedules left",
                words(f"You have used {allowed} of {allowed} reschedules of this session."),
                (_session(session),),
            )
        case errors.TooManyRequests(session, allowed):
            return Phrase(
                "Enough requests",
                words(
                    f"You have asked {several(allowed, 'time')} to move this session, which is as often as it goes."
                ),
                (_session(session),),
            )
        case errors.SameTime(session):
            return Phrase(
                "That is the same time",
                words("Choose another time than the one that stands or is proposed already."),
                (
                    row(
                        primary("Free times", PickTime(session)),
                        Button("Show the session", ShowSession(session)),
                    ),
                ),
            )
        case errors.LengthPaidFor(minutes):
            text = words(f"This session has a price and keeps its length. Choose {length(minutes)}.")
            return Phrase("The length stays", text)
        case errors.TheirMonthUsedUp(session, name, renews):
            text = words(
                name,
                " has used all sessions of that month. Choose a time before it, or from ",
                Bold(f"{day_label(renews)} {renews.year}"),
                " on.",
            )
            return Phrase("That month is full", text, (row(primary("Free times", PickTime(session))),))
        case errors.MoveNotFree():
            return _not_free(refusal, reader)
        case errors.NotAllowed(_, session):
            return Phrase(
                "Not this way",
                words("The programme's rules leave you other answers; here they are:"),
                (_session(session),),
            )
    return None


def _not_free(refusal: errors.MoveNotFree, reader: Person) -> Phrase:
    reasons = TO_MENTORS if refusal.role == Role.MENTOR else NOT_FREE
    near: tuple[Part, ...] = ()
    doors = [Button("Show the session", ShowSession(refusal.session))]
    if refusal.nearest:
        key = (refusal.session, refusal.revision, refusal.turn)
        times = tuple(
            Button(moment_label(start, reader), ProposeTime(*key, start, refusal.minutes))
            for start in refusal.nearest
        )
        near = Paragraph(words("These times are free:")), Row(times, columns=2)
        doors.insert(0, Button("Other times", PickTime(refusal.session)))
    text = words(when(refusal.wanted, reader, Show.SHORT), f" is not free: {reasons[refusal.reason]}.")
    parts: tuple[Part, ...] = (*near, row(*doors))
    return Phrase("That time is not free", text, parts)


def _session(session: int) -> Part:
    return row(primary("Show the session", ShowSession(session)))
