"""Reads mentors' calendars from typed addresses, safely and within limits."""

import asyncio
from urllib.parse import unquote, urlsplit

from core.calendars import CalendarKind, CalendarQuestion, Reading, Trouble, host_of
from core.errors.calendars import CalendarUnreadable
from gateways.calendars.caldav import fetch_caldav
from gateways.calendars.feeds import Fetched, fetch_feed
from gateways.calendars.readable import addresses
from gateways.calendars.wire import Wire
from gateways.calendars.worker import work_through

SECONDS = 20.0
AT_ONCE = 4
_PASSING = frozenset({Trouble.UNREACHABLE, Trouble.TOO_SLOW, Trouble.UNSAFE, Trouble.NOT_HTTPS})


class SafeCalendarReader:
    """Meets core.ports.calendars.CalendarReader. Few calendars at once are fetched, and fewer worked through."""

    def __init__(self, wire: Wire, seconds: float = SECONDS) -> None:
        self._wire = wire
        self._seconds = seconds
        self._fetching = asyncio.Semaphore(AT_ONCE)
        self._working = asyncio.Semaphore(AT_ONCE // 2)

    async def read(self, question: CalendarQuestion) -> Reading:
        """The busy times; raises core.errors.calendars.CalendarUnreadable."""
        try:
            kind, fetched = await self._fetch(question)
            if fetched.body is None:
                return Reading(kind, None, fetched.etag, fetched.last_modified)
            async with self._working:
                busy, unreadable = await work_through(
                    fetched.body, question.zone, question.since, question.until, owners_in(question.url)
                )
        except CalendarUnreadable as problem:
            raise CalendarUnreadable(problem.trouble, host_of(question.url)) from problem
        return Reading(kind, busy, fetched.etag, fetched.last_modified, unreadable)

    async def _fetch(self, question: CalendarQuestion) -> tuple[CalendarKind, Fetched]:
        try:
            async with self._fetching, asyncio.timeout(self._seconds):
                return await self._by_kind(question)
        except TimeoutError as late:
            raise CalendarUnreadable(Trouble.TOO_SLOW) from late

    async def _by_kind(self, question: CalendarQuestion) -> tuple[CalendarKind, Fetched]:
        """Who has a login is probably at a CalDAV server; the other kind is tried before giving up."""
        fetch = {CalendarKind.FEED: fetch_feed, CalendarKind.CALDAV: fetch_caldav}
        if question.kind is not None:
            return question.kind, await fetch[question.kind](self._wire, question)
        likely, other = CalendarKind.FEED, CalendarKind.CALDAV
        if "@" in question.url.partition("://")[2].partition("/")[0]:
            likely, other = other, likely
        try:
            return likely, await fetch[likely](self._wire, question)
        except CalendarUnreadable as problem:
            if problem.trouble in _PASSING or problem.trouble is Trouble.LOGIN_REFUSED:
                raise
            try:
                return other, await fetch[other](self._wire, question)
            except CalendarUnreadable:
                raise problem from None


def owners_in(url: str) -> frozenset[str]:
    """E-mail addresses of the calendar's owner in its own address: the login, or the owner of the feed."""
    parts = urlsplit(url)
    return frozenset(addresses(" ".join((unquote(parts.username or ""), *unquote(parts.path).split("/")))))
