"""A mentor's schedule and everybody's week, in the talk."""

from typing import Never, assert_never

from bot.actions.schedule import Presses, ShowMentees, ShowMyWeek, ShowSchedule, ShowScheduleList
from bot.schedule import cards as views
from bot.subject import Subject, no_form, no_send
from bot.turn import Turn
from bot.ui import Message, Outcome
from core.usecases import schedule


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowSchedule(first):
            return Message(views.mentor_week_card(schedule.mentor_week(desk, person, first)))
        case ShowScheduleList(page):
            return Message(views.mentor_list_card(schedule.mentor_list(desk, person, page)))
        case ShowMentees(page):
            return Message(views.mentees_card(schedule.mentees(desk, person, page)))
        case ShowMyWeek(first):
            return Message(views.own_week_card(schedule.own_week(desk, person, first)))
    assert_never(action)


SCHEDULE: Subject[Presses, Never] = Subject(press, no_form, no_send)
