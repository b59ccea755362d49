"""Bolt, in Socket Mode or HTTP mode, takes deliveries to the door: written down, then acknowledged."""

import asyncio
import hmac
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.inbound import Inbound, ProfileChanged
from bot.reception import Door, FormAnswer, FormClosed, FormErrors, FormWorking
from bot.sentences import label, msg, say
from bot.slack import needs, render
from bot.slack.calls import TOKEN_REFUSED, outcome, read, sdk_log
from bot.slack.inbound import came_through, kind_of, posted_in, translate
from bot.slack.installed import Installed
from bot.slack.sender import SlackPlatform
from bot.ui import Toast
from bot.web import Bodies, BodyRefused
from core.faults import trace_of
from core.installations import Installation
from core.outbox import TryLater, Unreachable, Unsure
from core.starting import CannotStart

Json = dict[str, Any]

PATH = "/slack/events"
STAMP = "X-Slack-Request-Timestamp"
SIGNATURE = "X-Slack-Signature"
BODY_LIMIT = 1024 * 1024
ACK_SECONDS = 2.5  # Slack waits three
CONNECT_SECONDS = 10.0
RETRY_SECONDS = 10.0
SHUT = msg("Parley cannot reach its memory just now. Please try again in a minute.")
WORKING = msg("This takes a little longer. You will find the answer in the Messages tab.")

_STAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
_ANY = re.compile(r"[\s\S]*")

_log = logging.getLogger(__name__)
_bolt_log = logging.getLogger("parley.slack.bolt")
_bolt_log.setLevel(logging.CRITICAL)  # Bolt's messages quote bodies; what goes wrong is logged here instead


class NotKept(Exception):  # noqa: N818 (it names what has become of it)
    """A delivery could not be written down."""


class SlackApp:
    """Takes deliveries from Slack to the door.

    With `app_token` it keeps `connections` sockets open; with `signing_secret` it serves `routes()`.
    `prefix` is what the workspace's commands begin with. With `installed` it serves the workspaces in there, else the
    one of the platform's token. The platform is closed by who made it.
    """

    def __init__(
        self,
        door: Door,
        platform: SlackPlatform,
        *,
        app_token: str | None = None,
        signing_secret: str | None = None,
        prefix: str = "",
        connections: int = 1,
        installed: Installed | None = None,
    ) -> None:
        self.team_id: str | None = None
        self.bot_user: str | None = None
        self._bot_id: str | None = None
        self._door = door
        self._platform = platform
        self._app_token = app_token
        self._signing_secret = signing_secret
        self._prefix = prefix
        self._installed = installed
        self._connections = connections if app_token else 0
        self._sockets: list[AsyncSocketModeHandler] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.dropped = 0
        self._bodies = Bodies()
        self.bolt = self._bolt(signing_secret or "")

    async def start(self) -> None:
        """Learn who we are and connect; a refused token raises CannotStart, a network fault is retried."""
        if self._installed is not None:
            return
        try:
            await self._identify()
        except Unreachable as problem:
            raise CannotStart(f"Slack refuses the bot token: {problem}") from problem
        for _ in range(self._connections):
            self._sockets.append(AsyncSocketModeHandler(self.bolt, self._app_token, logger=sdk_log))
        connecting = [
            self._spawn(socket.connect_async())  # type: ignore[no-untyped-call]  # slack_bolt leaves it out
            for socket in self._sockets
        ]
        if connecting:
            _, waiting = await asyncio.wait(connecting, timeout=CONNECT_SECONDS)
            if waiting:
                _log.error("%d of %d sockets are not connected yet", len(waiting), len(connecting))

    async def stop(self) -> None:
        """Take no more deliveries."""
        for socket in self._sockets:
            await socket.close_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it out
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._sockets.clear()

    async def connected(self) -> bool:
        """Whether deliveries can reach us, as far as we see."""
        if self._installed is not None:
            return True
        if self._platform.calls.refused:
            return False
        return all([await socket.client.is_connected() for socket in self._sockets])

    def routes(self) -> list[web.RouteDef]:
        """What the web server has to serve in HTTP mode."""
        return [web.post(PATH, self._http)] if self._signing_secret else []

    def _bolt(self, signing_secret: str) -> AsyncApp:
        async def authorize(team_id: str | None, enterprise_id: str | None) -> AuthorizeResult | None:
            # From memory: Bolt's own way is a call of auth.test before the acknowledgement.
            if self._installed is not None:
                return self._authorized(
                    self._installed.of(team_id or "", enterprise_id), team_id, enterprise_id
                )
            return AuthorizeResult(
                enterprise_id=enterprise_id,
                team_id=team_id,
                bot_token=self._platform.calls.token_of(team_id or ""),
                bot_id=self._bot_id,
                bot_user_id=self.bot_user,
            )

        bolt = AsyncApp(
            name="parley",
            logger=_bolt_log,
            client=AsyncWebClient(base_url=self._platform.calls.api_url, logger=sdk_log),
            signing_secret=signing_secret,
            before_authorize=self._find_place,
            authorize=authorize,  # type: ignore[arg-type]  # Bolt drops what is None, though it does not say so
            # Bolt then answers when the listener is done, events included, and not before.
            process_before_response=True,
        )
        bolt.event(_ANY)(self._happened)
        bolt.command(_ANY)(self._asked)
        bolt.action(_ANY)(self._asked)
        bolt.shortcut(_ANY)(self._asked)
        bolt.view(_ANY)(self._submitted)
        bolt.options(_ANY)(_no_options)
        bolt.error(self._failed)
        return bolt

    async def _find_place(
        self,
        body: Json,
        context: AsyncBoltContext,
        next: Callable[[], Awaitable[Any]],  # noqa: A002 (Bolt's name)
    ) -> None:
        """What is pressed on a message came through the workspace whose bot wrote that, whoever pressed it.

        Of an organisation that has us as a whole Slack may name no workspace where Bolt looks for it.
        """
        told, posted = context.team_id or came_through(body), posted_in(body)
        is_ours = posted and self._installed is not None and self._installed.of(posted) is not None
        if team := posted if is_ours else told:
            context["team_id"] = team
        await next()

    def _authorized(
        self, found: Installation | None, team_id: str | None, enterprise_id: str | None
    ) -> AuthorizeResult | None:
        """What lets a delivery in; None for one from where the app is not any more."""
        if found is None:
            return None
        if team_id:
            self._platform.apps[team_id] = found.app
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=found.token,
            bot_id=found.bot,
            bot_user_id=found.bot_user,
        )

    async def _identify(self) -> None:
        try:
            found = await outcome(self._platform.calls.client("").auth_test())
        except TryLater as problem:
            if problem.args[0] in TOKEN_REFUSED:
                raise Unreachable(*problem.args) from problem
            _log.warning("Slack does not answer: %s", problem)
            self._spawn(self._identify_later())
        else:
            self.team_id, self.bot_user = found["team_id"], found["user_id"]
            self._bot_id = found.get("bot_id")
            await self._learn_app(found["team_id"])

    async def _learn_app(self, team: str) -> None:
        """Which app we are, for links that open it; without that they open the workspace."""
        with suppress(TryLater, Unreachable):
            found = await outcome(self._platform.calls.client(team).bots_info(bot=self._bot_id))
            self._platform.apps[team] = read(found, "bot", "app_id")

    async def _identify_later(self) -> None:
        await asyncio.sleep(RETRY_SECONDS)
        try:
            await self._identify()
        except Unreachable as problem:
            _log.error("Slack refuses the bot token: %s", problem)

    def _read(self, body: Json) -> Inbound | None:
        ours = self._installed.bots if self._installed is not None else filter(None, [self.bot_user])
        return translate(body, self._prefix, {*ours})

    async def _happened(self, body: Json, ack: AsyncAck) -> None:
        """An event: acknowledged when it is kept, else Slack sends it again."""
        inbound = self._read(body)
        if inbound is not None:
            await self._keep(inbound)
        await ack()

    async def _asked(self, body: Json, ack: AsyncAck) -> None:
        """A command, a press or a shortcut: Slack does not repeat these, so a shut door is said at once."""
        inbound = self._read(body)
        if inbound is None:
            await ack()
            return
        if needs.decides(body):
            await ack()
            self._spawn(self._draw_again(body, inbound.met_as.workspace))
            return
        try:
            await self._keep(inbound)
        except Exception as problem:  # noqa: BLE001 (whatever keeps the door shut, the person must hear of it)
            _log.error("a delivery could not be kept: %s", problem)
            if "command" in body:
                await ack(label(SHUT))
                return
            self._spawn(self._say_shut(inbound))
        await ack()

    async def _submitted(self, body: Json, ack: AsyncAck) -> None:
        """A modal sent in: the verdict is the answer."""
        inbound = self._read(body)
        if inbound is None:
            await ack()
            return
        answer: FormAnswer
        try:
            async with asyncio.timeout(ACK_SECONDS):
                answer = await self._door.submit(inbound)
        except Exception as problem:  # noqa: BLE001 (a fault never closes a modal as if it had worked)
            _log.error("a form could not be taken: %s", type(problem).__name__)
            answer = FormErrors({"": label(SHUT)})
        fields = [block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"]
        match answer:
            case FormClosed():
                await ack()
            case FormWorking():
                await ack(response_action="update", view=render.notice(label("Working…"), label(WORKING)))
            case FormErrors(errors=errors) if fields:
                await ack(response_action="errors", errors=_at_fields(errors, fields))
            case FormErrors(errors=errors):
                words = " ".join(errors.values())
                await ack(response_action="update", view=render.notice(label("Not done"), words))

    async def _keep(self, inbound: Inbound) -> None:
        if isinstance(inbound.body, ProfileChanged):
            self._platform.forget(inbound.sender)
        try:
            async with asyncio.timeout(ACK_SECONDS):
                await self._door.receive(inbound)
        except Exception as problem:
            raise NotKept(type(problem).__name__) from problem

    async def _failed(self, error: Exception, body: Json) -> BoltResponse | None:
        """What was not kept is not acknowledged, so that Slack repeats it; what cannot be read is dropped."""
        if isinstance(error, NotKept):
            _log.error("%s was not acknowledged: %s", kind_of(body), error)
            return None
        self.dropped += 1
        _log.error("%s was dropped: %s", kind_of(body), trace_of(error))
        return BoltResponse(status=200)

    async def _draw_again(self, body: Json, team: str) -> None:
        view = body["view"]
        try:
            await self._platform.redraw_form(team, view["id"], view["hash"], needs.drawn_again(body))
        except (TryLater, Unreachable, Unsure) as problem:
            _log.warning("a form stays as it was: %s", problem)

    async def _say_shut(self, inbound: Inbound) -> None:
        try:
            await self._platform.toast(inbound, Toast(say(SHUT)))
        except (TryLater, Unreachable, Unsure) as problem:
            _log.warning("could not say that the door is shut: %s", problem)

    async def _http(self, request: web.Request) -> web.Response:
        """One signed delivery; nothing is parsed before its signature holds."""
        if (request.content_length or 0) > BODY_LIMIT:
            return web.Response(status=413)
        stamp, signature = request.headers.get(STAMP, ""), request.headers.get(SIGNATURE, "")
        if not (_STAMP.fullmatch(stamp) and _SIGNATURE.fullmatch(signature)):
            return web.Response(status=401)
        try:
            raw = await self._bodies.read(request, BODY_LIMIT)
        except BodyRefused as refused:
            return web.Response(status=refused.status)
        if not self._signed(raw, stamp, signature):
            return web.Response(status=401)
        try:
            delivery = AsyncBoltRequest(
                body=raw.decode(), query=request.query_string, headers=dict(request.headers)
            )
            read: object = delivery.body
            if not isinstance(read, dict):
                return web.Response(status=400)
            answer = await self.bolt.async_dispatch(delivery)
        except Exception as problem:  # noqa: BLE001 (what cannot be read is not sent again)
            _log.error("a signed request could not be read: %s", trace_of(problem))
            return web.Response(status=400)
        return await to_aiohttp_response(answer)

    def _signed(self, raw: bytes, stamp: str, signature: str) -> bool:
        """Whether Slack signed this within five minutes; slack_sdk raises on odd bytes."""
        verifier = SignatureVerifier(self._signing_secret or "")
        try:
            if verifier.is_valid(raw, stamp, signature):
                return True
            if hmac.compare_digest(verifier.generate_signature(timestamp=stamp, body=raw) or "", signature):
                _log.error("Slack's signature is right and its time is not: is the clock of this machine?")
        except (ValueError, TypeError, OverflowError):
            pass
        return False

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


async def _no_options(ack: AsyncAck) -> None:
    await ack(options=[])


def _at_fields(errors: dict[str, str], fields: list[str]) -> dict[str, str]:
    """Slack takes errors at inputs only: those about anything else join the first."""
    placed = {name: words for name, words in errors.items() if name in fields}
    others = [words for name, words in errors.items() if name not in fields]
    if others or not placed:
        placed[fields[0]] = " ".join([*filter(None, [placed.get(fields[0])]), *others]) or label(SHUT)
    return placed
