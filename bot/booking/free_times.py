"""A mentor's week of free times, to choose one from: what the choice leads to is the caller's."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

from bot.actions import Action
from bot.dates import day_button, day_label
from bot.labels import clock, length, primary
from bot.ui import Bold, Button, Hint, Paragraph, Part, Row, Text, words
from core.mentors import Mentor
from core.people import Person
from core.slots import Reason
from core.weeks import Week

Turn = Callable[[date | None, date | None], Action]
"""What shows the week that begins at the first date, with the second open."""
Take = Callable[[datetime], Action]
"""What choosing a start leads to."""

EMPTY = {
    Reason.WEEK_FULL: "full this week",
    Reason.BOOKED: "full",
    Reason.BUFFER: "full",
    Reason.CALENDAR: "busy",
    Reason.OWN_SESSION: "you are busy",
    Reason.NOTICE: "too soon",
    Reason.PAST: "over",
    Reason.HORIZON: "not open yet",
    Reason.EXCEPTION: "away",
    Reason.OFF_HOURS: "off",
    Reason.INACTIVE: "off",
    Reason.DURATION: "off",
    Reason.OFF_GRID: "off",
}
TO_MENTORS = EMPTY | {Reason.OWN_SESSION: "your mentee is busy"}
MAX_STARTS = 24


class FreeTimes(Protocol):
    """A mentor's week as its viewer sees it; `open` is the day shown in detail, sessions take `minutes`."""

    @property
    def mentor(self) -> Mentor:
        """Whose week it is."""

    @property
    def week(self) -> Week:
        """In the viewer's zone."""

    @property
    def open(self) -> date | None:
        """None where nothing is free."""

    @property
    def minutes(self) -> int:
        """How long the session would be."""

    @property
    def viewer(self) -> Person:
        """Who chooses."""


def free_times(times: FreeTimes, turn: Turn, take: Take, *doors: Button) -> tuple[Part, ...]:
    """The week at a glance, one day open; `doors` lead elsewhere."""
    week, viewer = times.week, times.viewer
    first, last = week.days[0].date, week.days[-1].date
    parts: list[Part] = [
        Paragraph(
            words(Bold(f"{day_label(first)} – {day_label(last)}"), f", times in {viewer.clock_zone}")
        ),
    ]
    empty = _empty(times)
    if empty and len(empty) < len(week.days):
        parts.append(Hint(words(" · ".join(empty))))
    free = [day for day in week.days if day.slots]
    if free:
        parts.append(
            Row(
                tuple(
                    primary(day_button(day.date), turn(first, day.date))
                    if day.date == times.open
                    else Button(day_button(day.date), turn(first, day.date))
                    for day in free
                ),
                columns=4,
            )
        )
    for day in free:
        if day.date == times.open:
            parts.append(
                Paragraph(words("Free on ", Bold(day_label(day.date)), f" ({length(times.minutes)} each):"))
            )
            parts += _starts(day.slots, times, take)
    if not free:
        parts.append(Paragraph(_nothing(times)))
    turns = [Button("‹ Earlier", turn(week.previous, None))] if week.previous else []
    turns += [Button("Later ›", turn(week.next, None))] if week.next else []
    if week.next_free is not None:
        turns.append(primary(f"Next free day: {day_label(week.next_free)}", turn(None, week.next_free)))
    parts.append(Row((*turns, *doors), columns=3))
    return tuple(parts)


def _starts(slots: tuple[datetime, ...], times: FreeTimes, take: Take) -> list[Part]:
    """The day's starts as buttons, at most a screenful to a row of them."""
    buttons = tuple(Button(clock(start, times.viewer), take(start)) for start in slots)
    return [Row(buttons[at : at + MAX_STARTS], columns=4) for at in range(0, len(buttons), MAX_STARTS)]


def _empty(times: FreeTimes) -> list[str]:
    told = TO_MENTORS if times.viewer.id == times.mentor.id else EMPTY
    return [f"{day_label(day.date)}: {told[day.reason]}" for day in times.week.days if day.reason]


def _nothing(times: FreeTimes) -> Text:
    reasons = {day.reason for day in times.week.days if day.reason is not None}
    if reasons <= {Reason.OFF_HOURS, Reason.EXCEPTION}:
        return words(times.mentor.person.name, " takes no sessions this week.")
    return words(f"Nothing is free this week: {'; '.join(_empty(times))}.")
