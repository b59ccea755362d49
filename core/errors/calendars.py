"""Refusals about external calendars."""

from dataclasses import dataclass

from core.errors.common import Refusal


@dataclass
class CalendarUnreadable(Refusal):
    """The calendar cannot be read. `trouble` is a `core.calendars.Trouble`; of its address only the host is told."""

    trouble: str
    host: str = ""


@dataclass
class TooManyCalendars(Refusal):
    """A mentor connects at most `allowed` calendars."""

    allowed: int
