"""Sets of half-open intervals, kept as sorted lists without overlap."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias, TypeVar

Interval: TypeAlias = tuple[int, int]
Point = TypeVar("Point", int, datetime)


def merge(intervals: Iterable[tuple[Point, Point]]) -> list[tuple[Point, Point]]:
    """The union; intervals that touch become one, empty ones vanish."""
    merged: list[tuple[Point, Point]] = []
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = merged[-1][0], end
        else:
            merged.append((start, end))
    return merged


def complement(intervals: Iterable[Interval], within: Interval) -> list[Interval]:
    """What `intervals` leave of `within`."""
    cursor, last = within
    gaps: list[Interval] = []
    for start, end in sorted(intervals):
        if start >= last:
            break
        if start > cursor:
            gaps.append((cursor, start))
        if end > cursor:
            cursor = end
    if cursor < last:
        gaps.append((cursor, last))
    return gaps


def subtract(intervals: Iterable[Interval], removed: Iterable[Interval]) -> list[Interval]:
    """The part of `intervals` that `removed` does not cover."""
    taken = merge(removed)
    count, place = len(taken), 0
    left: list[Interval] = []
    for cursor, last in merge(intervals):
        while place < count and taken[place][0] < last:
            start, end = taken[place]
            if start > cursor:
                left.append((cursor, start))
            if end > cursor:
                cursor = end
            if end > last:  # it may reach into the next one
                break
            place += 1
        if cursor < last:
            left.append((cursor, last))
    return left
