"""A mentor's weekly hours and exceptions as they are kept."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from core.availability import AvailabilityException, Block, BlockKind, DayPattern, Schedule, WeeklyPattern

_KEPT = 8192  # mentors whose hours are asked for at the same time


def weekly_text(weekly: WeeklyPattern | None) -> str | None:
    """The seven days as JSON: of each whether it is enabled, and [start, end, kind] of its blocks."""
    if weekly is None:
        return None
    days = [[day.enabled, [[b.start, b.end, b.kind.value] for b in day.blocks]] for day in weekly.days]
    return json.dumps(days, separators=(",", ":"))


@lru_cache(maxsize=_KEPT)
def weekly_of(text: str | None) -> WeeklyPattern | None:
    """What `weekly_text` wrote."""
    if text is None:
        return None
    return WeeklyPattern(
        tuple(_day_of(enabled, tuple(map(tuple, blocks))) for enabled, blocks in json.loads(text))
    )


@lru_cache(maxsize=_KEPT)
def _day_of(enabled: bool, blocks: tuple[tuple[int, int, str], ...]) -> DayPattern:
    """Days are alike much more often than weeks are."""
    return DayPattern(enabled, tuple(Block(start, end, BlockKind(kind)) for start, end, kind in blocks))


@lru_cache(maxsize=_KEPT)
def schedule_of(
    zone: str,
    weekly: str | None,
    default_duration: int | None,
    buffer_minutes: int | None,
    min_notice_minutes: int | None,
    max_days_ahead: int | None,
    max_sessions_per_week: int | None,
    instant_booking: bool,
) -> Schedule:
    """An active schedule without exceptions; the same object for the same values."""
    return Schedule(
        zone,
        weekly_of(weekly),
        (),
        default_duration,
        buffer_minutes,
        min_notice_minutes,
        max_days_ahead,
        max_sessions_per_week,
        instant_booking,
    )


def exception_values(mentor: int, exception: AvailabilityException) -> Mapping[str, object]:
    """The row of an exception."""
    return {
        "id": exception.id,
        "mentor": mentor,
        "first_date": exception.first,
        "last_date": exception.last,
        "kind": exception.kind.value,
        "start_minute": exception.start,
        "end_minute": exception.end,
        "reason": exception.reason,
    }


def exception_of(row: Row[Any]) -> AvailabilityException:
    """The exception in a row."""
    return AvailabilityException(
        row.id,
        row.first_date,
        row.last_date,
        BlockKind(row.kind),
        row.start_minute,
        row.end_minute,
        row.reason,
    )
