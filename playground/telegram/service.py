"""The simulated Telegram: the Bot API over HTTP for the bot, and the people's side for the playground."""

import asyncio
import secrets
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from aiohttp import web

from core.clock import Clock
from playground.cast import Character
from playground.telegram import parameters
from playground.telegram.chats import CHATS
from playground.telegram.client import Client
from playground.telegram.errors import ApiError
from playground.telegram.faults import ConnectionLost, FaultPlan, Kind, Planned
from playground.telegram.flood import Flood
from playground.telegram.inline import INLINE
from playground.telegram.messages import MESSAGES
from playground.telegram.model import Account, Json
from playground.telegram.page import perform, snapshot
from playground.telegram.updates import Updates
from playground.telegram.webhook import Webhook
from playground.telegram.world import GROUP, World
from playground.wire import Wire

BOT = Account(700_000_001, "Parley", username="parley_playground_bot", is_bot=True)
ADMIN = Character("tara", "Tara Quinn", "Europe/Lisbon", "tara@example.org", telegram=7000)
GROUP_TITLE = "Parley admins"
LIMITED = {
    "sendMessage",
    "sendRichMessage",
    "sendDocument",
    "sendPhoto",
    "editMessageText",
    "editEphemeralMessageText",
    "editMessageCaption",
    "editMessageReplyMarkup",
}


class TelegramService:
    """A Telegram of one bot. Mount `app` under `/telegram`.

    Private chats with the `cast`'s people who have a Telegram id, and one admin group of the `admins` (by
    default `ADMIN`, who joins the cast). `faults` collects what the real service would not know or a bot
    must never do; tests and scripts expect it empty. `flood.enabled = False` switches the rate limits off.
    """

    def __init__(
        self, clock: Clock, wire: Wire, cast: Iterable[Character], admins: Iterable[Character] = (ADMIN,)
    ) -> None:
        admins = list(admins)
        self.cast = {c.telegram: c for c in (*admins, *cast) if c.telegram is not None}
        self.token = f"{BOT.id}:{secrets.token_hex(17)}x"
        self.username = BOT.username
        self.faults: list[str] = []
        self.flood = Flood()
        self.world = World(clock, BOT, map(_account, self.cast.values()), self.faults.append)
        members = [admin.telegram for admin in admins if admin.telegram is not None]
        self.group = self.world.add_group(GROUP, GROUP_TITLE, members, members)
        self.updates = Updates(lambda update: wire.telegram({"update": update}))
        self.webhook = Webhook(clock, self.updates)
        self.client = Client(self.world, self.updates)
        self.calls = 0
        self.app = web.Application(client_max_size=parameters.MAX_BODY)
        self.app.router.add_route("*", "/bot{token}/{method}", self._call)
        self.app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self.app.router.add_get("/open/{file_id}", self._open)
        self.app.on_shutdown.append(self._end)
        self._wire = wire
        self._plan = FaultPlan()
        clock.on_move(self.world.changed)

    def plan_fault(
        self,
        method: str,
        kind: Kind,
        times: int = 1,
        *,
        seconds: float = 1.0,
        done: bool = False,
        chat_id: int | None = None,
    ) -> None:
        """Let the next `times` calls of `method` fail (see `Planned`)."""
        self._plan.add(Planned(method, kind, times, seconds, done, chat_id))

    def redeliver(self) -> None:
        """Deliver the last update once more."""
        self.updates.redeliver()

    async def settled(self) -> None:
        """Wait until the bot has taken every update and asks for more."""
        await self.updates.settled()

    def migrate_group(self, new_id: int) -> None:
        """Give the admin group a new id."""
        self.group = self.client.migrate(self.group.id, new_id)

    def deactivate(self, user_id: int) -> None:
        """Delete a person's account."""
        self.world.people[user_id].deactivated = True

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener()` whenever a snapshot may have changed."""
        self.world.on_change(listener)

    def snapshot(self, user_id: int) -> Json:
        """What the person's client shows: chats, messages, keyboards, menus, pop-ups."""
        return snapshot(self.world, user_id)

    async def act(self, user_id: int, action: Json) -> Json:
        """Carry out the person's action; `{"error": …}` if a real client would not allow it."""
        return perform(self.client, self.world, user_id, action)

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return _answer(ApiError(401))
        asked = request.match_info["method"]
        method = parameters.METHODS.get(asked.lower())
        raw: Json = {}
        self.calls += method != "getUpdates"
        try:
            raw = await parameters.read(request)
            if method is None:
                self.faults.append(f"unknown method {asked}")
                raise ApiError(404, "method not found")  # noqa: TRY301 (one way out for all refusals)
            result = await self._perform(method, raw)
        except ConnectionLost as lost:
            self._record(method or asked, raw, {"lost": True})
            await asyncio.sleep(lost.seconds)
            if request.transport:
                request.transport.abort()
            return web.Response()
        except ApiError as error:
            self._record(method or asked, raw, error.body())
            return _answer(error)
        body = {"ok": True, "result": result}
        if method != "getUpdates":  # its updates are on the wire already, each by itself
            self._record(method or asked, raw, body)
        return web.json_response(body)

    async def _perform(self, method: str, raw: Json) -> Any:
        p, unknown = parameters.typed(method, raw)
        self.faults += [f"{method} has no parameter {name}" for name in unknown]
        planned = self._plan.next(method, p.get("chat_id"))
        if planned and not planned.done:
            planned.strike()
        result = await self._carry_out(method, p)
        if planned:
            planned.strike()
        return result

    async def _carry_out(self, method: str, p: Json) -> Any:
        if method in CHATS:
            return CHATS[method](self.world, p)
        if method in INLINE:
            return INLINE[method](self.world, p)
        match method:
            case "getUpdates":
                if "allowed_updates" in p:
                    self.updates.allowed = p["allowed_updates"]
                return await self.updates.take(p.get("offset", 0), p.get("limit", 100), p.get("timeout", 0))
            case "setWebhook":
                return await self.webhook.set(p)
            case "deleteWebhook":
                return await self.webhook.delete(p)
            case "getWebhookInfo":
                return self.webhook.info(p)
        if method not in LIMITED:
            return MESSAGES[method](self.world, p)
        chat_id, edit = self.world.find_chat(p.get("chat_id")).id, method.startswith("edit")
        self.flood.check(chat_id, edit=edit)
        result = MESSAGES[method](self.world, p)
        self.flood.spend(chat_id, edit=edit)
        return result

    def _record(self, method: str, raw: Json, response: Json) -> None:
        self._wire.telegram({"method": method, "body": parameters.shown(raw), "response": response})

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _answer(ApiError(401))
        found = [file for file in self.world.files.values() if file.path == request.match_info["path"]]
        if not found:
            return _answer(ApiError(404))
        return web.Response(body=found[0].content, content_type="application/octet-stream")

    async def _open(self, request: web.Request) -> web.Response:
        file = self.world.files.get(request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound
        inline = "inline" if file.size else "attachment"
        headers = {
            "Content-Type": file.mime_type if file.size else "application/octet-stream",
            "Content-Disposition": f"{inline}; filename*=UTF-8''{quote(file.name, safe='')}",
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=file.content, headers=headers)

    async def _end(self, _: web.Application) -> None:
        self.updates.close()
        await self.webhook.stop()


def _account(person: Character) -> Account:
    assert person.telegram is not None
    first, _, last = person.name.partition(" ")
    return Account(person.telegram, first, last, person.key, zone=person.zone)


def _answer(error: ApiError) -> web.Response:
    return web.json_response(error.body(), status=error.code)
