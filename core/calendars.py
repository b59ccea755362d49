"""The calendars in which mentors keep the rest of their lives: where they are, and how reading them went."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias
from urllib.parse import quote, urlsplit

MOST_CALENDARS = 5
LONGEST_ADDRESS = 2000
REFRESH_EVERY = timedelta(minutes=15)
LONGEST_PAUSE = timedelta(hours=2)
READ_AFRESH_AFTER = timedelta(days=1)
AHEAD = timedelta(days=370)
_SPREAD_SECONDS = 120
_UID_ENDING = "@sessions.parley"
_MARK = re.compile(r"\[Parley [SC]-[0-9A-Z]{4}\]")
_LOCKED = "locked"

Stretch: TypeAlias = tuple[datetime, datetime]
"""Aware UTC, [since, until)."""


class CalendarKind(StrEnum):
    """A feed is one file; a CalDAV calendar is asked for what lies in a range."""

    FEED = "feed"
    CALDAV = "caldav"


class Trouble(StrEnum):
    """Why a calendar cannot be read."""

    NO_ADDRESS = "no_address"
    NOT_HTTPS = "not_https"
    UNSAFE = "unsafe"
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too_slow"
    LOGIN_REFUSED = "login_refused"
    NOT_FOUND = "not_found"
    SERVER_ERROR = "server_error"
    NOT_A_CALENDAR = "not_a_calendar"
    TOO_BIG = "too_big"
    TOO_MUCH = "too_much"
    LOCKED = "locked"


PASSING = frozenset({Trouble.UNREACHABLE, Trouble.TOO_SLOW, Trouble.SERVER_ERROR})
"""What may be over by itself: the mentor hears of it after `PATIENCE`, of the rest after `TRIES` in a row."""
PATIENCE = timedelta(hours=6)
TRIES = 3


@dataclass(frozen=True, slots=True)
class CalendarQuestion:
    """What to read: the busy times in [since, until), aware UTC; whole days and times without zone are `zone`'s.

    `url` may carry a login and is a secret. `kind` None is to be found out. `etag` and `last_modified` are what
    the server said last; with them the answer may be that nothing has changed.
    """

    url: str = field(repr=False)
    zone: str
    since: datetime
    until: datetime
    kind: CalendarKind | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: busy times in order, without overlap; None where nothing has changed since the last time.

    `unreadable` counts entries that made no sense and therefore close nothing.
    """

    kind: CalendarKind
    busy: tuple[Stretch, ...] | None
    etag: str | None = None
    last_modified: str | None = None
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class CalendarBusy:
    """Time of a mentor's that one of their calendars says is taken, aware UTC."""

    mentor: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class CalendarLink:
    """A mentor's calendar. `url` may carry a login: it is a secret, and only its host is ever shown.

    `read_at` is when its content was last worked through, in `zone`; `refreshed_at` when it was last known to
    be up to date. While it cannot be read, `failing_since`, `failures` in a row and `trouble` say so, and
    `told_at` is when the mentor was told. The next look is at `due_at`.
    """

    id: int
    mentor: int
    kind: CalendarKind
    url: str = field(repr=False)
    zone: str
    added_at: datetime
    read_at: datetime
    refreshed_at: datetime
    due_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    unreadable: int = 0
    failing_since: datetime | None = None
    failures: int = 0
    trouble: Trouble | None = None
    told_at: datetime | None = None

    @property
    def host(self) -> str:
        """What of the address may be shown."""
        return host_of(self.url)

    @property
    def is_locked(self) -> bool:
        """Whether the key to the address is lost: its mentor must connect the calendar again."""
        return self.url == locked_address(self.host)

    def question(self, zone: str, now: datetime) -> CalendarQuestion:
        """What to ask at `now` for a mentor in `zone`.

        Once a day, and when the zone has changed, everything is read afresh: the range moves on, and with the
        zone the days.
        """
        since, until = reading_range(now)
        fresh = zone != self.zone or now - self.read_at >= READ_AFRESH_AFTER
        marks = (None, None) if fresh else (self.etag, self.last_modified)
        return CalendarQuestion(self.url, zone, since, until, self.kind, *marks)

    def due_after(self, now: datetime, failures: int = 0) -> datetime:
        """When to look next. Pauses grow with failures; a calendar's own share of a spread keeps them apart."""
        doubled: int = 1 << min(max(0, failures - 1), 8)
        pause = min(REFRESH_EVERY * doubled, LONGEST_PAUSE)
        return now + pause + timedelta(seconds=self.id % _SPREAD_SECONDS)

    def to_be_told(self, trouble: Trouble, failures: int, since: datetime, now: datetime) -> bool:
        """Whether the mentor should hear now that the calendar cannot be read."""
        if self.told_at is not None:
            return False
        return now - since >= PATIENCE if trouble in PASSING else failures >= TRIES


def reading_range(now: datetime) -> Stretch:
    """The range to read: from yesterday (UTC) over all that can ever be booked; the same all day."""
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=1), today + AHEAD


def calendar_address(text: str, user: str = "", password: str = "") -> str | None:
    """The address that was typed, with its login inside; None for what is no web address."""
    typed = text.strip()
    if typed.startswith("<") and typed.endswith(">"):
        typed = typed[1:-1].partition("|")[0]  # as chats mark up what they take for a link
    scheme, separator, rest = typed.partition("://")
    scheme = {"webcal": "https", "webcals": "https"}.get(scheme.lower(), scheme.lower())
    if scheme not in {"http", "https"} or not separator or len(typed) > LONGEST_ADDRESS:
        return None
    if any(character.isspace() or not character.isprintable() for character in rest):
        return None
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        port = parts.port
    except ValueError:
        return None
    if not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    place = host if port is None else f"{host}:{port}"
    login = (
        f"{quote(user, safe='')}:{quote(password, safe='')}" if user else parts.netloc.rpartition("@")[0]
    )
    return parts._replace(netloc=f"{login}@{place}" if login else place, fragment="").geturl()


def host_of(url: str) -> str:
    """The host of an address, which is all of it that may be shown."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def locked_address(host: str) -> str:
    """What is left of an address when the key to it is lost."""
    return f"{_LOCKED}://{host}"


def without_login(url: str) -> str:
    """The address alone."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """Something of ours in somebody's calendar; instants are aware UTC. It is `busy` where the time is taken."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    text: str = ""
    place: str = ""
    agreed: bool = True
    busy: bool = True


def session_uid(session: int, part: str = "") -> str:
    """The UID under which a session or council stands in people's calendars; `part` is what goes with it."""
    return f"{session}{part}{_UID_ENDING}"


def is_session_uid(uid: str) -> bool:
    """Whether an event is one of our sessions: its time is claimed already, or free again when cancelled."""
    return uid.endswith(_UID_ENDING)


def mark_of(code: str) -> str:
    """What stands in the text of an entry about a session or council, whose UID a calendar may put another for."""
    return f"[Parley {code}]"


def is_marked(text: str) -> bool:
    """Whether the text is that of one of our entries."""
    return _MARK.search(text) is not None
