"""Where people meet in a LiveKit room, over HTTP."""

from typing import Protocol

from aiohttp import web

from bot.labels import title_of
from bot.language import reading_as
from bot.meet.page import FILES_PATH, meeting_file, meeting_page
from bot.sentences import own
from core.desk import Desk
from core.passes import PATH
from core.ports.store import Run
from core.rooms import Guest
from core.usecases import entering

MEET_PATH = "/meet/{token}"


class Entries(Protocol):
    """What lets people into LiveKit's rooms; `url` is its server's address."""

    url: str

    def made(self, url: str) -> bool:
        """Whether the address is of one of its rooms."""

    def token(self, url: str, guest: Guest) -> str:
        """What lets one person in."""


class MeetDoor:
    """The page of a meeting for whoever has a pass, while it is open; else the page of the pass."""

    def __init__(self, desk: Desk, run: Run, entries: Entries) -> None:
        self._desk = desk
        self._run = run
        self._entries = entries

    def routes(self) -> list[web.RouteDef]:
        """What the web server has to serve."""
        return [web.get(MEET_PATH, self._meet), web.get(f"{FILES_PATH}{{name}}", self._file)]

    async def _meet(self, request: web.Request) -> web.Response:
        token = request.match_info["token"]
        found = await self._run(entering.opened, self._desk, token)
        if found is None or not self._entries.made(found.url):
            raise web.HTTPSeeOther(PATH.format(token=token), headers={"Referrer-Policy": "no-referrer"})
        with reading_as(found.entrance.person.locale):
            session, council = found.entrance.session, found.entrance.council
            title = own("") if council is None else own(council.council.topic)
            if session is not None:
                title = title_of(session.session.topic)
            return meeting_page(title, self._entries.url, self._entries.token(found.url, found.guest))

    async def _file(self, request: web.Request) -> web.Response:
        try:
            return meeting_file(request.match_info["name"])
        except KeyError:
            raise web.HTTPNotFound from None
