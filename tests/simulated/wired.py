"""A programme on both real adapters: Slack's and Telegram's, against the strict services of the playground, in memory.

The whole of `Parley` is started as it is, with its web server; the services are reached by HTTP over `lines.py`, in
the weather. People see what a client of theirs shows, and press, type and fill in what is there.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any
from unittest.mock import patch

import aiohttp.connector
from aiohttp import web
from pydantic import SecretStr

from bot.commands import COMMANDS
from bot.service import Parley
from core.availability import Schedule
from core.desk import Desk
from core.mentors import Mentor
from core.people import Address, Plan, Role
from core.usecases import joining
from core.usecases.joining import Introduction
from gateways.jitsi import JitsiRooms
from playground.cast import CAST, TEAM, Character
from playground.loopback import serving
from playground.slack.controls import Control, controls
from playground.slack.mrkdwn import MrkdwnReader
from playground.slack.screen import reader_of
from playground.slack.service import SlackService
from playground.telegram.service import TelegramService
from playground.wire import Wire
from storage.store import SqlStore
from tests.simulated.lines import in_memory
from tests.simulated.loop import Loop, Process, VirtualClock
from tests.simulated.people import LINES, WORDS
from tests.simulated.weather import HANGS, Weather
from tests.simulated.world import Bot, World

PUBLIC = "parley.example"
MENTORS = ("ana", "ravi")
SECRET = "simulated-and-long-enough"
PAUSE = 30.0
"""Seconds between two acts of somebody, on average."""
EXAMPLES = [
    (command.name, example.partition(" ")[2])
    for command in COMMANDS
    for example in command.examples or (f"/{command.name}",)
]


class WiredBot(Bot):
    """A machine on which all of Parley runs, with its web server."""

    world: "WiredWorld"

    def start(self) -> None:
        process = Process(self.name, VirtualClock(self.world.loop, self.skew))
        self.past.append(process)
        self.parley = process.context.run(
            Parley, self.world.settings, process.clock, self.world.entropy, self.world.outside()
        )
        self.world.built.append(self.parley)
        self.do(self._begin(self.parley))

    async def _begin(self, parley: Parley) -> None:
        try:
            await parley.start()
        except Exception as problem:  # noqa: BLE001 (as its operator would: it is started again)
            self.world.tell(f"{self.name} does not start: {problem!r}")
            self.past[-1].alive = False


class WiredWorld(World):
    """A world whose people are at Slack's and Telegram's clients."""

    def __init__(self, seed: int, loop: Loop, shared: SqlStore) -> None:
        super().__init__(seed, loop, shared)
        self.doors = {}
        self.built: list[Parley] = []
        wire = Wire()
        self.slack = SlackService(self.clock, wire, CAST)
        self.telegram = TelegramService(self.clock, wire, CAST)
        self.slack.settings.rate_limited = False
        self.telegram.flood.enabled = False
        admins = (Address("slack", TEAM, "U1OLGA"), Address("telegram", "", "7000"))
        self.settings = self.settings.model_copy(
            update={
                "admins": admins,
                "public_url": f"https://{PUBLIC}",
                "slack_bot_token": SecretStr(self.slack.bot_token),
                "slack_signing_secret": SecretStr(SECRET),
                "telegram_bot_token": SecretStr(self.telegram.token),
                "telegram_webhook_secret": SecretStr(SECRET),
                "operations_port": 0,
            }
        )
        loop.ports.routed[PUBLIC] = self._at_random

    def _at_random(self) -> int | None:
        """The port of one of the bots that run."""
        ports = [bot.parley.web.port for bot in self.bots if bot.alive and bot.parley.web is not None]
        return self.chance.choice(ports) if ports else None

    @asynccontextmanager
    async def services(self) -> AsyncIterator[None]:
        """Slack and Telegram run, and the bots know where."""
        slack = web.Application(middlewares=[in_the_weather(self.weather, _slack_limited)])
        self.slack.mount(slack)
        telegram = self.telegram.app
        telegram.middlewares.append(in_the_weather(self.weather, _telegram_limited))
        async with serving(slack) as slack_url, serving(telegram) as telegram_url:
            urls = {"slack_api_url": f"{slack_url}/slack/api/", "telegram_api_url": f"{telegram_url}/bot"}
            self.settings = self.settings.model_copy(update=urls)
            yield

    async def begin(self) -> None:
        """Everybody is there, and the bots run."""
        self.tell(f"on the wire; weather: {self.weather}")
        self._cast()
        for number in range(self.chance.choice([1, 2])):
            self.bots.append(WiredBot(self, number + 1))
            self.bots[-1].start()
        await asyncio.sleep(5)
        await self.slack.deliver_http(f"https://{PUBLIC}/slack/events", SECRET)
        self.weather.is_calm = False
        for person in CAST:
            if person.slack is not None:
                self.later(AtSlack(self, person, person.slack).live())
            if person.telegram is not None:
                self.later(AtTelegram(self, person, person.telegram).live())
        for bot in self.bots:
            self.later(self._endanger(bot))
        self.later(self._outages("away_an_hour", "is_away", "the database is away"))
        self.later(self._pay())
        self.later(self._settle_refunds())

    def _cast(self) -> None:
        """Members already: two mentors, and those who book."""
        rooms = JitsiRooms("https://rooms.example", entropy=self.entropy)
        desk = Desk(self.shared, rooms, first_admins=frozenset(self.settings.admins), entropy=self.entropy)
        for person in CAST:
            for address in addresses_of(person):
                told = Introduction(person.name, person.key, zone=person.zone, locale="en")
                met = joining.meet(desk, address, told, greet=False)
                with desk.store.write() as tx:
                    is_mentor = person.key in MENTORS
                    roles = {Role.MENTOR} if is_mentor else {Role.MENTEE}
                    member = replace(met.person, roles=met.person.roles | roles, plan=Plan.COUNCIL)
                    tx.people.save(member)
                    if is_mentor:
                        schedule = Schedule(member.clock_zone, min_notice_minutes=0)
                        tx.mentors.save(
                            Mentor(member, schedule, headline="Words", tags=("python",), rate=0)
                        )

    @property
    def complaints(self) -> list[str]:
        """What the services did not know, or what Parley must not do; who was late was so by the weather."""
        faults = [*self.slack.faults, *self.telegram.faults]
        return [fault for fault in faults if not fault.startswith("not acknowledged within")]


def addresses_of(person: Character) -> Iterator[Address]:
    """Their accounts."""
    if person.slack is not None:
        yield Address("slack", TEAM, person.slack)
    if person.telegram is not None:
        yield Address("telegram", "", str(person.telegram))


@dataclass
class AtWindow:
    """Somebody at a client."""

    world: WiredWorld
    character: Character
    account: Any
    chance: Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = Random(f"{self.world.seed} {type(self).__name__} {self.account}")

    async def live(self) -> None:
        """Do something now and then."""
        while True:
            await asyncio.sleep(self.chance.expovariate(1 / PAUSE))
            await self.act()

    async def act(self) -> None:
        raise NotImplementedError

    def line(self) -> tuple[str, str]:
        """A command, about who there is."""
        if self.chance.random() < 0.7:
            return self.chance.choice(EXAMPLES)
        soon = self.world.clock.now() + timedelta(hours=self.chance.choice([2, 3, 24]))
        return "book", f"@{self.chance.choice(MENTORS)} {soon:%Y-%m-%d %H}:00"

    def words(self, name: str) -> str:
        """What is written into a field of this name."""
        people = {part: f"@{self.chance.choice(CAST).key}" for part in ("other", "mentor", "admin")}
        times = dict.fromkeys(("soon", "later", "late"), "tomorrow 3pm")
        return self.chance.choice(LINES.get(name, WORDS)).format(**people, **times)

    def tell(self, words: str) -> None:
        self.world.tell(f"{self.character.name} {words[:100]}")


class AtSlack(AtWindow):
    """Messages, the home, and windows with forms."""

    async def act(self) -> None:
        shown = self.world.slack.snapshot(self.account)
        eyes = reader_of(shown, self.world.clock.now())
        if shown["views"]:
            await self._fill(shown["views"][-1], eyes)
            return
        direct = self.world.slack.workspace.dm(self.account)
        messages = next(each["messages"] for each in shown["channels"] if each["id"] == direct)
        surfaces = [*messages[-4:], *([shown["home"]] if shown["home"] else [])]
        offered = [
            each
            for surface in surfaces
            for each in controls(surface, eyes)
            if each.kind in {"button", "option"}
        ]
        what = self.chance.random()
        if offered and what < 0.6:
            await self._press(self.chance.choice(offered))
        elif what < 0.7:
            await self._does({"kind": "say", "text": self.chance.choice(WORDS)[:3000], "channel": direct})
        elif what < 0.75:
            await self._does({"kind": "open_home"})
        else:
            name, text = self.line()
            self.tell(f"types /{name} {text}")
            await self._does({"kind": "command", "command": f"/{name}", "text": text, "channel": direct})

    async def _press(self, control: Control) -> None:
        self.tell(f"presses [{control.label}]")
        block, action = control.ids
        kind = "press" if control.kind == "button" else "select"
        await self._does(
            {"kind": kind, **control.place, "block_id": block, "action_id": action, "value": control.value}
        )

    async def _fill(self, view: dict[str, Any], eyes: MrkdwnReader) -> None:
        found = list(controls(view, eyes))
        for each in found:
            if each.kind != "field" or self.chance.random() < 0.3:
                continue
            block, action = each.ids
            among = [
                other.value for other in found if other.kind == "option" and other.element is each.element
            ]
            raw: Any = self.chance.choice(among) if among else self.words(block)
            kind = each.element["type"]
            if kind == "datepicker":
                raw = f"{self.world.clock.now():%Y-%m-%d}"
            elif kind == "timepicker":
                raw = f"{self.chance.randrange(24):02}:00"
            elif kind.startswith("multi") or kind == "checkboxes":
                raw = [raw]
            elif (
                kind not in {"plain_text_input", "email_text_input", "number_input", "url_text_input"}
                and not among
            ):
                continue
            act = "select" if each.dispatches else "enter"
            await self._does(
                {"kind": act, **each.place, "block_id": block, "action_id": action, "value": raw}
            )
        leaves = self.chance.random() < 0.2
        self.tell(f"{'closes' if leaves else 'sends in'} {view.get('title')!r}")
        await self._does({"kind": "close_view" if leaves else "submit_view", "view_id": view["id"]})

    async def _does(self, action: dict[str, Any]) -> None:
        await self.world.slack.act(self.account, action)


class AtTelegram(AtWindow):
    """A chat with buttons."""

    async def act(self) -> None:
        client, world = self.world.telegram.client, self.world.telegram.world
        chat = world.chats[self.account]
        person = world.people[self.account]
        shown = [each for each in chat.seen_by(person) if each.rows][-4:]
        what = self.chance.random()
        if shown and what < 0.65:
            message = self.chance.choice(shown)
            row = self.chance.randrange(len(message.rows))
            column = self.chance.randrange(len(message.rows[row]))
            self.tell(f"presses [{message.rows[row][column]['text']}]")
            client.press(self.account, message.id, row, column)
        elif what < 0.8:
            text = self.words("")[:4000]
            self.tell(f"says {text}")
            client.say(self.account, text)
        else:
            name, text = self.line()
            self.tell(f"types /{name} {text}")
            client.say(self.account, f"/{name} {text}".strip())


def in_the_weather(weather: Weather, limited: Any) -> Any:
    """What may become of each request to a service."""

    @web.middleware
    async def meets(request: web.Request, handler: Any) -> web.StreamResponse:
        await asyncio.sleep(weather.between(0.01, 5.0 if weather.strikes("slow") else 0.1))
        if weather.strikes("limited"):
            return limited(int(weather.between(1, 20)))
        lost = weather.strikes("lost_before")
        answer = web.Response() if lost else await handler(request)
        if weather.strikes("hanging"):
            await asyncio.sleep(HANGS)
        if lost or weather.strikes("lost_after"):
            assert request.transport is not None
            request.transport.abort()
        return answer

    return meets


def _slack_limited(seconds: int) -> web.Response:
    return web.json_response(
        {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(seconds)}
    )


def _telegram_limited(seconds: int) -> web.Response:
    body = {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests",
        "parameters": {"retry_after": seconds},
    }
    return web.json_response(body, status=429)


@contextmanager
def on_the_wire(loop: Loop) -> Iterator[None]:
    """Nothing leaves the process; the services' limits, and the age of a connection, are of the loop's time."""
    with (
        in_memory(loop.ports),
        patch.object(time, "monotonic", loop.time),
        patch.object(aiohttp.connector, "monotonic", loop.time),
    ):
        yield
