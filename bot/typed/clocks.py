"""Clock times in typed text. Text is lower case, its time words already English."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

DAY = 24 * 60
NOON = DAY // 2
MIDNIGHT = (0, DAY)
"""A date has two midnights, and people mean either."""

_MAY_BE_EVENING = range(1, 7)
"""Hours that hardly anyone means as written on a 24-hour clock: "6:30" may well be the evening."""

_PARTS = {  # part of the day -> the minutes it covers
    "morning": range(NOON + 1),
    "afternoon": range(NOON, 20 * 60 + 1),
    "evening": range(16 * 60, DAY + 1),
    "night": range(18 * 60, DAY + 1),
    "tonight": range(17 * 60, DAY + 1),
}
_SMALL_HOURS = 5 * 60


@dataclass(frozen=True)
class ClockTime:
    """The readings of one typed clock time, in minutes since midnight of its date (up to 2880).

    `spoken` are the readings that a word like "evening" may choose from.
    """

    minutes: tuple[int, ...]
    spoken: tuple[int, ...]

    def within(self, part: str) -> "ClockTime | None":
        """Only the readings that fall into a part of the day ("evening"); None if none does."""
        kept = {minute for minute in self.spoken if minute in _PARTS[part]}
        if part in ("night", "tonight"):
            small = {minute for minute in self.spoken if minute < _SMALL_HOURS}
            kept |= {minute + DAY for minute in small} | small - {0}
        return _clock(*kept) if kept else None


def _clock(*minutes: int, spoken: tuple[int, ...] = ()) -> ClockTime:
    minutes = tuple(sorted(set(minutes)))
    return ClockTime(minutes, spoken or minutes)


def reading(hour: int, minute: int, half: str | None = None, *, bare: bool = False) -> ClockTime | None:
    """The readings of an hour, a minute and perhaps "am" or "pm"; None if there is no such time.

    `bare` means without any sign of a 24-hour clock ("3", "at 11", "8 o'clock").
    """
    time = hour * 60 + minute
    if minute > 59 or time > DAY:
        return None
    if half and hour > 12:
        return _clock(time) if half == "pm" and hour < 24 else None  # "15:00 pm" is clear enough
    if half and hour:
        if (hour, minute, half) == (12, 0, "am"):
            return _clock(*MIDNIGHT)
        return _clock(hour % 12 * 60 + minute + (NOON if half == "pm" else 0))
    if half:
        return _clock(time) if half == "am" else None
    if not 1 <= hour <= 12:
        return _clock(time)
    spoken = {hour % 12 * 60 + minute, hour % 12 * 60 + minute + NOON} | ({DAY} if time == NOON else set())
    if bare or hour in _MAY_BE_EVENING:
        return _clock(*spoken)
    return _clock(time, spoken=tuple(sorted(spoken)))


_EDGE = r"(?<![\w.:/+-])"
_END = r"(?![\w:/]|[.-]\d)"
_AT = r"(?:at |@ ?)?"
_TIME = r"(?P<hour{n}>\d{{1,2}})(?:[:.](?P<minute{n}>\d{{2}})(?::\d{{2}})?(?:\s?hours)?)?"
_HALF = r"\s?(?P<half{n}>[ap])\.?\s?m\.?"
_MARK = r"\s?(?P<mark{n}>h|uhr|baje|o'?\s?clock)(?P<late{n}>[0-5]\d|\s[0-5]\d(?=$|[\s,]))?"
_SIGNED = _TIME + "(?:" + _HALF + "|" + _MARK + ")?"

_RANGE = re.compile(
    _EDGE + "(?:from )?" + _SIGNED.format(n=1) + r"\s?(?:-|to|till|until)\s?" + _SIGNED.format(n=2) + _END
)
_PAST = re.compile(
    _EDGE
    + r"(?<!from )(?:at )?(?P<shift>half past|quarter past|quarter to|halb|half|"
    + r"(?P<count>5|10|15|20|25) (?P<way>past|before))"
    + r"\s(?P<base>halb )?(?P<hour>\d{1,2})(?:\s?(?P<half>[ap])\.?m\.?)?(?:\s?(?:baje|uhr|o'?clock))?"
    + _END
)
_AND_HALF = re.compile(
    _EDGE
    + r"(?:at )?(?P<hour>\d{1,2})(?:\s?(?:h|o'clock))? "
    + r"(?P<shift>and a half|and a quarter|minus a quarter|(?P<way>and|minus) (?P<count>5|10|15|20|25|30|45))(?!\w)"
)
_SHIFTS = {
    "half past": (30,),
    "and a half": (30,),
    "quarter past": (15,),
    "and a quarter": (15,),
    "quarter to": (-15,),
    "minus a quarter": (-15,),
    "halb": (-30,),
    "half": (-30, 30),
}
"""Minutes from the hour; "half 3" is half past two in some languages, half past three in Britain."""
_WORD = re.compile(r"(?<![\w-])(?:at )?(?:12 )?(noon|midnight)(?![\w-])")
_ONE = re.compile(_EDGE + _AT + _SIGNED.format(n=1) + _END)
_SPELT = re.compile(
    _EDGE
    + r"(?:at )(?P<hour1>\d{1,2}) (?P<minute1>15|30|45)(?P<half1>)"
    + _END
    + "|"
    + _EDGE
    + r"(?P<hour2>\d{1,2}) (?P<minute2>15|30|45)\s?(?P<half2>[ap])\.?m\.?"
    + _END
)
"""What "at nine thirty" and "nine thirty pm" become."""
_SHORT = re.compile(_EDGE + _AT + _TIME.format(n=1) + "(?P<half1>[ap])" + _END)
_PACKED = re.compile(_EDGE + _AT + r"(?P<hour1>\d{1,2})(?P<minute1>[0-5]\d)" + _HALF.format(n=1) + _END)
"""What "930am" and "1130 pm" become."""
_MILITARY = re.compile(
    _EDGE + r"(?P<at>at |@ ?)?(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)(?P<mark>\s?hours|\s?h)?" + _END
)
_LONE = re.compile(
    _EDGE + r"(?P<hour>\d{1,2})(?:\.(?P<minute>[0-5]\d)|(?P<glued>(?<=\d\d)[0-5]\d))?(?=[\s,]|$)"
)

_Found: TypeAlias = re.Match[str]


def _half(letter: str | None) -> str | None:
    return f"{letter}m" if letter else None


def _numbered(found: _Found, n: int, half: str | None = None) -> ClockTime | None:
    groups = found.groupdict()
    hour, minute, mark = (
        groups[f"hour{n}"],
        groups[f"minute{n}"] or groups.get(f"late{n}"),
        groups.get(f"mark{n}"),
    )
    half = half or _half(groups.get(f"half{n}"))
    if hour.startswith("0") and len(hour) == 2 and not half:
        time = int(hour) * 60 + int(minute or 0)
        return _clock(time, spoken=(time, time + NOON)) if int(minute or 0) < 60 else None
    bare = (mark is None and minute is None) or mark in ("baje", "o'clock", "oclock", "o clock")
    return reading(int(hour), int(minute or 0), half, bare=bare)


def _range_start(found: _Found) -> ClockTime | None:
    """The start of "3-4pm", "11-1pm", "15-16h"; None where the end shows no clock."""
    start_half, end_half = _half(found["half1"]), _half(found["half2"])
    if not (end_half or found["minute2"] or found["mark2"]):
        return None
    end = _numbered(found, 2)
    if end is None or start_half or not end_half or int(found["hour1"]) > 12:
        return end and _numbered(found, 1)
    if end.minutes == MIDNIGHT:
        return None
    same, other = _numbered(found, 1, end_half), _numbered(found, 1, "am" if end_half == "pm" else "pm")
    return same if same and same.minutes[-1] < end.minutes[-1] else other


def lasting(text: str) -> int | None:
    """The minutes between the two clock times of "3-4pm" or "15:00 to 15:30"; None without such a range."""
    for found in _RANGE.finditer(text):
        start, end = _range_start(found), _numbered(found, 2)
        if start and end:
            return min((last - first) % DAY or DAY for first in start.minutes for last in end.minutes)
    return None


def _single(found: _Found) -> ClockTime | None:
    """A time with a colon, "pm", "h", "Uhr" or "at"; None for a number that may be anything."""
    typed = found[0]
    if found["mark1"] == "h" and typed == found.string and int(found["hour1"]) < 13:
        return None  # "2h" alone is a length
    signed = found["half1"] or found["mark1"] or ":" in typed or typed.startswith(("at", "@"))
    return _numbered(found, 1) if signed else None


def _shifted(found: _Found) -> ClockTime | None:
    groups = found.groupdict()
    base = reading(int(found["hour"]), 0, _half(groups.get("half")), bare=True)
    if base is None or not 1 <= int(found["hour"]) <= 24:
        return None
    if found["count"]:
        shifts: tuple[int, ...] = (int(found["count"]) * (1 if found["way"] in ("past", "and") else -1),)
    else:
        shifts = _SHIFTS[found["shift"]]
    early = 30 if groups.get("base") else 0
    return _clock(*((minute + shift - early) % DAY for minute in base.minutes for shift in shifts))


def _military(found: _Found) -> ClockTime | None:
    if not (found["at"] or found["mark"]):
        return None
    time = int(found["hour"]) * 60 + int(found["minute"])
    return _clock(time) if time <= DAY else None


_READERS: tuple[tuple[re.Pattern[str], Callable[[_Found], ClockTime | None]], ...] = (
    (_RANGE, _range_start),
    (_PAST, _shifted),
    (_AND_HALF, _shifted),
    (_WORD, lambda found: _clock(NOON) if found[1] == "noon" else _clock(*MIDNIGHT)),
    (_SPELT, lambda found: _numbered(found, 1 if found["hour1"] else 2)),
    (_ONE, _single),
    (_SHORT, lambda found: _numbered(found, 1)),
    (_PACKED, lambda found: _numbered(found, 1)),
    (_MILITARY, _military),
)


def find(text: str) -> tuple[ClockTime, str] | None:
    """The first clear clock time in `text`, and the text without it."""
    for pattern, read in _READERS:
        for found in pattern.finditer(text):
            if clock := read(found):
                return clock, _without(text, found)
    return None


def find_lone(text: str) -> Iterator[tuple[ClockTime, str]]:
    """What a number without any sign may be as a clock time ("3", "15.30", "1530"), with the text without it.

    It stands at one end of the text; where it can be that at both, the last one is the hour: "1 december 10".
    """
    ends = [
        found for found in _LONE.finditer(text) if found.start() == 0 or not text[found.end() :].strip(" ,")
    ]
    for found in reversed(ends):
        hour, minute = int(found["hour"]), int(found["minute"] or found["glued"] or 0)
        if found["glued"]:
            clock = _clock(hour * 60 + minute) if hour < 24 else None
        else:
            clock = reading(hour, minute, bare=not found["minute"]) if 1 <= hour <= 23 else None
        if clock:
            yield clock, _without(text, found)


def _without(text: str, found: _Found) -> str:
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
