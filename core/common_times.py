"""Times that several mentors have in common, for councils."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from core.intervals import complement
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
    within = first, last
    anchors = sorted({anchor for diary in diaries for anchor in diary.anchors(*within, duration)})
    taken = chain.from_iterable(complement(diary.free(*within, duration), within) for diary in diaries)
    return free_starts(anchors, min(diary.rules.interval for diary in diaries), complement(taken, within))
