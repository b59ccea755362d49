"""Reads mentors' calendars from typed addresses, safely and within limits."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from core.calendars import CalendarKind, CalendarQuestion, Reading, Trouble, host_of
from core.errors.calendars import CalendarUnreadable
from core.intervals import merge
from gateways.calendars.caldav import TooLargeAtOnce, fetch_caldav, reader_addresses
from gateways.calendars.feeds import Fetched, fetch_feed
from gateways.calendars.owners import addresses
from gateways.calendars.wire import CalendarWire
from gateways.calendars.worker import work_through

SECONDS = 20.0
MOST_ANSWERS = 12
"""A large calendar is given as many times the patience for one answer."""
SHORTEST, SHORTEST_SLOW = timedelta(days=5), timedelta(days=40)
"""The shortest times that such a calendar is asked for; a server that is slow for everything is not asked for long."""
AT_ONCE = 4
_PASSING = frozenset({Trouble.UNREACHABLE, Trouble.TOO_SLOW, Trouble.UNSAFE, Trouble.NOT_HTTPS})


class SafeCalendarReader:
    """Meets core.ports.calendars.CalendarReader. Few calendars at once are fetched, and fewer worked through."""

    def __init__(self, wire: CalendarWire, seconds: float = SECONDS) -> None:
        self._wire = wire
        self._seconds = seconds
        self._fetching = asyncio.Semaphore(AT_ONCE)
        self._working = asyncio.Semaphore(AT_ONCE // 2)

    async def read(self, question: CalendarQuestion) -> Reading:
        """The busy times; raises core.errors.calendars.CalendarUnreadable."""
        try:
            async with asyncio.timeout(self._seconds * MOST_ANSWERS):
                return await self._read(question)
        except TimeoutError as late:
            raise CalendarUnreadable(Trouble.TOO_MUCH, host_of(question.url)) from late
        except CalendarUnreadable as problem:
            raise CalendarUnreadable(problem.trouble, host_of(question.url)) from problem

    async def _read(self, question: CalendarQuestion) -> Reading:
        """What is too large for one answer is asked for in two halves."""
        try:
            kind, fetched = await self._fetch(question)
        except TooLargeAtOnce as problem:
            half = (question.until - question.since) / 2
            if half < (SHORTEST_SLOW if problem.trouble is Trouble.TOO_SLOW else SHORTEST):
                raise
            middle = question.since + half
            asked = replace(question, kind=CalendarKind.CALDAV)
            return _together(
                await self._read(replace(asked, until=middle)),
                await self._read(replace(asked, since=middle)),
            )
        if fetched.body is None:
            return Reading(kind, None, fetched.etag, fetched.last_modified)
        owners = owners_in(question.url)
        if kind is CalendarKind.CALDAV and b"DECLINED" in fetched.body.upper():
            owners |= await self._reader_addresses(question.url)
        async with self._working:
            busy, unreadable = await work_through(
                fetched.body, question.zone, question.since, question.until, owners
            )
        return Reading(kind, busy, fetched.etag, fetched.last_modified, unreadable)

    async def _reader_addresses(self, url: str) -> frozenset[str]:
        """Where the server does not tell, what was declined stays busy."""
        try:
            async with self._fetching, asyncio.timeout(self._seconds):
                return await reader_addresses(self._wire, url)
        except (CalendarUnreadable, TimeoutError):
            return frozenset()

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
            known = isinstance(problem, TooLargeAtOnce) or problem.trouble is Trouble.LOGIN_REFUSED
            if known or problem.trouble in _PASSING:
                raise
            try:
                return other, await fetch[other](self._wire, question)
            except TooLargeAtOnce:
                raise
            except CalendarUnreadable:
                raise problem from None


def _together(one: Reading, other: Reading) -> Reading:
    """Two halves of a calendar; what could not be read in both is counted twice."""
    busy = merge((*(one.busy or ()), *(other.busy or ())))
    return Reading(one.kind, tuple(busy), unreadable=one.unreadable + other.unreadable)


def owners_in(url: str) -> frozenset[str]:
    """E-mail addresses of the calendar's owner in its own address: the login, or the owner of the feed."""
    parts = urlsplit(url)
    return frozenset(addresses(" ".join((unquote(parts.username or ""), *unquote(parts.path).split("/")))))
