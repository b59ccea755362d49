"""Refusals about moving sessions in words."""

from bot.actions.rescheduling import PickTime, ProposeTime
from bot.actions.sessions import ShowSession, ShowSessions
from bot.dates import dated_day
from bot.labels import length, moment_label, primary, row, when
from bot.sentences import label, msg, own, say, say_many
from bot.ui import Bold, Button, Paragraph, Part, Phrase, Row, Show, Text
from core.errors.common import Refusal
from core.errors.rescheduling import (
    LengthPaidFor,
    NothingToAnswer,
    NotYourTurn,
    RequestClosed,
    RequestOpen,
    RescheduledEnough,
    RescheduleNotFree,
    RescheduleTooLate,
    RoundsUsedUp,
    SameTime,
    StillRequested,
    TheirMonthUsedUp,
    TooManyRequests,
)
from core.errors.sessions import NotAllowed
from core.people import Person, Role
from core.reschedules import RequestStatus

ENDED = {
    RequestStatus.ACCEPTED: msg("The new time has been agreed already."),
    RequestStatus.DECLINED: msg("The request has been declined; the session stays as it was."),
    RequestStatus.WITHDRAWN: msg("The request has been withdrawn; the session stays as it was."),
    RequestStatus.EXPIRED: msg("The request was not answered in time; the session stays as it was."),
    RequestStatus.CANCELLED: msg(
        "The session has been cancelled or goes on otherwise, and the request with it."
    ),
}
TO_BOTH = {
    "duration": msg("{time} is not free: sessions of this length are not offered."),
    "past": msg("{time} is not free: that time has passed."),
    "horizon": msg("{time} is not free: it is further ahead than can be booked."),
    "off_grid": msg("{time} is not free: sessions do not start at that minute."),
}
"""Why a session cannot be moved to a time, by `core.slots.Reason`."""
TO_MENTEES = TO_BOTH | {
    "inactive": msg("{time} is not free: the mentor is not taking sessions."),
    "notice": msg("{time} is not free: it is too soon: the mentor needs more notice."),
    "exception": msg("{time} is not free: the mentor is away then."),
    "off_hours": msg("{time} is not free: it is outside the mentor's hours."),
    "booked": msg("{time} is not free: the mentor is booked then."),
    "calendar": msg("{time} is not free: the mentor is busy then."),
    "buffer": msg("{time} is not free: it is too close to another session of the mentor's."),
    "week_full": msg("{time} is not free: the mentor has no more sessions that week."),
    "own_session": msg("{time} is not free: you have another session then."),
}
TO_MENTORS = TO_BOTH | {
    "inactive": msg("{time} is not free: you are not taking sessions."),
    "notice": msg("{time} is not free: it is too soon: you have asked for more notice."),
    "exception": msg("{time} is not free: you are away then."),
    "off_hours": msg("{time} is not free: it is outside your hours."),
    "booked": msg("{time} is not free: you are booked then."),
    "calendar": msg("{time} is not free: your calendar says that you are busy then."),
    "buffer": msg("{time} is not free: it is too close to another session of yours."),
    "week_full": msg("{time} is not free: you have no more sessions that week."),
    "own_session": msg("{time} is not free: your mentee has another session then."),
}


def phrase(refusal: Refusal, reader: Person) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case RequestOpen(session):
            return Phrase(
                label("There is a request already"),
                say("Another time has been proposed for this session, and waits for an answer."),
                (
                    row(
                        primary(
                            label("Show the session"), ShowSession(session) if session else ShowSessions()
                        )
                    ),
                ),
            )
        case RequestClosed(session, status):
            return Phrase(label("No longer open"), say(ENDED[RequestStatus(status)]), (_session(session),))
        case NothingToAnswer(session):
            return Phrase(
                label("Nothing to answer"),
                say("Nobody has proposed another time for this session, or the request has ended."),
                (_session(session),),
            )
        case StillRequested(session):
            return Phrase(
                label("Not accepted yet"),
                say(
                    "Your mentor has not accepted this booking yet, so there is nothing to move. You can cancel it "
                    "and book another time."
                ),
                (_session(session),),
            )
        case NotYourTurn(session):
            return Phrase(
                label("It is not your turn"),
                say("The other side has to answer first. I tell you as soon as that is done."),
                (_session(session),),
            )
        case RoundsUsedUp(session, allowed):
            return Phrase(
                label("No more counter-proposals"), _rounds_used_up(allowed), (_session(session),)
            )
        case RescheduleTooLate(session, until):
            return Phrase(
                label("Too late to reschedule"),
                say("Another time could be asked for until {until}.", until=when(until, reader)),
                (_session(session),),
            )
        case RescheduledEnough(session, allowed):
            return Phrase(label("No reschedules left"), _moves_used_up(allowed), (_session(session),))
        case TooManyRequests(session, allowed):
            return Phrase(
                label("Enough requests"),
                say_many(
                    "You have asked {n} time to move this session, which is as often as it goes.",
                    "You have asked {n} times to move this session, which is as often as it goes.",
                    allowed,
                ),
                (_session(session),),
            )
        case SameTime(session):
            return Phrase(
                label("That is the same time"),
                say("Choose another time than the one that stands or is proposed already."),
                (
                    row(
                        primary(label("Free times"), PickTime(session)),
                        Button(label("Show the session"), ShowSession(session)),
                    ),
                ),
            )
        case LengthPaidFor(minutes):
            return Phrase(
                label("The length stays"),
                say(
                    "This session has a price and keeps its length. Choose {length}.",
                    length=length(minutes),
                ),
            )
        case TheirMonthUsedUp(session, name, renews):
            text = say(
                "{name} has used all sessions of that month. Choose a time before it, or from {day} on.",
                name=own(name),
                day=Bold(dated_day(renews)),
            )
            free = row(primary(label("Free times"), PickTime(session)))
            return Phrase(label("That month is full"), text, (free,))
        case RescheduleNotFree():
            return _not_free(refusal, reader)
        case NotAllowed(_, session):
            return Phrase(
                label("Not this way"),
                say("The programme's rules leave you other answers; here they are:"),
                (_session(session),),
            )
    return None


def _rounds_used_up(allowed: int) -> Text:
    if not allowed:
        return say(
            "Counter-proposals are not allowed here. Accept the time on the table, or end the request."
        )
    return say_many(
        "There was {n} counter-proposal already. Accept the time on the table, or end the request.",
        "There were {n} counter-proposals already. Accept the time on the table, or end the request.",
        allowed,
    )


def _moves_used_up(allowed: int) -> Text:
    if not allowed:
        return say("You cannot reschedule sessions here.")
    return say("You have used {allowed} of {allowed} reschedules of this session.", allowed=allowed)


def _not_free(refusal: RescheduleNotFree, reader: Person) -> Phrase:
    reasons = TO_MENTORS if refusal.role == Role.MENTOR else TO_MENTEES
    near: tuple[Part, ...] = ()
    doors = [Button(label("Show the session"), ShowSession(refusal.session))]
    if refusal.nearest:
        key = (refusal.session, refusal.revision, refusal.turn)
        times = tuple(
            Button(moment_label(start, reader), ProposeTime(*key, start, refusal.minutes))
            for start in refusal.nearest
        )
        near = Paragraph(say("These times are free:")), Row(times, columns=2)
        doors.insert(0, Button(label("Other times"), PickTime(refusal.session)))
    text = say(reasons[refusal.reason], time=when(refusal.wanted, reader, Show.SHORT))
    return Phrase(label("That time is not free"), text, (*near, row(*doors)))


def _session(session: int) -> Part:
    return row(primary(label("Show the session"), ShowSession(session)))
