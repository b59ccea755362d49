"""The simulated workspace: people, conversations and messages, kept in memory."""

import itertools
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.clock import Clock
from playground.cast import SLACK_ADMIN_CHANNEL, Character
from playground.slack.scopes import ALL

Json = dict[str, Any]

BOT_USER = "U1PARLEY"
BOT_ID = "B1PARLEY"
APP_ID = "A1PARLEY"
GENERAL = "C1GENERAL"


class ApiError(Exception):
    """An `{"ok": false}` answer; a loud one is also a fault of the app's."""

    def __init__(self, code: str, detail: str = "", *, loud: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.loud = loud


EVENTS = frozenset(
    {
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "message.channels",
        "message.im",
        "tokens_revoked",
        "user_change",
    }
)


@dataclass(slots=True)
class ServiceSettings:
    """How strict the service is, in seconds of real time; `retry_delays` precede each retry of an event.

    `scopes` are what the bot token may. For `file_seconds` after an upload no message can show the file.

    Blocks of the `unknown` types are not known to the workspace yet.

    `events` are the bot events that the app has subscribed to.
    """

    ack_seconds: float = 3.0
    trigger_seconds: float = 3.0
    response_seconds: float = 1800.0
    response_uses: int = 5
    retry_delays: tuple[float, ...] = (0.5, 60.0, 300.0)
    rate_limited: bool = True
    rate_burst: int = 5
    rate_per_second: float = 1.0
    echo_own: bool = True
    file_seconds: float = 0.1
    unknown: frozenset[str] = frozenset()
    scopes: frozenset[str] = ALL
    events: frozenset[str] = EVENTS


@dataclass(slots=True)
class User:
    """A member of the workspace; `handle` is typed after @."""

    id: str
    handle: str
    name: str
    zone: str
    email: str = ""
    is_bot: bool = False
    deleted: bool = False


@dataclass(slots=True)
class Message:
    """One message; `only_for` makes it ephemeral; `entered` are the viewers' values of its inputs."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    only_for: str | None = None
    edited: str | None = None
    files: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    entered: dict[str, Json] = field(default_factory=dict)

    @property
    def by_bot(self) -> bool:
        """Whether the app wrote it."""
        return self.user == BOT_USER


@dataclass(slots=True)
class Channel:
    """A conversation; `kind` is im or channel."""

    id: str
    name: str
    kind: str
    members: set[str]
    messages: list[Message] = field(default_factory=list)


class Workspace:
    """The service's state, the app's mistakes (`faults`), and the listeners for changes."""

    def __init__(self, clock: Clock, cast: Iterable[Character]) -> None:
        self.clock = clock
        self.settings = ServiceSettings()
        self.faults: list[str] = []
        self.commands: list[Json] = []
        self.shortcuts: list[Json] = []
        self.installed = True
        self.files: dict[str, Json] = {}
        self.bot_token = f"xoxb-{secrets.token_hex(8)}"
        self.app_token = f"xapp-1-{APP_ID}-{secrets.token_hex(8)}"
        self.users = {
            person.slack: User(person.slack, person.key, person.name, person.zone, person.email)
            for person in cast
            if person.slack
        }
        people = set(self.users)
        self.users[BOT_USER] = User(BOT_USER, "parley", "Parley", "UTC", is_bot=True)
        staff = {user.id for user in self.users.values() if user.handle == "olga"}
        self.channels = {
            SLACK_ADMIN_CHANNEL: Channel(
                SLACK_ADMIN_CHANNEL, "mentoring-admin", "channel", staff | {BOT_USER}
            ),
            GENERAL: Channel(GENERAL, "general", "channel", set(people)),
        }
        for person in people:
            self.channels[self.dm(person)] = Channel(self.dm(person), "", "im", {person, BOT_USER})
        self.toasts: dict[str, list[Json]] = {person: [] for person in people}
        self.busy: dict[str, int] = dict.fromkeys(people, 0)
        self._stamps: set[str] = set()
        self._numbers = itertools.count(1)
        self._listeners: list[Callable[[], None]] = []

    @staticmethod
    def dm(user: str) -> str:
        """The id of the direct conversation between the app and `user`."""
        return f"D{user[1:]}"

    def partner(self, channel: Channel) -> User:
        """The person at the other end of a direct conversation."""
        return next(self.users[member] for member in channel.members if member != BOT_USER)

    def stamp(self) -> str:
        """A message timestamp, `seconds.microseconds` of the playground's clock, never given twice."""
        now = self.clock.now()
        while (stamp := f"{int(now.timestamp())}.{now.microsecond:06d}") in self._stamps:
            now += timedelta(microseconds=1)
        self._stamps.add(stamp)
        return stamp

    def number(self) -> int:
        """The next of a running number."""
        return next(self._numbers)

    def channel(self, channel_id: str, *, member: str | None = None) -> Channel:
        """The channel, with `member` in it; raises `ApiError` as the Web API does."""
        if (found := self.channels.get(channel_id)) is None:
            raise ApiError("channel_not_found")
        if member is not None and member not in found.members:
            raise ApiError("channel_not_found" if found.kind == "im" else "not_in_channel")
        return found

    def user(self, user_id: str) -> User:
        """The member, or `ApiError("user_not_found")`."""
        if (found := self.users.get(user_id)) is None:
            raise ApiError("user_not_found")
        return found

    def message(self, channel_id: str, ts: str) -> Message:
        """The message (ephemeral ones included), or `ApiError("message_not_found")`."""
        for message in reversed(self.channel(channel_id).messages):
            if message.ts == ts:
                return message
        raise ApiError("message_not_found")

    def offset(self, user: User) -> int:
        """The user's present offset from UTC in seconds."""
        there = self.clock.now().astimezone(ZoneInfo(user.zone)).utcoffset()
        return int(there.total_seconds()) if there else 0

    def fault(self, words: str) -> None:
        """Note something that the app did wrong."""
        self.faults.append(words)

    def toast(self, user: str, words: str) -> None:
        """Show `user` a passing error of the client."""
        self.toasts[user].append({"id": self.number(), "text": words, "at": self.clock.now().isoformat()})
        del self.toasts[user][:-20]
        self.changed()

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener()` after each change that someone could see."""
        self._listeners.append(listener)

    def changed(self) -> None:
        """Tell the listeners."""
        for listener in self._listeners:
            listener()
