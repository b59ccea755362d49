"""Instants as new clients write them: in the reader's own zone, by the letters of a date-time entity."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from playground.telegram.model import Json
from playground.telegram.text import TextRun

UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def local_time(entity: Json, zone: str, now: datetime) -> str | None:
    """A `date_time` entity in the reader's zone (IANA), None where the text is to stand as it is."""
    form = entity.get("date_time_format", "")
    at = datetime.fromtimestamp(entity["unix_time"], UTC)
    if form in {"r", "R"}:
        return _relative((at - now).total_seconds())
    here = at.astimezone(ZoneInfo(zone))
    day = [f"{here:%A}"] if "w" in form.lower() else []
    if "D" in form:
        day.append(f"{here:%B} {here.day}, {here.year}")
    elif "d" in form:
        day.append(f"{here:%d.%m.%y}")
    clock = f"{here:%H:%M:%S}" if "T" in form else f"{here:%H:%M}" if "t" in form else ""
    return " at ".join(part for part in (", ".join(day), clock) if part) or None


def shown_text(run: TextRun, zone: str, now: datetime) -> str:
    """The text of a run as the reader sees it."""
    entity = run.first("date_time")
    return (local_time(entity, zone, now) if entity else None) or run.text


def _relative(seconds: float) -> str:
    for size, unit in UNITS:
        if amount := int(abs(seconds) // size):
            plural = "s" if amount > 1 else ""
            return f"in {amount} {unit}{plural}" if seconds > 0 else f"{amount} {unit}{plural} ago"
    return "just now"
