"""The state behind every open page: people, read messages, the clock and the instants ahead."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from core.clock import Clock
from playground.cast import Character
from playground.meetings.house import Meetings
from playground.wire import Wire

Json = dict[str, Any]
Landmarks = Callable[[], Awaitable[list[tuple[str, datetime]]]]
NextStop = Callable[[datetime], Awaitable[datetime | None]]

HUES = 6
LANDMARKS_PAUSE = 1.0
STOP_PATIENCE = 8.0
"""Seconds that a stop may take the bot; a chat takes one message a second."""
STOP_GLANCE = 0.05
HINTS = {
    "olga": "Admin",
    "tara": "Admin",
    "ana": "Mentor",
    "ravi": "Mentor",
    "ben": "Mentee",
    "mia": "Mentee",
}


class Service(Protocol):
    """A simulated service, as the page needs it; a user id is the service's own."""

    def snapshot(self, user_id: Any) -> Json:
        """All that the user's client shows."""

    async def act(self, user_id: Any, action: Json) -> Any:
        """Carry out the user's action; if it is impossible, the answer says so."""

    def on_change(self, listener: Callable[[], None], /) -> None:
        """Call `listener` after each visible change."""


class Stage:
    """The services under one clock. People are keyed by service and by their user id as text."""

    def __init__(
        self,
        clock: Clock,
        wire: Wire,
        meetings: Meetings,
        services: Mapping[str, Service],
        cast: Mapping[str, Iterable[Character]],
    ) -> None:
        self.clock = clock
        self.wire = wire
        self.meetings = meetings
        self.services = services
        self.people = {
            service: {str(getattr(person, service)): person for person in cast[service]}
            for service in services
        }
        self.landmarks: Landmarks = no_landmarks
        self.next_stop: NextStop = no_stop
        self.ahead: list[Json] = []
        self._read: dict[tuple[str, str], set[Any]] = {}
        self._looking: asyncio.Task[None] | None = None
        self._look_again = False
        self._travelling = asyncio.Lock()
        self._listeners: set[Callable[[], None]] = set()
        clock.on_move(self._changed)
        for service in services.values():
            service.on_change(self._changed)
        meetings.on_change(self._changed)

    def user_id(self, service: str, key: str) -> Any:
        """The service's own id of the person; raises `KeyError`."""
        return getattr(self.people[service][key], service)

    def snapshot(self, service: str, key: str) -> Json:
        """What the person's client shows."""
        return self.services[service].snapshot(self.user_id(service, key))

    def roster(self) -> Json:
        """The people of each service as the page shows them."""
        keys = dict.fromkeys(who.key for people in self.people.values() for who in people.values())
        hues = {key: number % HUES for number, key in enumerate(keys)}
        return {
            service: [
                {
                    "id": key,
                    "hue": hues[who.key],
                    "name": who.name,
                    "zone": who.zone,
                    "hint": HINTS.get(who.key, "Member"),
                }
                for key, who in people.items()
            ]
            for service, people in self.people.items()
        }

    def unread(self, service: str, shown: str) -> dict[str, int]:
        """How many messages wait for each person; `shown` is being looked at, and the past is no news."""
        received = {key: RECEIVED[service](self.snapshot(service, key)) for key in self.people[service]}
        for key, messages in received.items():
            self._read.setdefault((service, key), messages)
        self._read[service, shown] |= received[shown]
        return {key: len(messages - self._read[service, key]) for key, messages in received.items()}

    def watch(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each change, until `leave`."""
        self._listeners.add(listener)
        self.look_ahead()

    def leave(self, listener: Callable[[], None]) -> None:
        """Tell `listener` no more."""
        self._listeners.discard(listener)

    def look_ahead(self) -> None:
        """Ask anew which instants are worth jumping to, at most once a second and while a page is open."""
        self._look_again = True
        if self._listeners and (self._looking is None or self._looking.done()):
            self._looking = asyncio.create_task(self._look_ahead())

    async def travel(self, by: timedelta) -> None:
        """Move the clock, and stop wherever the bot has something to do, until it has done it.

        So all that falls due on the way happens at its own time.
        """
        async with self._travelling:
            target = self.clock.now() + by
            while (stop := await self._settled(target)) is not None:
                self.clock.move_to(stop)
            self.clock.move(max(timedelta(), target - self.clock.now()))

    async def _settled(self, target: datetime) -> datetime | None:
        """The next stop before `target`, once nothing is due any more; None also if that takes too long."""
        for _ in range(round(STOP_PATIENCE / STOP_GLANCE)):
            stop = await self.next_stop(target)
            if stop is None or stop > self.clock.now():
                return stop
            await asyncio.sleep(STOP_GLANCE)
        return None

    def close(self) -> None:
        """Look ahead no more."""
        if self._looking is not None:
            self._looking.cancel()

    async def _look_ahead(self) -> None:
        while self._look_again:
            self._look_again = False
            found = await self.landmarks()
            self.ahead = [{"label": label, "at": at.astimezone(UTC).isoformat()} for label, at in found]
            self._tell()
            await asyncio.sleep(LANDMARKS_PAUSE)

    def _changed(self) -> None:
        self.look_ahead()
        self._tell()

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()


async def no_stop(_: datetime) -> datetime | None:
    """Nothing to do on the way."""
    return None


async def no_landmarks() -> list[tuple[str, datetime]]:
    """Nothing to jump to."""
    return []


def received_on_slack(snapshot: Json) -> set[Any]:
    """What others wrote to the person."""
    me = snapshot["user"]["id"]
    return {
        (channel["id"], message["ts"])
        for channel in snapshot["channels"]
        for message in channel["messages"]
        if message["user"] != me
    }


def received_on_telegram(snapshot: Json) -> set[Any]:
    """What others wrote to the person."""
    return {
        (chat["id"], message["id"])
        for chat in snapshot["chats"]
        for message in chat["messages"]
        if not message["mine"]
    }


def received_by_email(snapshot: Json) -> set[Any]:
    """The mails of the person."""
    return {mail["id"] for mail in snapshot["mails"]}


RECEIVED = {"slack": received_on_slack, "telegram": received_on_telegram, "email": received_by_email}
