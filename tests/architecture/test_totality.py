"""Nothing is forgotten: every action, refusal, notice and command has all that it needs."""

import contextlib
import dataclasses
import json
import re
import typing
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
import yaml

from bot import commands
from bot.__main__ import main
from bot.actions import CODES, Action, forms
from bot.actions.forms import KeepAnswer, LeaveForm
from bot.actions.spec import about, is_of_a_dialogue
from bot.commands import COMMANDS
from bot.dispatch import perform
from bot.formats import card_text
from bot.forms import questions
from bot.inbound import Origin
from bot.notices.drawing import draw
from bot.routing import FORMS, OF_KIND, SUBJECTS
from bot.slack.manifest import manifest, manifest_text
from bot.slack.render import modal
from bot.turn import Turn
from bot.ui import Button, Form, Style
from core import errors
from core.attendance import Absent, Category, Dispute, Feedback, Step
from core.clock import Clock
from core.drafts import Draft
from core.errors.common import Refusal
from core.ids import new_id
from core.interventions import Lifts, OverrideWish, RefundWish, Wish
from core.jobs import MessageWish
from core.measures import Measure
from core.notices import TOLD, Kind, Notice, Receipt
from core.outbox import Untrue
from core.payloads import read
from core.people import Role
from core.refunds import RefundKind
from core.sessions import CancelReason, Session, Status
from core.usecases import (
    cancelling,
    confirming,
    dispute_acts,
    disputes,
    measures,
    mentoring,
    reports,
    reschedule_requests,
    rescheduling,
)
from core.usecases.erasing import asking
from core.usecases.interventions import planning
from core.usecases.jobs import planning as jobs_planning
from core.usecases.reachability import note_reachability
from tests.bot.test_phrases import REFUSALS
from tests.databases import SqliteFiles
from tests.journeys.assembly import Assembly, assemble, members_of
from tests.journeys.conftest import Cast, Settled, begun, cast, people_of, prepared, settled, settled_in
from tests.journeys.programme import Programme
from tests.recorder import controls

__all__ = ["cast", "settled"]

ROOT = Path(__file__).parents[2]


# --- actions


@pytest.fixture(scope="module")
def with_bookings(sqlite_databases: SqliteFiles) -> Settled:
    """Mia has booked Ana for tomorrow, and holds a time on Thursday."""

    async def story(programme: Programme) -> None:
        cast = await settled_in(programme)
        await cast.mia.command("book", "@ana tomorrow 3pm")
        await cast.mia.press("Confirm booking")
        await cast.mia.command("book", "@ana thu 3pm")

    return prepared(sqlite_databases, story)


@pytest.fixture
def booked(with_bookings: Settled, sqlite_databases: SqliteFiles, clock: Clock) -> Iterator[Cast]:
    with begun(with_bookings, sqlite_databases, clock) as programme:
        yield people_of(programme)


@pytest.fixture(scope="module")
def looked_at(with_bookings: Settled, sqlite_databases: SqliteFiles) -> Iterator[Cast]:
    """One for all, since they change nothing."""
    with begun(with_bookings, sqlite_databases, Clock()) as programme:
        yield people_of(programme)


@pytest.fixture(scope="module")
def request_to_move(looked_at: Cast) -> int:
    """Mia has asked for another time, too."""
    (session,) = looked_at.programme.sessions_of(looked_at.mia)
    return asked_to_move(looked_at, session, Kind.RESCHEDULE_ASKED)


def test_every_action_has_one_code() -> None:
    assert all(kind.spec.code == code and re.fullmatch("[a-z]{1,3}", code) for code, kind in CODES.items())
    carried_out = [kind for subject in SUBJECTS for kind in (*subject.presses(), *subject.forms())]
    carried_out += typing.get_args(forms.Presses)
    assert Counter(carried_out) == Counter(CODES.values())


@pytest.mark.spec("SAF-1")
@pytest.mark.parametrize("code", CODES)
async def test_every_action_is_performed_whoever_presses_it_and_whatever_it_names(
    code: str, booked: Cast
) -> None:
    """A refusal is an answer; a fault fails the test, see `begun`."""
    cast = booked
    with cast.programme.store.read() as tx:
        hold = tx.sessions.hold_of(cast.mia.id)
    (session,) = cast.programme.sessions_of(cast.mia)
    assert hold is not None
    ids = (session.id, hold.id, cast.ana.id, 2**63 - 1)
    shapes = shapes_of(CODES[code])
    named = (
        CODES[code](
            **{name: _value(name, hint, number, session.starts_at) for name, hint in shapes.items()}
        )
        for number in ids
    )
    for action in dict.fromkeys(named):  # each once: some name nothing
        assert action.spec.code == code
        for someone in (cast.mia, cast.ana, cast.olga):
            chat = someone.door.chat(someone.address.user)
            before = (len(chat.written), len(chat.words), chat.form)
            await someone.push(action)
            assert (len(chat.written), len(chat.words), chat.form) != before, "there is an answer"


@pytest.mark.spec("BOK-6")
@pytest.mark.parametrize("code", CODES)
def test_every_action_names_what_shows_its_matter_without_changing_anything(
    code: str, looked_at: Cast, request_to_move: int
) -> None:
    """What a second press is answered with (bot/stale_press.py): no mere list where there is one thing to show."""
    cast = looked_at
    (session,) = cast.programme.sessions_of(cast.mia)
    desk, shapes = cast.programme.desk, shapes_of(CODES[code])
    number = request_to_move if "request" in shapes else session.id
    things = {"session", "hold", "request", "council", "dispute"} & set(shapes)
    action = CODES[code](
        **{name: _value(name, hint, number, session.starts_at) for name, hint in shapes.items()}
    )
    before = cast.programme.audited(), cast.programme.sessions_of(cast.mia)
    for someone in (cast.mia, cast.ana, cast.olga):
        turn = Turn(desk, someone.person, Origin(channel="", message=None), modals=True)
        shown = action
        while (behind := about(shown)) is not None:
            assert type(behind) not in FORMS
            assert dataclasses.fields(behind) or shown != action or not things or someone is cast.olga
            with contextlib.suppress(Refusal):
                perform(turn, behind)
            shown = behind
    assert (cast.programme.audited(), cast.programme.sessions_of(cast.mia)) == before
    assert cast.programme.faults == []


def shapes_of(kind: type[Action]) -> dict[str, typing.Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _value(name: str, hint: typing.Any, number: int, at: object) -> typing.Any:
    small = {"weekday": 2, "page": 9_999, "field": 1, "option": 1, "minutes": 30, "revision": 1}
    kind = next((part for part in typing.get_args(hint) if part is not type(None)), hint)
    if kind is int:
        return small.get(name, number)
    if issubclass(kind, str):
        members = list(getattr(kind, "__members__", {}).values())
        return members[0] if members else "weekdays"
    return {bool: True}.get(kind, at if kind.__name__ == "datetime" else at.date())  # type: ignore[attr-defined]


# --- forms


ENDING = {"sx", "qd", "rx"}
"""Codes of forms that end a session or a request for one, as far as the people of these tests can open them."""


@pytest.mark.spec("CHT-4", "CHT-9")
@pytest.mark.parametrize(
    "kind", sorted(FORMS, key=lambda kind: kind.spec.code), ids=lambda kind: kind.spec.code
)
def test_the_last_step_of_every_form_says_what_it_does_and_what_stays(
    kind: type[Action], looked_at: Cast
) -> None:
    """On Telegram the last question, on Slack the modal; Slack cuts the labels of a modal at 24 characters."""
    cast = looked_at
    (session,) = cast.programme.sessions_of(cast.mia)
    values = {
        name: _value(name, hint, session.id, session.starts_at) for name, hint in shapes_of(kind).items()
    }
    for someone in (cast.mia, cast.ana, cast.olga):
        turn = Turn(cast.programme.desk, someone.person, Origin(channel="", message=None), modals=True)
        with contextlib.suppress(Refusal):
            layout = OF_KIND[kind].form(turn, kind(**values))
            form = Form(
                7, layout.title, layout.submit, layout.fields, layout.intro, (), layout.leave, layout.style
            )
            view = modal(form, "T1", strict=True)
            assert view["submit"]["text"] == layout.submit
            assert view["close"]["text"] == (layout.leave or "Close")
            last = len(form.fields) - 1
            draft = Draft(7, someone.id, "", cast.programme.clock.now(), "{}", {}, last)
            card = questions.ask(form, draft, cast.programme.clock.now().date()).card
            means = {button.action: button for button in controls(card) if isinstance(button, Button)}
            assert means[LeaveForm(7)].label == (layout.leave or "Close")
            assert layout.submit in card_text(card)
            if KeepAnswer(7, last) in means:
                assert means[KeepAnswer(7, last)].label == layout.submit
                assert means[KeepAnswer(7, last)].style is layout.style
            for part in layout.intro:
                assert part in card.parts
            assert layout.style is not Style.DANGER or (layout.leave and layout.intro)
            assert kind.spec.code not in ENDING or layout.style is Style.DANGER


# --- refusals


@pytest.mark.spec("BOK-3", "CHT-6")
def test_every_refusal_has_a_phrase() -> None:
    refusals = {
        kind
        for module in iter_modules(errors.__path__)
        for kind in vars(import_module(f"core.errors.{module.name}")).values()
        if isinstance(kind, type) and issubclass(kind, Refusal) and kind is not Refusal
    }
    assert {type(refusal) for refusal in REFUSALS} == refusals, (
        "add an example to tests/bot/test_phrases.py"
    )


# --- notices


ABOUT_COUNCILS = [kind for kind in Kind if kind.value.startswith("council_")]
"""They need a council, and some a certain one."""
ABOUT_A_COUNCIL = [*ABOUT_COUNCILS, Kind.REMINDER, Kind.JOIN]
ABOUT_MONEY = [
    kind for kind in Kind if kind.startswith("payment") or kind in {Kind.REFUND_CHANGED, Kind.REFUND_FAILED}
]
"""They need a provider: `tests/journeys/test_payments.py` sees each of them."""
OF_CHATS = {Kind.CHAT_TEXT, Kind.CHAT_TURN, Kind.CHAT_LOST, Kind.CHAT_CLOSED}
"""They need a chat: `tests/journeys/test_chats.py` sees each of them."""
OF_LINKS = {Kind.ACCOUNT_LINKING}
"""They need two accounts of one person: `tests/journeys/test_linking.py` sees each of them."""
CALLED_OFF = {Kind.COUNCIL_CANCELLED, Kind.COUNCIL_EDIT}
UNDECIDED = {Kind.COUNCIL_ALERT, Kind.COUNCIL_FAILED}


@pytest.mark.spec("NTF-1", "NTF-2")
@pytest.mark.parametrize(
    "kind", [kind for kind in Kind if kind not in {*ABOUT_COUNCILS, *ABOUT_MONEY, *OF_CHATS, *OF_LINKS}]
)
async def test_every_notice_has_a_card_or_is_dropped_knowingly(kind: Kind, cast: Cast) -> None:
    if kind in REQUESTS:
        own = mentoring.availability(cast.programme.desk, cast.ana.person).mentor
        cast.programme.change_mentor(cast.ana, schedule=replace(own.schedule, instant_booking=False))
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Send request" if kind in REQUESTS else "Confirm booking")
    (session,) = cast.programme.sessions_of(cast.mia)
    if kind in AFTERMATH:
        session = _over(kind, cast, session)
    desk, now = cast.programme.desk, cast.programme.clock.now()
    if kind is Kind.CANCELLED:
        cancelling.cancel_session(desk, cast.mia.person, session.id, 1, CancelReason.CONFLICT, "")
    if kind is Kind.REQUEST_ENDED:
        confirming.decline_booking(desk, cast.ana.person, session.id, 1, "")
    details = {
        "role": "mentor",
        "granted": "1",
        "plan": "council",
        "minutes": "60",
        "by": str(cast.olga.id),
        "calendar": "1",
        "member": str(cast.olga.id),
        "found": "1",
        "mentor": str(cast.ana.id),
        "fields": "title,location",
        "settings": "rate,verified",
        "how": "joined",
    }
    if kind in {Kind.DISPUTED, Kind.DISPUTE_CLOSED}:
        details["dispute"] = "1"
    if kind in OF_REPORTS:
        details |= _reported(cast, session, OF_REPORTS[kind])
    if kind is Kind.ERASURE:
        asking.ask(desk, cast.ana.person)
    if kind is Kind.DECIDED:
        details["decision"] = _warned(cast)
    if kind is Kind.MENTOR_UNREACHABLE:
        note_reachability(desk, cast.ana.address, reachable=False)
    if kind.startswith("reschedule"):
        details |= {"request": str(asked_to_move(cast, session, kind)), "turn": "1"}
        (session,) = cast.programme.sessions_of(cast.mia)
    if kind in BY_ADMINS:
        details |= {"refund": _given(cast, session), "intervention": _allowed(cast, session)}
    if kind in {Kind.REFUNDS_WAIT, Kind.REFUNDS_DECIDED, Kind.ANNOUNCEMENT}:
        details["job"] = _written(cast)
    details |= {"address": "ana@example.org", "words": "550"} if kind is Kind.MAIL_REFUSED else {}
    details |= {"words": "535"} if kind is Kind.MAIL_BROKEN else {}
    details |= {"moved": "1"} if kind is Kind.UNDONE else {}
    details |= {"news": "asked"} if kind is Kind.RECORDING else {}
    if kind is Kind.ALLOWED:
        del details["refund"]
    about = Notice(
        new_id(now),
        kind,
        cast.ana.id,
        now,
        "test",
        session=session.id,
        revision=session.revision,
        payload=read(kind, {**details, **asdict(Receipt("slack", "T1", "D1", "1"))}),
    )
    drawn = 0
    for notice in (about, replace(about, session=None, revision=None)):
        for person in (cast.ana.id, cast.olga.id):
            try:
                drawing = draw(desk, replace(notice, person=person), now)
            except Untrue:
                continue
            assert drawing.person.id == person
            text = card_text(drawing.card).strip()
            assert text
            if notice is about and person == cast.ana.id:
                assert session.code in text or "17:00" in text, f"which session? {text}"
            acts = [getattr(each, "action", None) for each in controls(drawing.card)]
            assert not any(is_of_a_dialogue(act) for act in acts if act is not None), acts
            assert not (TOLD[kind].stays and any(hasattr(act, "revision") for act in acts)), "it dies there"
            drawn += 1
    needs_trouble = {
        Kind.CALENDAR_LOST,
        Kind.CALENDAR_BACK,
        Kind.CALENDAR_UNREADABLE,
        Kind.UNDELIVERABLE,
    }
    assert drawn or kind in needs_trouble or TOLD[kind].only_answers


BY_ADMINS = {Kind.SUPPORT, Kind.ALLOWED, Kind.REFUND_WAITS, Kind.REFUND_DECIDED}


OF_REPORTS = {
    Kind.DISPUTE_URGENT: Step.OPENED,
    Kind.DISPUTE_NEWS: Step.ASKED,
    Kind.REPORTED: Step.OPENED,
    Kind.REPORT_ASKED: Step.ASKED,
    Kind.REPORT_CLOSED: Step.DISMISSED,
}


def _reported(cast: Cast, session: Session, step: Step) -> dict[str, str]:
    """What Mia has reported, about which Olga has asked Ana, and which she dismisses where that is the step."""
    desk, olga = cast.programme.desk, cast.olga.person
    dispute = reports.report(desk, cast.mia.person, session.id, Category.BEHAVIOUR, "why").dispute.id
    dispute_acts.ask(desk, olga, dispute, cast.ana.id, "what?")
    if step is Step.DISMISSED:
        disputes.dismiss(desk, olga, dispute, "why")
    with cast.programme.store.read() as tx:
        event = next(each.id for each in tx.disputes.events(dispute) if each.step is step)
    return {"dispute": str(dispute), "event": str(event)}


def _warned(cast: Cast) -> str:
    desk, olga, ana = cast.programme.desk, cast.olga.person, cast.ana.id
    shown = measures.propose(desk, olga, ana, Measure.WARN, "why")
    measures.decide(desk, olga, ana, shown.draft, cancels=False)
    with cast.programme.store.read() as tx:
        return str(tx.measures.of(ana)[-1].id)


def _written(cast: Cast) -> str:
    """A job of Olga's."""
    shown = jobs_planning.plan_message(cast.programme.desk, cast.olga.person, 0, MessageWish("why"))
    return str(shown.job.id)


def _given(cast: Cast, session: Session) -> str:
    """A bonus of Olga's, which waits for a second admin."""
    return str(_acted(cast, session, RefundWish("why", RefundKind.BONUS, 20_000)).refund)


def _allowed(cast: Cast, session: Session) -> str:
    """An exception of hers."""
    _acted(cast, session, OverrideWish("why", Lifts.CANCELLATION, session.starts_at))
    with cast.programme.store.read() as tx:
        return str(tx.interventions.of(session.id)[-1].id)


def _acted(cast: Cast, session: Session, wish: Wish) -> planning.Done:
    desk, olga = cast.programme.desk, cast.olga.person
    shown = planning.plan(desk, olga, session.id, session.revision, wish)
    return planning.carry_out(desk, olga, session.id, shown.draft)


REQUESTS = {Kind.REQUESTED, Kind.REQUEST_SENT, Kind.REQUEST_PROMPT, Kind.REQUEST_ENDED}
AFTERMATH = {
    Kind.FEEDBACK: Status.COMPLETED,
    Kind.ATTENDANCE: Status.SCHEDULED,
    Kind.NO_SHOW: Status.NO_SHOW,
    Kind.UNCONFIRMED: Status.COMPLETED,
    Kind.DISPUTED: Status.COMPLETED,
    Kind.DISPUTE_CLOSED: Status.COMPLETED,
}


def _over(kind: Kind, cast: Cast, session: Session) -> Session:
    """The session as it is when such a notice is written, some time after its end."""
    cast.programme.clock.move_to(session.ends_at + timedelta(hours=1))
    now = cast.programme.clock.now()
    status = AFTERMATH[kind]
    absent = Absent.MENTEE if status is Status.NO_SHOW else None
    over = replace(session, status=status, absent=absent, attendance_asked_at=now)
    with cast.programme.store.write() as tx:
        tx.sessions.save(over, was=session.revision)
        tx.aftermath.add_feedback(Feedback(over.id, over.mentor, over.mentee, 5, 5, "", now))
        if kind in {Kind.DISPUTED, Kind.DISPUTE_CLOSED}:
            tx.disputes.put(Dispute(1, over.id, over.mentee, Category.NO_SHOW, "words", now))
    return over


def asked_to_move(cast: Cast, session: Session, kind: Kind) -> int:
    """A request of Mia's that has come so far that this kind of notice tells of it."""
    desk, start = cast.programme.desk, session.starts_at + timedelta(days=1)
    request = reschedule_requests.propose(desk, cast.mia.person, session.id, 1, 0, start, 30, "").request.id
    if kind is Kind.RESCHEDULE_ENDED:
        rescheduling.decline(desk, cast.ana.person, request, 1)
    if kind is Kind.RESCHEDULED:
        rescheduling.accept(desk, cast.ana.person, request, 1)
    return request


@pytest.fixture(scope="module")
def council_cards(sqlite_databases: SqliteFiles) -> dict[Kind, list[str]]:
    """What notices of each kind show a council's people while it is asked about, and however that ends."""
    found: dict[Kind, list[str]] = {kind: [] for kind in ABOUT_A_COUNCIL}

    def see(assembly: Assembly, kinds: Collection[Kind] = ABOUT_A_COUNCIL) -> None:
        for kind in kinds:
            found[kind] += drawn_for_all(assembly, kind)

    async def asked(programme: Programme) -> None:
        assembly = members_of(programme)
        await assembly.calls(**{"Preparation material": "Read chapter 3"})
        await assembly.mia.command("council", f"{assembly.code} register x")
        see(assembly)

    async def called_off(programme: Programme) -> None:
        assembly = members_of(programme)
        await assembly.olga.command("council", f"{assembly.code} cancel")
        await assembly.olga.fill({})
        see(assembly, CALLED_OFF)

    async def failed(programme: Programme) -> None:
        assembly = members_of(programme)
        for mentor in assembly.mentors:
            await mentor.press("None works")
        see(assembly, UNDECIDED)
        await assembly.at_the_deadline()
        see(assembly, UNDECIDED)

    async def confirmed(programme: Programme) -> None:
        assembly = members_of(programme)
        for mentor in assembly.mentors:
            await mentor.press("All of them work")
        see(assembly, set(ABOUT_A_COUNCIL) - CALLED_OFF - UNDECIDED)

    begun_with = prepared(sqlite_databases, asked, prepared(sqlite_databases, assemble))
    for end in (called_off, failed, confirmed):
        prepared(sqlite_databases, end, begun_with)
    return found


def drawn_for_all(assembly: Assembly, kind: Kind) -> Iterator[str]:
    council, now = assembly.council, assembly.programme.clock.now()
    for details in COUNCIL_DETAILS:
        details = {**details, "out": str(assembly.ada.id), "in": str(assembly.ken.id)}
        for someone in (assembly.olga, assembly.ada, assembly.bea, assembly.mia, assembly.ben):
            about = {
                "council": council.id,
                "revision": council.revision,
                "payload": read(kind, {**details, **asdict(Receipt("slack", "T1", "D1", "1"))}),
            }
            notice = Notice(new_id(now), kind, someone.id, now, "test", **about)  # type: ignore[arg-type]
            try:
                drawing = draw(assembly.programme.desk, notice, now)
            except Untrue:
                continue
            assert drawing.person.id == someone.id
            yield card_text(drawing.card).strip()


@pytest.mark.spec("NTF-1", "CNL-8")
@pytest.mark.parametrize("kind", ABOUT_A_COUNCIL)
def test_every_notice_about_a_council_has_a_card_at_some_time_of_its_life(
    kind: Kind, council_cards: dict[Kind, list[str]]
) -> None:
    assert council_cards[kind]
    assert all(council_cards[kind])


COUNCIL_DETAILS = [
    {"minutes": "60", "step": step, "why": why, "as": role, "of": of.value, "replaces": "1"}
    for step, why, role, of in (
        ("1", "silent", "mentor", Kind.COUNCIL_POLL),
        ("2", "undecided", "optional", Kind.COUNCIL_ALERT),
        ("3", "short", "absent", Kind.COUNCIL_CONFIRMED),
        ("3", "short", "registrant", Kind.COUNCIL_PROGRESS),
        ("3", "short", "waiting", Kind.COUNCIL_NUDGE),
        ("3", "short", "coordinator", Kind.JOIN),
    )
]


# --- commands


@pytest.mark.spec("CHT-1", "CHT-7")
async def test_every_command_is_answered(cast: Cast) -> None:
    for command in COMMANDS:
        for someone in (cast.olga, cast.ana, cast.mia):
            await someone.command(command.name)
            assert "Unknown command" not in someone.last()
            await someone.command("help", command.name)
            if not command.roles or command.roles & someone.person.roles:
                assert f"/{command.name}" in someone.last()


@pytest.mark.spec("CHT-1", "CHT-2")
def test_every_command_is_in_the_manifest_and_the_file_is_up_to_date() -> None:
    expected = [f"/{command.name}" for command in COMMANDS if command.slack]
    assert [one["command"] for one in manifest()["features"]["slash_commands"]] == expected
    kept = (ROOT / "manifest.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(kept) == yaml.safe_load(manifest_text()), "parley manifest > manifest.yml"


@pytest.mark.spec("CHT-2")
def test_slacks_own_tools_get_the_same_manifest(capsys: pytest.CaptureFixture[str]) -> None:
    hooks = json.loads((ROOT / ".slack" / "hooks.json").read_text(encoding="utf-8"))["hooks"]
    command, *arguments = hooks["get-manifest"].split()
    assert command == ".venv/bin/parley"
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out) == yaml.safe_load(manifest_text())


@pytest.mark.spec("CHT-1", "CHT-3")
def test_every_command_is_in_telegrams_menu() -> None:
    assert [name for name, _ in commands.menu(Role)] == [
        command.name for command in COMMANDS if command.telegram
    ]
