"""Slack's mrkdwn as a person reads it: names, local times and link texts in plain characters."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

MARKED = re.compile(r"<([^<>]+)>")
STYLED = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)([^\n]+?)(?<=\S)\1(?![\w*_~`])")


@dataclass(frozen=True, slots=True)
class MrkdwnReader:
    """Whose eyes: the names known to the person, the zone of their device, and the present."""

    names: dict[str, str]
    zone: str
    now: datetime

    def plain(self, mrkdwn: str) -> str:
        """The text without markup."""
        text = MARKED.sub(self._mark, mrkdwn)
        for _ in range(3):
            text = STYLED.sub(r"\2", text)
        return unescape(text)

    def date(self, unix: int, pattern: str) -> str:
        """A `<!date^…>` pattern filled in for the person's zone, as Slack's English client does."""
        moment = datetime.fromtimestamp(unix, UTC).astimezone(ZoneInfo(self.zone))
        for token, words in self._tokens(moment).items():
            pattern = pattern.replace("{" + token + "}", words)
        return pattern

    def _mark(self, match: re.Match[str]) -> str:
        target, _, label = match[1].partition("|")
        if target.startswith("!date^"):
            _, unix, pattern, *_ = target.split("^")
            return self.date(int(unix), pattern)
        if target.startswith("@"):
            return f"@{self.names.get(target[1:], label or target[1:])}"
        if target.startswith("#"):
            return f"#{self.names.get(target[1:], label or target[1:])}"
        if target.startswith("!"):
            return f"@{label or target[1:].split('^')[0]}"
        return label or target.removeprefix("mailto:")

    def _tokens(self, moment: datetime) -> dict[str, str]:
        today = self.now.astimezone(ZoneInfo(self.zone)).date()
        near = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}.get((moment.date() - today).days)
        long = f"{moment:%B} {_ordinal(moment.day)}, {moment:%Y}"
        short = f"{moment:%b} {moment.day}, {moment:%Y}"
        hour = moment.hour % 12 or 12
        full = f"{moment:%A}, {long}"
        return {
            "date_num": f"{moment:%Y-%m-%d}",
            "date_slash": f"{moment:%m/%d/%Y}",
            "date": long,
            "date_short": short,
            "date_long": full,
            "date_long_full": f"{moment:%B} {moment.day}, {moment:%Y}",
            "date_pretty": near or long,
            "date_short_pretty": near or short,
            "date_long_pretty": near or full,
            "day_divider_pretty": near or f"{moment:%A}, {moment:%B} {_ordinal(moment.day)}",
            "time": f"{hour}:{moment:%M} {'AM' if moment.hour < 12 else 'PM'}",
            "time_secs": f"{hour}:{moment:%M:%S} {'AM' if moment.hour < 12 else 'PM'}",
            "ago": _ago(moment - self.now),
        }


def _ordinal(day: int) -> str:
    ending = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _ago(gap: timedelta) -> str:
    seconds = abs(int(gap.total_seconds()))
    for size, word in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = seconds // size
            words = f"{count} {word}{'s' if count > 1 else ''}"
            return f"in {words}" if gap > timedelta() else f"{words} ago"
    return "just now"
