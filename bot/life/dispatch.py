"""Actions and forms about the life of sessions, each handed to the module of its subject."""

from bot.actions.life import (
    AftermathAction,
    CancelUnreplaced,
    ConfirmAction,
    DeclineBooking,
    EditSession,
    LifeAction,
    LifeFormAction,
    PolicyAction,
    ReplacementAction,
    RescheduleAction,
    ScheduleAction,
)
from bot.life import afterwards, confirming, editing, policies, replacing, rescheduling, schedules
from bot.ui import Layout, Outcome
from core.desk import Desk
from core.people import Person


def perform(desk: Desk, person: Person, action: LifeAction) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    if isinstance(action, ConfirmAction):
        return confirming.perform(desk, person, action)
    if isinstance(action, RescheduleAction):
        return rescheduling.perform(desk, person, action)
    if isinstance(action, ReplacementAction):
        return replacing.perform(desk, person, action)
    if isinstance(action, AftermathAction):
        return afterwards.perform(desk, person, action)
    if isinstance(action, ScheduleAction):
        return schedules.perform(desk, person, action)
    assert isinstance(action, PolicyAction)
    return policies.perform(desk, person, action)


def layout(desk: Desk, person: Person, purpose: LifeFormAction) -> Layout:
    """The form as it is to be drawn now; raises the refusal that stands against it."""
    if isinstance(purpose, DeclineBooking):
        return confirming.layout(desk, person, purpose)
    if isinstance(purpose, RescheduleAction):
        return rescheduling.layout(desk, person, purpose)
    if isinstance(purpose, CancelUnreplaced):
        return replacing.layout(desk, person, purpose)
    if isinstance(purpose, EditSession):
        return editing.layout(desk, person, purpose)
    return afterwards.layout(desk, person, purpose)


def send_in(desk: Desk, person: Person, purpose: LifeFormAction, values: dict[str, str]) -> Outcome:
    """Carry out what the form is for; raises refusals."""
    if isinstance(purpose, DeclineBooking):
        return confirming.send_in(desk, person, purpose, values)
    if isinstance(purpose, RescheduleAction):
        return rescheduling.send_in(desk, person, purpose, values)
    if isinstance(purpose, CancelUnreplaced):
        return replacing.send_in(desk, person, purpose, values)
    if isinstance(purpose, EditSession):
        return editing.send_in(desk, person, purpose, values)
    return afterwards.send_in(desk, person, purpose, values)
