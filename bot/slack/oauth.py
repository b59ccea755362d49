"""Slack's OAuth: the address at which somebody installs the app, and tokens for what comes back from there."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.calls import REMOVED, outcome, read, sdk_log
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES
from core.installations import RENEWED_BEFORE, Installation
from core.outbox import TryLater, Unreachable

AUTHORIZE = "https://slack.com/oauth/v2/authorize"
REDIRECT_PATH = "/slack/oauth_redirect"


class SlackOAuth:
    """The app by its id and secret; raises what `bot.slack.calls.outcome` says."""

    def __init__(self, client_id: str, secret: str, public_url: str, api_url: str | None) -> None:
        self._client_id = client_id
        self._secret = secret
        self._back = f"{public_url}{REDIRECT_PATH}"
        self._api_url = api_url or AsyncWebClient.BASE_URL

    def address(self, ticket: str) -> str:
        """Where somebody agrees to have the app, and is sent back from with the ticket."""
        asked = {
            "client_id": self._client_id,
            "scope": ",".join((*SCOPES, *OPTIONAL_SCOPES)),
            "redirect_uri": self._back,
            "state": ticket,
        }
        return f"{AUTHORIZE}?{urlencode(asked)}"

    async def exchange(self, code: str, now: datetime) -> Installation:
        """What was agreed to, for the code that came back."""
        told = await self._ask(code=code, redirect_uri=self._back)
        token = read(told, "access_token")
        known = await outcome(self._client(token).auth_test())
        enterprise = (told.get("enterprise") or {}).get("id")
        is_whole = bool(told.get("is_enterprise_install"))
        return Installation(
            read(told, "enterprise", "id") if is_whole else read(told, "team", "id"),
            token,
            str(known.get("bot_id") or ""),
            read(told, "bot_user_id"),
            read(told, "app_id"),
            enterprise,
            told.get("refresh_token"),
            _renew_at(told, now),
            str((told.get("enterprise" if is_whole else "team") or {}).get("name") or ""),
        )

    async def renew(self, installation: Installation, now: datetime) -> Installation:
        """The same with tokens that last longer; the refresh token is used up by that."""
        told = await self._ask(grant_type="refresh_token", refresh_token=installation.refresh_token)
        return replace(
            installation,
            token=read(told, "access_token"),
            refresh_token=read(told, "refresh_token"),
            renew_at=_renew_at(told, now),
        )

    async def is_removed(self, installation: Installation) -> bool:
        """Whether Slack says that the token is dead for good."""
        try:
            await outcome(self._client(installation.token).auth_test())
        except (TryLater, Unreachable) as problem:
            return str(problem) in REMOVED
        return False

    async def uninstall(self, token: str) -> None:
        """Have the app removed from where the token is from."""
        given = {"client_id": self._client_id, "client_secret": self._secret}
        await outcome(self._client(token).api_call("apps.uninstall", data=given))

    async def _ask(self, **what: str | None) -> AsyncSlackResponse:
        """Not by the SDK's own method, whose way to send the secret aiohttp gives up."""
        given = {"client_id": self._client_id, "client_secret": self._secret, **what}
        return await outcome(self._client().api_call("oauth.v2.access", data=given))

    def _client(self, token: str | None = None) -> AsyncWebClient:
        return AsyncWebClient(token, base_url=self._api_url, retry_handlers=[], logger=sdk_log, timeout=10)


def _renew_at(told: AsyncSlackResponse, now: datetime) -> datetime | None:
    lasts: Any = told.get("expires_in")
    return now + timedelta(seconds=int(lasts)) - RENEWED_BEFORE if lasts else None
