"""Actions of a person in the client, and the deliveries that Slack makes of them.

The action dicts, by `kind` (a *place* is `view_id` for a modal or the home tab, else `channel` and `ts`):

- `say`: channel, text, files (ids from `upload`)       - `edit`: channel, ts, text
- `command`: channel, command ("/book"), text           - `shortcut`: callback_id, also channel and ts
- `press`: place, block_id, action_id; for an overflow menu the option's value
- `select`: place, block_id, action_id, value (raw)     - `enter`: the same, without telling the app
- `load_options`: place, block_id, action_id, query
- `submit_view`: view_id                                - `close_view`: view_id, all
- `open_home`: tab ("home" or "messages")               - `upload`: name, content (base64)

`press`, `select`, `load_options` and `submit_view` take `values`: block id to action id to raw value (see
`inputs.entered`), what the person has entered so far on that surface.
"""

import base64
import re
from collections.abc import Awaitable, Callable
from html import escape
from typing import Any

from playground.slack import payloads
from playground.slack.deliveries import Deliveries, NotAcknowledgedError
from playground.slack.events import Events
from playground.slack.files import Files
from playground.slack.responses import Responses
from playground.slack.state import ApiError, Channel, Json, Message, Workspace
from playground.slack.submissions import Submissions
from playground.slack.surfaces import Surfaces
from playground.slack.triggers import Triggers
from playground.slack.views import Views


class Acts:
    """Carries out the acts of the page and of `SlackPerson`; each returns `{"ok": …}` once acknowledged."""

    def __init__(
        self,
        workspace: Workspace,
        deliveries: Deliveries,
        events: Events,
        triggers: Triggers,
        responses: Responses,
        views: Views,
        files: Files,
    ) -> None:
        self._workspace = workspace
        self._deliveries = deliveries
        self._events = events
        self._triggers = triggers
        self._responses = responses
        self._views = views
        self._files = files
        surfaces = Surfaces(workspace, deliveries, triggers, responses, views, files)
        submissions = Submissions(workspace, deliveries, triggers, views, surfaces)
        self._kinds: dict[str, Callable[[str, Json], Awaitable[Json]]] = {
            "say": self._say,
            "edit": self._edit,
            "command": self._command,
            "upload": self._upload,
            "open_home": self._open_home,
            "shortcut": self._shortcut,
            "press": surfaces.act,
            "select": surfaces.act,
            "enter": surfaces.take,
            "load_options": surfaces.load_options,
            "submit_view": submissions.submit,
            "close_view": submissions.close,
        }

    async def act(self, user: str, action: Json) -> Json:
        """Carry out one action dict; if it is impossible, show a toast and return `{"ok": False, "error": …}`."""
        if self._workspace.user(user).deleted:
            return {"ok": False, "error": "user_disabled"}
        self._workspace.busy[user] += 1
        self._workspace.changed()
        try:
            return await self._kinds[action["kind"]](user, action)
        except NotAcknowledgedError as problem:
            subject = action.get("command") or "That"
            self._workspace.toast(user, f'{subject} failed with the error "{problem}"')
            return {"ok": False, "error": str(problem)}
        except ApiError as problem:
            if problem.loud:
                self._workspace.fault(f"{action['kind']}: {problem.code} {problem.detail}".strip())
            self._workspace.toast(user, f"That did not work ({problem.code}).")
            return {"ok": False, "error": problem.code}
        finally:
            self._workspace.busy[user] -= 1
            self._workspace.changed()

    def typed(self, text: str, *, labelled: bool) -> str:
        """Text as Slack escapes it: `& < >`, and mentions that name someone; `labelled` adds `|name`."""
        text = escape(text, quote=False)
        people: dict[str, str] = {}
        for user in self._workspace.users.values():
            for alias in (user.name.split()[0], user.handle, user.name):
                people.setdefault(alias.lower(), user.id)
        rooms = {c.name.lower(): c.id for c in self._workspace.channels.values() if c.name}
        text = _mention(
            text, "@", people, lambda key: self._workspace.users[key].handle if labelled else ""
        )
        return _mention(text, "#", rooms, lambda key: self._workspace.channels[key].name)

    async def _say(self, user: str, action: Json) -> Json:
        channel = self._workspace.channel(action["channel"], member=user)
        text = self.typed(action["text"], labelled=False)
        team = self._workspace.user(user).team
        message = Message(channel.id, self._workspace.stamp(), team, user, text, payloads.rich(text))
        message.files = [file for file in self._files.of(user) if file["id"] in action.get("files", [])]
        channel.messages.append(message)
        self._workspace.changed()
        self._events.posted(message)
        bot = self._workspace.users[self._workspace.team.bot_user]
        if f"<@{bot.id}" in text and channel.kind == "channel" and bot.id not in channel.members:
            self._workspace.toast(user, f"{bot.name} is not in #{channel.name}: type /invite @{bot.handle}")
        return {"ok": True, "ts": message.ts}

    async def _upload(self, user: str, action: Json) -> Json:
        content = base64.b64decode(action["content"])
        return {
            "ok": True,
            "file": self._files.keep(user, action["name"], content, self._responses.address),
        }

    async def _edit(self, user: str, action: Json) -> Json:
        message = self._workspace.message(action["channel"], action["ts"])
        if message.user != user:
            raise ApiError("cant_update_message")
        before = payloads.message_object(message)
        message.text = self.typed(action["text"], labelled=False)
        message.blocks = payloads.rich(message.text)
        message.edited = self._workspace.stamp()
        self._workspace.changed()
        self._events.edited(message, before)
        return {"ok": True}

    async def _command(self, user: str, action: Json) -> Json:
        channel = self._workspace.channel(action["channel"], member=user)
        name = action["command"]
        self._members_only(user)
        if name == "/invite":
            return self._invite(channel, action.get("text", ""))
        known = {command["name"] for command in self._workspace.commands}
        if known and name not in known:
            self._workspace.toast(user, f"{name} is not a valid command.")
            return {"ok": False, "error": "unknown_command"}
        payload = payloads.command(
            self._workspace,
            self._workspace.user(user),
            channel,
            name,
            self.typed(action.get("text", "").strip(), labelled=True),
            self._responses.issue(user, channel.id),
            self._triggers.issue(user),
        )
        body = await self._deliveries.send("slash_commands", payload)
        if isinstance(body, str):
            body = {"text": body}
        if body:
            self._responses.apply(user, channel.id, None, body)
        return {"ok": True}

    def _invite(self, channel: Channel, text: str) -> Json:
        """Slack's own command: let those who are named take part; the app is told nothing about itself."""
        named = re.findall(r"<@(\w+)", self.typed(text, labelled=False))
        if channel.kind != "channel" or not named:
            raise ApiError("user_not_found")
        channel.members.update(named)
        self._workspace.changed()
        return {"ok": True}

    def _members_only(self, user: str) -> None:
        """Commands and global shortcuts are offered to people of the company that has the app."""
        if self._workspace.user(user).team != self._workspace.team:
            raise ApiError("unknown_command")

    async def _open_home(self, user: str, action: Json) -> Json:
        tab = action.get("tab", "home")
        fields: Json = {"user": user, "channel": self._workspace.dm(user), "tab": tab}
        if tab == "home" and (home := self._views.homes.get(user)):
            fields["view"] = home.shown()
        self._events.simple("app_home_opened", **fields)
        return {"ok": True}

    async def _shortcut(self, user: str, action: Json) -> Json:
        person, stamp = self._workspace.user(user), self._workspace.stamp()
        callback_id, trigger_id = action["callback_id"], self._triggers.issue(user)
        if "ts" in action:
            message = self._workspace.message(action["channel"], action["ts"])
            channel = self._workspace.channel(action["channel"], member=user)
            about: dict[str, Any] = {
                "channel": {"id": channel.id, "name": payloads.channel_name(channel)},
                "response_url": self._responses.issue(user, channel.id, message.ts),
                "message_ts": message.ts,
                "message": payloads.message_object(message),
            }
            kind = "message_action"
        else:
            self._members_only(user)
            kind, about = "shortcut", {}
        payload = payloads.shortcut(self._workspace, kind, person, stamp, callback_id, trigger_id, **about)
        await self._deliveries.send("interactive", payload)
        return {"ok": True}


def _mention(text: str, mark: str, names: dict[str, str], label: Callable[[str], str]) -> str:
    choices = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))

    def replaced(match: re.Match[str]) -> str:
        key = names[match[1].lower()]
        return f"<{mark}{key}|{label(key)}>" if label(key) else f"<{mark}{key}>"

    return re.sub(rf"(?<![\w.&{mark}]){mark}({choices})(?!\w)", replaced, text, flags=re.IGNORECASE)
