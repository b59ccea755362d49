"""The manifest of the Slack app, from the registry of commands: paste it where Slack asks for one."""

from typing import Any

from bot.commands import COMMANDS

SCOPES = (
    "app_mentions:read",
    "chat:write",
    "commands",
    "files:write",
    "im:history",
    "im:write",
    "users:read",
    "users:read.email",
)
"""At most eight; docs/operations.md has the reason for each."""
OPTIONAL_SCOPES = ("files:read",)
"""For files as evidence; without it people give links."""
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.im",
    "tokens_revoked",
    "user_change",
)
OF_ORGANISATIONS = ("team_access_granted", "team_access_revoked")


def manifest(prefix: str = "", url: str | None = None, *, org: bool = False) -> dict[str, Any]:
    """The manifest; `prefix` begins every command, `url` is the public address in HTTP mode (else Socket Mode).

    With `org`, whole organisations can have the app.
    """
    request_url = {} if url is None else {"url": f"{url.rstrip('/')}/slack/events"}
    redirects = {} if url is None else {"redirect_urls": [f"{url.rstrip('/')}/slack/oauth_redirect"]}
    setting = {} if url is None else {"request_url": f"{url.rstrip('/')}/slack/events"}
    commands = [
        {
            "command": f"/{prefix}{command.name}",
            "description": command.summary,
            **({"usage_hint": command.usage} if command.usage else {}),
            "should_escape": True,
            **request_url,
        }
        for command in COMMANDS
        if command.slack
    ]
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "Parley",
            "description": "Mentor sessions, booked in chat",
            "background_color": "#2b4c7e",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Parley", "always_online": True},
            "shortcuts": [
                {
                    "name": "Book a session",
                    "type": "global",
                    "callback_id": "book",
                    "description": "Find a mentor and a time",
                },
                {
                    "name": "Discuss with a mentor",
                    "type": "message",
                    "callback_id": "discuss",
                    "description": "Book a session about this message",
                },
            ],
            "slash_commands": commands,
        },
        "oauth_config": {
            **redirects,
            "scopes": {"bot": list(SCOPES), "bot_optional": list(OPTIONAL_SCOPES)},
        },
        "settings": {
            "event_subscriptions": {**setting, "bot_events": [*EVENTS, *(OF_ORGANISATIONS if org else ())]},
            "interactivity": {"is_enabled": True, **setting},
            "org_deploy_enabled": org,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def manifest_text(prefix: str = "", url: str | None = None, *, org: bool = False) -> str:
    """The manifest as YAML."""
    import yaml  # which takes 16 ms of each start

    return yaml.safe_dump(manifest(prefix, url, org=org), sort_keys=False, allow_unicode=True, width=100)
