"""A week of sessions: in text, and as a picture."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.actions import Action
from bot.actions.councils.looking import ShowCouncil
from bot.actions.sessions import ShowSession
from bot.councils.facts import your_part
from bot.dates import day_button, day_label, span_of
from bot.drawings import Box, Tone, WeekDrawing
from bot.formats import shorten
from bot.labels import length, local_day, moment_label, title_of, when, who
from bot.sentences import all_of, label, label_many, lines, own, say
from bot.session_facts import attention, state_of
from bot.ui import Bold, Label, Option, Paragraph, Part, Picture, Show, Span, Text, choice
from core.councils import CouncilStatus
from core.people import Person
from core.sessions import ENDED, Status
from core.usecases.councils.views import CouncilView
from core.usecases.schedule import SessionWeek
from core.usecases.session_views import SessionView

_DAYS = 7
LABEL = 70  # of a way to an entry; a topic may be long
_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the week shows of a session or a council: when, in words, with a way to it, and as a box."""

    starts_at: datetime
    minutes: int
    lines: Text
    label: Label
    opens: Action
    short: Label
    tone: Tone


def week_parts(week: SessionWeek) -> tuple[Part, ...]:
    """The picture, the same in text day by day, and a way to each entry; a word where there is none."""
    entries = sorted(
        [*map(_of_session, week.views), *map(_of_council, week.councils)], key=lambda each: each.starts_at
    )
    if not entries:
        return (Paragraph(say("Nothing from {week}.", week=_span(week.first))),)
    sessions, councils = len(week.views), len(week.councils)
    counts = [
        *([label_many("{n} session", "{n} sessions", sessions)] if sessions else []),
        *([label_many("{n} council", "{n} councils", councils)] if councils else []),
    ]
    alt = label("The week of {week}: {entries}", week=_span(week.first), entries=all_of(counts))
    picture = Picture(_drawing(week, entries), alt)
    days = groupby(entries, key=lambda entry: local_day(entry.starts_at, week.reader))
    options = tuple(
        Option(shorten(f"{moment_label(each.starts_at, week.reader)} {each.label}", LABEL), each.opens)
        for each in entries
    )
    return (
        picture,
        *(Paragraph(tuple(_day_lines(day, of_day, week.reader))) for day, of_day in days),
        choice(label("Open one of them") if week.councils else label("Open a session"), options),
    )


def _span(first: date) -> str:
    """`23 – 29 November 2026`: the seven days from `first`."""
    return span_of(first, first + timedelta(days=_DAYS - 1))


def _of_session(view: SessionView) -> _Entry:
    session, waits = view.session, attention(view)
    about = say(
        "{who} · {title} · {length} · {state}",
        who=who(view.other),
        title=title_of(session.topic),
        length=length(session.minutes),
        state=state_of(view),
    )
    return _Entry(
        session.starts_at,
        session.minutes,
        lines(about, waits),
        own(view.other.name),
        ShowSession(session.id),
        _short(view.other),
        _tone(view),
    )


def _of_council(view: CouncilView) -> _Entry:
    council = view.council
    assert council.starts_at is not None
    part = your_part(view) if council.status is CouncilStatus.CONFIRMED else label("over")
    named = label("Council: {topic}", topic=council.topic)
    return _Entry(
        council.starts_at,
        council.minutes,
        say("{council} · {length} · {part}", council=named, length=length(council.minutes), part=part),
        named,
        ShowCouncil(council.id),
        own(council.topic),
        Tone.OVER if view.now >= council.starts_at + council.length else Tone.AGREED,
    )


def _day_lines(day: date, entries: Iterable[_Entry], reader: Person) -> Iterator[Span]:
    yield Bold(day_label(day))
    for entry in entries:
        yield "\n"
        yield when(entry.starts_at, reader, Show.TIME)
        yield " · "
        yield from entry.lines


def _drawing(week: SessionWeek, entries: Iterable[_Entry]) -> WeekDrawing:
    days = [week.first + timedelta(days=after) for after in range(_DAYS)]
    now = week.now.astimezone(ZoneInfo(week.reader.clock_zone))
    return WeekDrawing(
        title=_span(week.first),
        zone=week.reader.clock_zone,
        days=tuple(day_button(day) for day in days),
        boxes=tuple(box for entry in entries for box in _boxes(entry, week)),
        today=days.index(week.today) if week.today in days else None,
        minute=now.hour * 60 + now.minute,
    )


def _boxes(entry: _Entry, week: SessionWeek) -> Iterator[Box]:
    """The entry's part of each day that it touches, as long as it is; clocks that change meanwhile are ignored."""
    local = entry.starts_at.astimezone(ZoneInfo(week.reader.clock_zone))
    first, start = (local.date() - week.first).days, local.hour * 60 + local.minute
    end = start + entry.minutes
    for after in range(-(-end // _A_DAY)):
        day, begins = first + after, max(start - after * _A_DAY, 0)
        if 0 <= day < _DAYS:
            yield Box(day, begins, min(end - after * _A_DAY, _A_DAY), entry.short, entry.tone)


def _tone(view: SessionView) -> Tone:
    session = view.session
    if session.status in ENDED or view.now >= session.ends_at:
        return Tone.OVER
    waits = view.request is not None or session.is_unanswered or session.status is Status.REQUESTED
    return Tone.WAITING if waits else Tone.AGREED


def _short(person: Person) -> Label:
    """`Ben W.`"""
    first, *others = person.name.split()
    return own(f"{first} {others[-1][0]}." if others else first)
