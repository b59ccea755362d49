"""Times for a council out of the mentors' availability: who is free when, good proposals, and who stands in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.common_times import common_slots
from core.intervals import merge
from core.slots import Diary, free_starts
from core.zones import DAY, Zone, ceil_minute, floor_minute

_APART = 180  # minutes of the day: who cannot in the morning may be able to in the afternoon


@dataclass(frozen=True, slots=True)
class CommonTime:
    """A start (aware UTC), and the mentors who are free for the whole of the council."""

    starts_at: datetime
    free: frozenset[int]


def free_times(
    diaries: Mapping[int, Diary], since: datetime, until: datetime, duration: int
) -> list[CommonTime]:
    """The starts in [since, until) at which any of the mentors can, earliest first.

    The grid starts at the start of each window of theirs: those at which all can are `common_slots`.
    """
    within = ceil_minute(since), ceil_minute(until)
    if not diaries or within[0] >= within[1]:
        return []
    anchors = {anchor for diary in diaries.values() for anchor in diary.anchors(*within, duration)}
    free = {mentor: diary.free(*within, duration) for mentor, diary in diaries.items()}
    anybody = merge(each for ranges in free.values() for each in ranges)
    interval = min(diary.rules.interval for diary in diaries.values())
    starts = free_starts(sorted(anchors), interval, anybody)
    whose = {mentor: _inside(ranges, starts) for mentor, ranges in free.items()}
    return [
        CommonTime(start, frozenset(mentor for mentor, inside in whose.items() if inside[place]))
        for place, start in enumerate(starts)
    ]


def propose(
    times: Sequence[CommonTime], weights: Mapping[int, int], lead: int | None, zone: str, count: int
) -> list[CommonTime]:
    """Up to `count` of the times that are best by the written order, earliest first.

    No two within three hours, and of those equally good, on different dates and at different times of the day in
    `zone`, as far as possible.
    """
    wall = Zone(zone).wall

    def good(time: CommonTime) -> tuple[bool, int, int]:
        return lead in time.free, len(time.free), sum(weights.get(mentor, 0) for mentor in time.free)

    def worth(candidate: tuple[int, tuple[bool, int, int], CommonTime]) -> tuple[object, ...]:
        at, how_good, _ = candidate
        return _is_spaced(at, walls), how_good, _is_fresh(at, walls), _apart(at, walls)

    earliest_first = sorted(times, key=lambda time: time.starts_at)
    left = [(wall(floor_minute(time.starts_at)), good(time), time) for time in earliest_first]
    chosen: list[CommonTime] = []
    walls: list[int] = []
    while left and len(chosen) < count:
        best = max(left, key=worth)  # of equals the first
        left.remove(best)
        walls.append(best[0])
        chosen.append(best[2])
    return sorted(chosen, key=lambda time: time.starts_at)


def without_each(
    diaries: Mapping[int, Diary], since: datetime, until: datetime, duration: int
) -> dict[int, int]:
    """How many common times the others have without each mentor ("without Ada there are six")."""
    return {
        mentor: len(
            common_slots([diaries[each] for each in diaries if each != mentor], since, until, duration)
        )
        for mentor in diaries
    }


def _inside(ranges: Sequence[tuple[int, int]], starts: Sequence[datetime]) -> list[bool]:
    inside: list[bool] = []
    place = 0
    for start in starts:
        minute = floor_minute(start)
        while place < len(ranges) and ranges[place][1] <= minute:
            place += 1
        inside.append(place < len(ranges) and ranges[place][0] <= minute)
    return inside


def _is_spaced(wall: int, walls: Sequence[int]) -> bool:
    return all(abs(wall - other) >= _APART for other in walls)


def _is_fresh(wall: int, walls: Sequence[int]) -> bool:
    return all(wall // DAY != other // DAY for other in walls)


def _apart(wall: int, walls: Sequence[int]) -> int:
    """How far from the others in the day, as far as that matters."""
    gaps = (abs(wall % DAY - other % DAY) for other in walls)
    return min((min(gap, DAY - gap, _APART) for gap in gaps), default=_APART)
