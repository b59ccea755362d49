"""What goes wrong, by accident or on purpose: nothing is done twice, by halves, or for somebody else."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot import reception
from bot.actions.availability import RemoveException
from bot.actions.booking import LeaveBooking, Review
from bot.actions.forms import AnswerQuestion, KeepAnswer, KeepRest, LeaveForm, OpenForm, PreviousQuestion
from bot.actions.sessions import CancelSession, JoinSession, ShowSession
from bot.answering import Handled
from bot.inbound import Command, Inbound, Origin, Said
from bot.ui import Message
from core.clock import Clock
from core.inbox import Delivery, Ending
from core.mentors import Mentor
from core.notices import Receipt
from core.sessions import Session
from core.usecases.forms import current_draft
from gateways.jitsi import JitsiRooms
from storage.inbox import ATTEMPTS
from tests.journeys.conftest import Cast, settled_in
from tests.journeys.programme import Programme
from tests.pseudo import wide
from tests.recorder import Recorder

LEASE = timedelta(seconds=61)


@pytest.fixture
async def booked(cast: Cast) -> Session:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.mia)
    return session


# --- somebody else's buttons, forged and stale ones


@pytest.mark.spec("SAF-1")
async def test_anothers_session_looks_like_none(cast: Cast, booked: Session) -> None:
    for theirs, nobodys in (
        (ShowSession(booked.id), ShowSession(7)),
        (JoinSession(booked.id), JoinSession(7)),
        (CancelSession(booked.id, booked.revision), CancelSession(7, 1)),
    ):
        await cast.ben.push(theirs)
        answer = cast.ben.last()
        assert "not yours" in answer
        await cast.ben.push(nobodys)
        assert cast.ben.last() == answer
    assert cast.programme.sessions_of(cast.mia) == [booked]


@pytest.mark.spec("SAF-1", "BOK-4")
async def test_anothers_hold_can_be_neither_seen_nor_let_go(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    with cast.programme.store.read() as tx:
        hold = tx.sessions.hold_of(cast.mia.id)
    assert hold is not None
    await cast.ben.push(Review(hold.id))
    assert "no longer held" in cast.ben.last()
    await cast.ben.push(LeaveBooking(hold.id))
    await cast.mia.press("Confirm booking")
    cast.mia.sees("Your session is confirmed")


@pytest.mark.spec("SAF-1", "AVL-4")
async def test_anothers_exception_cannot_be_removed(cast: Cast) -> None:
    await cast.ana.sets_hours("off 24 dec")
    with cast.programme.store.read() as tx:
        mentor = tx.mentors.get(cast.ana.id)
    assert mentor is not None
    (exception,) = mentor.schedule.exceptions
    await cast.olga.command("admin", "mentor ben")
    for someone in (cast.ben, cast.mia):
        await someone.push(RemoveException(exception.id))
    await cast.ana.command("availability")
    assert "Thu 24 Dec" in cast.ana.last()


@pytest.mark.spec("SAF-1")
@pytest.mark.parametrize(
    "touch",
    [
        OpenForm,
        KeepRest,
        LeaveForm,
        lambda draft: AnswerQuestion(draft, 0, 0),
        lambda draft: KeepAnswer(draft, 0),
        lambda draft: PreviousQuestion(draft, 1),
    ],
)
async def test_anothers_open_form_is_closed_to_everybody_else(
    cast: Cast, touch: Callable[[int], object]
) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Details")
    open_form = current_draft(cast.programme.desk, cast.mia.person)
    assert open_form is not None
    await cast.ben.push(touch(open_form.id))  # type: ignore[arg-type]
    cast.ben.sees("closed")
    assert current_draft(cast.programme.desk, cast.mia.person) == open_form


@pytest.mark.spec("SAF-1", "SAF-2")
@pytest.mark.parametrize(
    "token",
    [
        "",
        "nonsense",
        "0:h:",
        "1:??:1",
        "1:sx:1",
        "1:sx:1:2:3",
        "1:sx:zz:-1",
        "1:s:" + "z" * 40,
        "1:bt:1:" + "z" * 10 + ":u",
        "1:bm:" + "z" * 20 + ":",
        "1:ad:9",
        "1:s:",
        "1:bt:1::u",
        "1:mg:1:emperor",
        "1:z:%ff",
        "1:z:Europe/Berlin" + " " * 60,
        "🙂" * 20,
    ],
)
async def test_a_token_that_nobody_of_us_wrote_gets_one_polite_answer(cast: Cast, token: str) -> None:
    before = len(cast.mia.messages())
    await cast.mia.forge(token)
    assert len(cast.mia.messages()) == before + 1
    assert "no longer in use" in cast.mia.last()
    assert cast.mia.buttons()


@pytest.mark.spec("SAF-1")
async def test_a_rightly_written_token_with_senseless_contents_is_answered_too(cast: Cast) -> None:
    for token in (
        "1:z:Mars/Olympus",
        "1:at:full-moon",
        "1:s:1",
        "1:bw:1::",
        "1:bw:1:a:a",
        "1:fo:1",
        "1:bm:99:",
    ):
        await cast.mia.forge(token)
        assert cast.programme.faults == []


@pytest.mark.spec("SAF-1", "NTF-5")
async def test_a_stale_button_shows_how_things_stand_instead_of_acting(cast: Cast, booked: Session) -> None:
    await cast.mia.push(CancelSession(booked.id, booked.revision + 1))
    assert "changed meanwhile" in cast.mia.last()
    assert booked.code in cast.mia.last()
    assert cast.programme.sessions_of(cast.mia) == [booked]


# --- repetitions and restarts


@pytest.mark.spec("NTF-6", "BOK-6")
async def test_a_repeated_delivery_takes_effect_once_across_a_restart(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    press = await cast.mia.press("Confirm booking")
    before = cast.mia.messages()
    for _ in range(2):
        await cast.programme.reception.receive(press)
        await cast.programme.settle()
        cast.programme.restart()
    assert cast.mia.messages() == before
    assert len(cast.programme.sessions_of(cast.mia)) == 1


@pytest.mark.spec("NTF-6", "NTF-1")
async def test_what_was_kept_but_not_answered_before_a_crash_is_answered_after_it(cast: Cast) -> None:
    delivery = kept(cast.mia.inbound(Command(name="book", text="@ana tomorrow 3pm")))
    cast.programme.inbox.accept_and_claim(delivery, "a process that dies", timedelta(seconds=60))
    cast.programme.restart()
    await cast.programme.reception.take_over()
    await cast.programme.settle()
    cast.mia.sees_not("Review and confirm")
    cast.programme.clock.move(LEASE)
    await cast.programme.reception.take_over()
    await cast.programme.settle()
    cast.mia.sees("Review and confirm")


@pytest.mark.spec("NTF-6", "NTF-1", "BOK-6")
async def test_a_crash_between_effect_and_answer_books_once_and_the_answer_comes_later(
    sqlite_url: str, clock: Clock
) -> None:
    class Hanging(Recorder):
        """A service that does not answer."""

        answering = asyncio.Event()

        async def answer(self, *_: object) -> Receipt | None:
            self.answering.set()
            await asyncio.Event().wait()
            return None

    programme = Programme(sqlite_url, clock)
    cast = await settled_in(programme)
    await cast.mia.command("book", "@ana tomorrow 3pm")
    _, confirm = cast.mia.control("Confirm booking")
    working = programme.doors["paper"]
    hanging = Hanging("paper")
    hanging.chats = working.chats
    programme.doors["paper"] = hanging
    programme.restart()
    await programme.reception.receive(cast.mia.inbound_press(confirm.action))
    await hanging.answering.wait()
    assert len(programme.sessions_of(cast.mia)) == 1
    await programme.die()

    programme.doors["paper"] = working
    programme.restart()
    clock.move(LEASE)
    await programme.reception.take_over()
    await programme.settle()
    (session,) = programme.sessions_of(cast.mia)
    assert session.code in cast.mia.screen(), "how things stand now"
    assert cast.mia.screen().count("Your session is confirmed") == 1
    assert cast.ana.screen().count("New booking") == 1
    programme.close()
    assert programme.faults == []


@pytest.mark.spec("NTF-6", "SAF-7")
async def test_what_kills_whoever_handles_it_is_set_aside_and_takes_nobody_with_it(
    sqlite_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deadly(Recorder):
        """Its process ends while it answers one delivery."""

        poison = ""
        struck = asyncio.Event()

        async def answer(self, inbound: Inbound, place: Origin, message: Message) -> Receipt | None:
            if inbound.key == self.poison:
                self.struck.set()
                await asyncio.Event().wait()
            return await super().answer(inbound, place, message)

    programme = Programme(sqlite_url, clock)
    cast = await settled_in(programme)
    monkeypatch.setattr(reception, "ALONE", 60.0)
    poison, after, others = (
        kept(someone.inbound(Command(name=name)))
        for someone, name in ((cast.mia, "help"), (cast.mia, "profile"), (cast.ana, "sessions"))
    )
    for door in list(programme.doors):
        deadly = Deadly(door, has_modals=programme.doors[door].has_modals)
        deadly.chats, deadly.poison = programme.doors[door].chats, poison.key
        programme.doors[door] = deadly
    for delivery in (poison, after, others):
        programme.inbox.accept_and_claim(delivery, "the first process that dies", LEASE)
    for _ in range(ATTEMPTS - 1):
        programme.restart()
        clock.move(LEASE)
        taking_over = asyncio.create_task(programme.reception.take_over())
        await Deadly.struck.wait()
        Deadly.struck.clear()
        taking_over.cancel()
        await programme.die()
    programme.restart()
    clock.move(LEASE)
    await programme.reception.take_over()
    await programme.settle()
    cast.mia.sees("Your profile")
    cast.mia.sees_not("What Parley can do")
    cast.ana.sees("Upcoming sessions")
    cast.olga.sees("could not be handled")
    assert programme.inbox.set_aside() == 1
    programme.close()
    assert programme.faults == []


@pytest.mark.spec("NTF-6", "SAF-7")
async def test_what_the_error_boundary_cannot_catch_is_set_aside_in_the_end(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle = cast.programme.conversation.handle

    async def breaks(
        inbound: Inbound, decided: Callable[[Handled], bool], *, again: bool = False
    ) -> Ending:
        if isinstance(inbound.body, Command) and inbound.body.name == "help":
            raise ZeroDivisionError("a bug")
        return await handle(inbound, decided, again=again)

    monkeypatch.setattr(cast.programme.conversation, "handle", breaks)
    await cast.mia.command("help")
    cast.programme.faults.clear()
    for _ in range(ATTEMPTS - 1):
        cast.programme.clock.move(LEASE)
        await cast.programme.reception.take_over()
        await cast.programme.settle()
    assert len(cast.programme.faults) == ATTEMPTS - 1
    cast.programme.faults.clear()
    await cast.mia.command("profile")
    cast.mia.sees_not("Your profile")
    cast.programme.clock.move(LEASE)
    await cast.programme.reception.take_over()
    await cast.programme.settle()
    cast.mia.sees("Your profile")
    assert cast.programme.inbox.set_aside() == 1


@pytest.mark.spec("NTF-6", "SAF-4")
async def test_an_answer_that_always_fails_is_a_fault_and_sets_nothing_aside(cast: Cast) -> None:
    cast.mia.door.trouble["mia"] = ZeroDivisionError("a bug")
    await cast.mia.command("help")
    assert len(cast.programme.faults) == 2, "the answer, and what is said in its place"
    cast.programme.faults.clear()
    for _ in range(ATTEMPTS - 1):
        cast.programme.clock.move(LEASE)
        await cast.programme.reception.take_over()
        await cast.programme.settle()
    assert cast.programme.faults == []
    assert cast.programme.inbox.set_aside() == 0
    cast.mia.door.trouble.clear()
    await cast.mia.command("profile")
    cast.mia.sees("Your profile")


@pytest.mark.spec("NTF-6", "OPS-2")
async def test_what_was_answered_while_the_store_went_away_is_not_answered_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = cast.programme.inbox
    original, away = inbox.done_and_claim, [OSError(), OSError()]

    def done_and_claim(*args: Any) -> Delivery | None:
        if away:
            raise away.pop()
        return original(*args)

    monkeypatch.setattr(reception, "PAUSE", 0.01)
    monkeypatch.setattr(inbox, "done_and_claim", done_and_claim)
    await cast.mia.command("help")
    assert len(cast.programme.faults) == 2
    cast.programme.faults.clear()
    answered = cast.mia.messages()
    cast.programme.clock.move(LEASE)
    await cast.programme.reception.take_over()
    await cast.programme.settle()
    assert cast.mia.messages() == answered


@pytest.mark.spec("NTF-6")
async def test_one_persons_deliveries_are_answered_in_order_of_arrival(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Details")
    for answer in (wide("45 min"), wide("Video call"), "Nowhere", "My talk", "All about it"):
        await cast.programme.reception.receive(cast.mia.inbound(Said(text=answer)))
    await cast.programme.settle()
    review = cast.mia.sees("Review and confirm")
    assert all(part in review for part in ("45 min", "My talk", "All about it"))


@pytest.mark.spec("NTF-6", "CHT-3")
async def test_questions_go_on_after_a_restart(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Details")
    await cast.mia.press("45 min")
    cast.programme.restart()
    await cast.mia.fill({"Title": "My talk"})
    review = cast.mia.sees("Review and confirm")
    assert "45 min" in review
    assert "My talk" in review


# --- faults


class BrokenRooms(JitsiRooms):
    """A link maker that is out of order until it is mended."""

    broken = True

    def link(self, mentor: Mentor | None = None) -> str:
        if self.broken:
            raise ZeroDivisionError
        return super().link(mentor)


@pytest.mark.spec("SAF-7")
async def test_a_fault_is_answered_with_a_reference_and_nothing_is_half_done(
    sqlite_url: str, clock: Clock
) -> None:
    rooms = BrokenRooms("https://rooms.example")
    programme = Programme(sqlite_url, clock, rooms)
    cast = await settled_in(programme)
    await cast.mia.command("book", "@ana tomorrow 3pm")
    _, confirm = cast.mia.control("Confirm booking")
    told = cast.ana.messages()
    await cast.mia.push(confirm.action)
    assert "did not work" in cast.mia.last()
    (logged,) = programme.faults
    reference = logged.split()[1].rstrip(":")
    assert reference in cast.mia.last()
    assert programme.sessions_of(cast.mia) == []
    assert "SESSION_BOOKED" not in programme.audited()
    assert cast.ana.messages() == told
    rooms.broken = False
    await cast.mia.push(confirm.action)
    cast.mia.sees("Your session is confirmed")
    programme.close()


@pytest.mark.spec("SAF-7")
async def test_a_fault_never_closes_a_form_as_if_it_had_worked(cast: Cast, booked: Session) -> None:
    await cast.ana.command("sessions", f"{booked.code} cancel")
    form = cast.ana.door.chat("ana").form
    assert form is not None
    with cast.programme.broken("notices"):
        wrong = await cast.ana.fill({"Reason": "Personal emergency"})
    assert "did not work" in cast.ana.last()
    assert wrong is not None
    assert cast.programme.sessions_of(cast.mia) == [booked]
    cast.programme.faults.clear()
    await cast.ana.fill({"Reason": "Personal emergency"})
    (session,) = cast.programme.sessions_of(cast.mia)
    assert session.reassignment == "awaiting_mentee_choice"


@pytest.mark.spec("NTF-3", "SAF-7")
async def test_an_answer_to_somebody_who_has_left_harms_nobody(cast: Cast) -> None:
    cast.mia.door.blocks("mia")
    await cast.mia.command("book", "@ana tomorrow 3pm")
    cast.mia.door.trouble.clear()
    await cast.mia.command("sessions")
    assert "Nothing is coming up" in cast.mia.last()


@pytest.mark.spec("SAF-3")
async def test_texts_are_plain_whatever_they_contain(cast: Cast) -> None:
    wild = "<!channel> *b* [x](y) <@U1> &amp; \u202edrow"
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Details")
    await cast.mia.fill({"Title": wild})
    await cast.mia.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.mia)
    assert session.topic.title.replace("\u202e", "") == wild.replace("\u202e", "")
    cast.ana.sees("<!channel> *b*")


def kept(inbound: Inbound) -> Delivery:
    return Delivery(inbound.key, inbound.lane, inbound.model_dump_json(exclude_none=True))
