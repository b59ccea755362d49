"""A mentor's settings, in the talk."""

from typing import assert_never

from bot.actions.mentor_settings import Forms, Presses, SetRate, ShowMentorSettings, TurnSetting
from bot.mentor_settings import form as settings_form
from bot.mentor_settings.cards import changed_card, review_card, settings_card
from bot.mentors.links import link_to
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Layout, Message, Outcome
from core.mentor_settings import Rate, Setting, present
from core.usecases import mentor_settings


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowMentorSettings(mentor):
            seen = mentor_settings.settings(desk, person, mentor)
            return Message(settings_card(seen, link_to(turn, seen.mentor.id)))
        case TurnSetting(mentor, switch, on, sure):
            if not on and not sure:
                seen = mentor_settings.settings(desk, person, mentor)
                if seen.booked and seen.may_set(switch.setting) and present(seen.mentor, switch.setting):
                    return Message(review_card(seen, switch))
            return Message(changed_card(mentor_settings.change(desk, person, mentor, {switch.setting: on})))
        case SetRate(mentor, amount, currency):
            rate = {Setting.RATE: Rate(amount, currency)}
            return Message(changed_card(mentor_settings.change(desk, person, mentor, rate)))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    return settings_form.layout(mentor_settings.settings(turn.desk, turn.person, action.mentor))


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    seen = mentor_settings.settings(turn.desk, turn.person, action.mentor)
    filled = settings_form.values_of(seen, values)
    shown = settings_form.shown_in(turn, seen)
    return Message(
        changed_card(mentor_settings.change(turn.desk, turn.person, action.mentor, filled, shown))
    )


MENTOR_SETTINGS: Subject[Presses, Forms] = Subject(press, form, send)
