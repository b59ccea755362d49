"""What a picture shows, before `bot.pictures` draws it: plain values, cheap to make and to compare."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Tone(StrEnum):
    """How a session stands out."""

    AGREED = "agreed"
    WAITING = "waiting"  # somebody has to answer
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Box:
    """A session or council on one day (0 is the first), or the part of it that lies there; minutes since midnight."""

    day: int
    start: int
    end: int
    label: str
    tone: Tone = Tone.AGREED


@dataclass(frozen=True, slots=True)
class WeekDrawing:
    """Seven days by their labels and the sessions on them, in the reader's time.

    `today` is the day on which it is now `minute` o'clock, None in other weeks; `zone` stands below the title.
    """

    file: ClassVar = "week.png"
    title: str
    zone: str
    days: tuple[str, ...]
    boxes: tuple[Box, ...]
    today: int | None = None
    minute: int = 0


class Hue(StrEnum):
    """What tells the series of a chart apart, darkest first."""

    NAVY = "navy"
    RED = "red"
    AMBER = "amber"
    SKY = "sky"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of thing, and how many of it there are at each label of its chart; without a name it needs no legend."""

    name: str
    hue: Hue
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Series piled up on each label: upright columns beside each other (time), or bars below each other.

    `ticks` are the marks of the scale, from 0 on, with their labels; `sums` are those of the bars, in words.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    ticks: tuple[tuple[int, str], ...]
    sums: tuple[str, ...]
    upright: bool = False


@dataclass(frozen=True, slots=True)
class ChartsDrawing:
    """Charts below each other; `period` stands beside the title."""

    file: ClassVar = "chart.png"
    title: str
    period: str
    charts: tuple[Chart, ...]


Drawing = WeekDrawing | ChartsDrawing
