"""Quiet hours: the part of each day in which a person wants to read nothing that can wait."""

from dataclasses import dataclass
from datetime import datetime

from core.zones import DAY, Zone, floor_minute, instant

WAITS = "quiet hours"
"""Why something has not left that waits for them to end."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """From `starts` to `ends`, in minutes since local midnight; past midnight where `ends` is the smaller.

    Raises ValueError for what is no time of day, and where both are the same.
    """

    starts: int
    ends: int

    def __post_init__(self) -> None:
        if self.starts == self.ends or not (0 <= self.starts < DAY and 0 <= self.ends < DAY):
            raise ValueError("quiet hours begin and end at two different times of the day")

    def __str__(self) -> str:
        starts, ends = (f"{minute // 60:02}:{minute % 60:02}" for minute in (self.starts, self.ends))
        return f"{starts}–{ends}"

    def until(self, at: datetime, zone: str) -> datetime | None:
        """The end of the quiet hours in which `at` lies, in an IANA zone; None outside of them.

        Where the clocks go back, quiet hours last until their end has come for the second time.
        """
        place, minute = Zone(zone), floor_minute(at)
        today = place.day(minute)
        for day in (today, today - 1):
            begins = place.opens(day * DAY + self.starts)
            ends = place.closes(day * DAY + self.ends + DAY * (self.ends < self.starts))
            if begins <= minute < ends:
                return instant(ends)
        return None
