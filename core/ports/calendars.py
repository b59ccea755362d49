"""Mentors' external calendars: in the store, and as they are read."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from core.calendars import CalendarBusy, CalendarLink, CalendarQuestion, Reading, Stretch


class Calendars(Protocol):
    """Mentors' calendars and the busy times last read from them."""

    def get(self, link: int) -> CalendarLink | None:
        """The calendar."""

    def of(self, mentor: int) -> Sequence[CalendarLink]:
        """The mentor's calendars, in the order they were added."""

    def lost(self, limit: int) -> Sequence[CalendarLink]:
        """Those that cannot be read any more, of which their mentors have heard; the longest lost first."""

    def put(self, link: CalendarLink) -> None:
        """Insert or replace the calendar with this id, busy times apart."""

    def remove(self, mentor: int, link: int) -> bool:
        """Forget the mentor's calendar and its busy times; False when the mentor has no such calendar."""

    def replace_busy(self, link: CalendarLink, busy: Sequence[Stretch]) -> None:
        """These are its busy times now, in place of all before; each ends at another instant."""

    def busy(self, mentors: Iterable[int], start: datetime, end: datetime) -> Sequence[CalendarBusy]:
        """What of [start, end) their calendars say is taken, by mentor and time."""

    def due(self, now: datetime) -> Sequence[int]:
        """The calendars that are due, the longest due first."""

    def claim(self, link: int, lease: timedelta) -> CalendarLink | None:
        """The calendar, due again after `lease`: nobody else is given it before; None where somebody was."""


class CalendarReader(Protocol):
    """Reads calendars wherever they are; safely, whatever address somebody typed."""

    async def read(self, question: CalendarQuestion) -> Reading:
        """The busy times; raises core.errors.calendars.CalendarUnreadable."""
