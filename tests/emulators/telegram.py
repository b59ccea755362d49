"""A Telegram of its own, for the unchanged bot: it knows no more than the Bot API documents.

It shares nothing with the playground. Updates have the keys that Telegram sends, some that are new, and none that are
optional. What the bot sends is measured by the documented limits; `faults` says what would be refused.
"""

import asyncio
import itertools
import json
import re
from collections import defaultdict
from html import unescape
from typing import Any

from aiohttp import ClientSession, web

from tests.emulators.waiting import now, until

Json = dict[str, Any]
BOT = 8123456789
TOKEN = f"{BOT}:AAF-emulated-_abcdefghijklmnopqrstu"
_STRUCTURED = {"reply_markup", "commands", "scope", "allowed_updates", "link_preview_options", "media"}
_TAGS = {
    "b",
    "i",
    "u",
    "s",
    "code",
    "pre",
    "a",
    "blockquote",
    "tg-spoiler",
    "tg-time",
    "span",
    "em",
    "strong",
    "del",
}
_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
_TAG = re.compile(r"<(/?)([a-z-]+)[^<>]*>")


class TelegramEmulator:
    """The Bot API at `url`; `people` have a name each, by ids beyond 32 bits."""

    def __init__(self, people: dict[int, str]) -> None:
        self.people = people
        self.chats: dict[int, dict[int, Json]] = defaultdict(dict)
        self.toasts: list[str] = []
        self.refusals: dict[str, list[web.Response]] = defaultdict(list)
        self.calls: list[str] = []
        self.faults: list[str] = []
        self.migrated: dict[int, int] = {}
        self.url = ""
        self._webhook: tuple[str, str] | None = None
        self._updates: list[Json] = []
        self._came = asyncio.Condition()
        self._numbers = itertools.count(910_000_001)
        self._messages = itertools.count(1)
        self._queries: dict[str, bool] = {}
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Serve on a free port of loopback."""
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Serve no more."""
        assert self._runner is not None
        await self._runner.cleanup()

    # --- what people do

    async def say(self, who: int, text: str, chat: int | None = None) -> None:
        """Write to the bot, or in a group."""
        message = {
            "message_id": next(self._messages),
            "from": self._user(who),
            "chat": self._chat(chat or who),
            "date": now(),
            "text": text,
            "of_a_later_year": {"new": True},
        }
        if found := re.match(r"/\w+", text):
            message["entities"] = [{"offset": 0, "length": len(found[0]), "type": "bot_command"}]
        await self._update({"message": message})

    async def press(self, who: int, text: str, chat: int | None = None) -> None:
        """Press the newest button with this text."""
        for message in reversed(self.chats[chat or who].values()):
            for row in (message.get("reply_markup") or {}).get("inline_keyboard", ()):
                for button in row:
                    if button["text"] == text and "callback_data" in button:
                        query = str(4_382_718_290_000_000_000 + next(self._numbers))
                        self._queries[query] = False
                        pressed = {
                            "id": query,
                            "from": self._user(who),
                            "message": message,
                            "chat_instance": "-7483626150237416098",
                            "data": button["callback_data"],
                        }
                        await self._update({"callback_query": pressed})
                        return
        raise AssertionError(f"{who} sees no button {text!r}:\n{self.screen(chat or who)}")

    # --- what people see

    def screen(self, chat: int) -> str:
        """All that a chat shows, oldest first."""
        return "\n\n".join(_plain(each) for each in self.chats[chat].values())

    def buttons(self, chat: int) -> list[str]:
        """Of the newest message that has any."""
        for message in reversed(self.chats[chat].values()):
            if rows := (message.get("reply_markup") or {}).get("inline_keyboard"):
                return [button["text"] for row in rows for button in row]
        return []

    async def sees(self, chat: int, text: str, within: float = 30.0) -> None:
        """Wait until the chat shows this."""
        await until(
            lambda: text in self.screen(chat),
            lambda: f"{chat} does not see {text!r}:\n{self.screen(chat)}",
            within,
        )

    def unanswered(self) -> list[str]:
        """Presses that still spin."""
        return [query for query, is_answered in self._queries.items() if not is_answered]

    # --- the Bot API

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"].lower()
        self.calls.append(method)
        if request.match_info["token"] != TOKEN:
            return refused(401, "Unauthorized")
        asked: Json = dict(request.query)
        for name, value in (await request.post()).items():
            asked[name] = json.loads(value) if name in _STRUCTURED else value  # type: ignore[arg-type]
        if self.refusals[method]:
            return self.refusals[method].pop(0)
        match method:
            case "getme":
                return _ok(
                    {
                        "id": BOT,
                        "is_bot": True,
                        "first_name": "Parley",
                        "username": "parley_emulated_bot",
                        "can_join_groups": True,
                        "can_read_all_group_messages": False,
                        "supports_inline_queries": False,
                    }
                )
            case "setwebhook":
                self._webhook = asked["url"], asked.get("secret_token", "")
                return _ok(True)
            case "deletewebhook":
                self._webhook = None
                return _ok(True)
            case "getupdates":
                return await self._polled(asked)
            case "sendmessage":
                return self._sent(asked, "text")
            case "sendphoto":
                return self._sent(
                    asked, "caption", photo=[{"file_id": "AgACAgIAAxkDAAIBZ2", "width": 900, "height": 500}]
                )
            case "editmessagetext":
                return self._edited(asked)
            case "answercallbackquery":
                if self._queries.get(str(asked["callback_query_id"])) is not False:
                    return refused(
                        400,
                        "Bad Request: query is too old and response timeout expired or query ID is invalid",
                    )
                self._queries[str(asked["callback_query_id"])] = True
                self.toasts.append(str(asked.get("text", "")))
                return _ok(True)
            case "setmycommands":
                for command in asked["commands"]:
                    if (
                        not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"])
                        or not 1 <= len(command["description"]) <= 256
                    ):
                        self.faults.append(f"a command {command}")
                return _ok(True)
        return refused(404, "Not Found: method not found")

    async def _polled(self, asked: Json) -> web.Response:
        if self._webhook is not None:
            return refused(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first",
            )
        async with self._came:
            if "offset" in asked:
                self._updates = [
                    each for each in self._updates if each["update_id"] >= int(asked["offset"])
                ]
            if not self._updates:
                try:
                    async with asyncio.timeout(float(asked.get("timeout", 0))):
                        await self._came.wait()
                except TimeoutError:
                    pass
            return _ok(self._updates[:100])

    def _sent(self, asked: Json, words: str, **more: Any) -> web.Response:
        chat = int(asked["chat_id"])
        if chat in self.migrated:
            return refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.migrated[chat],
            )
        if chat not in self.people and chat not in self.chats:
            return refused(400, "Bad Request: chat not found")
        if problem := self._check(asked, words):
            return refused(400, f"Bad Request: {problem}")
        message = {
            "message_id": next(self._messages),
            "from": {"id": BOT, "is_bot": True, "first_name": "Parley", "username": "parley_emulated_bot"},
            "chat": self._chat(chat),
            "date": now(),
            words: asked.get(words, ""),
            **more,
        }
        if markup := asked.get("reply_markup"):
            message["reply_markup"] = markup
        self.chats[chat][message["message_id"]] = message
        return _ok(message)

    def _edited(self, asked: Json) -> web.Response:
        message = self.chats[int(asked["chat_id"])].get(int(asked["message_id"]))
        if message is None:
            return refused(400, "Bad Request: message to edit not found")
        if "text" not in message:
            return refused(400, "Bad Request: there is no text in the message to edit")
        if problem := self._check(asked, "text"):
            return refused(400, f"Bad Request: {problem}")
        after = {"text": asked["text"], "reply_markup": asked.get("reply_markup")}
        if after == {"text": message["text"], "reply_markup": message.get("reply_markup")}:
            return refused(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly "
                "the same as a current content and reply markup of the message",
            )
        message |= after
        return _ok(message)

    def _check(self, asked: Json, words: str) -> str | None:
        """What Telegram would say against it."""
        text = str(asked.get(words, ""))
        problem = _markup_problem(text) if asked.get("parse_mode") == "HTML" else None
        plain = unescape(_TAG.sub("", text))
        if words == "text" and not plain.strip():
            problem = "message text is empty"
        if len(plain.encode("utf-16-le")) // 2 > (4096 if words == "text" else 1024):
            problem = "message is too long"
        buttons = [b for row in (asked.get("reply_markup") or {}).get("inline_keyboard", ()) for b in row]
        for button in buttons:
            if not 1 <= len(button.get("callback_data", "x").encode()) <= 64:
                problem = "BUTTON_DATA_INVALID"
            if len({*button} - {"text", "style", "icon_custom_emoji_id"}) != 1:
                problem = (
                    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
                )
        if len(buttons) > 100:
            problem = "REPLY_MARKUP_TOO_LONG"
        if problem is not None:
            self.faults.append(f"{problem}: {asked}")
        return problem

    # --- how updates leave

    async def _update(self, what: Json) -> None:
        update = {"update_id": next(self._numbers), **what}
        if self._webhook is None:
            async with self._came:
                self._updates.append(update)
                self._came.notify_all()
            return
        where, secret = self._webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret, "Content-Type": "application/json"}
        async with (
            ClientSession() as http,
            http.post(where, data=json.dumps(update), headers=headers) as got,
        ):
            assert got.status == 200, f"an update was answered with {got.status}"

    @property
    def has_webhook(self) -> bool:
        """Whether the bot has said where updates go."""
        return self._webhook is not None

    # --- names

    def _user(self, who: int) -> Json:
        return {"id": who, "is_bot": False, "first_name": self.people[who], "language_code": "en"}

    def _chat(self, chat: int) -> Json:
        if chat > 0:
            return {"id": chat, "first_name": self.people[chat], "type": "private"}
        return {
            "id": chat,
            "title": "Mentoring admins",
            "type": "supergroup" if chat < -(10**12) else "group",
        }


def refused(code: int, description: str, **parameters: int) -> web.Response:
    """An error, as Telegram says it."""
    told: Json = {"ok": False, "error_code": code, "description": description}
    if parameters:
        told["parameters"] = parameters
    return web.json_response(told, status=code)


def too_many(seconds: int) -> web.Response:
    """The flood limit."""
    return refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _markup_problem(text: str) -> str | None:
    """Whether the tags are Telegram's, and nested."""
    open_tags: list[str] = []
    for closing, name in _TAG.findall(text):
        if name not in _TAGS:
            return f'can\'t parse entities: Unsupported start tag "{name}"'
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return "can't parse entities: Unexpected end tag"
    stray = re.search(r"<(?![/a-z])|&(?!(lt|gt|amp|quot|#\d+|#x[0-9a-f]+);)", text)
    return "can't parse entities: can't find end tag" if open_tags or stray else None


def _plain(message: Json) -> str:
    return unescape(_TAG.sub("", message.get("text") or message.get("caption") or ""))
