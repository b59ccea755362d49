"""The simulated workspace: people, conversations and messages, kept in memory."""

import itertools
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.clock import Clock
from playground.cast import SLACK_ADMIN_CHANNEL, TEAM, TEAM_DOMAIN, Character
from playground.slack.scopes import ALL

Json = dict[str, Any]

APP_ID = "A1PARLEY"


@dataclass(frozen=True, slots=True)
class Team:
    """A company's workspace. `enterprise` is the organisation that it belongs to, which has the app as a whole."""

    id: str
    name: str
    domain: str
    enterprise: str | None = None

    @property
    def bot_user(self) -> str:
        """The app's user id in it."""
        return f"U{self.id[1:]}PARLEY"

    @property
    def bot_id(self) -> str:
        """The app's bot id in it."""
        return f"B{self.id[1:]}PARLEY"

    @property
    def general(self) -> str:
        """The channel in which everybody is."""
        return f"C{self.id[1:]}GENERAL"


HOME = Team(TEAM, "Meridian", TEAM_DOMAIN)


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

    `lets_in_strangers`: the app may write to people of other companies with whom it shares a channel.

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
    lets_in_strangers: bool = False
    unknown: frozenset[str] = frozenset()
    scopes: frozenset[str] = ALL
    events: frozenset[str] = EVENTS


@dataclass(slots=True)
class User:
    """A member of their workspace, their `team`; `handle` is typed after @."""

    id: str
    team: Team
    handle: str
    name: str
    zone: str
    email: str = ""
    is_bot: bool = False
    deleted: bool = False


@dataclass(slots=True)
class Message:
    """One message of somebody of `team`; `only_for` makes it ephemeral; `entered` are what viewers put into inputs."""

    channel: str
    ts: str
    team: Team
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
        return self.user == self.team.bot_user


@dataclass(slots=True)
class Channel:
    """A conversation; `kind` is im or channel.

    It is shared between the companies of `teams`, its owner's first, whose `apps` have joined in this order.
    """

    id: str
    name: str
    kind: str
    members: set[str]
    messages: list[Message] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    apps: list[Team] = field(default_factory=list)


class Workspace:
    """The service's state, the app's mistakes (`faults`), and the listeners for changes."""

    def __init__(self, clock: Clock, cast: Iterable[Character], team: Team = HOME) -> None:
        self.clock = clock
        self.team = team
        self.settings = ServiceSettings()
        self.faults: list[str] = []
        self.commands: list[Json] = []
        self.shortcuts: list[Json] = []
        self.installed = True
        self.files: dict[str, Json] = {}
        self.bot_token = f"xoxb-{secrets.token_hex(8)}"
        self.app_token = f"xapp-1-{APP_ID}-{secrets.token_hex(8)}"
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.toasts: dict[str, list[Json]] = {}
        self.busy: dict[str, int] = {}
        for person in cast:
            if person.slack:
                self.meet(User(person.slack, team, person.key, person.name, person.zone, person.email))
        people = set(self.users)
        bot = team.bot_user
        handle = "parley" if team == HOME else f"parley-{team.domain}"
        self.users[bot] = User(bot, team, handle, "Parley", "UTC", is_bot=True)
        staff = {user.id for user in self.users.values() if user.handle == "olga"}
        for channel in (
            Channel(SLACK_ADMIN_CHANNEL, "mentoring-admin", "channel", staff | {bot}),
            Channel(team.general, "general", "channel", set(people)),
        ):
            self.channels[channel.id] = channel
        for person_id in people:
            self.open(person_id)
        self._stamps: set[str] = set()
        self._numbers = itertools.count(1)
        self._listeners: list[Callable[[], None]] = []

    def meet(self, user: User) -> None:
        """Somebody is seen here: a member, or one of another company in a channel that is shared."""
        self.users[user.id] = user
        self.toasts.setdefault(user.id, [])
        self.busy.setdefault(user.id, 0)

    def open(self, user: str) -> Channel:
        """The direct conversation between the app and `user`, there from now on."""
        found, theirs = self.dm(user), self.users[user].team
        teams = [] if theirs == self.team else [self.team, theirs]
        fresh = Channel(found, "", "im", {user, self.team.bot_user}, teams=teams)
        return self.channels.setdefault(found, fresh)

    def dm(self, user: str) -> str:
        """The id of the direct conversation between the app and `user`."""
        foreign = user in self.users and self.users[user].team != self.team
        return f"D{self.team.id[1:]}{user}" if foreign else f"D{user[1:]}"

    def partner(self, channel: Channel) -> User:
        """The person at the other end of a direct conversation."""
        return next(self.users[member] for member in channel.members if member != self.team.bot_user)

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
