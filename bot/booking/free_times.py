"""A mentor's week of free times, to choose one from: what the choice leads to is the caller's."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

from bot.actions import Action
from bot.dates import day_button, day_label
from bot.labels import clock, length, primary
from bot.sentences import label, msg, say
from bot.ui import Bold, Button, Hint, Paragraph, Part, Row, Span, Text, words
from core.mentors import Mentor
from core.people import Person
from core.slots import Reason
from core.weeks import Week

Turn = Callable[[date | None, date | None], Action]
"""What shows the week that begins at the first date, with the second open."""
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
    parts.append(Row((*turns, *doors), columns=3))
    return tuple(parts)


def _starts(slots: tuple[datetime, ...], times: FreeTimes, take: Take) -> list[Part]:
    """The day's starts as buttons, at most a screenful to a row of them."""
    buttons = tuple(Button(clock(start, times.viewer), take(start)) for start in slots)
    return [Row(buttons[at : at + MAX_STARTS], columns=4) for at in range(0, len(buttons), MAX_STARTS)]


def _empty(times: FreeTimes) -> list[Text]:
    told = TO_MENTORS if times.viewer.id == times.mentor.id else EMPTY
    return [
        say("{day}: {reason}", day=day_label(day.date), reason=label(told[day.reason]))
        for day in times.week.days
        if day.reason
    ]


def _nothing(times: FreeTimes) -> Text:
    reasons = {day.reason for day in times.week.days if day.reason is not None}
    if reasons <= {Reason.OFF_HOURS, Reason.EXCEPTION}:
        return say("{mentor} takes no sessions this week.", mentor=times.mentor.person.name)
    return say("Nothing is free this week: {days}.", days=_between(_empty(times), "; "))


def _between(texts: list[Text], separator: str) -> Text:
    """Independent facts one after the other."""
    spans: list[Span] = []
    for text in texts:
        spans += [separator, *text] if spans else text
    return tuple(spans)
