"""Where calendars read what is booked, over HTTP."""

from collections.abc import Callable, Iterable
from datetime import datetime

from aiohttp import web

from bot.calendar_entries import entries_of
from bot.language import reading_as
from bot.sentences import label
from bot.subscriptions.cards import PATH
from core.calendars import CalendarEntry
from core.desk import Desk
from core.ports.store import Run
from core.subscriptions import Subscription
from core.usecases.subscriptions import read_subscription

LAYOUT = 1
"""To be raised where entries are drawn in another way: calendars then read what they know already anew."""


class SubscriptionDoor:
    """Answers GET and HEAD of a subscription's address; what has not changed is not drawn again.

    `write` makes a file of a calendar's name and entries, and of when they were made.
    """

    def __init__(
        self, desk: Desk, run: Run, write: Callable[[str, Iterable[CalendarEntry], datetime], bytes]
    ) -> None:
        self._desk = desk
        self._run = run
        self._write = write

    def routes(self) -> list[web.RouteDef]:
        """What the web server has to serve."""
        return [web.get(PATH, self._read)]

    async def _read(self, request: web.Request) -> web.Response:
        known = {each.value for each in request.if_none_match or ()}
        return await self._run(self._answer, request.match_info["token"], known)

    def _answer(self, token: str, known: set[str]) -> web.Response:
        agenda = read_subscription(self._desk, token)
        if agenda is None:
            return web.Response(status=404)
        if isinstance(agenda, Subscription):
            return web.Response(status=410)
        version = agenda.version(f"{LAYOUT} {self._desk.door(0, agenda.person.id)}")
        headers = {
            "ETag": f'"{version}"',
            "Cache-Control": "private, no-cache",
            "X-Robots-Tag": "noindex, nofollow",
            "Content-Disposition": 'inline; filename="parley.ics"',
        }
        if version in known:
            return web.Response(status=304, headers=headers)
        with reading_as(agenda.person.locale):
            name, entries = (
                label("Mentor sessions"),
                tuple(entries_of(agenda, lambda owner: self._desk.door(owner, agenda.person.id))),
            )
        body = self._write(name, entries, agenda.stamp)
        return web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=headers)
