"""What a message says to type in place of pressing does what the press does, in each language."""

import re
from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date

import pytest

from bot.actions import CODES, Action
from bot.actions.availability import MoveHours, TakeHours
from bot.actions.confirming import AcceptBooking, DeclineBooking
from bot.actions.payments import LeavePayment
from bot.actions.policies import Group, ShowPolicyGroup
from bot.actions.spec import typed
from bot.actions.statistics import Report
from bot.inbound import Body, Command, Press
from bot.language import ENGLISH, languages, reading_as
from bot.policies.words import group_title
from bot.tokens import to_token
from bot.typed import command_words
from core.clock import Clock
from core.people import Plan, Role
from core.periods import Usual
from core.policies import PRESETS
from core.usecases.changes import TEMPLATES
from tests.databases import Databases
from tests.journeys.conftest import Settled, begun, people_of, prepared
from tests.journeys.programme import Programme, Someone
from tests.journeys.test_forged import CHOICES, readings, set_up
from tests.recorder import shown

VALUES: dict[str, tuple[object, ...]] = {
    "usual": tuple(Usual),
    "report": tuple(Report),
    "group": tuple(Group),
    "key": ("hold_minutes", "recording_days", "plans_that_book", "monthly_sessions"),
    "preset": tuple(PRESETS),
    "template": tuple(TEMPLATES),
    "plan": tuple(Plan),
    "platform": ("slack", "telegram"),
    "locale": tuple(languages()),
    "past": (False, True),
    "search": ("", "ana #python", "max:50 deutsch"),
    "topic": ("", "book"),
    "first": (None, date(2026, 1, 1)),
    "last": (None, date(2026, 3, 31)),
    "text": ("mon-fri 13-17", "off 24-31 dec", "mon closed", "copy mon to wed", "break 12-13"),
    "zone": ("Asia/Tokyo", "America/Argentina/Buenos_Aires", "UTC"),
}


MADE = re.compile(r"[0-9A-Z]{5}-?[0-9A-Z]{5}|[\w-]{22,}")
"""Codes and secrets, which are new each time."""
OTHERWISE = {AcceptBooking, DeclineBooking, LeavePayment, MoveHours}
"""Their words mean something else about a session that is in another state than this one: a request, a chat.
Hours in another zone are shown before they are saved, when they are typed; the press comes after a change of zone.
"""
NOTHING = [None, [], []]


@pytest.fixture
def pseudo_language() -> None:
    """The languages of this module are real ones."""


@dataclass
class World:
    """A scene as everybody reads it in one language; `commands` are all that its messages can say."""

    settled: Settled
    databases: Databases
    clock: Clock
    commands: dict[str, list[Action]]

    async def after(self, name: str, body: Body) -> tuple[object, ...]:
        """What comes of something that one of the cast does there."""
        with begun(self.settled, self.databases, self.clock) as programme:
            return await answered(getattr(people_of(programme), name), body)


@pytest.fixture
def world(request: pytest.FixtureRequest, settled: Settled, kept_in: Databases, clock: Clock) -> World:
    ids: dict[str, list[int]] = {}

    async def story(programme: Programme) -> None:
        scene = await set_up(people_of(programme))
        await scene.cast.mia.say("/cancel")  # an open form would be said with what is typed
        ids.update(scene.ids, session=[each.id for each in programme.sessions_of(scene.cast.mia)])
        for someone in (scene.cast.mia, scene.cast.ana, scene.cast.olga):
            programme.change(someone, locale=getattr(request, "param", ENGLISH))

    settled = prepared(kept_in, story, settled)
    return World(settled, kept_in, clock, commands(ids))


def commands(ids: dict[str, list[int]]) -> dict[str, list[Action]]:
    """Each command, with what it stands for: the same of several states of one thing."""
    found: dict[str, list[Action]] = defaultdict(list)
    for kind in CODES.values():
        for action in readings(kind, ids, 0, CHOICES | VALUES):
            if command := typed(action):
                found[command].append(action)
    return found


@pytest.mark.spec("CHT-4", "CHT-6")
def test_a_command_is_said_by_one_action_alone_and_read_in_each_language_as_it_is_meant(
    world: World,
) -> None:
    said = world.commands
    assert {command: of for command, of in said.items() if len({type(each) for each in of}) > 1} == {}
    for locale in languages():
        with reading_as(locale):
            for command, (action, *_) in said.items():
                if isinstance(action, TakeHours):
                    continue
                name, text = in_words(command)
                read = f"{name} {command_words.behind(name, text)}".strip()
                if isinstance(action, ShowPolicyGroup):
                    read = read.replace(group_title(action.group).lower(), action.group)
                assert read == command


@pytest.mark.parametrize("world", languages(), indirect=True)
@pytest.mark.spec("CHT-4", "CHT-6")
async def test_a_command_that_is_said_in_place_of_a_press_does_the_same(
    world: World, request: pytest.FixtureRequest
) -> None:
    """By whoever may be offered it; in other languages, what names a value. Only Ana has changes waiting."""
    locale = request.node.callspec.params["world"]
    wrong = []
    for command, actions in world.commands.items():
        names = {field.name for field in fields(actions[0])}
        if type(actions[0]) in OTHERWISE or (locale != ENGLISH and not names & VALUES.keys()):
            continue
        with reading_as(locale):
            name, text = in_words(command)
        for role, someone in (Role.MENTEE, "mia"), (Role.MENTOR, "ana"), (Role.ADMIN, "olga"):
            if role in actions[0].spec.roles and (someone == "ana" or not names & {"change", "draft"}):
                said = await world.after(someone, Command(name=name, text=text))
                pressed: list[tuple[object, ...]] = []
                for each in actions:
                    pressed.append(await world.after(someone, Press(token=to_token(each))))
                    if is_same(said, pressed[-1]):
                        break
                else:
                    wrong.append((someone, f"/{name} {text}", said, pressed))
    assert wrong == []


def is_same(said: tuple[object, ...], pressed: tuple[object, ...]) -> bool:
    """Equal, or the same refusal: what is pressed too late shows how things are now besides."""
    (typed_cards, *typed_rest), (cards, *rest) = said, pressed
    why = "".join(typed_cards).splitlines()[:2]
    return typed_rest == rest and (
        typed_cards == cards or (rest == NOTHING and all(w in cards[0] for w in why))
    )


def in_words(command: str) -> tuple[str, str]:
    """A command, and what is behind it, as the reader is told to type it."""
    name, _, text = command_words.own(f"/{command}").removeprefix("/").partition(" ")
    return name, text


async def answered(someone: Someone, body: Body) -> tuple[object, ...]:
    """The newest messages, the form, what was said besides, and what the audit log tells."""
    programme, chat = someone.programme, someone.door.chat(someone.address.user)
    audited, written = len(programme.audited()), len(chat.written)
    await someone.deliver(body)
    with reading_as(someone.person.locale):
        cards = sorted({MADE.sub("…", shown(chat.messages[each])) for each in chat.written[written:]})
    form = chat.form and (chat.form.title, chat.form.fields)
    return cards, form, chat.words, programme.audited()[audited:]
