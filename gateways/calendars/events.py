"""From iCalendar to busy times. Slow on purpose-made input: it runs in a process that can be ended (`worker`).

Busy is every event that is neither cancelled nor transparent; tentative ones count. Whole days and times
without a zone, or in one that nobody knows, are the mentor's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from icalendar import Calendar, Event, FreeBusy, Timezone
from recurring_ical_events import CalendarQuery

from core.calendars import Stretch, Trouble, is_session_uid
from core.errors import CalendarUnreadable
from core.intervals import Interval, merge
from core.zones import DAY, Zone, ceil_minute, day_number, floor_minute, instant
from gateways.calendars.caldav import calendar_texts
from gateways.calendars.lines import EVENT, FREE_BUSY, ZONE, Component, components

MOST_EVENTS = 20_000
MOST_TIMES = 50_000
_MARGIN = timedelta(days=2)  # more than any zone is off UTC: what is left over is cut off at the end
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class BusyTimes:
    """Busy times in order, without overlap, and how many entries made no sense."""

    busy: tuple[Stretch, ...]
    unreadable: int


def busy_times(body: bytes, zone: str, since: datetime, until: datetime) -> BusyTimes:
    """What an iCalendar text, or the answer to a CalDAV query, says about [since, until), aware UTC.

    Raises CalendarUnreadable for what is no calendar, and for more than can be worked through.
    """
    texts = calendar_texts(body) if body.lstrip()[:1] == b"<" else [body.decode("utf-8-sig", "replace")]
    found = [part for text in texts for part in components(text)]
    for part in found:
        if part.kind == ZONE:
            _learn_zone(part)
    reader = _Reader(Zone(zone), since, until)
    reader.read_events([part for part in found if part.kind == EVENT])
    reader.read_free_busy(part for part in found if part.kind == FREE_BUSY)
    begin, end = floor_minute(since), ceil_minute(until)
    taken = [(max(start, begin), min(stop, end)) for start, stop in reader.taken]
    return BusyTimes(
        tuple((instant(start), instant(stop)) for start, stop in merge(taken)), reader.unreadable
    )


def _learn_zone(part: Component) -> None:
    """Zones are known to the library by name from here on; the world's own keep what the world says."""
    try:
        Timezone.from_ical(part.text)
    except Exception:  # noqa: BLE001 (whatever is wrong with it, times in it are then the mentor's)
        return


class _Reader:
    """Collects busy times as UTC minutes."""

    def __init__(self, zone: Zone, since: datetime, until: datetime) -> None:
        self._zone = zone
        self._since = since - _MARGIN
        self._until = until + _MARGIN
        self.taken: list[Interval] = []
        self.unreadable = 0

    def read_events(self, parts: Sequence[Component]) -> None:
        """Events that share a UID are one series: its rule, and the occurrences that differ from it."""
        day = self._since.date()
        ahead = [part for part in parts if not part.over_before(day)]
        if len(ahead) > MOST_EVENTS:
            raise CalendarUnreadable(Trouble.TOO_MUCH)
        series: dict[str, list[Event]] = {}
        nameless = count()
        for part in ahead:
            event = self._event(part)
            if event is not None:
                series.setdefault(str(event.get("UID", next(nameless))), []).append(event)
        for uid, events in series.items():
            if not is_session_uid(uid):
                self._read_series(events)

    def _event(self, part: Component) -> Event | None:
        try:
            event = Event.from_ical(part.text) if part.whole else None
        except Exception:  # noqa: BLE001 (others' data: whatever is wrong with it, it cannot be read)
            event = None
        if not isinstance(event, Event) or event.errors:
            self.unreadable += 1
            return None
        return event

    def _read_series(self, events: Sequence[Event]) -> None:
        calendar = Calendar()
        for event in events:
            calendar.add_component(event)
        try:
            occurrences = CalendarQuery(calendar).between(self._since, self._until)
            taken = [self._span(each) for each in occurrences if _takes_time(each)]
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 (see above)
            self.unreadable += 1
            return
        self.taken += taken
        if len(self.taken) > MOST_TIMES:
            raise CalendarUnreadable(Trouble.TOO_MUCH)

    def _span(self, occurrence: Any) -> Interval:
        start, end = occurrence["DTSTART"].dt, occurrence["DTEND"].dt
        if not isinstance(end, datetime) and end <= start:
            end = start + timedelta(days=1)  # some write the day itself as its end
        return self._opens(start), self._closes(end)

    def _opens(self, when: date) -> int:
        if isinstance(when, datetime):
            return floor_minute(when) if when.tzinfo else self._zone.opens(_wall(when))
        return self._zone.midnight(day_number(when))

    def _closes(self, when: date) -> int:
        if isinstance(when, datetime):
            return ceil_minute(when) if when.tzinfo else self._zone.closes(_wall(when))
        return self._zone.closes(day_number(when) * DAY)

    def read_free_busy(self, parts: Iterable[Component]) -> None:
        """Busy times as a server lists them."""
        for part in parts:
            try:
                self.taken += self._periods(FreeBusy.from_ical(part.text))
            except (ValueError, KeyError, TypeError, AttributeError) as problem:
                raise CalendarUnreadable(Trouble.NOT_A_CALENDAR) from problem

    def _periods(self, listed: Any) -> Iterator[Interval]:
        found = listed.get("FREEBUSY", [])
        for period in found if isinstance(found, list) else [found]:
            if str(period.params.get("FBTYPE", "BUSY")).upper() == "FREE":
                continue
            start, end = period.start.astimezone(UTC), period.end.astimezone(UTC)
            if _whole_days(start, end):  # a server without the mentor's zone counts whole days in UTC
                yield self._opens(start.date()), self._closes(end.date())
            else:
                yield floor_minute(start), ceil_minute(end)


def _takes_time(occurrence: Any) -> bool:
    def said(name: str, default: str) -> str:
        return str(occurrence.get(name, default)).strip().upper()

    return said("STATUS", "CONFIRMED") != "CANCELLED" and said("TRANSP", "OPAQUE") != "TRANSPARENT"


def _wall(when: datetime) -> int:
    return day_number(when.date()) * DAY + (when - datetime.combine(when, datetime.min.time())) // _MINUTE


def _whole_days(start: datetime, end: datetime) -> bool:
    return start < end and start.timetz() == end.timetz() == datetime.min.time().replace(tzinfo=UTC)
