"""Where people come in by a pass, over HTTP."""

import logging
from collections.abc import Mapping

from aiohttp import web

from bot.entrance.page import entrance_page, going_page, nowhere_page
from bot.gate import OncePerMinute
from bot.language import reading_as
from bot.messenger import Messenger
from bot.pages import language_of
from core.desk import Desk
from core.errors.common import Refusal
from core.passes import PATH
from core.ports.store import Run
from core.usecases import entering
from core.usecases.entering import Entrance

log = logging.getLogger(__name__)
log.addFilter(OncePerMinute())


class EntranceDoor:
    """GET and HEAD say how it stands and record nothing; POST, a button on that page, lets in and records it."""

    def __init__(self, desk: Desk, run: Run, messenger: Messenger) -> None:
        self._desk = desk
        self._run = run
        self._messenger = messenger

    def routes(self) -> list[web.RouteDef]:
        """What the web server has to serve."""
        return [web.get(PATH, self._look), web.post(PATH, self._enter)]

    async def _look(self, request: web.Request) -> web.Response:
        found = await self._run(entering.look, self._desk, request.match_info["token"])
        if found is None:
            with reading_as(language_of(request)):
                return nowhere_page()
        chat = self._ways_to_chat(found)
        with reading_as(found.person.locale):
            return entrance_page(found, chat)

    async def _enter(self, request: web.Request) -> web.Response:
        try:
            url = await self._run(entering.enter, self._desk, request.match_info["token"])
        except Refusal as refusal:  # it has changed since they looked
            log.info("somebody was not let in: %s", type(refusal).__name__)
            url = None
        if url is None:
            return await self._look(request)
        with reading_as(language_of(request)):
            return going_page(url)

    def _ways_to_chat(self, found: Entrance) -> Mapping[str, str]:
        """The addresses of the chat, where they are known."""
        code = "" if found.session is None else found.session.session.code
        about = {"": code, "reschedule": f"{code}-reschedule", "cancel": f"{code}-cancel"}
        ways = {verb: self._messenger.chat_link(found.person, said) for verb, said in about.items()}
        return {verb: way for verb, way in ways.items() if way}
