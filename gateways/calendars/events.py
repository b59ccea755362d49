"""From iCalendar to busy times. Slow on purpose-made input: it runs in a process that can be ended (`worker`).

Every event is busy, tentative ones too, except those that are cancelled, marked as free, or declined by the
calendar's owner. Whole days are the mentor's, and so are times without a zone where the calendar names none.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zlib import crc32
from zoneinfo import ZoneInfo

from icalendar import Event, FreeBusy

from core.calendars import Stretch, Trouble, is_session_uid
from core.errors.calendars import CalendarUnreadable
from core.intervals import Interval, merge
from core.zones import DAY, Zone, ceil_minute, day_number, floor_minute, instant
from gateways.calendars.lines import EVENT, FREE_BUSY, OURS, ZONE, Component, Source, sources
from gateways.calendars.multistatus import calendar_texts, is_xml
from gateways.calendars.owners import owners_of
from gateways.calendars.readable import Reader
from gateways.calendars.series import occurrences, series_of
from gateways.calendars.zones import ZoneTable

MOST_EVENTS = 20_000
EVENTS_AT_ONCE = 4_000
"""As many as one process is sure to work through in its time."""
MOST_TIMES = 50_000
_MARGIN = timedelta(days=2)  # more than any zone is off UTC: what is left over is cut off at the end
_MINUTE = timedelta(minutes=1)
_LASTS = "X-LASTS"
_RECURS = frozenset({"RRULE", "RDATE"})


@dataclass(frozen=True, slots=True)
class BusyTimes:
    """Busy times in order, without overlap.

    `unreadable` counts entries that could not be read for certain: what they take may look free.
    """

    busy: tuple[Stretch, ...]
    unreadable: int


class Share(NamedTuple):
    """One part of a calendar, of `of` parts: events with one UID are in the same."""

    number: int
    of: int

    def has(self, event: Component) -> bool:
        """Whether the event is in this part."""
        return crc32(event.value("UID").encode()) % self.of == self.number


class ManyEvents(Exception):  # noqa: N818 (it names what is there)
    """A calendar has more events than one process works through; it is to be read in `shares` parts."""

    def __init__(self, shares: int) -> None:
        super().__init__(shares)
        self.shares = shares


def busy_times(
    body: bytes,
    zone: str,
    since: datetime,
    until: datetime,
    owners: Collection[str] = (),
    share: Share | None = None,
) -> BusyTimes:
    """What an iCalendar text, or the answer to a CalDAV query, says about [since, until), aware UTC.

    `owners` are e-mail addresses, in small letters, known to be the calendar owner's.
    Raises CalendarUnreadable if it is not a calendar, or is too large to process; ManyEvents without a `share`.
    """
    texts, missing = _texts(body)
    reader = _Reader(zone, since, until, owners)
    reader.read([source for text in texts for source in sources(text)], share)
    if share is None or share.number == 0:
        reader.unreadable += missing
    begin, end = floor_minute(since), ceil_minute(until)
    taken = [(max(start, begin), min(stop, end)) for start, stop in reader.taken]
    return BusyTimes(
        tuple((instant(start), instant(stop)) for start, stop in merge(taken)), reader.unreadable
    )


def _texts(body: bytes) -> tuple[Sequence[str], int]:
    """Texts of iCalendar, and how many the server did not give."""
    if is_xml(body):
        return calendar_texts(body)
    return [body.decode("utf-8-sig", "replace")], 0


class _Reader:
    """Collects busy times as UTC minutes."""

    def __init__(self, zone: str, since: datetime, until: datetime, owners: Collection[str]) -> None:
        self._zone = Zone(zone)
        self._info = ZoneInfo(zone)
        self._since = since - _MARGIN
        self._until = until + _MARGIN
        self._owners = owners
        self.taken: list[Interval] = []
        self.unreadable = 0

    def read(self, found: Sequence[Source], share: Share | None = None) -> None:
        """Each calendar has zones of its own; events that share a UID belong together across all.

        What belongs to no event is in the first share. Raises ManyEvents.
        """
        day = self._since.date()
        ahead = [
            (source, [part for part in source.of(EVENT) if not part.over_before(day)]) for source in found
        ]
        count = sum(len(parts) for _, parts in ahead)
        if count > MOST_EVENTS:
            raise CalendarUnreadable(Trouble.TOO_MUCH)
        if share is None and count > EVENTS_AT_ONCE:
            raise ManyEvents(-(-count // EVENTS_AT_ONCE))
        is_first = share is None or share.number == 0
        together: dict[object, list[Event]] = {}
        unsure: set[object] = set()
        for source, parts in ahead:
            reader = self._reader_of(source)
            if is_first:
                self.unreadable += not source.whole and all(part.whole for part in source.parts)
                self._read_free_busy(source.of(FREE_BUSY))
            for part in parts if share is None else filter(share.has, parts):
                read = reader.read(part)
                event = _event(read.part)
                if event is None:
                    self.unreadable += 1
                    continue
                uid: object = str(event.get("UID", "")).strip() or id(event)
                together.setdefault(uid, []).append(event)
                if not read.sure:
                    unsure.add(id(event))
        for uid, events in together.items():
            if not (isinstance(uid, str) and is_session_uid(uid)) and not _is_ours(events):
                self._read_together(events, sum(id(event) in unsure for event in events))

    def _reader_of(self, source: Source) -> Reader:
        zones = ZoneTable(source.of(ZONE))
        named = source.properties.get("X-WR-TIMEZONE", "")
        key, sure = zones.find(named) if named else (self._zone.name, True)
        owners = owners_of(source.properties, self._owners)
        return Reader(zones, key or self._zone.name, sure and key is not None, owners)

    def _read_together(self, events: Sequence[Event], unsure: int) -> None:
        taken: list[Interval] = []
        for series in series_of(events):
            try:
                found = occurrences(series, self._since, self._until, self._info)
                taken += [self._span(each) for each in found if _takes_time(each)]
            except MemoryError:
                raise
            except Exception:  # noqa: BLE001 (others' data: whatever is wrong with it, it cannot be read)
                self.unreadable += 1
            if len(self.taken) + len(taken) > MOST_TIMES:
                raise CalendarUnreadable(Trouble.TOO_MUCH)
        self.unreadable += unsure if taken else 0
        self.taken += taken

    def _span(self, occurrence: Any) -> Interval:
        start, end = occurrence["DTSTART"].dt, occurrence["DTEND"].dt
        if not isinstance(end, datetime) and end <= start:
            end = start + timedelta(days=1)  # some write the day itself as its end
        if isinstance(start, datetime) and start.tzinfo and isinstance(end, datetime) and end.tzinfo:
            end = _exact_end(start, end, occurrence.get(_LASTS))
        return self._opens(start), self._closes(end)

    def _opens(self, when: date) -> int:
        if isinstance(when, datetime):
            return floor_minute(when) if when.tzinfo else self._zone.opens(_wall(when))
        return self._zone.midnight(day_number(when))

    def _closes(self, when: date) -> int:
        if isinstance(when, datetime):
            return ceil_minute(when) if when.tzinfo else self._zone.closes(_wall(when))
        return self._zone.closes(day_number(when) * DAY)

    def _read_free_busy(self, parts: Iterable[Component]) -> None:
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
            start, end = (self._in_utc(when) for when in (period.start, period.end))
            if _whole_days(start, end):  # a server without the mentor's zone counts whole days in UTC
                yield self._opens(start.date()), self._closes(end.date())
            else:
                yield floor_minute(start), ceil_minute(end)

    def _in_utc(self, when: datetime) -> datetime:
        return (when if when.tzinfo else when.replace(tzinfo=self._info)).astimezone(UTC)


def _event(part: Component) -> Any:
    """The event; None where it makes no sense."""
    try:
        event: Any = Event.from_ical(part.text) if part.whole else None
        if event is None or event.errors or not isinstance(event.get("SEQUENCE", 0), int):
            return None
        assert all(isinstance(event[name].dt, date) for name in {"DTSTART", "RECURRENCE-ID"} & set(event))
        assert "DTSTART" in event
    except Exception:  # noqa: BLE001 (others' data: whatever is wrong with it, it cannot be read)
        return None
    if "DURATION" in event:
        event[_LASTS] = event["DURATION"]
    return event


def _exact_end(start: datetime, end: datetime, lasts: Any) -> datetime:
    """An end that a change of the clock does not bring nearer: hours of a DURATION are hours, not wall time."""
    wall = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    from_duration = lasts is not None and lasts.dt == wall
    if from_duration:
        days = timedelta(days=wall.days)
        return (start + days).astimezone(UTC) + (wall - days)
    if wall > timedelta(0) and end.astimezone(UTC) <= start.astimezone(UTC):
        return start.astimezone(UTC) + wall  # it lies in the hour that the clock skips
    return end


def _is_ours(events: Sequence[Event]) -> bool:
    """Whether this is one of our sessions under another UID, as pages of calendars and copied feeds have it.

    What recurs is something else that was made of one.
    """
    return all(OURS in event and _RECURS.isdisjoint(event) for event in events)


def _takes_time(occurrence: Any) -> bool:
    def said(name: str) -> str:
        return str(occurrence.get(name, "")).strip().upper()

    return said("STATUS") != "CANCELLED" and said("TRANSP") != "TRANSPARENT"


def _wall(when: datetime) -> int:
    return day_number(when.date()) * DAY + (when - datetime.combine(when, datetime.min.time())) // _MINUTE


def _whole_days(start: datetime, end: datetime) -> bool:
    return start < end and start.timetz() == end.timetz() == datetime.min.time().replace(tzinfo=UTC)
