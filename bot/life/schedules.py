"""A mentor's schedule and everybody's week, in the talk."""

from typing import assert_never

from bot.actions.life import ScheduleAction, ShowMentees, ShowMyWeek, ShowSchedule, ShowScheduleList
from bot.ui import Message, Outcome
from bot.views import schedule as views
from core.desk import Desk
from core.people import Person
from core.usecases import schedule


def perform(desk: Desk, person: Person, action: ScheduleAction) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
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
