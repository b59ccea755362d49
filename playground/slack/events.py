"""What the app hears of: messages, edits, mentions, the home tab, changed users."""

from playground.slack import payloads
from playground.slack.deliveries import Deliveries
from playground.slack.state import Channel, Json, Message, Workspace


class Events:
    """Delivers each event to the app in the background."""

    def __init__(self, workspace: Workspace, deliveries: Deliveries) -> None:
        self._workspace = workspace
        self._deliveries = deliveries

    def emit(self, event: Json, channel: Channel | None = None) -> None:
        """Wrap and deliver one event, of the `channel` that it is of, if the app has subscribed to it."""
        name = event["type"]
        if name == "message":
            name = "message.im" if event["channel_type"] == "im" else "message.channels"
        if name not in self._workspace.settings.events:
            return
        self._deliveries.spawn(self._deliveries.event(payloads.envelope(event, self._workspace, channel)))

    def posted(self, message: Message) -> None:
        """A message has been written; a mention arrives twice."""
        channel = self._workspace.channels[message.channel]
        if not self._heard(channel, message):
            return
        shown = {**payloads.message_object(message), "channel": channel.id, "event_ts": message.ts}
        if channel.teams:
            shown |= {"user_team": message.team.id, "source_team": message.team.id}
            if files := shown.get("files"):
                shown["files"] = [payloads.unchecked(file) for file in files]
        self.emit({**shown, "channel_type": channel.kind}, channel)
        mentioned = any(f"<@{bot}" in message.text for bot in self._bots(channel))
        if channel.kind == "channel" and mentioned and not message.by_bot:
            if channel.teams and message.team.enterprise is not None:
                shown["user_team"] = message.team.enterprise  # Slack says so in this event alone
            self.emit({**shown, "type": "app_mention"}, channel)

    def edited(self, message: Message, before: Json) -> None:
        """A message has been changed."""
        self._subtype(message, "message_changed", {"message": payloads.message_object(message)}, before)

    def deleted(self, message: Message, before: Json) -> None:
        """A message has been removed."""
        self._subtype(message, "message_deleted", {"deleted_ts": message.ts}, before)

    def simple(self, kind: str, **fields: object) -> None:
        """An event with just a type, an event_ts and `fields`."""
        self.emit({"type": kind, **fields, "event_ts": self._workspace.stamp()})

    def _subtype(self, message: Message, subtype: str, extra: Json, before: Json) -> None:
        channel = self._workspace.channels[message.channel]
        if not self._heard(channel, message):
            return
        stamp = self._workspace.stamp()
        self.emit(
            {
                "type": "message",
                "subtype": subtype,
                **extra,
                "previous_message": before,
                "channel": channel.id,
                "hidden": True,
                "ts": stamp,
                "event_ts": stamp,
                "channel_type": channel.kind,
            },
            channel,
        )

    def _heard(self, channel: Channel, message: Message) -> bool:
        if message.only_for or not self._bots(channel):
            return False
        return self._workspace.settings.echo_own or not message.by_bot

    def _bots(self, channel: Channel) -> set[str]:
        """The app's user ids in the channel, one for each company that has brought it there."""
        return {team.bot_user for team in (self._workspace.team, *channel.apps)} & channel.members
