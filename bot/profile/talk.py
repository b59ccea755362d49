"""A person's own settings, in the talk."""

from typing import assert_never

from bot.actions.profile import (
    AskForPlan,
    AskLanguage,
    AskZone,
    EditQuiet,
    Forms,
    Presses,
    SetLanguage,
    SetTyping,
    SetZone,
    ShowProfile,
)
from bot.dates import clock_text
from bot.language import reading_as
from bot.profile import quiet_hours
from bot.profile.cards import plan_asked_card, profile_card, typing_card, zone_card, zone_set_card
from bot.profile.languages import language_card, language_set_card
from bot.subject import Subject
from bot.turn import Turn
from bot.ui import Layout, Message, Outcome
from core.usecases import member_plans, mentoring, own_settings


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowProfile():
            return Message(profile_card(own_settings.settings(desk, person)))
        case AskZone():
            return Message(zone_card(person))
        case AskLanguage():
            return Message(language_card())
        case SetLanguage(locale):
            with reading_as(own_settings.set_language(desk, person, locale).locale):
                return Message(language_set_card())
        case AskForPlan():
            return Message(plan_asked_card(member_plans.ask_for_plan(desk, person), desk.support))
        case SetTyping(on):
            return Message(typing_card(own_settings.set_typing(desk, person, on=on)))
        case SetZone(zone):
            changed = own_settings.set_zone(desk, person, zone)
            hours = (
                mentoring.availability(desk, changed).mentor.schedule.zone if changed.is_mentor else zone
            )
            return Message(zone_set_card(changed, clock_text(desk.now(), zone), hours))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form."""
    match action:
        case EditQuiet():
            return quiet_hours.layout(turn.person)
    assert_never(action)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises QuietUnclear."""
    match action:
        case EditQuiet():
            return Message(quiet_hours.set_quiet(turn.desk, turn.person, values.get("quiet", "")))
    assert_never(action)


PROFILE: Subject[Presses, Forms] = Subject(press, form, send)
