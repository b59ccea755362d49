"""Calls of Slack's Web API and of response URLs, whose failures speak core's words."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient
from slack_sdk.webhook.webhook_response import WebhookResponse

from bot.messenger import Sink
from core.evidence import Trouble, Unfetched
from core.outbox import Scope, TryLater, Unreachable, Unsure
from core.spans import span

Answer = TypeVar("Answer")

DEADLINE = aiohttp.ClientTimeout(total=10, sock_connect=5)
UPLOAD = aiohttp.ClientTimeout(total=600, sock_connect=5)
CHUNK = 64 * 1024
FILE_HOSTS = {"files.slack.com", "files.slack-gov.com"}
OK = 200
SERVER_FAULT = 500
TOO_MANY = 429

# The chat is closed to us for good; any other refusal may be mended (a token, a scope, the layout).
CLOSED = {
    "cannot_dm_bot",
    "channel_not_found",
    "is_archived",
    "messages_tab_disabled",
    "not_in_channel",
    "restricted_action",
    "restricted_action_read_only_channel",
    "user_disabled",
    "user_not_found",
    "user_not_in_channel",
    "user_not_visible",
    "users_not_found",
}
# The bot's own token is refused: everything waits until somebody has mended that.
TOKEN_REFUSED = {
    "account_inactive",
    "invalid_auth",
    "not_authed",
    "token_expired",
    "token_revoked",
}
# So it is for good: the app was removed. Any other refusal may be of an address that is not on the workspace's list.
REMOVED = {"account_inactive", "token_revoked"}
TOKEN_WAIT = timedelta(minutes=1)
BUSY = {"ratelimited", "rate_limited"}

# slack_sdk prints whole bodies where a logger is at DEBUG, and takes an unset level for DEBUG.
sdk_log = logging.getLogger("parley.slack.sdk")
sdk_log.setLevel(logging.WARNING)


def _without_trace(record: logging.LogRecord) -> bool:
    """The words say why a socket does not open; with the trace of each attempt an outage would fill the log."""
    record.exc_info = None
    return True


sdk_log.addFilter(_without_trace)


class _Client(AsyncWebClient):
    """Tells after each call whether Slack took the token."""

    def __init__(self, note: Callable[[bool], None], *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._note = note

    async def api_call(self, *arguments: Any, **more: Any) -> AsyncSlackResponse:
        try:
            with span("call", to="slack", method=str(arguments[0])):
                answer = await super().api_call(*arguments, **more)
        except SlackApiError as problem:
            data = getattr(problem.response, "data", None)
            self._note(isinstance(data, dict) and data.get("error") in TOKEN_REFUSED)
            raise
        self._note(False)
        return answer


class Calls:
    """One HTTP session for all workspaces; `token_of` gives the bot token of a team id."""

    def __init__(self, token_of: Callable[[str], str], api_url: str | None) -> None:
        self.token_of = token_of
        self.api_url = api_url or AsyncWebClient.BASE_URL
        self.refused: set[str] = set()
        """The tokens that Slack does not take."""
        self._session: aiohttp.ClientSession | None = None
        self._clients: dict[str, AsyncWebClient] = {}

    def client(self, team: str) -> AsyncWebClient:
        """The Web API in the name of our bot in this workspace."""
        token = self.token_of(team)
        if token not in self._clients:
            # Its default handler posts again after a lost connection: we look first whether it arrived.
            self._clients[token] = _Client(
                partial(self._note, token),
                token,
                self.api_url,
                session=self._open(),
                retry_handlers=[],
                logger=sdk_log,
            )
        return self._clients[token]

    async def respond(self, url: str, body: dict[str, Any]) -> WebhookResponse:
        """Post to a response URL; a 4xx answer (expired, used up, refused) is returned, not raised."""
        client = AsyncWebhookClient(url, session=self._open(), retry_handlers=[], logger=sdk_log)
        response = await outcome(client.send_dict(body), once=True)
        status = response.status_code
        if status == TOO_MANY or status >= SERVER_FAULT:
            reason = f"HTTP {status}"
            raise TryLater(reason, _retry_after(response.headers))
        return response

    async def upload(self, url: str, file: Path) -> None:
        """Post a file's bytes to the address that Slack gave for it; raises TryLater."""
        try:
            with await asyncio.to_thread(file.open, "rb") as content:
                async with self._open().post(url, data=content, timeout=UPLOAD) as answer:
                    status = answer.status
        except (aiohttp.ClientError, TimeoutError) as problem:
            raise TryLater("a file did not arrive") from problem
        if status != OK:
            raise TryLater(f"HTTP {status}")

    async def download(self, team: str, url: str, into: Sink, *, is_page: bool) -> None:
        """Fetch a person's file in the name of our bot; raises Unfetched.

        Whoever lacks the scope is shown a page to log in, with the status of success: what is no page must not be one.
        The token goes nowhere but to Slack.
        """
        if not self._is_slacks(url):
            raise Unfetched(Trouble.ELSEWHERE)
        headers = {"Authorization": f"Bearer {self.token_of(team)}"}
        try:
            async with self._open().get(
                url, headers=headers, timeout=UPLOAD, allow_redirects=False
            ) as answer:
                if answer.status != OK:
                    raise Unfetched(_trouble(answer.status))
                if answer.content_type == "text/html" and not is_page:
                    raise Unfetched(Trouble.CLOSED)
                async for part in answer.content.iter_chunked(CHUNK):
                    into.write(part)
        except (aiohttp.ClientError, TimeoutError) as problem:
            raise Unfetched(Trouble.LATER) from problem

    def _is_slacks(self, url: str) -> bool:
        """Whether an address is one of Slack's for files, or of what stands in for Slack."""
        asked, api = urlsplit(url), urlsplit(self.api_url)
        if self.api_url != AsyncWebClient.BASE_URL:
            return (asked.scheme, asked.netloc) == (api.scheme, api.netloc)
        return asked.scheme == "https" and asked.netloc in FILE_HOSTS

    async def close(self) -> None:
        """Close all connections."""
        self._clients.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _note(self, token: str, refused: bool) -> None:
        if not refused:
            self.refused.discard(token)
        elif token not in self.refused:
            sdk_log.error("Slack refuses the bot token; what is to be sent waits")
            self.refused.add(token)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=DEADLINE)
        return self._session


async def outcome(call: Awaitable[Answer], *, once: bool = False) -> Answer:
    """Await a call; raises Unreachable and TryLater with Slack's error code as their text, and nothing else.

    `once` is for what must not happen twice: without an answer that can be read it is then Unsure.
    """
    try:
        return await call
    except SlackApiError as problem:
        raise _refusal(problem, once=once) from problem
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as problem:
        raise TryLater("Slack cannot be reached") from problem
    # slack_sdk stumbles with all kinds of errors over an answer that is text, a list, or lacks a field.
    except Exception as problem:
        raise _lost(type(problem).__name__, once=once) from problem


def read(answer: Any, *path: str | int, once: bool = False) -> str:
    """The text at `path` in an answer; where there is none, the answer counts as lost, as in `outcome`."""
    found: Any = answer
    try:
        for step in path:
            found = found[step]
    except (LookupError, TypeError, AttributeError, ValueError):
        found = None
    if not isinstance(found, str):
        raise _lost(f"an answer without {path[-1]}", once=once)
    return found


def _refusal(problem: SlackApiError, *, once: bool) -> Exception:
    response = problem.response
    status = getattr(response, "status_code", getattr(response, "status", 0))
    data = getattr(response, "data", None)
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    if status == TOO_MANY or code in BUSY:
        return TryLater(code or "ratelimited", _retry_after(response.headers))
    if code in TOKEN_REFUSED:
        return TryLater(code, TOKEN_WAIT, Scope.BOT)
    if status >= SERVER_FAULT:
        return TryLater(f"HTTP {status}")
    if not code or code == "fatal_error":
        return _lost(code or "an answer that makes no sense", once=once)
    return Unreachable(code) if code in CLOSED else TryLater(code)


def _trouble(status: int) -> Trouble:
    """Why a file is not there: redirected and refused is whoever may not read it."""
    if status in {404, 410}:
        return Trouble.GONE
    return Trouble.CLOSED if 300 <= status < 400 or status in {401, 403} else Trouble.LATER


def _lost(what: str, *, once: bool) -> Exception:
    return Unsure(what) if once else TryLater(what)


def _retry_after(headers: Mapping[str, str]) -> timedelta | None:
    seconds = headers.get("Retry-After", "")
    return timedelta(seconds=int(seconds)) if re.fullmatch(r"[0-9]{1,6}", seconds) else None
