"""Finds who can do an errand, and about what, and has them play it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from string import Formatter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, select

from core.attendance import UNDECIDED
from core.councils import CouncilStatus
from core.ids import code_of
from core.people import Role
from core.sessions import UNANSWERED, Status
from storage.council_tables import council_seats, councils
from storage.session_tables import disputes
from storage.tables import addresses, sessions
from tests.simulated.errands import FIRST, By, Errand, Fill, Press, Step, Wait
from tests.simulated.people import Person

if TYPE_CHECKING:
    from tests.simulated.world import World

LOOKS, BETWEEN_LOOKS = 6, 400.0
"""How often it is looked whether there is something for an errand, and after how many seconds again."""
TRIES, BETWEEN_TRIES = 8, 5.0
"""How often a button or a form is looked for that an answer is to bring."""
THINKS = (2.0, 9.0)
"""Seconds before each step."""
HURRIED = 0.3
"""Seconds before a step of somebody in a hurry."""
_IS_LIVE = sessions.c.status.in_([Status.SCHEDULED, Status.IN_PROGRESS])


def _sessions_that(are: str, now: datetime) -> ColumnElement[bool]:
    scheduled, ahead = sessions.c.status == Status.SCHEDULED, sessions.c.starts_at > now
    seeks = sessions.c.reassignment.in_(sorted(UNANSWERED))
    match are:
        case "ahead":
            return and_(scheduled, ahead, ~seeks)
        case "near":
            return and_(scheduled, ahead, ~seeks, sessions.c.starts_at < now + timedelta(minutes=20))
        case "priced":
            return and_(scheduled, ahead, sessions.c.payment.is_not(None))
        case "unanswered":
            return and_(scheduled, ahead, seeks)
        case "begun":
            return and_(_IS_LIVE, ~ahead, sessions.c.ends_at > now)
        case "ended":
            return and_(_IS_LIVE, sessions.c.ends_at <= now)
        case "unpaid":
            return sessions.c.status == Status.AWAITING_PAYMENT
        case "missed":
            return sessions.c.status == Status.NO_SHOW
    return sessions.c.status == Status(are)


_PARTIES = (
    sessions.c.id.label("session"),
    sessions.c.starts_at,
    sessions.c.confirm_by,
    sessions.c.mentor,
    sessions.c.mentee,
)


def matters(about: str, now: datetime) -> Select[Any]:
    """What the errand can be about, with who has to do with it."""
    kind, _, state = about.partition(" ")
    if kind == "council":
        its_mentor = council_seats.c.mentor.label("mentor")
        which = councils.c.status == CouncilStatus(state)
        return (
            select(councils.c.id.label("council"), councils.c.coordinator, councils.c.starts_at, its_mentor)
            .join_from(councils, council_seats, council_seats.c.council == councils.c.id, isouter=True)
            .where(which)
            .order_by(councils.c.id, its_mentor)
        )
    if kind == "dispute":
        is_open = disputes.c.status.in_(sorted(UNDECIDED)) == (state == "open")
        about_them = and_(sessions.c.id == disputes.c.session, is_open)
        reported = select(disputes.c.id.label("dispute"), disputes.c.person.label("reporter"), *_PARTIES)
        return reported.where(about_them).order_by(disputes.c.id)
    return select(*_PARTIES).where(_sessions_that(about, now)).order_by(sessions.c.id)


class Nobody(Exception):  # noqa: N818 (it names what the world lacks)
    """There is nobody for a part in the errand."""


@dataclass
class Scene:
    """Who plays whom, and what the lines name."""

    world: "World"
    first: Person
    cast: dict[str, Person]
    names: dict[str, str]
    chance: Random
    starts_at: datetime | None
    confirm_by: datetime | None
    hurries: bool = False
    opened: dict[str, Step] = field(default_factory=dict)
    """What each has done last that may have opened a form: a form that a refusal has closed is opened by it again."""

    async def play(self, errand: Errand) -> None:
        """One step after the other, without those for which there is nothing to press or to fill in."""
        actors = [person for part, person in self.cast.items() if part in errand.actors]
        ours = [person for person in actors if not person.is_on_errand]
        for person in ours:
            person.is_on_errand = True
        try:
            with suppress(Nobody):
                for step in errand.steps:
                    await asyncio.sleep(self.chance.uniform(*THINKS) if not self.hurries else HURRIED)
                    if not await self._step(errand.who, step):
                        self.world.tell(f"{self.cast[errand.who].name} cannot: {step}")
        finally:
            for person in ours:
                person.is_on_errand = False

    async def _step(self, who: str, step: Step) -> bool:
        person = self.cast.get(who)
        if person is None:
            raise Nobody(who)
        if isinstance(step, Press | str):
            self.opened[who] = step
        match step:
            case By(other, theirs):
                return await self._step(other, theirs)
            case Wait(seconds):
                await asyncio.sleep(self._until_late() if seconds is None else seconds)
            case Press(kind, having):
                return await _soon(lambda: person.press_kind(kind, having))
            case Fill(values):
                said = {name: self._said(person, value) for name, value in values.items()}
                if await _soon(lambda: person.fill_open(said)):
                    return True
                opener = self.opened.get(who)
                is_open = opener is not None and await self._step(who, opener)
                return is_open and await _soon(lambda: person.fill_open(said))
            case str() if step.startswith("#"):
                await person.type_line(self._said(person, step[1:]), person.group)
            case "hurry":
                self.hurries = True
            case "block the bot":
                await person.block()
            case "come back":
                await person.come_back()
            case "leave the group":
                await person.leave_group()
            case str() if step.startswith("discuss "):
                await person.discuss(step.removeprefix("discuss "))
            case str() if step.startswith("/"):
                await person.type_line(self._said(person, step))
            case str():
                await person.say(self._said(person, step))
        return True

    def _until_late(self) -> float:
        """Seconds until it is just too late to accept it."""
        left = (self.confirm_by or self.world.clock.now()) - self.world.clock.now()
        return max(0.0, left.total_seconds()) + 2.0

    def _said(self, person: Person, text: str) -> str:
        """With the names of who and what it is about, and times as they are where the person lives."""
        zone = ZoneInfo(person.profile.zone or "UTC")
        now = self.world.clock.now().astimezone(zone)
        now -= timedelta(minutes=now.minute % 5)
        times = {
            "next": now + timedelta(minutes=10),
            "soon": now + timedelta(minutes=20),
            "later": now + timedelta(minutes=115),
            "cutoff": now + timedelta(minutes=130),
            "past": now - timedelta(minutes=30),
            "day": now + timedelta(days=1),
            "after": now + timedelta(days=2),
            "far": now + timedelta(days=700),
            "month": (now.replace(day=1) + timedelta(days=32)).replace(day=1),
            "start": (self.starts_at or now).astimezone(zone),
        }
        if missing := {name for _, name, *_ in Formatter().parse(text)} & PEOPLE - self.names.keys():
            raise Nobody(missing)
        codes = {
            "code": person.link_code_of(self.first),
            "their_code": person.link_code_of(self.first.twin),
        }
        return text.format_map(
            {
                **self.names,
                **{name: f"{time:%Y-%m-%d %H:%M}" for name, time in times.items()},
                **{name: code or "AAAAA-AAAAA" for name, code in codes.items()},
                "called": self.world.newest("C"),
                "booked": self.world.newest("S"),
                "me": f"@{person.address.user}",
                "name": person.address.user,
                "long": "x" * 5000,
                "links": " ".join(f"https://example.org/{number}" for number in range(12)),
            }
        )


async def _soon(look: Callable[[], Awaitable[bool]]) -> bool:
    for _ in range(TRIES):
        if await look():
            return True
        await asyncio.sleep(BETWEEN_TRIES)
    return False


async def run(world: "World", errand: Errand, chance: Random) -> None:
    """Play it as soon as there is somebody, and something, for it, which is brought about where it is known how."""
    first = FIRST.get(errand.about)
    for nth in range(LOOKS):
        scene = _found(world, errand, chance)
        if scene is not None:
            await scene.play(errand)
            return
        if first is not None and nth % 2 == 0:
            await run(world, first, chance)
        else:
            await asyncio.sleep(BETWEEN_LOOKS)


def _found(world: "World", errand: Errand, chance: Random) -> Scene | None:
    everybody = {(person.address.platform, person.address.user): person for person in world.people}
    with world.shared.work(read_only=True) as work:
        execute = work.connection.execute
        found = [*execute(matters(errand.about, work.now)).mappings()] if errand.about else [{}]
        whose = select(addresses.c.person, addresses.c.platform, addresses.c.account)
        accounts = execute(whose.order_by(addresses.c.place, addresses.c.account))
        members = {
            person: everybody[platform, account]
            for person, platform, account in accounts
            if (platform, account) in everybody
        }
    chance.shuffle(found)
    scenes = (_scene(world, errand.who, matter, members, chance) for matter in found)
    return next(filter(None, scenes), None)


def _scene(
    world: "World", who: str, matter: Mapping[str, Any], members: Mapping[int, Person], chance: Random
) -> Scene | None:
    """With those who have to do with it, and others who have not; None without `who`."""
    parts = ("mentor", "mentee", "coordinator", "reporter")
    cast = {part: members[matter[part]] for part in parts if matter.get(part) in members}
    theirs = [*cast.values()]
    judged = next((person for person in theirs if Role.ADMIN in person.roles), None)
    if judged is not None:
        cast["judged"] = judged
    others = [each for each in world.people if each not in theirs and not each.is_on_errand]
    chance.shuffle(others)
    for part, fits in _PARTS.items():
        found = next((each for each in others if fits(each) and each not in cast.values()), None)
        if part not in cast and found is not None:
            cast[part] = found
    if who not in cast:
        return None
    if cast[who].twin is not None:
        cast["twin"] = cast[who].twin
    letters = {"s": ("session", "S"), "c": ("council", "C"), "d": ("dispute", "D")}
    names = {name: code_of(matter[key], letter) for name, (key, letter) in letters.items() if key in matter}
    names |= {part: f"@{person.address.user}" for part, person in cast.items()}
    return Scene(world, cast[who], cast, names, chance, matter.get("starts_at"), matter.get("confirm_by"))


_PARTS: Mapping[str, Callable[[Person], bool]] = {
    "admin": lambda each: each.is_member and Role.ADMIN in each.roles,
    "second": lambda each: each.is_member and Role.ADMIN in each.roles,
    "mentor": lambda each: each.is_member and Role.MENTOR in each.roles,
    "other": lambda each: each.is_member and Role.MENTOR in each.roles,
    "mentee": lambda each: each.is_member and not each.roles - {Role.MENTEE},
    "double": lambda each: each.twin is not None,
    "anybody": lambda _: True,
}
PEOPLE = _PARTS.keys() | {"judged", "coordinator", "reporter", "twin"}
"""Who can be in an errand: whoever has to do with what it is about, and others."""
NAMES = {
    *("s", "c", "d", "called", "booked", "me", "name", "code", "their_code", "long", "links"),
    *("next", "soon", "later", "cutoff", "past", "day", "after", "far", "month", "start"),
}
"""What a line can name besides them."""
