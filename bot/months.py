"""A month as a calendar to choose a day of, wherever days are chosen."""

from collections.abc import Callable, Sequence
from datetime import date

from bot.actions import Action
from bot.dates import brief_weekday, day_label, month_label, short_month, weekdays_from_first
from bot.sentences import label, number, own
from bot.ui import Bold, Button, Calendar, CalendarDay, Paragraph, Part, Row, words

Pick = Callable[[date], Action]
"""What choosing a day leads to, or turning to the month that begins on it."""


def month_parts(
    days: Sequence[tuple[date, bool]],
    choose: Pick,
    explain: Pick,
    turn: Pick,
    turns: tuple[date | None, date | None],
    *doors: Button,
) -> tuple[Part, ...]:
    """The days of one month, each with whether it can be chosen; pressing another one has it explained.

    `turns` are the first days of the months before and after, where one can turn to; `doors` lead elsewhere.
    """
    found = [
        CalendarDay(number(day.day), day_label(day), choose(day) if free else explain(day), free)
        for day, free in days
    ]
    first = days[0][0]
    order = weekdays_from_first()
    places: list[CalendarDay | None] = [*[None] * order.index(first.weekday()), *found]
    places += [None] * (-len(places) % 7)
    weeks = tuple(tuple(places[at : at + 7]) for at in range(0, len(places), 7))
    before, after = turns
    ways = [Button(label("‹ {month}", month=short_month(before)), turn(before))] if before else []
    ways += [Button(label("{month} ›", month=short_month(after)), turn(after))] if after else []
    ways += doors
    calendar = Calendar(
        label("Choose a day"), tuple(brief_weekday(each) for each in order), weeks, turn(first)
    )
    title = Paragraph(words(Bold(own(month_label(first)))))
    return (title, calendar, *((Row(tuple(ways)),) if ways else ()))
