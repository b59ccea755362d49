"""Hours as somebody would type them: words of the reader and 24 hours, which are read back in every language."""

from collections.abc import Iterable

from bot.language import reader_locale
from bot.typed.words import DAYS, HOURS, language_of, own_words
from core.availability import DAY_MINUTES, Block, BlockKind, WeeklyPattern
from core.changes import blocks_of

_PAUSES = {BlockKind.BREAK: "break", BlockKind.BUFFER: "buffer", BlockKind.BLOCKED: "blocked"}


def day_name(weekday: int) -> str:
    """`mon` for 0."""
    return DAYS[weekday][:3]


def day_typed(blocks: Iterable[Block]) -> str:
    """`09:00-17:00, break 12:00-13:00`, or `closed`."""
    said = [
        f"{_own(_PAUSES.get(each.kind, ''))} {_clock(each.start)}-{_clock(each.end)}".strip()
        for each in blocks
    ]
    return ", ".join(said) or _own("closed")


def week_typed(week: WeeklyPattern) -> str:
    """The week, with a line for days that are alike."""
    alike: dict[str, list[str]] = {}
    for weekday, day in enumerate(week.days):
        alike.setdefault(day_typed(blocks_of(day)), []).append(_own(DAYS[weekday], day_name(weekday)))
    return "\n".join(f"{', '.join(days)} {hours}" for hours, days in alike.items())


def _own(word: str, english: str = "") -> str:
    """A word of hours as the reader types it, or in `english`."""
    mine = own_words(language_of(reader_locale()), HOURS)
    return mine.get(word, english or word) if word else ""


def length_typed(minutes: int) -> str:
    """`1 h 30 min`; `none` for 0."""
    hours, rest = divmod(minutes, 60)
    parts = (f"{hours} h" if hours else "", f"{rest} min" if rest else "")
    return " ".join(filter(None, parts)) or "none"


def _clock(minute: int) -> str:
    """`09:00`; beyond midnight `02:00 (+1)`."""
    next_day = minute > DAY_MINUTES
    hours, rest = divmod(minute - DAY_MINUTES * next_day, 60)
    return f"{hours:02}:{rest:02}{' (+1)' if next_day else ''}"
