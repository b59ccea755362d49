"""The Web API's chat.* and reactions.*: the app's messages."""

import time
from typing import Any

from playground.slack import payloads
from playground.slack.blocks import check_message, completed, oddities
from playground.slack.events import Events
from playground.slack.files import Files
from playground.slack.schema import InvalidBlocksError
from playground.slack.state import ApiError, Channel, Json, Message, Workspace

TEXT_LIMIT = 40_000


class RateLimitedError(Exception):
    """Too many messages; carries the seconds to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"retry after {seconds} s")
        self.seconds = seconds


class Chat:
    """Posts, changes and deletes the app's messages, as strictly as Slack."""

    def __init__(self, workspace: Workspace, events: Events, files: Files) -> None:
        self._workspace = workspace
        self._events = events
        self._files = files
        self._credit: dict[str, tuple[float, float]] = {}
        self.methods = {
            "chat.postMessage": self._post_message,
            "chat.postEphemeral": self._post_ephemeral,
            "chat.update": self._update,
            "chat.delete": self._delete,
            "chat.getPermalink": self._permalink,
            "reactions.add": self._react,
        }

    def content(self, args: Json) -> tuple[str, list[Json]]:
        """The checked text and blocks of a message; raises loud `ApiError`s."""
        text, blocks = args.get("text") or "", args.get("blocks") or []
        if not isinstance(text, str):
            raise ApiError("invalid_arguments", "text must be a string", loud=True)
        if not text and not blocks:
            raise ApiError("no_text", loud=True)
        if len(text) > TEXT_LIMIT:
            raise ApiError("msg_too_long", loud=True)
        types = {str(block.get("type")) for block in blocks if isinstance(block, dict)}
        if unknown := types & self._workspace.settings.unknown:
            raise ApiError("invalid_blocks", f"unsupported type: {', '.join(sorted(unknown))}")
        try:
            check_message(blocks)
        except InvalidBlocksError as problem:
            raise ApiError("invalid_blocks", str(problem), loud=True) from None
        if blocks and not text.strip():
            self._workspace.fault("a message with blocks carries no top-level text")
        self._files.check_shown(blocks)
        for oddity in oddities([blocks, {"type": "mrkdwn", "text": text}]):
            self._workspace.fault(oddity)
        return text, completed(blocks)

    def write(self, channel: Channel, text: str, blocks: list[Json], **fields: Any) -> Message:
        """Add a message of the app's to the channel."""
        team = self._workspace.team
        message = Message(channel.id, self._workspace.stamp(), team, team.bot_user, text, blocks, **fields)
        channel.messages.append(message)
        self._events.posted(message)
        self._workspace.changed()
        return message

    def rewrite(self, message: Message, text: str, blocks: list[Json]) -> None:
        """Replace the content of a message of the app's."""
        before = payloads.message_object(message)
        message.text, message.blocks = text, blocks
        message.edited = self._workspace.stamp()
        self._events.edited(message, before)
        self._workspace.changed()

    def remove(self, message: Message) -> None:
        """Take a message away."""
        before = payloads.message_object(message)
        self._workspace.channels[message.channel].messages.remove(message)
        self._events.deleted(message, before)
        self._workspace.changed()

    def _post_message(self, args: Json) -> Json:
        channel = self._addressed(args)
        self._spend(channel.id)
        text, blocks = self.content(args)
        metadata = args.get("metadata")
        if metadata is not None and not {"event_type", "event_payload"} <= set(metadata):
            raise ApiError("invalid_metadata_format", loud=True)
        message = self.write(channel, text, blocks, metadata=metadata, thread_ts=args.get("thread_ts"))
        return {"channel": channel.id, "ts": message.ts, "message": payloads.message_object(message)}

    def _post_ephemeral(self, args: Json) -> Json:
        channel = self._addressed(args)
        self._spend(channel.id)
        text, blocks = self.content(args)
        if args.get("user") not in channel.members:
            raise ApiError("user_not_in_channel")
        message = self.write(channel, text, blocks, only_for=args["user"], thread_ts=args.get("thread_ts"))
        return {"message_ts": message.ts}

    def _update(self, args: Json) -> Json:
        message = self._own(args, "cant_update_message")
        if "blocks" not in args:
            args = {**args, "blocks": message.blocks}
        if not args.get("text") and not args["blocks"]:
            raise ApiError("no_text", loud=True)
        text, blocks = self.content(args)
        if metadata := args.get("metadata"):
            message.metadata = metadata
        self.rewrite(message, text, blocks)
        shown = payloads.message_object(message)
        return {"channel": message.channel, "ts": message.ts, "text": text, "message": shown}

    def _delete(self, args: Json) -> Json:
        message = self._own(args, "cant_delete_message")
        self.remove(message)
        return {"channel": message.channel, "ts": message.ts}

    def _permalink(self, args: Json) -> Json:
        message = self._workspace.message(args.get("channel", ""), args.get("message_ts", ""))
        path = f"archives/{message.channel}/p{message.ts.replace('.', '')}"
        return {"channel": message.channel, "permalink": f"https://meridian.slack.com/{path}"}

    def _react(self, args: Json) -> Json:
        message = self._workspace.message(args.get("channel", ""), args.get("timestamp", ""))
        users = message.reactions.setdefault(str(args.get("name")), [])
        bot = self._workspace.team.bot_user
        if bot in users:
            raise ApiError("already_reacted")
        users.append(bot)
        self._workspace.changed()
        return {}

    def _addressed(self, args: Json) -> Channel:
        address = args.get("channel")
        if not isinstance(address, str) or not address:
            raise ApiError("invalid_arguments", "channel is missing", loud=True)
        if address in self._workspace.users:
            address = self._workspace.dm(address)
        channel = self._workspace.channel(address, member=self._workspace.team.bot_user)
        if channel.kind == "im" and self._workspace.partner(channel).deleted:
            raise ApiError("user_disabled")
        return channel

    def _own(self, args: Json, otherwise: str) -> Message:
        if not isinstance(args.get("ts"), str):
            raise ApiError("invalid_arguments", "ts must be a string", loud=True)
        message = self._workspace.message(args.get("channel", ""), args["ts"])
        if message.only_for:
            # Slack keeps no ephemeral message: its ts is unknown to chat.update and chat.delete.
            raise ApiError(otherwise if otherwise == "cant_update_message" else "message_not_found")
        if message.user != self._workspace.team.bot_user:
            raise ApiError(otherwise)
        return message

    def _spend(self, channel_id: str) -> None:
        settings = self._workspace.settings
        if not settings.rate_limited:
            return
        now = time.monotonic()
        credit, since = self._credit.get(channel_id, (float(settings.rate_burst), now))
        credit = min(settings.rate_burst, credit + (now - since) * settings.rate_per_second)
        if credit < 1:
            self._credit[channel_id] = (credit, now)
            raise RateLimitedError(max(1, round((1 - credit) / settings.rate_per_second)))
        self._credit[channel_id] = (credit - 1, now)
