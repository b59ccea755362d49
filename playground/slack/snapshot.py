"""What one person's client shows, as JSON for the page and for `SlackPerson`."""

from datetime import UTC, datetime

from playground.slack.inputs import values
from playground.slack.state import Channel, Json, Message, Workspace
from playground.slack.views import View, Views


def snapshot(workspace: Workspace, views: Views, user_id: str) -> Json:
    """Channels with messages, open modals, home, toasts, commands and people, as `user_id` sees them."""
    me, team = workspace.user(user_id), workspace.team
    channels = [channel for channel in workspace.channels.values() if user_id in channel.members]
    home = views.homes.get(user_id)
    return {
        "user": {"id": me.id, "name": me.name, "handle": me.handle, "zone": me.zone},
        "workspace": {"name": team.name, "domain": team.domain},
        "bot": {"id": team.bot_id, "user": team.bot_user, "name": workspace.users[team.bot_user].name},
        "users": {
            user.id: {"name": user.name, "handle": user.handle, "zone": user.zone}
            for user in workspace.users.values()
        },
        "dm": workspace.dm(user_id),
        "channels": [
            _channel(workspace, channel, user_id)
            for channel in sorted(channels, key=lambda c: c.kind != "im")
        ],
        "home": _view(home) if home else None,
        "views": [_view(view) for view in views.stacks[user_id]],
        "toasts": list(workspace.toasts[user_id]),
        "loading": workspace.busy[user_id] > 0,
        "commands": workspace.commands,
        "shortcuts": workspace.shortcuts,
        "now": workspace.clock.now().isoformat(),
    }


def _channel(workspace: Workspace, channel: Channel, user_id: str) -> Json:
    return {
        "id": channel.id,
        "name": workspace.users[workspace.team.bot_user].name if channel.kind == "im" else channel.name,
        "kind": channel.kind,
        "messages": [
            _message(workspace, message, user_id)
            for message in channel.messages
            if message.only_for in {None, user_id}
        ],
    }


def _seen(workspace: Workspace, block: Json) -> Json:
    """The block with the address of its uploaded picture, as the client fetches it."""
    if "slack_file" not in block:
        return block
    shown = block["slack_file"]
    file = next(
        f for f in workspace.files.values() if shown in ({"id": f["id"]}, {"url": f["url_private"]})
    )
    return {**block, "image_url": file["permalink_public"]}


def _message(workspace: Workspace, message: Message, user_id: str) -> Json:
    return {
        "channel": message.channel,
        "ts": message.ts,
        "at": datetime.fromtimestamp(float(message.ts), UTC).isoformat(),
        "user": message.user,
        "bot": message.by_bot,
        "text": message.text,
        "blocks": [_seen(workspace, block) for block in message.blocks] if message.by_bot else [],
        "state": values(message.blocks, message.entered.get(user_id)),
        "ephemeral": message.only_for is not None,
        "edited": message.edited is not None,
        "thread_ts": message.thread_ts,
        "reactions": {name: len(users) for name, users in message.reactions.items()},
        "files": [
            {
                "id": file["id"],
                "name": file["name"],
                "title": file["title"],
                "size": file["size"],
                "mimetype": file["mimetype"],
                "url": file["permalink_public"],
            }
            for file in message.files
        ],
    }


def _view(view: View) -> Json:
    body = view.body
    return {
        "id": view.id,
        "type": body["type"],
        "hash": view.hash,
        "title": body["title"]["text"] if "title" in body else "",
        "submit": body["submit"]["text"] if body.get("submit") else "",
        "submit_disabled": body.get("submit_disabled", False),
        "close": body["close"]["text"]
        if body.get("close")
        else "Cancel"
        if body.get("submit")
        else "Close",
        "blocks": view.blocks,
        "state": view.state,
        "errors": view.errors,
        "trouble": view.trouble,
    }
