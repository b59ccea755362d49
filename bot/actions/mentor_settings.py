"""What a button can mean about a mentor's settings; `mentor` is None for whoever presses it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.actions.spec import ADMINS, MENTORS, Spec
from core.mentor_settings import Switch


@dataclass(frozen=True, slots=True)
class ShowMentorSettings:
    """What is set about a mentor, with what changes it."""

    spec: ClassVar = Spec(
        "ns", roles=MENTORS | ADMINS, typed=lambda it: None if it.mentor else "profile mentor"
    )
    mentor: int | None = None


def its_settings(action: Any) -> ShowMentorSettings:
    """The settings that an action changes."""
    return ShowMentorSettings(action.mentor)


@dataclass(frozen=True, slots=True)
class EditMentorSettings:
    """Change what is set (opens a form)."""

    spec: ClassVar = Spec(
        "ne",
        roles=MENTORS | ADMINS,
        typed=lambda it: None if it.mentor else "profile mentor edit",
        about=its_settings,
    )
    mentor: int | None = None


@dataclass(frozen=True, slots=True)
class TurnSetting:
    """Turn a setting on or off; where booked sessions are concerned it is `sure` once that has been shown."""

    spec: ClassVar = Spec("nv", roles=MENTORS | ADMINS, about=its_settings)
    mentor: int | None
    switch: Switch
    on: bool
    sure: bool = False


@dataclass(frozen=True, slots=True)
class SetRate:
    """Take this price for a session, in minor units of the currency."""

    spec: ClassVar = Spec("nk", roles=MENTORS | ADMINS, about=its_settings)
    mentor: int | None
    amount: int
    currency: str


Presses = ShowMentorSettings | TurnSetting | SetRate
Forms = EditMentorSettings
