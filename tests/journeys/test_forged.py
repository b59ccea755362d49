"""Forged buttons: every action there is, about what is somebody else's, pressed by everybody else.

Anybody can send any token. What it names must be the presser's own, or the press finds nothing, tells nothing
and changes nothing.
"""

import dataclasses
import itertools
import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Column, inspect, select, update

from bot.actions import CODES, Action
from bot.actions.admin_sessions import Quick
from bot.actions.availability import SaveAvailability
from bot.actions.booking import ConfirmBooking
from bot.actions.forms import KeepAnswer
from bot.actions.policies import Group
from bot.actions.spec import ADMINS
from bot.actions.statistics import Report
from bot.inbound import Submitted
from bot.tokens import from_token, to_token
from core.accounts import mark_of
from core.attendance import Category, Dispute, Priority
from core.calendars import CalendarKind
from core.councils import PollAnswer
from core.disputes import Way, Whose
from core.drafts import Draft
from core.mail import MailClass
from core.measures import Measure
from core.member_queries import Activity
from core.mentor_settings import Switch
from core.people import Address, Plan, Role
from core.periods import Usual
from core.session_queries import Sort
from core.usecases import forms, reschedule_requests
from core.usecases.councils import calling
from storage.account_tables import account_links
from storage.council_tables import council_proposals, council_seats, councils
from storage.evidence_tables import evidence, file_slices, files
from storage.intervention_tables import interventions, refunds
from storage.job_tables import jobs
from storage.message_tables import admin_channels, drafts, inbox, notices
from storage.session_tables import dispute_events, disputes, reschedules
from storage.tables import (
    addresses,
    calendar_links,
    claims,
    exceptions,
    holds,
    mentors,
    people,
    session_queries,
    sessions,
    settings,
)
from storage.types import Instant
from tests.conftest import MORNING
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone

CANARY = "Kanarienvogel"
ASIDE = 1_000_000
"""The delivery that was set aside."""
FOR_ADMINS = {
    kind
    for kind in CODES.values()
    if (ADMINS <= kind.spec.roles < frozenset(Role)) or kind.__module__.startswith("bot.actions.councils.")
}
"""What admins may do about anybody: they see and run all councils too."""
IDS = {
    "session": sessions,
    "hold": holds,
    "draft": drafts,
    "change": drafts,
    "exception": exceptions,
    "calendar": calendar_links,
    "notice": notices,
    "mentor": mentors,
    "person": people,
    "request": reschedules,
    "dispute": disputes,
    "council": councils,
    "time": council_proposals,
    "leaving": mentors,
    "coming": mentors,
    "refund": refunds,
    "query": session_queries,
    "job": jobs,
    "channel": admin_channels,
    "delivery": inbox,
    "evidence": evidence,
    "link": account_links,
}
CHOICES: dict[str, tuple[object, ...]] = {
    "revision": (1, 2),
    "minutes": (30,),
    "start": (MORNING + timedelta(days=3, hours=10),),
    "at": (MORNING + timedelta(days=3, hours=10),),
    "first": (None,),
    "day": (None, MORNING.date()),
    "page": (0,),
    "search": ("",),
    "topic": ("",),
    "soonest": (True,),
    "past": (False,),
    "since": (540,),
    "until": (720,),
    "text": ("mon-fri 13-17",),
    "granted": (True, False),
    "accepting": (False,),
    "weekday": (1,),
    "field": (0, 1),
    "option": (0,),
    "template": ("weekdays",),
    "zone": ("Asia/Tokyo",),
    "role": (Role.MENTOR, Role.ADMIN),
    "plan": (Plan.COUNCIL,),
    "turn": (0, 1),
    "preset": ("mentra",),
    "group": (Group.MOVING,),
    "mails": (None, MailClass.REMINDERS),
    "locale": ("de",),
    "key": ("hold_minutes", "plans_that_book"),
    "value": ("11", "all"),
    "answer": (PollAnswer.AVAILABLE,),
    "hours": (24,),
    "last": (None,),
    "opened": (True,),
    "sure": (True,),
    "as_mentor": (True, False),
    "what": ("s/1",),
    "place": ("T1", "T1GUEST"),
    "quick": (Quick.TODAY,),
    "sort": (Sort.WHEN,),
    "descending": (True,),
    "measure": tuple(Measure),
    "cancels": (True, False),
    "report": tuple(Report)[:1],
    "usual": tuple(Usual)[:1],
    "activity": (None, Activity.INACTIVE),
    "month": (None,),
    "full": (False,),
    "switch": tuple(Switch),
    "on": (True, False),
    "amount": (4000,),
    "currency": ("EUR",),
    "whose": (Whose.ALL,),
    "status": (None,),
    "priority": (Priority.URGENT,),
    "category": (None,),
    "admin": (None,),
    "way": tuple(Way),
    "version": ("0a1b2c3d4e",),
    "own": (True, False),
    "platform": ("telegram",),
    "mark": (mark_of(Address("paper", "", "mia")),),
}
GUARDED = (
    sessions,
    holds,
    claims,
    drafts,
    exceptions,
    calendar_links,
    mentors,
    people,
    reschedules,
    disputes,
    councils,
    council_seats,
    council_proposals,
    settings,
    refunds,
    interventions,
    session_queries,
    jobs,
    admin_channels,
    inbox,
    evidence,
    dispute_events,
    account_links,
    addresses,
)
_AS_STORED = [
    (
        table.name,
        [place for place, column in enumerate(table.c) if column.primary_key],
        "SELECT {} FROM {}".format(", ".join(f'"{column.name}"' for column in table.c), table.name),
    )
    for table in GUARDED
]
"""By table: its name, where its key stands, and how SQLite is asked for it, without our types: it is asked often."""


@dataclasses.dataclass
class Scene:
    """Mia has a session, a hold and an open form; Ana hours in preview, an exception, a calendar; a notice failed."""

    cast: Cast
    dora: Someone
    ids: dict[str, list[int]]

    def rows(self) -> dict[tuple[str, object], tuple[object, ...]]:
        """What must stay as it is, by table and key; of notices the one that failed."""
        with self.cast.programme.store.work(read_only=True) as work:
            file = work.connection.inner.connection.driver_connection
            found = {
                (name, tuple(row[place] for place in key)): row
                for name, key, query in _AS_STORED
                for row in file.execute(query)
            }
            failed = file.execute(
                "SELECT id, state FROM notices WHERE id = ?", self.ids["notice"]
            ).fetchone()
        return found | {("notices", failed[:1]): failed}


@pytest.fixture
async def scene(cast: Cast) -> Scene:
    return await set_up(cast)


async def set_up(cast: Cast) -> Scene:
    """The scene, after everybody has joined."""
    programme = cast.programme
    dora = await programme.meets("Dora Klein", "Europe/Berlin", "slate").joins()
    await cast.olga.command("admin", "mentor @dora")
    await dora.confirms_hours()
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Details")
    await cast.mia.fill({"Title": CANARY})
    await cast.mia.press("Confirm booking")
    await cast.mia.command("book", "@ana fri 3pm")
    await cast.mia.press("Details")
    await cast.ana.sets_hours(f"off 24-31 dec {CANARY}")
    await cast.ana.command("availability", f"off 1-3 jun {CANARY}")
    _puts_together_a_council(cast)
    (session,) = programme.sessions_of(cast.mia)
    start = session.starts_at + timedelta(days=4)
    reschedule_requests.propose(programme.desk, cast.mia.person, session.id, 1, 0, start, 30, CANARY)
    with programme.store.write() as tx:
        tx.disputes.put(Dispute(1, session.id, cast.mia.id, Category.NO_SHOW, CANARY, MORNING))
    await cast.olga.command("admin", f"session {session.code} refund bonus 500 {CANARY}")
    await cast.olga.press("Give the refund")
    await cast.olga.command("admin", "sessions message mentees hello")
    await cast.olga.command("admin", "sessions status:cancelled")
    with programme.store.engines.writer.begin() as connection:
        connection.execute(files.insert().values(digest=CANARY, size=1, used_at=MORNING))
        connection.execute(file_slices.insert().values(digest=CANARY, place=0, content=b"1"))
        for table, known in (
            (evidence, {"dispute": 1, "person": cast.mia.id, "digest": CANARY, "name": CANARY}),
            (dispute_events, {"dispute": 1, "by": cast.mia.id, "step": "opened", "code": "other"}),
            (calendar_links, {"mentor": cast.ana.id, "url": CANARY, "kind": CalendarKind.FEED}),
            (admin_channels, {"set_by": cast.olga.id, "title": CANARY, "confirmed": False}),
            (account_links, {"person": cast.mia.id, "other": cast.ana.id, "state": "entered"}),
            (inbox, {"seq": ASIDE, "body": CANARY, "done_at": MORNING, "set_aside": True}),
        ):
            values = {column.name: _anything(column) for column in table.c if not column.nullable}
            connection.execute(table.insert().values(values | known))
        sent = (
            connection.execute(select(notices.c.id).where(notices.c.person == cast.mia.id))
            .scalars()
            .first()
        )
        connection.execute(
            update(notices).where(notices.c.id == sent).values(state="dead", last_error="blocked")
        )
        ids = {
            name: sorted(connection.execute(select(next(iter(inspect(table).primary_key)))).scalars())
            for name, table in IDS.items()
        }
    assert all(ids.values()), "there is something of each kind to aim at"
    return Scene(cast, dora, ids | {"notice": [sent], "delivery": [ASIDE]})


def _puts_together_a_council(cast: Cast) -> None:
    """Mia's own, about which nobody has been asked yet, and which is not open to others."""
    cast.programme.change(cast.mia, plan=Plan.COUNCIL)
    start = MORNING + timedelta(days=8, hours=5)
    times = tuple(start + timedelta(days=day) for day in range(3))
    new = calling.NewCouncil(CANARY, mentors=(cast.ana.id,), times=times)
    calling.call(cast.programme.desk, cast.mia.person, new)


def _anything(column: Column[Any]) -> object:
    if isinstance(column.type, Instant):
        return MORNING + timedelta(days=300)
    return column.type.python_type(1)


def readings(
    kind: type[Action],
    ids: dict[str, list[int]],
    own: int,
    choices: Mapping[str, tuple[object, ...]] = CHOICES,
) -> Iterator[Action]:
    """The action about each thing that there is, except the presser themselves."""
    known = ids | {name: list(values) for name, values in choices.items()}
    needs = {field.name for field in dataclasses.fields(kind) if field.type is date}
    fields = [
        [
            value
            for value in known[field.name]
            if value != own and (value is not None or field.name not in needs)
        ]
        for field in dataclasses.fields(kind)
    ]
    for values in itertools.product(*fields):
        yield kind(*values)


async def attacked(scene: Scene, attacker: Someone, kinds: list[type[Action]]) -> list[str]:
    """What the attacker found or changed that is not theirs."""
    random.Random(attacker.address.user).shuffle(kinds)
    await scene.cast.programme.settle()
    chat = attacker.door.chat(attacker.address.user)
    before, found = scene.rows(), []
    theirs = {
        (attacker.id,),
        (attacker.address.platform, attacker.address.workspace, attacker.address.user),
    }
    for kind in kinds:
        for action in readings(kind, scene.ids, attacker.id):
            read = len(chat.written)
            await attacker.push(action)
            after = scene.rows()
            changed = [key for key, row in before.items() if after.get(key) != row]
            found += [f"{action} has changed {key}" for key in changed if key[1] not in theirs]
            if CANARY in repr(
                ([chat.messages[each] for each in chat.written[read:]], chat.words, chat.form, chat.home)
            ):
                found.append(f"{action} has told {CANARY}")
            before |= {key: row for key, row in after.items() if key in before}
    if CANARY in everything_shown(attacker):
        found.append(f"{CANARY} can be read")
    return found


def everything_shown(someone: Someone) -> str:
    """Their chat with its forms, words, menu and home."""
    return repr(someone.door.chat(someone.address.user))


def attackers(scene: Scene) -> dict[str, tuple[Someone, list[type[Action]]]]:
    everything = list(CODES.values())
    others = [kind for kind in everything if kind not in FOR_ADMINS]
    return {
        "mentee": (scene.cast.ben, everything),
        "mentor": (scene.dora, everything),
        "admin": (scene.cast.olga, others),
    }


def test_every_field_of_every_action_is_tried() -> None:
    fields = {field.name for kind in CODES.values() for field in dataclasses.fields(kind)}
    assert fields == {*IDS, *CHOICES}


@pytest.mark.spec("SAF-1")
@pytest.mark.parametrize("who", ["mentee", "mentor", "admin"])
async def test_a_forged_press_finds_and_changes_nothing_of_anybody_elses(scene: Scene, who: str) -> None:
    attacker, kinds = attackers(scene)[who]
    assert await attacked(scene, attacker, kinds) == []


@pytest.mark.spec("SAF-1")
async def test_a_forged_form_is_nobodys(scene: Scene) -> None:
    before = scene.rows()
    for attacker, draft in itertools.product((scene.cast.ben, scene.dora), scene.ids["draft"]):
        values = {"title": "mine", "text": "mon 1-2", "minutes": "30", "description": "", "location": ""}
        await scene.cast.programme.reception.submit(attacker.inbound(Submitted(draft=draft, values=values)))
        await scene.cast.programme.settle()
        assert CANARY not in everything_shown(attacker)
    assert {key: row for key, row in scene.rows().items() if key in before} == before


async def test_the_same_presses_are_of_use_to_those_whose_they_are(scene: Scene) -> None:
    (hold,) = scene.ids["hold"]
    await scene.cast.mia.push(ConfirmBooking(hold))
    assert len(scene.cast.programme.sessions_of(scene.cast.mia)) == 2
    before = scene.rows()
    for change in scene.ids["change"]:
        await scene.cast.ana.push(SaveAvailability(change))
    assert scene.rows() != before


async def test_without_the_look_at_whose_a_form_is_it_is_seen(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def anybodys(desk: Any, _actor: Any, draft: int) -> Draft | None:
        with desk.store.read() as tx:
            found: Draft | None = tx.drafts.get(draft)
            return found

    monkeypatch.setattr(forms, "open_draft", anybodys)
    assert await attacked(scene, scene.cast.ben, [KeepAnswer]) != []


def test_tokens_are_read_back_as_they_were_written() -> None:
    ids = {name: [1, 2**62] for name in IDS}
    for kind in CODES.values():
        for action in readings(kind, ids, own=0):
            assert from_token(to_token(action)) == action
