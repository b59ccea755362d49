"""Times that several mentors have in common, for councils."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from core.slots import Diary, free_starts
from core.zones import ceil_minute


def common_slots(
    diaries: Sequence[Diary], since: datetime, until: datetime, duration: int
) -> list[datetime]:
    """The starts in [since, until), aware UTC, at which all of these mentors can, earliest first.

    The grid starts at the start of each window that they have in common; any duration (minutes) will do.
    """
    if not diaries or not all(diary.rules.active for diary in diaries):
        return []
    first = ceil_minute(max(since, *(diary.soonest for diary in diaries)))
    last = ceil_minute(min(until, *(diary.horizon for diary in diaries)))
    if first >= last:
        return []
    parts = [diary.closed(first, last, duration) for diary in diaries]
    anchors = sorted({anchor for openings, _ in parts for anchor in openings.anchors})
    closed = chain.from_iterable(ranges for _, ranges in parts)
    return free_starts(anchors, min(diary.rules.interval for diary in diaries), closed, (first, last))
