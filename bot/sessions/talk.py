"""One's sessions, in the talk."""

from typing import assert_never

from bot.actions.sessions import (
    CancelSession,
    EditSession,
    Forms,
    JoinSession,
    LookBack,
    Presses,
    ShowRequest,
    ShowSession,
    ShowSessions,
    TellLate,
)
from bot.booking.topics import edit_layout, topic_of
from bot.cancelling.form import cancel, cancel_form, cancelled
from bot.sessions.cards import joined_card, session_card, sessions_card
from bot.sessions.edit_cards import edited_card
from bot.sessions.late_cards import late_card
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Card, Layout, Message, Outcome
from core.periods import Period
from core.usecases import attending, editing, lateness, rescheduling


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowSessions(past, page):
            return Message(sessions_card(attending.sessions(desk, person, past=past, page=page)))
        case LookBack(first, last, other, page):
            period = Period(first, last) if first is not None and last is not None else None
            return Message(sessions_card(attending.looked_back(desk, person, period, other, page)))
        case ShowSession(session):
            return Message(_shown(turn, session))
        case ShowRequest(request):
            return Message(_shown(turn, rescheduling.session_of(desk, person, request)))
        case JoinSession(session):
            return Message(joined_card(attending.join(desk, person, session)), fresh=True)
        case TellLate(session, minutes):
            return Message(
                late_card(lateness.tell_late(desk, person, session, minutes), minutes), fresh=True
            )
    assert_never(action)


def _shown(turn: Turn, session: int) -> Card:
    view = attending.shown_session(turn.desk, turn.person, session)
    door = turn.desk.door(session, turn.person.id)
    can_be_recorded = turn.desk.rooms.records(view.session.meeting_url)
    return session_card(view, support=turn.desk.support, door=door, can_be_recorded=can_be_recorded)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    match action:
        case EditSession(session, revision):
            return edit_layout(editing.editable(turn.desk, turn.person, session, revision))
        case CancelSession(session, revision):
            return cancel_form(turn, session, revision)
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    match action:
        case EditSession(session, revision):
            done = editing.edit_session(turn.desk, turn.person, session, revision, topic_of(values))
            return Message(edited_card(done))
        case CancelSession(session, revision):
            return Message(cancelled(cancel(turn, session, revision, values)))
    assert_never(action)


SESSIONS: Subject[Presses, Forms] = Subject(press, form, send)
