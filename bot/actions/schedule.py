"""What a button can mean about a mentor's schedule, and everybody's week."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.actions.spec import MENTORS, Spec


@dataclass(frozen=True, slots=True)
class ShowSchedule:
    """The mentor's totals and week that begins at `first`; None: this week."""

    spec: ClassVar = Spec("w", roles=MENTORS, typed="schedule")
    first: date | None = None


@dataclass(frozen=True, slots=True)
class ShowScheduleList:
    """The mentor's sessions as a list, by page."""

    spec: ClassVar = Spec("wl", roles=MENTORS, typed="schedule list")
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowMentees:
    """The mentor's mentees, by page."""

    spec: ClassVar = Spec("wm", roles=MENTORS, typed="schedule mentees")
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowMyWeek:
    """One's own sessions as a week, with a picture."""

    spec: ClassVar = Spec("ww", typed="sessions week")
    first: date | None = None


Presses = ShowSchedule | ShowScheduleList | ShowMentees | ShowMyWeek
