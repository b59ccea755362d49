"""A mentor's free times, week by week or as a month: what a choice leads to is the caller's."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Protocol

from bot.actions import Action
from bot.dates import day_button, day_label
from bot.labels import clock, length, primary
from bot.months import month_parts
from bot.sentences import label, msg, own, say, series
from bot.ui import Bold, Button, Hint, Label, Paragraph, Part, Row, Span, Text, Toast, words
from core.mentors import Mentor
from core.people import Person
from core.slots import Reason
from core.weeks import Dates, Day

Turn = Callable[[date | None, date | None], Action]
"""What shows the week that begins at the first date, with the second open; of a month, why the second has none."""
Take = Callable[[datetime], Action]
"""What choosing a start leads to."""

EMPTY = {
    Reason.WEEK_FULL: msg("full this week"),
    Reason.BOOKED: msg("full"),
    Reason.BUFFER: msg("full"),
    Reason.CALENDAR: msg("busy"),
    Reason.OWN_SESSION: msg("you are busy"),
    Reason.NOTICE: msg("too soon"),
    Reason.PAST: msg("over"),
    Reason.HORIZON: msg("not open yet"),
    Reason.EXCEPTION: msg("away"),
    Reason.OFF_HOURS: msg("no hours"),
    Reason.INACTIVE: msg("no hours"),
    Reason.DURATION: msg("nothing fits"),
    Reason.OFF_GRID: msg("nothing fits"),
}
TO_MENTORS = EMPTY | {Reason.OWN_SESSION: msg("your mentee is busy")}
MAX_STARTS = 24


class FreeTimes(Protocol):
    """A mentor's week or month as its viewer sees it; `open` is the day shown in detail, sessions take `minutes`."""

    @property
    def mentor(self) -> Mentor:
        """Whose week it is."""

    @property
    def dates(self) -> Dates:
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


def free_times(times: FreeTimes, turn: Turn, month: Turn, take: Take, *doors: Button) -> tuple[Part, ...]:
    """The week at a glance, one day open; `doors` lead elsewhere."""
    week, viewer = times.dates, times.viewer
    first, last = week.days[0].date, week.days[-1].date
    parts: list[Part] = [
        Paragraph(
            say(
                "{days}, times in {zone}",
                days=Bold(label("{first} – {last}", first=day_label(first), last=day_label(last))),
                zone=viewer.clock_zone,
            )
        ),
    ]
    empty = _empty(times)
    if empty and len(empty) < len(week.days):
        parts.append(Hint(words(*_between(empty, " · "))))
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
            free_on = say(
                "Free on {day} ({length} each):",
                day=Bold(day_label(day.date)),
                length=length(times.minutes),
            )
            parts.append(Paragraph(free_on))
            parts += _starts(day.slots, times, take)
    if not free:
        parts.append(Paragraph(_nothing(times)))
    turns = [Button(label("‹ Earlier"), turn(week.previous, None))] if week.previous else []
    turns += [Button(label("Later ›"), turn(week.next, None))] if week.next else []
    if week.next_free is not None:
        soonest = label("Next free day: {day}", day=day_label(week.next_free))
        turns.append(primary(soonest, turn(None, week.next_free)))
    turns.append(Button(label("Month"), month(times.open or first, None)))
    parts.append(Row((*turns, *doors), columns=3))
    return tuple(parts)


def free_days(times: FreeTimes, turn: Turn, week: Turn, *doors: Button) -> tuple[Part, ...]:
    """The month as a calendar: a day with free times opens in its `week`."""
    days = times.dates.days
    parts: list[Part] = [
        Paragraph(
            say(
                "Days with free times of {length}, in {zone}",
                length=length(times.minutes),
                zone=times.viewer.clock_zone,
            )
        )
    ]
    if not times.open:
        parts.append(Paragraph(say("Nothing is free this month.")))
    if empty := _reasons(times):
        parts.append(Hint(words(*_between(empty, " · "))))
    if times.dates.next_free is not None:
        soonest = label("Next free day: {day}", day=day_label(times.dates.next_free))
        doors = (primary(soonest, week(None, times.dates.next_free)), *doors)
    return (
        *parts,
        *month_parts(
            [(day.date, bool(day.slots)) for day in days],
            lambda day: week(None, day),
            lambda day: turn(days[0].date, day),
            lambda first: turn(first, None),
            (times.dates.previous, times.dates.next),
            Button(label("Week"), week(None, times.open or days[0].date)),
            *doors,
        ),
    )


def why_none(times: FreeTimes, day: date | None) -> Toast | None:
    """Why a day of the month has no free times; None where it has, or none is asked about."""
    found = next((each for each in times.dates.days if each.date == day and not each.slots), None)
    if found is None:
        return None
    return Toast(say("{day}: {reason}", day=day_label(found.date), reason=_why(times, found)))


def _why(times: FreeTimes, day: Day) -> Label:
    """Of a day whose times were all left out it is that they do not fit."""
    told = TO_MENTORS if times.viewer.id == times.mentor.id else EMPTY
    return label(told[day.reason or Reason.OFF_GRID])


def _reasons(times: FreeTimes) -> list[Text]:
    """`full: 3, 9–11`: the days without free times by why."""
    by_reason: dict[Label, list[int]] = {}
    for day in times.dates.days:
        if not day.slots:
            by_reason.setdefault(_why(times, day), []).append(day.date.day)
    return [
        say("{reason}: {days}", reason=reason, days=series([own(each) for each in _runs(days)]))
        for reason, days in by_reason.items()
    ]


def _runs(days: list[int]) -> Iterator[str]:
    """Numbers in order, those that follow each other as `9–11`."""
    for _, run in groupby(enumerate(days), key=lambda each: each[1] - each[0]):
        first, *rest = (day for _, day in run)
        yield f"{first}–{rest[-1]}" if rest else f"{first}"


def _starts(slots: tuple[datetime, ...], times: FreeTimes, take: Take) -> list[Part]:
    """The day's starts as buttons, at most a screenful to a row of them."""
    buttons = tuple(Button(clock(start, times.viewer), take(start)) for start in slots)
    return [Row(buttons[at : at + MAX_STARTS], columns=4) for at in range(0, len(buttons), MAX_STARTS)]


def _empty(times: FreeTimes) -> list[Text]:
    return [
        say("{day}: {reason}", day=day_label(day.date), reason=_why(times, day))
        for day in times.dates.days
        if day.reason
    ]


def _nothing(times: FreeTimes) -> Text:
    reasons = {day.reason for day in times.dates.days if day.reason is not None}
    if reasons <= {Reason.OFF_HOURS, Reason.EXCEPTION}:
        return say("{mentor} takes no sessions this week.", mentor=times.mentor.person.name)
    return say("Nothing is free this week: {days}.", days=_between(_empty(times), "; "))


def _between(texts: list[Text], separator: str) -> Text:
    """Independent facts one after the other."""
    spans: list[Span] = []
    for text in texts:
        spans += [separator, *text] if spans else text
    return tuple(spans)
