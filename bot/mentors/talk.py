"""The list of mentors, in the talk."""

from typing import assert_never

from bot.actions.mentors import (
    BrowseMentors,
    ChooseHour,
    FilterMentors,
    Forms,
    Presses,
    SearchMentors,
    ShowMentor,
    WhoIsFree,
)
from bot.mentors import form as fields
from bot.mentors.cards import day_card, free_card, mentor_card, mentors_card
from bot.mentors.hours import hours_of
from bot.subject import Subject
from bot.turn import Turn
from bot.typed.searches import read_search
from bot.ui import Card, Layout, Message, Outcome
from core.usecases import picking


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    match action:
        case BrowseMentors(page, search, soonest):
            return Message(_mentors(turn, page, search, soonest=soonest))
        case WhoIsFree(at, search, page):
            found = picking.free_at(turn.desk, turn.person, at, wanted=read_search(search), page=page)
            return Message(free_card(found, turn.person))
        case ChooseHour(day, since, until, search):
            starts = hours_of(turn.desk.now(), turn.person, day, (since, until))
            return Message(day_card(day, starts, search, turn.person))
        case ShowMentor(mentor):
            return Message(mentor_card(picking.mentor(turn.desk, turn.person, mentor), turn.person))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form."""
    match action:
        case SearchMentors():
            return fields.search_layout()
        case FilterMentors(search):
            return fields.filter_layout(turn.desk, search)
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Show who fits what was filled in."""
    match action:
        case SearchMentors():
            return Message(fields.searched(turn.desk, turn.person, values))
        case FilterMentors(search, soonest):
            return Message(fields.filtered(turn.desk, turn.person, values, search, soonest=soonest))
    assert_never(action)


def _mentors(turn: Turn, page: int, search: str, *, soonest: bool) -> Card:
    wanted = read_search(search)
    found = picking.mentors(turn.desk, turn.person, wanted, page, soonest=soonest)
    near = picking.near_mentors(turn.desk, wanted.words) if not found.total and wanted.words else ()
    return mentors_card(found, turn.person, near)


MENTORS: Subject[Presses, Forms] = Subject(press, form, send)
