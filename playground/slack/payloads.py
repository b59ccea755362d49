"""What Slack sends, key for key; values come from the workspace."""

import secrets
from typing import Any

from playground.cast import TEAM, TEAM_DOMAIN
from playground.slack.scopes import EMAIL
from playground.slack.state import APP_ID, BOT_ID, BOT_USER, Channel, Json, Message, User, Workspace

TOKEN = "verification-token"  # noqa: S105 (the deprecated field that Slack still sends)
BOT_PROFILE = {
    "id": BOT_ID,
    "app_id": APP_ID,
    "user_id": BOT_USER,
    "name": "Parley",
    "deleted": False,
    "team_id": TEAM,
    "updated": 0,
    "icons": {},
}


def _email(user: User, workspace: Workspace) -> Json:
    return {"email": user.email} if EMAIL in workspace.settings.scopes else {}


def user_object(user: User, workspace: Workspace) -> Json:
    """A user as `users.info` and `user_change` show it."""
    first, _, last = user.name.partition(" ")
    common = {
        "id": user.id,
        "team_id": TEAM,
        "name": user.handle,
        "deleted": user.deleted,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": 0,
        "profile": {
            "real_name": user.name,
            "real_name_normalized": user.name,
            "display_name": user.handle,
            "display_name_normalized": user.handle,
            "first_name": first,
            "last_name": last,
            "title": "",
            "phone": "",
            "skype": "",
            "status_text": "",
            "status_emoji": "",
            "avatar_hash": "",
            "image_48": "",
            "team": TEAM,
            **({"bot_id": BOT_ID, "api_app_id": APP_ID} if user.is_bot else _email(user, workspace)),
        },
    }
    if user.deleted:
        return common
    return {
        **common,
        "color": "4bbe2e",
        "real_name": user.name,
        "tz": user.zone,
        "tz_label": user.zone,
        "tz_offset": workspace.offset(user),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "who_can_share_contact_card": "EVERYONE",
    }


def rich(text: str) -> list[Json]:
    """The rich_text blocks that Slack adds to typed text."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "block_id": secrets.token_urlsafe(4), "elements": [section]}]


def message_object(message: Message) -> Json:
    """A message as history, responses, events and interactions show it."""
    shown: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": TEAM,
    }
    if message.by_bot:
        shown |= {"bot_id": BOT_ID, "app_id": APP_ID, "bot_profile": BOT_PROFILE}
        if message.blocks:
            shown["blocks"] = message.blocks
    else:
        shown |= {"client_msg_id": message_key(message), "blocks": message.blocks or rich(message.text)}
    if message.edited:
        shown["edited"] = {"user": message.user, "ts": message.edited}
    if message.files:
        shown["files"] = message.files
        shown["upload"] = False
        if not message.by_bot:
            shown["subtype"] = "file_share"
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.reactions:
        shown["reactions"] = [
            {"name": name, "users": users, "count": len(users)} for name, users in message.reactions.items()
        ]
    return shown


def message_key(message: Message) -> str:
    """The client's id of a person's message."""
    digits = message.ts.replace(".", "").rjust(32, "0")
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def envelope(event: Json, workspace: Workspace) -> Json:
    """The Events API's outer object."""
    return {
        "token": TOKEN,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(float(event["event_ts"])),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{workspace.number()}-{secrets.token_hex(8)}",
    }


def command(user: User, channel: Channel, name: str, text: str, response_url: str, trigger_id: str) -> Json:
    """The form fields of a slash command."""
    return {
        "token": TOKEN,
        "team_id": TEAM,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user.id,
        "user_name": user.handle,
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def interaction(kind: str, user: User, **fields: Any) -> Json:
    """What all interactive payloads share, and `fields`."""
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.handle, "name": user.handle, "team_id": TEAM},
        "api_app_id": APP_ID,
        "token": TOKEN,
        "team": {"id": TEAM, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        **fields,
    }


def shortcut(kind: str, user: User, stamp: str, callback_id: str, trigger_id: str, **fields: Any) -> Json:
    """A global or a message shortcut (which, unlike other interactions, names no app)."""
    person = {"id": user.id, "username": user.handle, "team_id": TEAM}
    return {
        "type": kind,
        "token": TOKEN,
        "action_ts": stamp,
        "team": {"id": TEAM, "domain": TEAM_DOMAIN},
        "user": person if kind == "shortcut" else {**person, "name": user.handle},
        "is_enterprise_install": False,
        "enterprise": None,
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        **fields,
    }


def channel_name(channel: Channel) -> str:
    """The name that payloads give a channel."""
    return "directmessage" if channel.kind == "im" else channel.name


def channel_object(channel: Channel, workspace: Workspace) -> Json:
    """A conversation as `conversations.info` shows it."""
    shared = {"id": channel.id, "created": 0, "is_archived": False, "context_team_id": TEAM}
    if channel.kind == "im":
        partner = workspace.partner(channel)
        return {
            **shared,
            "is_im": True,
            "is_org_shared": False,
            "user": partner.id,
            "is_user_deleted": partner.deleted,
            "priority": 0,
        }
    return {
        **shared,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": True,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": False,
        "is_general": channel.name == "general",
        "is_member": BOT_USER in channel.members,
        "is_shared": False,
        "creator": BOT_USER,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }
