"""People of a world: each looks at their own chat, presses what is there (or was), types lines, fills in forms."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.actions import Action
from bot.actions.forms import AnswerDay, AnswerQuestion, KeepAnswer, KeepRest, LeaveForm
from bot.commands import COMMANDS
from bot.formats import card_text
from bot.inbound import (
    Body,
    ChannelClosed,
    ChannelMoved,
    Command,
    Inbound,
    OpenedHome,
    Origin,
    Press,
    Profile,
    ProfileChanged,
    Reachable,
    Said,
    SharedFile,
    Shortcut,
    Submitted,
    Unsaid,
    WorkspaceClosed,
)
from bot.reception import FormErrors
from bot.tokens import to_token
from bot.ui import (
    Button,
    DateField,
    Field,
    Form,
    Option,
    PairField,
    SelectField,
    Style,
    TextField,
    TimeField,
)
from core.people import Address, Role
from tests.recorder import Chat, controls

if TYPE_CHECKING:
    from tests.simulated.services import Door
    from tests.simulated.world import World

CURIOUS = 0.7
"""How often somebody takes what nobody has pressed or typed yet, where it is there."""
EAGER = 0.6
"""How often somebody takes a main button, one that they like, or one that nobody has pressed yet, if it is there."""
GOING_ON = 0.7
"""How often somebody presses what the answer to their command offers, mostly the first of it."""
RECENT = 4
LONG_AGO = 60
ANSWERED_WITHIN = 6.0
"""Seconds after which the next question of a form is looked for."""
FAVOURITES = 5
"""So many commands are typed again and again in a seed, so that what follows from them is gone into."""
_NAME = re.compile(r"@\w+|\b(?:ana|ravi|ben|olga)\b")
_CODE = re.compile(r"\b[SCD]-[0-9A-HJKMNP-TV-Z]{4}\b")
_LINK_CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b")
WORDS = (
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
    "x" * 5000,
)
LINES: dict[str, tuple[str, ...]] = {
    "amount": ("10", "25", "1", "9999", "some", "0"),
    "by": ("+1h", "+10 min", "-30 min", "+400 days", "soon"),
    "capacity": ("12", "1", "0"),
    "hours": ("14-17", "9-12, 13-17", "25-3"),
    "least": ("1", "2"),
    "links": ("https://example.org/proof", "no link", "https://a.example https://b.example"),
    "list": ("{other} individual", "{other} council", "{other} none", "{other} gold"),
    "mentors": ("{mentor}", "{mentor} {other}", "{mentor}, {mentor}"),
    "minutes": ("5", "30", "15", "a while"),
    "most": ("5", "3"),
    "name": ("{other}", "{admin}", "Cancelled", "Mine"),
    "new_time": ("{soon}", "{later}"),
    "pct": ("50", "100", "0"),
    "quiet": ("22-7", "22:00-07:00", "off", "9-9"),
    "question": ("When did it end?", "What was wrong?"),
    "rate": ("40 USD", "0", "25", "0.001 USD"),
    "reason": ("{other} was ill", "as agreed", ""),
    "refund": ("none", "processed"),
    "search": ("python", "{mentor}"),
    "time": ("{soon}", "{later}", "now"),
    "times": ("{soon}; {later}", "{soon}\n{later}", "{later}"),
    "until": ("{later}", "{soon}", "yesterday"),
    "value": ("1", "0", "15", "24", "10, 20", "off", "on", "many"),
    "when": ("{soon}", "{later}", "{late}", "never"),
    "window": ("{later}", "this week", "next week"),
}
"""What somebody writes into a field of this name, now and then nonsense."""
_FILES = {
    "proof.png": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "proof.pdf": b"%PDF-1.7\n%%EOF",
    "proof.exe": b"MZ" + bytes(64),
    "plans.csv": b"member,plan\nalna,individual\nalno,council\nbena,none\n",
    "plans.txt": b"\xff\xfe\x00",
}


@dataclass(frozen=True)
class Habit:
    """What people of a seed do more than anything else: lines of theirs, lines of the admins, buttons of some subjects.

    `looks_back` are buttons of what was there before; where one `charges`, all mentors do.
    """

    lines: tuple[str, ...] = ()
    of_admins: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    looks_back: bool = False
    charges: bool = False

    def likes(self, action: object) -> bool:
        """Whether it is of one of the subjects."""
        return any(subject in type(action).__module__.split(".") for subject in self.subjects)


HABITS = (
    Habit(),
    Habit(lines=("/sessions S-7F3K cancel",), subjects=("replacing",)),
    Habit(lines=("/book", "/sessions S-7F3K cancel"), subjects=("booking", "payments"), charges=True),
    Habit(
        lines=("/sessions S-7F3K accept", "/sessions S-7F3K reschedule tomorrow 3pm", "/sessions S-7F3K"),
        subjects=("rescheduling",),
        looks_back=True,
    ),
    Habit(
        lines=(
            "/council new",
            "/council",
            "/council C-7F3K answer all yes",
            "/council C-7F3K register",
        ),
        subjects=("councils",),
    ),
    Habit(
        lines=("/sessions S-7F3K report", "/sessions S-7F3K no-show", "/sessions past"),
        of_admins=("/admin disputes", "/admin dispute D-7F3K"),
        subjects=("aftermath", "disputes"),
    ),
    Habit(
        of_admins=(
            "/admin session S-7F3K",
            "/admin session S-7F3K reassign @ravi Ana is away",
            "/admin session S-7F3K cancel 50% the mentor is ill",
            "/admin sessions",
        ),
        subjects=("admin_sessions", "interventions", "jobs"),
        charges=True,
    ),
    Habit(lines=("/link", "/link 7F3KQ-M2X9A"), subjects=("accounts",)),
    Habit(
        of_admins=(
            "/admin policies set join window minutes 20",
            "/admin policies set join window minutes 30",
            "/admin policies set reminder offsets minutes 40, 10",
        )
    ),
)
"""Each brings about what is rare: sessions that end before their reminders, money that goes back, buttons of what has
changed since, councils, decisions of admins, members who become one, join links that were sent by other rules."""
_ANSWERS = (AnswerQuestion, AnswerDay, KeepAnswer, KeepRest)
COMMON = [
    (command, example) for command in COMMANDS for example in command.examples or (f"/{command.name}",)
]


@dataclass
class Person:
    """Somebody with a chat window. `roles` are those that they began with, if they were a member then."""

    world: "World"
    address: Address
    profile: Profile
    roles: frozenset[Role]
    seed: int
    twin: "Person | None" = None
    goes_on: bool = False
    is_member: bool = False
    is_on_errand: bool = False
    sent: int = 0
    tokens: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = Random(f"{self.seed} {self.address}")

    @property
    def name(self) -> str:
        return self.profile.name or ""

    @property
    def door(self) -> "Door":
        return self.world.doors[self.address.platform]

    @property
    def place(self) -> str:
        """Their chat with the bot alone."""
        return self.address.user

    @property
    def chat(self) -> Chat:
        return self.door.chat(self.place)

    @property
    def group(self) -> str | None:
        """The channel that admins have on each platform."""
        return f"staff on {self.address.platform}" if Role.ADMIN in self.roles else None

    async def live(self, pause: float) -> None:
        """Do something now and then; some go home early."""
        until = self.world.loop.time() + self.chance.choice([300.0, 1200.0, 10**9, 10**9])
        while self.world.loop.time() < until:
            await asyncio.sleep(self.chance.expovariate(1 / pause))
            if not self.is_on_errand:
                await self._act()

    async def _act(self) -> None:
        chance = self.chance
        if self.chat.form is not None and chance.random() < 0.8:
            await self._fill(self.chat.form)
            return
        asked = self.world.questions.get(self.door.asked.get(self.place) or 0)
        if asked is not None and chance.random() < 0.8:
            await self._answer(asked)
            return
        what = chance.random()
        if self.goes_on and what < GOING_ON:
            self.goes_on = False
            await self._press(1)
        elif what < 0.6:
            await self._press(RECENT)
        elif what < 0.66:
            await self._press(LONG_AGO)
        elif what < (0.9 if self.world.habit.looks_back else 0.68):
            await self._press_what_was()
        elif what < 0.70:
            await self._forge()
        elif what < 0.71:
            await self._send(OpenedHome(), "opens their home")
        elif what < 0.76:
            text = chance.choice(WORDS)
            await self._send(Said(text=text), f"says {text[:40]!r}")
        elif what < 0.78:
            await self._send_file()
        elif what < 0.79:
            await self._do_something_else()
        else:
            await self._type()

    async def _press(self, back: int) -> None:
        """Something on one of the last messages, or on their home or in their group; an older one less likely."""
        where = self.place if self.chance.random() < 0.8 else self.group or self.place
        messages = list(self.door.chat(where).messages.items())[-back:]
        if where == self.place and self.chat.home is not None and self.chance.random() < 0.1:
            messages.append(("", self.chat.home))
        while messages:
            place = int(len(messages) * self.chance.random() ** 0.5)
            number, card = messages.pop(place)
            offered = [each for each in controls(card) if isinstance(each, Button | Option)]
            untried = [each for each in offered if type(each.action).__name__ not in self.world.did]
            if offered and not (messages and not untried and self.chance.random() < CURIOUS):
                main = [
                    each for each in offered if isinstance(each, Button) and each.style is Style.PRIMARY
                ]
                liked = [each for each in offered if self.world.habit.likes(each.action)]
                among = next(
                    (some for some in (main, liked, untried) if some and self.chance.random() < EAGER),
                    offered,
                )
                control = among[int(len(among) * self.chance.random() ** 2)]
                await self._press_on(control, number or None, where)
                return
        await self._type()

    async def _press_what_was(self) -> None:
        """A button of a message that has been edited meanwhile."""
        then = [
            (number, each)
            for number, card in self.door.replaced.get(self.place, ())
            for each in controls(card)
            if isinstance(each, Button | Option)
        ]
        if then:
            number, control = self.chance.choice(then)
            await self._press_on(control, number, self.place)

    async def _press_on(self, control: Button | Option, number: str | None, where: str) -> None:
        token = to_token(control.action)
        self.tokens = [*self.tokens[-LONG_AGO:], token]
        self.world.did.add(type(control.action).__name__)
        self.goes_on = self.chance.random() < GOING_ON
        await self._send(Press(token=token), f"presses [{control.label}]", number, where)

    async def _send_file(self) -> None:
        """A picture, a document or a list, with or without words."""
        name = self.chance.choice(sorted(_FILES))
        ref = f"{self.address.user} {name}"
        if self.chance.random() < 0.9:
            self.door.shared[ref] = _FILES[name]
        file = SharedFile(ref=ref, name=name, size=len(_FILES[name]))
        text = self.chance.choice(["", "/admin plans" if name.startswith("plans") else "as I said"])
        await self._send(Said(text=text, files=(file,)), f"sends {name}")

    async def _do_something_else(self) -> None:
        """What chats tell of besides."""
        chance = self.chance
        bodies: list[Body] = [
            ProfileChanged(),
            Unsaid(what=chance.choice(["changed", "deleted", "other"])),
            Shortcut(name=chance.choice(["discuss", "book", "sessions"]), text="as I said"),
        ]
        if self.group is not None:
            bodies += [ChannelClosed(), ChannelMoved(to=f"{self.group} 2"), WorkspaceClosed()]
        body = chance.choice(bodies)
        where = self.group if isinstance(body, ChannelClosed | ChannelMoved) else None
        await self._send(body, f"does: {body.kind}", None, where)

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
        habit = self.world.habit
        habitual = habit.of_admins if habit.of_admins and Role.ADMIN in self.roles else habit.lines
        if habitual and chance.random() < CURIOUS:
            await self._type_by_habit(chance.choice(habitual))
            return
        mine = [(c, e) for c, e in COMMON if not c.roles or c.roles & self.roles or chance.random() < 0.02]
        untyped = [each for each in mine if each[1] not in self.world.typed]
        loved = [each for each in mine if each[1] in self.world.favourites]
        command, example = chance.choice(
            untyped
            if untyped and chance.random() < CURIOUS / 2
            else loved
            if loved and chance.random() < CURIOUS
            else mine
        )
        self.world.typed.add(example)
        codes = self._codes()
        text = _CODE.sub(lambda code: chance.choice(codes.get(code[0][0], [code[0]])), example)
        in_group = " here" in text or (command.name == "link" and chance.random() < 0.1)
        await self._command_of(text, self.group if in_group else None)

    async def type_line(self, line: str, where: str | None = None) -> None:
        """A command as it stands there, in their own chat or in a group."""
        name, _, rest = line.partition(" ")
        await self._command(name[1:], rest, where)

    async def say(self, text: str) -> None:
        await self._send(Said(text=text), f"says {text[:40]!r}")

    async def discuss(self, text: str) -> None:
        """Choose in a message's menu to discuss it."""
        await self._send(Shortcut(name="discuss", text=text), "wants to discuss a message")

    async def press_kind(self, kind: type[Action], having: Mapping[str, str]) -> bool:
        """The newest button whose action is of this kind and has these values; whether there is one."""
        for where in (self.place, self.group):
            messages = self.door.chat(where).messages.items() if where else ()
            for number, card in reversed(messages):
                for each in controls(card):
                    action = getattr(each, "action", None)
                    if isinstance(action, kind) and all(
                        str(getattr(action, k)) == v for k, v in having.items()
                    ):
                        await self._press_on(each, number, where)
                        return True
        return False

    async def fill_open(self, values: Mapping[str, str]) -> bool:
        """The form that is open, or all of its questions one after the other; whether there was one."""
        if self.chat.form is not None:
            await self._fill(self.chat.form, values)
            return True
        answered: list[str] = []
        while (asked := self.world.questions.get(self.door.asked.get(self.place) or 0)) is not None:
            if asked.name in answered:  # what was said does not answer it
                break
            answered.append(asked.name)
            said = values.get(asked.name) or self._fitting(asked)
            labels = dict(asked.options) if isinstance(asked, SelectField) else {}
            await self.say(labels.get(said, said) or "no")
            await asyncio.sleep(ANSWERED_WITHIN)
        return bool(answered)

    async def _command_of(self, line: str, where: str | None = None) -> None:
        """A line with names of people and codes of accounts that there are."""
        text = _NAME.sub(lambda _: f"@{self.chance.choice(self.world.people).address.user}", line)
        text = _LINK_CODE.sub(lambda code: self._link_code() or code[0], text)
        name, _, rest = text.partition(" ")
        await self._command(name[1:], rest, where)

    async def _type_by_habit(self, line: str) -> None:
        """About something of theirs, where it stands in their chat."""
        shown = [code for card in self.chat.messages.values() for code in _CODE.findall(card_text(card))]
        mine = {letter: [code for code in shown if code[0] == letter] for letter in "SCD"}
        text = _CODE.sub(lambda code: self.chance.choice(mine[code[0][0]] or [code[0]]), line)
        await self._command_of(text)

    def _link_code(self) -> str | None:
        """One that stands in another chat: mostly in their own one on the other platform."""
        mine = self.twin is not None and self.chance.random() < 0.8
        return self.link_code_of(self.twin if mine else self.chance.choice(self.world.people))

    @staticmethod
    def link_code_of(whose: "Person | None") -> str | None:
        """The newest that stands in somebody's chat."""
        shown = [] if whose is None else list(whose.chat.messages.values())[-2 * RECENT :]
        found = [code for card in shown for code in _LINK_CODE.findall(card_text(card))]
        return found[-1] if found else None

    def _codes(self) -> dict[str, list[str]]:
        """Short names that stand in the chat, or that somebody has told them, by their letter."""
        told = self.world.codes() if self.chance.random() < CURIOUS else {}
        found = {letter: [*codes] for letter, codes in told.items()}
        for card in list(self.chat.messages.values())[-2 * RECENT :]:
            for code in _CODE.findall(card_text(card)):
                found.setdefault(code[0], []).append(code)
        return found

    async def _command(self, name: str, text: str, where: str | None = None) -> None:
        self.goes_on = True
        await self._send(Command(name=name, text=text), f"types /{name} {text}".rstrip(), None, where)

    async def _fill(self, form: Form, given: Mapping[str, str] | None = None) -> None:
        values = {each.name: self._value(each) for each in form.fields}
        if given is not None:
            values = {each.name: given.get(each.name, self._fitting(each)) for each in form.fields}
        self.goes_on = True
        verdict = await self._send(Submitted(draft=form.id, values=values), f"sends in {form.title!r}")
        if not isinstance(verdict, FormErrors) or (given is None and self.chance.random() < 0.3):
            self.chat.form = None

    async def _answer(self, asked: Field) -> None:
        """The open question of a form, by a button or in words."""
        for number, card in reversed(self.chat.messages.items()):
            offered = [each for each in controls(card) if isinstance(each, Button)]
            if any(isinstance(each.action, LeaveForm) for each in offered):
                ways = [each for each in offered if isinstance(each.action, _ANSWERS)]
                is_chosen = isinstance(asked, SelectField | DateField)
                if ways and (is_chosen or self.chance.random() < 0.4):
                    await self._press_on(self.chance.choice(ways), number, self.place)
                    return
                break
        text = self._value(asked) or "no"
        await self._send(Said(text=text), f"answers {text[:40]!r}")

    def _value(self, asked: Field) -> str:
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
            case TextField(initial=initial) | PairField(initial=initial) if (
                initial and chance.random() < 0.7
            ):
                return initial
            case TextField(name=name) | PairField(name=name):
                return self._line(name) if chance.random() < 0.9 else chance.choice(WORDS)

    def _fitting(self, asked: Field) -> str:
        """What a field takes without more ado."""
        match asked:
            case TextField(initial=initial) | PairField(initial=initial) | SelectField(initial=initial) if (
                initial
            ):
                return initial
            case TextField(required=False, name=name) if name not in LINES:
                return ""
            case TextField(name=name) | PairField(name=name):
                return self._line(name, LINES.get(name, ("as agreed",))[:1])
        return self._value(asked)

    def _line(self, name: str, among: Sequence[str] | None = None) -> str:
        """What fits a field of this name, or what is said at all."""
        chance = self.chance
        if name == "code":
            mails = self.world.post.codes.get(self.address.user, [])
            return mails[-1] if mails and chance.random() < 0.8 else "000000"
        there = self.world.clock.now().astimezone(ZoneInfo(self.profile.zone or "UTC"))
        at = {"soon": 15, "later": 100, "late": -30}
        times = {
            key: f"{there + timedelta(minutes=minutes - there.minute % 5):%Y-%m-%d %H:%M}"
            for key, minutes in at.items()
        }
        names = {
            "other": f"@{chance.choice(self.world.people).address.user}",
            "mentor": f"@{chance.choice(self.world.mentors).address.user}",
            "admin": "@olga",
        }
        return chance.choice(among or LINES.get(name, WORDS)).format(**times, **names)

    async def _send(
        self, body: Body, words: str, message: str | None = None, where: str | None = None
    ) -> object:
        self.sent += 1
        self.world.tell(f"{self.name} {words}" + ("" if where in {None, self.place} else f" in {where}"))
        key = f"{self.address}#{self.sent}"
        typed = key if isinstance(body, Said) else None
        place = Origin(
            channel=where or self.place,
            message=message,
            typed=typed,
            trigger=key,
            direct=where in {None, self.place},
            title=where,
        )
        inbound = Inbound(key=key, sender=self.address, profile=self.profile, place=place, body=body)
        return await self.world.network.bring(inbound)

    async def turn_away(self) -> None:
        """Block the bot, and come back after a while."""
        await self.block()
        await asyncio.sleep(self.chance.uniform(60, 1800))
        await self.come_back()

    async def block(self) -> None:
        """Have the bot write no more."""
        self.door.closed.add(self.address.user)
        await self._send(Reachable(yes=False), "blocks the bot")

    async def leave_group(self) -> None:
        """Take the bot out of the channel that admins have."""
        await self._send(ChannelClosed(), "takes the bot out", None, self.group)

    async def come_back(self) -> None:
        door = self.door
        if self.address.user in door.closed:
            door.closed.discard(self.address.user)
            await self._send(Reachable(yes=True), "lets the bot write again")
