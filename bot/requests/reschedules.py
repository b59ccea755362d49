"""What follows `/sessions S-7F3K`: `reschedule tomorrow 3pm`, `counter fri 4pm`, `accept`, `decline`, `withdraw`."""

from datetime import datetime

from bot.actions.rescheduling import AcceptTime, DeclineTime, PickTime, ProposeTime, WithdrawRequest
from bot.booking.cards import ambiguous_card, free_times_door, not_a_time, not_understood_card
from bot.dispatch import perform
from bot.requests.booking import understood
from bot.sentences import say
from bot.turn import Turn
from bot.typed.time_words import WHY
from bot.typed.times import Ambiguous, DayOnly, NotUnderstood, Understood
from bot.ui import Message, Outcome
from core.errors.rescheduling import NothingToAnswer
from core.usecases.session_views import SessionView

TO_ANSWER: dict[str, type[AcceptTime | DeclineTime | WithdrawRequest]] = {
    "accept": AcceptTime,
    "decline": DeclineTime,
    "withdraw": WithdrawRequest,
}


def answer_reschedule(turn: Turn, view: SessionView, verb: str, when: str) -> Outcome:
    """Carry out one of these verbs; raises refusals. A text with several readings is asked back."""
    request = view.request
    if verb in TO_ANSWER:
        if request is None:
            raise NothingToAnswer(view.session.id)
        if verb == "accept" and view.viewer is request.responder and request.last.starts_at is None:
            return perform(turn, PickTime(view.session.id))
        return perform(turn, TO_ANSWER[verb](request.id, request.turn))
    session = view.session
    if not when:
        return perform(turn, PickTime(session.id))
    turns, minutes = (request.turn, request.last.minutes) if request else (0, session.minutes)

    def proposing(at: datetime) -> ProposeTime:
        return ProposeTime(session.id, session.revision, turns, at, minutes)

    week = free_times_door(PickTime(session.id))
    match understood(turn, when):
        case Understood(at):
            return perform(turn, proposing(at))
        case Ambiguous(readings, why):
            ways = tuple((at, proposing(at)) for at in readings)
            return Message(ambiguous_card(ways, say(WHY[why]), week, turn.person))
        case DayOnly(day):
            return perform(turn, PickTime(session.id, None, day))
        case NotUnderstood(why_not):
            return Message(not_understood_card(not_a_time(when, why_not), week))
