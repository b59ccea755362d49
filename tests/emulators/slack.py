"""A Slack of its own, for the unchanged bot: it knows no more than Slack documents, and is stricter than Slack is.

It shares nothing with the playground. Payloads have the keys that Slack sends, some that are new, and none that are
optional. What the bot sends is measured by the limits in Slack's reference; `faults` says what would be refused.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession, WSMsgType, web

from tests.emulators.waiting import now, until

Json = dict[str, Any]
TEAM, APP, BOT, BOT_ID = "T08PQ2RS4TU", "A08ABCDEF12", "U08BOTBOT99", "B08BOTBOT11"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-8-emulated", "xapp-1-emulated", "8f742231b10e8888abcd99yyyzzz85a5"
ACK_SECONDS = 3.0
_PLAIN = {"button": 75, "option": 75, "header": 150, "title": 24, "submit": 24, "close": 24, "label": 2000}
_STRUCTURED = {"blocks", "view", "metadata", "attachments"}
_NEEDS = {
    "chat.postMessage": ("channel",),
    "chat.update": ("channel", "ts"),
    "chat.postEphemeral": ("channel", "user"),
    "conversations.open": ("users",),
    "conversations.history": ("channel",),
    "views.open": ("trigger_id", "view"),
    "views.publish": ("user_id", "view"),
    "views.update": ("view",),
    "users.info": ("user",),
    "bots.info": ("bot",),
}


@dataclass
class Chat:
    """A conversation: its messages by their time stamps, in order."""

    id: str
    messages: dict[str, Json] = field(default_factory=dict)


class SlackEmulator:
    """The Web API, Socket Mode and signed requests, at `url`; `users` have a name and a time zone each."""

    def __init__(self, users: dict[str, tuple[str, str]]) -> None:
        self.users = users
        self.chats: dict[str, Chat] = {}
        self.homes: dict[str, Json] = {}
        self.modals: dict[str, Json] = {}
        self.whispered: dict[str, list[Json]] = defaultdict(list)
        self.refusals: dict[str, list[web.Response]] = defaultdict(list)
        self.calls: list[str] = []
        self.faults: list[str] = []
        self.url = ""
        self.events_at: str | None = None
        self._direct: dict[str, str] = {}
        self._numbers = itertools.count(1)
        self._socket: web.WebSocketResponse | None = None
        self._connected = asyncio.Event()
        self._acks: dict[str, asyncio.Future[Json]] = {}
        self._runner: web.AppRunner | None = None
        self._triggers: dict[str, str] = {}

    async def start(self) -> None:
        """Serve on a free port of loopback."""
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_get("/link/", self._link)
        app.router.add_post("/commands/{user}", self._responded)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Serve no more."""
        if self._socket is not None:
            await self._socket.close()
        assert self._runner is not None
        await self._runner.cleanup()

    # --- what people do

    async def command(self, user: str, typed: str) -> None:
        """Type a command in one's own chat with the bot."""
        name, _, text = typed.partition(" ")
        await self._deliver(
            "slash_commands",
            {
                "token": "verification",
                "team_id": TEAM,
                "team_domain": "meridian",
                "channel_id": self._dm(user),
                "channel_name": "directmessage",
                "user_id": user,
                "user_name": self.users[user][0].split()[0].lower(),
                "command": name,
                "text": text,
                "api_app_id": APP,
                "is_enterprise_install": "false",
                "response_url": f"{self.url}/commands/{user}",
                "trigger_id": self._trigger(user),
            },
            is_form=True,
        )

    async def say(self, user: str, text: str) -> None:
        """Write to the bot, in its chat with the person."""
        stamp = self._stamp()
        event = {
            "user": user,
            "type": "message",
            "ts": stamp,
            "client_msg_id": "0c2a4e0e-2a5e-4d0e-9d0b-0a6b6f2f7a11",
            "text": text,
            "team": TEAM,
            "blocks": [{"type": "rich_text", "block_id": "x1Y", "elements": []}],
            "channel": self._dm(user),
            "event_ts": stamp,
            "channel_type": "im",
            "assistant_thread": {"of_a_later_year": True},
        }
        await self._event(event)

    async def open_home(self, user: str) -> None:
        """Look at the Home tab."""
        await self._event(
            {
                "type": "app_home_opened",
                "user": user,
                "channel": self._dm(user),
                "tab": "home",
                "event_ts": self._stamp(),
            }
        )

    async def press(self, user: str, text: str) -> None:
        """Press the newest button with this text in the person's chat, or choose that option."""
        chat = self.chats[self._dm(user)]
        for stamp, message in reversed(chat.messages.items()):
            for block in message.get("blocks") or ():
                for element in (*block.get("elements", ()), block.get("accessory") or {}):
                    if said := _meant(element, text):
                        await self._interact(user, chat.id, stamp, message, block["block_id"], said)
                        return
        raise AssertionError(f"{user} sees no button {text!r}:\n{self.screen(user)}")

    async def _interact(
        self, user: str, channel: str, stamp: str, message: Json, block: str, action: Json
    ) -> None:
        await self._deliver(
            "interactive",
            {
                "type": "block_actions",
                "user": self._user(user),
                "api_app_id": APP,
                "token": "verification",
                "container": {
                    "type": "message",
                    "message_ts": stamp,
                    "channel_id": channel,
                    "is_ephemeral": False,
                },
                "trigger_id": self._trigger(user),
                "team": {"id": TEAM, "domain": "meridian"},
                "enterprise": None,
                "is_enterprise_install": False,
                "channel": {"id": channel, "name": "directmessage"},
                "message": message,
                "state": {"values": {}},
                "response_url": f"{self.url}/commands/{user}",
                "actions": [{**action, "block_id": block, "action_ts": self._stamp()}],
                "function_data": None,
            },
        )

    async def submit(self, user: str, values: dict[str, str]) -> Json | None:
        """Send in the open modal with these inputs, by label; what Slack is answered."""
        view = self.modals[user]
        state: Json = {}
        left = dict(values)
        for block in view["blocks"]:
            if block["type"] != "input":
                continue
            element = block["element"]
            state[block["block_id"]] = {
                element["action_id"]: _entered(element, left.pop(block["label"]["text"], None))
            }
        assert not left, f"the modal has no {left}"
        answer = await self._deliver(
            "interactive",
            {
                "type": "view_submission",
                "team": {"id": TEAM, "domain": "meridian"},
                "user": self._user(user),
                "api_app_id": APP,
                "token": "verification",
                "trigger_id": self._trigger(user),
                "view": {**view, "state": {"values": state}},
                "response_urls": [],
                "is_enterprise_install": False,
                "enterprise": None,
            },
        )
        if not answer or "response_action" not in answer:
            del self.modals[user]
        return answer

    # --- what people see

    def screen(self, user: str) -> str:
        """All that the person's chat with the bot shows, oldest first."""
        chat = self.chats.get(self._dm(user))
        shown = [_words(message) for message in (chat.messages.values() if chat else ())]
        return "\n\n".join([*shown, *(_words(each) for each in self.whispered[user])])

    async def sees(self, user: str, text: str, within: float = 30.0) -> None:
        """Wait until the person sees this."""
        await until(
            lambda: text in self.screen(user),
            lambda: f"{user} does not see {text!r}:\n{self.screen(user)}",
            within,
        )

    # --- the Web API

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.calls.append(method)
        asked: Json = dict(request.query)
        if request.content_type == "application/json":
            asked |= await request.json()
        else:
            for name, value in (await request.post()).items():
                asked[name] = json.loads(str(value)) if name in _STRUCTURED else value
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or asked.get("token")
        if self.refusals[method]:
            return self.refusals[method].pop(0)
        if token != (APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN):
            return web.json_response({"ok": False, "error": "invalid_auth"})
        if missing := [name for name in _NEEDS.get(method, ()) if not asked.get(name)]:
            return self._wrong(method, f"[ERROR] missing required field: {missing[0]}")
        answer = self._answered(method, asked)
        headers = {"X-OAuth-Scopes": "chat:write,im:history", "X-Slack-Req-Id": "0f1e2d3c"}
        return web.json_response(answer, headers=headers)

    def _answered(self, method: str, asked: Json) -> Json:
        match method:
            case "auth.test":
                return {
                    "ok": True,
                    "url": "https://meridian.slack.com/",
                    "team": "Meridian",
                    "user": "parley",
                    "team_id": TEAM,
                    "user_id": BOT,
                    "bot_id": BOT_ID,
                    "is_enterprise_install": False,
                }
            case "bots.info":
                return {
                    "ok": True,
                    "bot": {"id": BOT_ID, "app_id": APP, "name": "parley", "deleted": False},
                }
            case "apps.connections.open":
                return {"ok": True, "url": f"{self.url.replace('http', 'ws')}/link/?ticket=1&app_id={APP}"}
            case "users.info":
                return self._about(str(asked["user"]))
            case "conversations.open":
                if asked["users"] not in self.users:
                    return {"ok": False, "error": "user_not_found"}
                return {"ok": True, "no_op": True, "channel": {"id": self._dm(asked["users"])}}
            case "conversations.history":
                found = self.chats.get(asked["channel"], Chat("")).messages
                return {"ok": True, "messages": [*reversed(found.values())], "has_more": False}
            case "chat.postMessage" | "chat.update" | "chat.postEphemeral":
                return self._written(method, asked)
            case "views.open":
                user = self._triggers.pop(asked["trigger_id"], None)
                if user is None:
                    return {"ok": False, "error": "expired_trigger_id"}
                self._check_view(asked["view"], "modal")
                return {"ok": True, "view": self._kept(user, asked["view"])}
            case "views.publish":
                self._check_view(asked["view"], "home")
                self.homes[asked["user_id"]] = asked["view"]
                return {"ok": True, "view": {**asked["view"], "id": "V08HOME"}}
        return {"ok": False, "error": "unknown_method", "req_method": method}

    def _about(self, user: str) -> Json:
        if user not in self.users:
            return {"ok": False, "error": "user_not_found"}
        name, zone = self.users[user]
        profile = {"real_name": name, "display_name": "", "avatar_hash": "ge3b51ca72de", "team": TEAM}
        found = {
            "id": user,
            "team_id": TEAM,
            "name": name.split()[0].lower(),
            "deleted": False,
            "real_name": name,
            "tz": zone,
            "tz_offset": 0,
            "profile": profile,
            "is_bot": False,
            "updated": 1502138686,
            "locale": "en-US",
        }
        return {"ok": True, "user": found}

    def _written(self, method: str, asked: Json) -> Json:
        where = str(asked["channel"])
        if where not in {*self._direct.values(), *self.chats}:
            return {"ok": False, "error": "channel_not_found"}
        chat = self.chats.setdefault(where, Chat(where))
        stamp = str(asked["ts"]) if method == "chat.update" else self._stamp()
        if method == "chat.update" and stamp not in chat.messages:
            return {"ok": False, "error": "message_not_found"}
        blocks = [
            {"block_id": f"b{number}", **block} for number, block in enumerate(asked.get("blocks") or ())
        ]
        self._check_blocks(blocks, 50)
        if not asked.get("text") and not blocks:
            return {"ok": False, "error": "no_text"}
        message = {
            "type": "message",
            "user": BOT,
            "bot_id": BOT_ID,
            "app_id": APP,
            "team": TEAM,
            "ts": stamp,
            "text": asked.get("text", ""),
            "blocks": blocks,
        }
        if method == "chat.postEphemeral":
            self.whispered[asked["user"]].append(message)
            return {"ok": True, "message_ts": stamp}
        if "metadata" in asked:
            message["metadata"] = asked["metadata"]
        chat.messages[stamp] = message
        return {"ok": True, "channel": where, "ts": stamp, "message": message}

    async def _responded(self, request: web.Request) -> web.Response:
        """A response URL: five answers within half an hour, which say the word `ok`."""
        said = await request.json()
        self._check_blocks(said.get("blocks") or (), 50)
        self.whispered[request.match_info["user"]].append(said)
        return web.Response(text="ok")

    def _wrong(self, method: str, why: str) -> web.Response:
        self.faults.append(f"{method}: {why}")
        told = {"ok": False, "error": "invalid_arguments", "response_metadata": {"messages": [why]}}
        return web.json_response(told)

    # --- limits of the reference

    def _check_view(self, view: Json, kind: str) -> None:
        if view.get("type") != kind or len(view.get("private_metadata", "")) > 3000:
            self.faults.append(f"a view that is no {kind}")
        for name in ("title", "submit", "close"):
            if name in view and len(view[name]["text"]) > _PLAIN[name]:
                self.faults.append(f"{name} of a view: {view[name]['text']!r}")
        self._check_blocks(view["blocks"], 100)

    def _check_blocks(self, blocks: Any, most: int) -> None:
        ids = [block["block_id"] for block in blocks if "block_id" in block]
        if len(blocks) > most or len(ids) != len(set(ids)):
            self.faults.append(f"{len(blocks)} blocks, {len(set(ids))} ids")
        for block in blocks:
            self._check_block(block)

    def _check_block(self, block: Json) -> None:
        kind = block["type"]
        elements = [
            *block.get("elements", ()),
            *filter(None, [block.get("accessory"), block.get("element")]),
        ]
        match kind:
            case "section" if len((block.get("text") or {}).get("text", "x")) not in range(1, 3001):
                self.faults.append("a section's text")
            case "section" if len(block.get("fields", ())) > 10:
                self.faults.append("a section's fields")
            case "header" if len(block["text"]["text"]) > _PLAIN["header"]:
                self.faults.append("a header's text")
            case "actions" if not 1 <= len(elements) <= 25:
                self.faults.append(f"{len(elements)} actions")
            case "context" if not 1 <= len(elements) <= 10:
                self.faults.append(f"{len(elements)} elements of a context")
            case "input" if len(block["label"]["text"]) > _PLAIN["label"]:
                self.faults.append("a label")
        if kind not in {
            "section", "header", "actions", "context", "divider", "input", "image", "rich_text", "table", "carousel",
            "markdown", "card",
        }:  # fmt: skip
            self.faults.append(f"a block that is no block: {kind}")
        named = [element["action_id"] for element in elements if "action_id" in element]
        if len(named) != len(set(named)) or any(len(each) > 255 for each in named):
            self.faults.append(f"action ids {named}")
        for element in elements:
            self._check_element(element)

    def _check_element(self, element: Json) -> None:
        words = element["text"]["text"] if element.get("type") == "button" else "x"
        if not 1 <= len(words) <= _PLAIN["button"] or len(element.get("value", "")) > 2000:
            self.faults.append(f"a button {element}")
        for option in element.get("options", ()):
            if (
                not 1 <= len(option["text"]["text"]) <= _PLAIN["option"]
                or not 1 <= len(option["value"]) <= 150
            ):
                self.faults.append(f"an option {option}")
        if not 1 <= len(element.get("options", "x")) <= 100:
            self.faults.append("a menu's options")

    # --- how deliveries leave

    async def _event(self, event: Json) -> None:
        await self._deliver(
            "events_api",
            {
                "token": "verification",
                "team_id": TEAM,
                "context_team_id": TEAM,
                "context_enterprise_id": None,
                "api_app_id": APP,
                "event": event,
                "type": "event_callback",
                "event_id": f"Ev08{next(self._numbers):07}",
                "event_time": now(),
                "authorizations": [
                    {
                        "enterprise_id": None,
                        "team_id": TEAM,
                        "user_id": BOT,
                        "is_bot": True,
                        "is_enterprise_install": False,
                    }
                ],
                "is_ext_shared_channel": False,
                "event_context": "4-eyJldCI6Im1lc3NhZ2UifQ",
            },
        )

    async def _deliver(self, kind: str, payload: Json, *, is_form: bool = False) -> Json | None:
        if self.events_at is None:
            return await self._by_socket(kind, payload)
        if kind == "events_api":
            raw, content = json.dumps(payload), "application/json"
        else:
            raw = urlencode(payload if is_form else {"payload": json.dumps(payload)})
            content = "application/x-www-form-urlencoded"
        stamp = str(now())
        proof = hmac.new(SECRET.encode(), f"v0:{stamp}:{raw}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": content,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={proof}",
        }
        async with (
            asyncio.timeout(ACK_SECONDS),
            ClientSession() as http,
            http.post(self.events_at, data=raw, headers=headers) as got,
        ):
            assert got.status == 200, f"{kind} was answered with {got.status}"
            said = await got.text()
            return json.loads(said) if said.startswith("{") else None

    async def _by_socket(self, kind: str, payload: Json) -> Json | None:
        """An event that is not acknowledged is sent once more, as Slack does at once."""
        if kind == "events_api":
            with suppress(TimeoutError):
                return await self._sent(kind, payload, {"retry_attempt": 0, "retry_reason": ""})
            return await self._sent(kind, payload, {"retry_attempt": 1, "retry_reason": "timeout"})
        return await self._sent(kind, payload, {"accepts_response_payload": True})

    async def _sent(self, kind: str, payload: Json, more: Json) -> Json | None:
        envelope = f"57d6a792-4d35-{next(self._numbers):04}"
        self._acks[envelope] = asyncio.get_running_loop().create_future()
        sent = {
            "envelope_id": envelope,
            "payload": payload,
            "type": kind,
            "accepts_response_payload": False,
        }
        await asyncio.wait_for(self._send_by_what_is_open(sent | more), 30)
        answer = await asyncio.wait_for(self._acks[envelope], ACK_SECONDS)
        return answer.get("payload")

    async def _send_by_what_is_open(self, envelope: Json) -> None:
        """What a closing connection no longer takes goes by the next one."""
        while True:
            await self._connected.wait()
            socket = self._socket
            assert socket is not None
            try:
                return await socket.send_json(envelope)
            except ConnectionError:
                self._lose(socket)

    def _lose(self, socket: web.WebSocketResponse) -> None:
        if socket is self._socket:
            self._socket = None
            self._connected.clear()

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        hello = {
            "type": "hello",
            "num_connections": 1,
            "debug_info": {"host": "applink-7fc4fdbb64-4x5xq", "approximate_connection_time": 18060},
            "connection_info": {"app_id": APP},
        }
        with suppress(ConnectionError):
            await socket.prepare(request)
            await socket.send_json(hello)
            self._socket = socket
            self._connected.set()
            async for message in socket:
                if message.type is WSMsgType.TEXT and message.data.startswith("{"):
                    told = json.loads(message.data)
                    ack = self._acks[told["envelope_id"]]
                    if not ack.done():
                        ack.set_result(told)
        self._lose(socket)
        return socket

    async def refresh(self) -> None:
        """Ask the bot to connect anew, as Slack does now and then, and close what it has."""
        assert self._socket is not None
        before = self._socket
        self._lose(before)
        await before.send_json(
            {"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "x"}}
        )
        await before.close()

    # --- names

    def _user(self, user: str) -> Json:
        name = self.users[user][0].split()[0].lower()
        return {"id": user, "username": name, "name": name, "team_id": TEAM}

    def _dm(self, user: str) -> str:
        return self._direct.setdefault(user, f"D08{len(self._direct):07}X")

    def _trigger(self, user: str) -> str:
        trigger = f"8{next(self._numbers)}.4123456789.abcdef0123456789"
        self._triggers[trigger] = user
        return trigger

    def _stamp(self) -> str:
        return f"{now()}.{next(self._numbers):06}"

    def _kept(self, user: str, view: Json) -> Json:
        self.modals[user] = {
            **view,
            "id": f"V08{next(self._numbers):06}",
            "team_id": TEAM,
            "hash": "1712345678.aBcDeFgH",
            "app_id": APP,
            "app_installed_team_id": TEAM,
            "bot_id": BOT_ID,
            "external_id": "",
            "previous_view_id": None,
        }
        return self.modals[user]


def ratelimited(seconds: int) -> web.Response:
    """429, as Slack says it."""
    return web.json_response(
        {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(seconds)}
    )


def _meant(element: Json, text: str) -> Json | None:
    """What pressing says, where the element is that button or has that option."""
    if element.get("type") == "button" and element["text"]["text"] == text and "value" in element:
        return {
            "type": "button",
            "action_id": element["action_id"],
            "text": element["text"],
            "value": element["value"],
        }
    for option in element.get("options", ()):
        if option["text"]["text"] == text:
            return {"type": element["type"], "action_id": element["action_id"], "selected_option": option}
    return None


def _entered(element: Json, value: str | None) -> Json:
    kind = element["type"]
    match kind:
        case "static_select":
            chosen = next(
                (o for o in element["options"] if o["text"]["text"] == value), element.get("initial_option")
            )
            return {"type": kind, "selected_option": chosen}
        case "datepicker":
            return {"type": kind, "selected_date": value or element.get("initial_date")}
        case "timepicker":
            return {"type": kind, "selected_time": value or element.get("initial_time")}
    return {"type": kind, "value": value or element.get("initial_value")}


def _words(shown: Any) -> str:
    """All texts in blocks or whatever else is shown."""
    match shown:
        case {"blocks": [_, *_] as blocks}:
            return " ".join(map(_words, blocks))
        case {"text": str(text)}:
            return text
        case dict():
            return " ".join(_words(each) for each in shown.values() if isinstance(each, dict | list))
        case list():
            return " ".join(map(_words, shown))
    return ""
