"""People of a world: each looks at their own chat, presses what is there (or was), types lines, fills in forms."""

import asyncio
import re
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.commands import COMMANDS
from bot.formats import card_text
from bot.inbound import (
    Body,
    Command,
    Inbound,
    OpenedHome,
    Origin,
    Press,
    Profile,
    Reachable,
    Said,
    Submitted,
)
from bot.reception import FormErrors
from bot.tokens import to_token
from bot.ui import Button, DateField, Form, Option, SelectField, TextField, TimeField
from core.people import Address, Role
from tests.recorder import Chat, controls

if TYPE_CHECKING:
    from tests.simulated.world import World

CURIOUS = 0.5
"""How often somebody takes what nobody has pressed yet."""
RECENT = 4
LONG_AGO = 60
_NAME = re.compile(r"@\w+|\b(?:ana|ravi|ben|olga)\b")
_CODE = re.compile(r"\b[SCD]-[0-9A-HJKMNP-TV-Z]{4}\b")
_WORDS = (
    "tomorrow 3pm",
    "yes",
    "no",
    "10",
    "30",
    "it was good",
    "Berlin",
    "in 20 minutes",
    "5 4 thanks",
    "mon-fri 9-17",
    "later",
)
_COMMANDS = [
    (command, example) for command in COMMANDS for example in command.examples or (f"/{command.name}",)
]


@dataclass
class Person:
    """Somebody with a chat window. `roles` are those that they began with."""

    world: "World"
    address: Address
    profile: Profile
    roles: frozenset[Role]
    seed: int
    sent: int = 0
    tokens: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = Random(f"{self.seed} {self.address}")

    @property
    def name(self) -> str:
        return self.profile.name or ""

    @property
    def chat(self) -> Chat:
        return self.world.doors[self.address.platform].chat(self.address.user)

    async def live(self, pause: float) -> None:
        """Do something now and then; some go home early."""
        until = self.world.loop.time() + self.chance.choice([300.0, 1200.0, 10**9, 10**9])
        while self.world.loop.time() < until:
            await asyncio.sleep(self.chance.expovariate(1 / pause))
            await self._act()

    async def _act(self) -> None:
        chance = self.chance
        if self.chat.form is not None and chance.random() < 0.8:
            await self._fill(self.chat.form)
            return
        what = chance.random()
        if what < 0.6:
            await self._press(RECENT)
        elif what < 0.66:
            await self._press(LONG_AGO)
        elif what < 0.69:
            await self._forge()
        elif what < 0.72:
            await self._send(OpenedHome(), "opens their home")
        elif what < 0.78:
            text = chance.choice(_WORDS)
            await self._send(Said(text=text), f"says {text!r}")
        else:
            await self._type()

    async def _press(self, back: int) -> None:
        """Something on one of the last messages, an older one less likely."""
        messages = list(self.chat.messages.items())[-back:]
        while messages:
            place = int(len(messages) * self.chance.random() ** 0.5)
            number, card = messages.pop(place)
            offered = [each for each in controls(card) if isinstance(each, Button | Option)]
            if offered:
                untried = [each for each in offered if type(each.action).__name__ not in self.world.did]
                control = self.chance.choice(
                    untried if untried and self.chance.random() < CURIOUS else offered
                )
                token = to_token(control.action)
                self.tokens = [*self.tokens[-LONG_AGO:], token]
                self.world.did.add(type(control.action).__name__)
                await self._send(Press(token=token), f"presses [{control.label}]", number)
                return
        await self._type()

    async def _forge(self) -> None:
        """What somebody else was offered, or nobody."""
        others = [token for person in self.world.people for token in person.tokens] or ["1:h"]
        token = self.chance.choice(others)
        if self.chance.random() < 0.3:
            place = self.chance.randrange(len(token))
            token = token[:place] + self.chance.choice("0123456789abc:") + token[place + 1 :]
        await self._send(Press(token=token), f"forges {token}", next(reversed(self.chat.messages), None))

    async def _type(self) -> None:
        chance = self.chance
        if Role.MENTEE in self.roles and chance.random() < 0.35:
            there = self.world.clock.now().astimezone(ZoneInfo(self.profile.zone or "UTC"))
            start = there + timedelta(minutes=chance.choice([5, 10, 20, 35, 50, 90, 1500]))
            start -= timedelta(minutes=start.minute % 5)
            mentor = chance.choice(self.world.mentors)
            await self._command("book", f"@{mentor.address.user} {start:%Y-%m-%d %H:%M}")
            return
        mine = [
            (c, e) for c, e in _COMMANDS if not c.roles or c.roles & self.roles or chance.random() < 0.02
        ]
        command, example = chance.choice(mine)
        codes = self._codes()
        text = _NAME.sub(lambda _: f"@{chance.choice(self.world.people).address.user}", example)
        text = _CODE.sub(lambda code: chance.choice(codes.get(code[0][0], [code[0]])), text)
        await self._command(command.name, text.partition(" ")[2])

    def _codes(self) -> dict[str, list[str]]:
        """Short names that stand in the chat, or that somebody has told them, by their letter."""
        told = self.world.codes() if self.chance.random() < CURIOUS else {}
        found = {letter: [*codes] for letter, codes in told.items()}
        for card in list(self.chat.messages.values())[-2 * RECENT :]:
            for code in _CODE.findall(card_text(card)):
                found.setdefault(code[0], []).append(code)
        return found

    async def _command(self, name: str, text: str) -> None:
        await self._send(Command(name=name, text=text), f"types /{name} {text}".rstrip())

    async def _fill(self, form: Form) -> None:
        values = {each.name: self._value(each) for each in form.fields}
        verdict = await self._send(Submitted(draft=form.id, values=values), f"sends in {form.title!r}")
        if not isinstance(verdict, FormErrors) or self.chance.random() < 0.3:
            self.chat.form = None

    def _value(self, asked: object) -> str:
        chance = self.chance
        match asked:
            case SelectField(options=options, initial=initial):
                return (
                    initial
                    if initial and chance.random() < 0.5
                    else chance.choice([value for value, _ in options])
                )
            case DateField():
                return f"{self.world.clock.now() + timedelta(days=chance.choice([0, 0, 1, 3])):%Y-%m-%d}"
            case TimeField():
                return f"{chance.randrange(24):02}:{chance.randrange(0, 60, 5):02}"
            case TextField(initial=initial):
                return initial if initial and chance.random() < 0.7 else chance.choice(_WORDS)
        raise AssertionError(asked)

    async def _send(self, body: Body, words: str, message: str | None = None) -> object:
        self.sent += 1
        self.world.tell(f"{self.name} {words}")
        key = f"{self.address}#{self.sent}"
        typed = key if isinstance(body, Said) else None
        place = Origin(channel=self.address.user, message=message, typed=typed, trigger=key)
        inbound = Inbound(key=key, sender=self.address, profile=self.profile, place=place, body=body)
        return await self.world.network.bring(inbound)

    async def turn_away(self) -> None:
        """Block the bot, and come back after a while."""
        door = self.world.doors[self.address.platform]
        door.closed.add(self.address.user)
        await self._send(Reachable(yes=False), "blocks the bot")
        await asyncio.sleep(self.chance.uniform(60, 1800))
        await self.come_back()

    async def come_back(self) -> None:
        door = self.world.doors[self.address.platform]
        if self.address.user in door.closed:
            door.closed.discard(self.address.user)
            await self._send(Reachable(yes=True), "lets the bot write again")
