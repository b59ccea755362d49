"""What Slack sends, key for key; values come from the workspace."""

import secrets
from typing import Any

from playground.slack.scopes import EMAIL
from playground.slack.state import APP_ID, Channel, Json, Message, Team, User, Workspace

TOKEN = "verification-token"  # noqa: S105 (the deprecated field that Slack still sends)


def bot_profile(team: Team) -> Json:
    """The app as messages and `bots.info` show it."""
    return {
        "id": team.bot_id,
        "app_id": APP_ID,
        "user_id": team.bot_user,
        "name": "Parley",
        "deleted": False,
        "team_id": team.id,
        "updated": 0,
        "icons": {},
    }


def _email(user: User, workspace: Workspace) -> Json:
    is_told = EMAIL in workspace.settings.scopes and user.team == workspace.team
    return {"email": user.email} if is_told else {}


def _enterprise_user(user: User) -> Json:
    return {"id": user.id, "enterprise_id": user.team.enterprise, "teams": [user.team.id]}


def user_object(user: User, workspace: Workspace) -> Json:
    """A user as `users.info` and `user_change` show it."""
    first, _, last = user.name.partition(" ")
    common = {
        "id": user.id,
        "team_id": user.team.id,
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
            "team": user.team.id,
            **(
                {"bot_id": user.team.bot_id, "api_app_id": APP_ID}
                if user.is_bot
                else _email(user, workspace)
            ),
        },
        **({} if user.team.enterprise is None else {"enterprise_user": _enterprise_user(user)}),
        **({} if user.team == workspace.team else {"is_stranger": True}),
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
        "team": message.team.id,
    }
    if message.by_bot:
        shown |= {
            "bot_id": message.team.bot_id,
            "app_id": APP_ID,
            "bot_profile": bot_profile(message.team),
        }
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


def unchecked(file: Json) -> Json:
    """A file as Slack tells of it where people of other companies are: what it is has to be asked."""
    return {"id": file["id"], "mode": "file_access", "file_access": "check_file_info", "created": 0}


def message_key(message: Message) -> str:
    """The client's id of a person's message."""
    digits = message.ts.replace(".", "").rjust(32, "0")
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def envelope(event: Json, workspace: Workspace, channel: Channel | None = None) -> Json:
    """The Events API's outer object.

    Of what happens in a shared `channel` the team is its owner's, and an app is told once: for who joined last with it.
    """
    shared = channel is not None and bool(channel.teams)
    owner = channel.teams[0] if channel is not None and shared else workspace.team
    ours = channel.apps[-1] if channel is not None and channel.apps else workspace.team
    whole = ours.enterprise is not None
    return {
        "token": TOKEN,
        "team_id": owner.id,
        **({} if owner.enterprise is None else {"enterprise_id": owner.enterprise}),
        "context_team_id": ours.id,
        "context_enterprise_id": ours.enterprise,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(float(event["event_ts"])),
        "authorizations": [
            {
                "enterprise_id": ours.enterprise,
                "team_id": None if whole else ours.id,
                "user_id": ours.bot_user,
                "is_bot": True,
                "is_enterprise_install": whole,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{workspace.number()}-{secrets.token_hex(8)}",
    }


def command(
    workspace: Workspace,
    user: User,
    channel: Channel,
    name: str,
    text: str,
    response_url: str,
    trigger_id: str,
) -> Json:
    """The form fields of a slash command."""
    team = workspace.team
    return {
        "token": TOKEN,
        "team_id": team.id,
        "team_domain": team.domain,
        **({} if team.enterprise is None else {"enterprise_id": team.enterprise}),
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user.id,
        "user_name": user.handle,
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false" if team.enterprise is None else "true",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def interaction(workspace: Workspace, kind: str, user: User, **fields: Any) -> Json:
    """What all interactive payloads share, and `fields`."""
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.handle, "name": user.handle, "team_id": user.team.id},
        "api_app_id": APP_ID,
        "token": TOKEN,
        **_installation(workspace.team),
        **fields,
    }


def _installation(team: Team) -> Json:
    there: Json = {"id": team.id, "domain": team.domain}
    if team.enterprise is None:
        return {"team": there, "enterprise": None, "is_enterprise_install": False}
    enterprise = {"id": team.enterprise, "name": team.name}
    there |= {"enterprise_id": team.enterprise, "enterprise_name": team.name}
    return {"team": there, "enterprise": enterprise, "is_enterprise_install": True}


def shortcut(
    workspace: Workspace,
    kind: str,
    user: User,
    stamp: str,
    callback_id: str,
    trigger_id: str,
    **fields: Any,
) -> Json:
    """A global or a message shortcut (which, unlike other interactions, names no app)."""
    person = {"id": user.id, "username": user.handle, "team_id": user.team.id}
    return {
        "type": kind,
        "token": TOKEN,
        "action_ts": stamp,
        **_installation(workspace.team),
        "user": person if kind == "shortcut" else {**person, "name": user.handle},
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        **fields,
    }


def channel_name(channel: Channel) -> str:
    """The name that payloads give a channel."""
    return "directmessage" if channel.kind == "im" else channel.name


def channel_object(channel: Channel, workspace: Workspace) -> Json:
    """A conversation as `conversations.info` shows it."""
    shared = {"id": channel.id, "created": 0, "is_archived": False, "context_team_id": workspace.team.id}
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
        "is_member": workspace.team.bot_user in channel.members,
        "is_shared": bool(channel.teams),
        "is_ext_shared": bool(channel.teams),
        "creator": workspace.team.bot_user,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }
