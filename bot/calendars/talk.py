"""A mentor's calendars, in the talk."""

from typing import assert_never

from bot.actions.calendars import ConnectCalendar, Forms, Presses, RemoveCalendar, ShowCalendars
from bot.calendars import form as fields
from bot.calendars.cards import REMOVED, calendars_card
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Layout, Message, Outcome
from core.usecases import calendars


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowCalendars():
            return Message(calendars_card(calendars.calendars(desk, person)))
        case RemoveCalendar(calendar):
            return Message(calendars_card(calendars.disconnect(desk, person, calendar), REMOVED))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises NotMentor."""
    match action:
        case ConnectCalendar():
            return fields.layout(turn.desk, turn.person)
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Read and keep the calendar; raises CalendarUnreadable, TooManyCalendars, AskFirst."""
    match action:
        case ConnectCalendar():
            return fields.send_in(turn.desk, turn.person, values)
    assert_never(action)


CALENDARS: Subject[Presses, Forms] = Subject(press, form, send)
