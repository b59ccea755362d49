"""What a button can mean about the calendars that a mentor has connected."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.spec import MENTORS, Spec


@dataclass(frozen=True, slots=True)
class ShowCalendars:
    """The mentor's connected calendars."""

    spec: ClassVar = Spec("ac", roles=MENTORS, typed="availability calendars")


@dataclass(frozen=True, slots=True)
class ConnectCalendar:
    """Connect a calendar by its address (opens a form)."""

    spec: ClassVar = Spec("acc", roles=MENTORS, about=lambda _: ShowCalendars())


@dataclass(frozen=True, slots=True)
class RemoveCalendar:
    """Forget a calendar and its busy times."""

    spec: ClassVar = Spec("acx", roles=MENTORS, about=lambda _: ShowCalendars())
    calendar: int


Presses = ShowCalendars | RemoveCalendar
Forms = ConnectCalendar
