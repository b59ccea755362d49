"""Moving a session by agreement, in the talk."""

from typing import assert_never

from bot.actions.life import (
    AcceptTime,
    CancelInstead,
    DeclineTime,
    LetThemChoose,
    PickTime,
    ProposeTime,
    RescheduleAction,
    WithdrawRequest,
)
from bot.pieces import length
from bot.ui import Card, Field, Layout, Message, Outcome, SelectField, TextField
from bot.views import proposals as cards
from core.cancelling import NOTE_LIMIT
from core.desk import Desk
from core.people import Person, Role
from core.reschedules import Answer
from core.usecases import proposing, prospects, rescheduling
from core.usecases.moving import Moved
from core.usecases.proposing import Asked, Countered
from core.usecases.prospects import Prospect


def perform(desk: Desk, person: Person, action: RescheduleAction) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    match action:
        case PickTime(session, first, day):
            return Message(cards.pick_card(prospects.times(desk, person, session, first, day)))
        case AcceptTime(request, turn):
            return Message(cards.moved_card(rescheduling.accept(desk, person, request, turn)))
        case DeclineTime(request, turn):
            return Message(cards.closed_card(rescheduling.decline(desk, person, request, turn)))
        case WithdrawRequest(request, turn):
            return Message(cards.closed_card(rescheduling.withdraw(desk, person, request, turn)))
    message = f"{type(action).__name__} opens a form"
    raise TypeError(message)


def layout(desk: Desk, person: Person, purpose: ProposeTime | LetThemChoose | CancelInstead) -> Layout:
    """The form as it is to be drawn now; raises the refusal that stands against it."""
    match purpose:
        case ProposeTime(session, revision, turn, start, minutes):
            prospect = prospects.prospect(desk, person, session, revision, turn, start, minutes)
            title, submit = _named(prospect)
            return title, submit, cards.propose_intro(prospect), _fields(prospect)
        case LetThemChoose(session, revision):
            prospect = prospects.prospect(desk, person, session, revision, 0, None)
            return "Reschedule", "Send request", cards.propose_intro(prospect), _fields(prospect)
        case CancelInstead(request, turn):
            view = rescheduling.calling_off(desk, person, request, turn)
            return "Cancel session", "Cancel it", cards.call_off_intro(view), (_words("In your words"),)
    assert_never(purpose)


def send_in(
    desk: Desk, person: Person, purpose: ProposeTime | LetThemChoose | CancelInstead, values: dict[str, str]
) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    note = values.get("note", "")
    match purpose:
        case ProposeTime(session, revision, turn, start, minutes):
            minutes = int(values.get("minutes") or minutes)
            done = proposing.propose(desk, person, session, revision, turn, start, minutes, note)
            return Message(_done(done))
        case LetThemChoose(session, revision):
            return Message(_done(proposing.let_them_choose(desk, person, session, revision, note)))
        case CancelInstead(request, turn):
            return Message(cards.called_off_card(rescheduling.call_off(desk, person, request, turn, note)))
    assert_never(purpose)


def _done(done: Asked | Countered | Moved) -> Card:
    match done:
        case Asked():
            return cards.asked_card(done)
        case Countered():
            return cards.countered_card(done)
        case Moved():
            return cards.moved_card(done)


def _named(prospect: Prospect) -> tuple[str, str]:
    """The form's title, and the label of its button."""
    if prospect.moves_at_once:
        return "Reschedule", "Move it"
    if prospect.answer is Answer.COUNTER:
        return "Another time", "Send proposal"
    return "Reschedule", "Send request"


def _fields(prospect: Prospect) -> tuple[Field, ...]:
    asks = prospect.answer is None and prospect.view.viewer is Role.MENTOR
    note = _words("Reason" if asks else "Note", required=asks)
    if len(prospect.lengths) < 2:
        return (note,)
    options = tuple((str(minutes), length(minutes)) for minutes in prospect.lengths)
    return SelectField("minutes", "Length", options, str(prospect.minutes)), note


def _words(label: str, *, required: bool = False) -> TextField:
    return TextField("note", label, required=required, multiline=True, limit=NOTE_LIMIT)
