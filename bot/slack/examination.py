"""Whether Slack takes our tokens and lets us do what we need."""

from collections.abc import Iterator

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.calls import TOKEN_REFUSED, outcome, sdk_log
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES
from bot.slack.sender import SlackPlatform
from core.findings import Finding, fault, warning, well
from core.outbox import TryLater, Unreachable, Unsure

SUBJECT = "Slack"
_REINSTALL = "Paste the manifest (`parley manifest`) at api.slack.com/apps and install the app again."
_TOKEN = {*TOKEN_REFUSED, "missing_scope", "not_allowed_token_type"}


async def examine(platform: SlackPlatform, app_token: str | None) -> list[Finding]:
    """What Slack says of the bot token and, where there is one, of the app-level token."""
    try:
        answer = await outcome(platform.calls.client("").auth_test())
    except (TryLater, Unreachable, Unsure) as problem:
        return [_refusal("the bot token", str(problem), "SLACK_BOT_TOKEN")]
    named = f"the bot is {answer.get('user')} in {answer.get('team')} ({answer.get('team_id')})"
    found = [well(SUBJECT, named), *_scopes(answer.headers.get("x-oauth-scopes", ""))]
    if app_token is not None:
        found.append(await _sockets(platform, app_token))
    return found


def _scopes(granted: str) -> Iterator[Finding]:
    scopes = {scope.strip() for scope in granted.split(",")}
    if missing := [scope for scope in SCOPES if scope not in scopes]:
        yield fault(SUBJECT, f"the bot lacks the scopes {', '.join(missing)}", _REINSTALL)
    else:
        yield well(SUBJECT, "the bot has all scopes that it needs")
    for scope in OPTIONAL_SCOPES:
        if scope not in scopes:
            yield warning(
                SUBJECT, f"without the scope {scope} people cannot send files as evidence", _REINSTALL
            )


async def _sockets(platform: SlackPlatform, app_token: str) -> Finding:
    client = AsyncWebClient(app_token, platform.calls.api_url, retry_handlers=[], logger=sdk_log)
    try:
        await outcome(client.apps_connections_open(app_token=app_token))
    except (TryLater, Unreachable, Unsure) as problem:
        return _refusal("the app-level token", str(problem), "SLACK_APP_TOKEN")
    return well(SUBJECT, "it opens sockets to us (Socket Mode)")


def _refusal(token: str, said: str, setting: str) -> Finding:
    if said in _TOKEN:
        return fault(
            SUBJECT, f"{token} is refused ({said})", f"Copy {setting} anew from api.slack.com/apps."
        )
    return fault(
        SUBJECT,
        f"it gives no answer that helps ({said})",
        "See whether slack.com can be reached from here.",
    )
