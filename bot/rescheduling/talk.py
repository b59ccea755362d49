"""Moving a session by agreement, in the talk."""

from typing import assert_never

from bot.actions.rescheduling import (
    AcceptTime,
    CancelInstead,
    DeclineTime,
    Forms,
    LetThemChoose,
    PickDay,
    PickTime,
    Presses,
    ProposeTime,
    WithdrawRequest,
)
from bot.booking.free_times import why_none
from bot.rescheduling import cards
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Card, Layout, Message, Outcome
from core.usecases import reschedule_preview, reschedule_requests, rescheduling
from core.usecases.reschedule_requests import RescheduleAsked, RescheduleCountered
from core.usecases.reschedule_steps import Rescheduled


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case PickTime(session, first, day):
            return Message(cards.pick_card(reschedule_preview.times(desk, person, session, first, day)))
        case PickDay(session, first, day):
            found = reschedule_preview.times(desk, person, session, first, None, whole_month=True)
            return why_none(found, day) or Message(cards.days_card(found))
        case AcceptTime(request, at):
            return Message(cards.moved_card(rescheduling.accept(desk, person, request, at)))
        case DeclineTime(request, at):
            return Message(cards.closed_card(rescheduling.decline(desk, person, request, at)))
        case WithdrawRequest(request, at):
            return Message(cards.closed_card(rescheduling.withdraw(desk, person, request, at)))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    desk, person = turn.desk, turn.person
    match action:
        case ProposeTime(session, revision, at, start, minutes):
            preview = reschedule_preview.preview(desk, person, session, revision, at, start, minutes)
            return cards.propose_layout(preview)
        case LetThemChoose(session, revision):
            preview = reschedule_preview.preview(desk, person, session, revision, 0, None)
            return cards.propose_layout(preview)
        case CancelInstead(request, at):
            return cards.call_off_layout(rescheduling.calling_off(desk, person, request, at))
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    desk, person = turn.desk, turn.person
    note = values.get("note", "")
    match action:
        case ProposeTime(session, revision, at, start, minutes):
            minutes = int(values.get("minutes") or minutes)
            done = reschedule_requests.propose(desk, person, session, revision, at, start, minutes, note)
            return Message(_done(done))
        case LetThemChoose(session, revision):
            return Message(
                _done(reschedule_requests.let_them_choose(desk, person, session, revision, note))
            )
        case CancelInstead(request, at):
            return Message(cards.called_off_card(rescheduling.call_off(desk, person, request, at, note)))
    assert_never(action)


def _done(done: RescheduleAsked | RescheduleCountered | Rescheduled) -> Card:
    match done:
        case RescheduleAsked():
            return cards.asked_card(done)
        case RescheduleCountered():
            return cards.countered_card(done)
        case Rescheduled():
            return cards.moved_card(done)


RESCHEDULING: Subject[Presses, Forms] = Subject(press, form, send)
