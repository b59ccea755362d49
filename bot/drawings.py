"""What a picture shows, before `bot.pictures` draws it: plain values, cheap to make and to compare."""

from dataclasses import dataclass
from enum import StrEnum


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

    title: str
    zone: str
    days: tuple[str, ...]
    boxes: tuple[Box, ...]
    today: int | None = None
    minute: int = 0
