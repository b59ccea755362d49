"""A week of sessions: in text, and as a picture."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.actions import ShowSession
from bot.drawings import Box, Tone, WeekDrawing
from bot.ui import Bold, Choice, Option, Paragraph, Part, Picture, Show, Span, words
from bot.views.attention import attention
from bot.views.common import MONTHS, day_button, day_label, length, moment_label, several, when, who
from bot.views.session_facts import state_of
from core.people import Person
from core.sessions import ENDED, Status
from core.usecases.schedule import SessionWeek
from core.usecases.session_views import SessionView

_DAYS = 7
_A_DAY = 24 * 60


def week_parts(week: SessionWeek) -> tuple[Part, ...]:
    """The picture, the same in text day by day, and a way to each session; a word where there is none."""
    if not week.views:
        return (Paragraph(words(f"Nothing from {span_of(week.first)}.")),)
    picture = Picture(
        _drawing(week), f"The week of {span_of(week.first)}: {several(len(week.views), 'session')}"
    )
    days = groupby(week.views, key=lambda view: _local_day(view, week.reader))
    options = tuple(
        Option(
            f"{moment_label(v.session.starts_at, week.reader)} {v.other.name}", ShowSession(v.session.id)
        )
        for v in week.views
    )
    return (
        picture,
        *(Paragraph(tuple(_day_lines(day, list(views)))) for day, views in days),
        Choice("Open a session", options),
    )


def span_of(first: date) -> str:
    """`23 – 29 November 2026`: the seven days from `first`."""
    last = first + timedelta(days=_DAYS - 1)
    begins = [str(first.day)]
    if first.month != last.month:
        begins.append(MONTHS[first.month - 1])
    if first.year != last.year:
        begins.append(str(first.year))
    return f"{' '.join(begins)} – {last.day} {MONTHS[last.month - 1]} {last.year}"


def _day_lines(day: date, views: list[SessionView]) -> Iterator[Span]:
    yield Bold(day_label(day))
    for view in views:
        session = view.session
        yield "\n"
        yield when(session.starts_at, view.reader, Show.TIME)
        yield " · "
        yield who(view.other)
        yield f" · {session.topic.title} · {length(session.minutes)} · {state_of(view)}"
        if waits := attention(view):
            yield "\n"
            yield from waits


def _drawing(week: SessionWeek) -> WeekDrawing:
    days = [week.first + timedelta(days=after) for after in range(_DAYS)]
    now = week.views[0].now.astimezone(ZoneInfo(week.reader.clock_zone))
    return WeekDrawing(
        title=span_of(week.first),
        zone=week.reader.clock_zone,
        days=tuple(day_button(day) for day in days),
        boxes=tuple(box for view in week.views for box in _boxes(view, week)),
        today=days.index(week.today) if week.today in days else None,
        minute=now.hour * 60 + now.minute,
    )


def _boxes(view: SessionView, week: SessionWeek) -> Iterator[Box]:
    """The session's part of each day that it touches, as long as it is; clocks that change meanwhile are ignored."""
    local = view.session.starts_at.astimezone(ZoneInfo(week.reader.clock_zone))
    first, start = (local.date() - week.first).days, local.hour * 60 + local.minute
    end = start + view.session.minutes
    for after in range(-(-end // _A_DAY)):
        day, begins = first + after, max(start - after * _A_DAY, 0)
        if 0 <= day < _DAYS:
            yield Box(day, begins, min(end - after * _A_DAY, _A_DAY), _short(view.other), _tone(view))


def _tone(view: SessionView) -> Tone:
    session = view.session
    if session.status in ENDED or view.now >= session.ends_at:
        return Tone.OVER
    waits = view.request is not None or session.is_unanswered or session.status is Status.REQUESTED
    return Tone.WAITING if waits else Tone.AGREED


def _short(person: Person) -> str:
    """`Ben W.`"""
    first, *others = person.name.split()
    return f"{first} {others[-1][0]}." if others else first


def _local_day(view: SessionView, reader: Person) -> date:
    return view.session.starts_at.astimezone(ZoneInfo(reader.clock_zone)).date()
