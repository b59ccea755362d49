"""response_url: five uses, thirty minutes of real time."""

import secrets
import time
from dataclasses import dataclass

from aiohttp import web

from playground.slack.chat import Chat
from playground.slack.state import ApiError, Json, Workspace
from playground.wire import Wire


@dataclass(slots=True)
class ResponseAddress:
    """Where a response goes: to whom, in which channel, and the message that was pressed, if any."""

    user: str
    channel: str
    source: str | None
    born: float
    used: int = 0


class Responses:
    """Issues response URLs and receives the app's posts to them."""

    def __init__(self, workspace: Workspace, chat: Chat, wire: Wire) -> None:
        self._workspace = workspace
        self._chat = chat
        self._wire = wire
        self._issued: dict[str, ResponseAddress] = {}
        self.address = "http://127.0.0.1/slack"

    def issue(self, user: str, channel: str, source: str | None = None) -> str:
        """A fresh response URL; `source` is the ts of the message that the person acted on."""
        key = secrets.token_urlsafe(12)
        self._issued[key] = ResponseAddress(user, channel, source, time.monotonic())
        return f"{self.address}/respond/{key}"

    async def receive(self, request: web.Request) -> web.Response:
        """Serve one use."""
        body = await request.json()
        self._wire.slack({"method": "response_url", "url": str(request.url), "body": body})
        try:
            self._use(request.match_info["key"], body)
        except ApiError as problem:
            if problem.loud:
                self._workspace.fault(f"response_url: {problem.code} {problem.detail}".strip())
            status = 400 if problem.loud else 404
            return web.json_response({"ok": False, "error": problem.code}, status=status)
        return web.json_response({"ok": True})

    def _use(self, key: str, body: Json) -> None:
        target = self._issued.get(key)
        settings = self._workspace.settings
        if target is None:
            raise ApiError("invalid_url", loud=True)
        if time.monotonic() - target.born > settings.response_seconds:
            raise ApiError("expired_url")
        if target.used >= settings.response_uses:
            raise ApiError("used_url")
        target.used += 1
        self.apply(target.user, target.channel, target.source, body)

    def apply(self, user: str, channel_id: str, source: str | None, body: Json) -> None:
        """Carry out a response or the body of a command's acknowledgement."""
        channel = self._workspace.channel(channel_id)
        pressed = next((message for message in channel.messages if message.ts == source), None)
        if body.get("delete_original"):
            if pressed is not None:
                self._chat.remove(pressed)
            return
        text, blocks = self._chat.content(body)
        if any("slack_file" in block for block in blocks):
            # Nobody's token comes with a response, so nobody's files do.
            raise ApiError("invalid_blocks", "slack_file in a response", loud=True)
        if body.get("replace_original") and pressed is not None:
            self._chat.rewrite(pressed, text, blocks)
            return
        kind = body.get("response_type", "ephemeral")
        if kind not in {"ephemeral", "in_channel"}:
            raise ApiError("invalid_arguments", f"response_type {kind}", loud=True)
        private_to = user if kind == "ephemeral" else None
        self._chat.write(channel, text, blocks, only_for=private_to, thread_ts=body.get("thread_ts"))
