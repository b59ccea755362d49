"""Somebody new: the welcome stands above their first answer, and comes once whatever dies over it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from core.outbox import TryLater
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone

WELCOME = "Welcome to Parley, Noor"
Asking = Callable[[Cast, Someone], Awaitable[None]]


async def a_command(_: Cast, noor: Someone) -> None:
    await noor.command("policies")


async def a_call_for_help(_: Cast, noor: Someone) -> None:
    await noor.command("help")


async def a_link_to_a_mentor(cast: Cast, noor: Someone) -> None:
    await noor.command("start", f"book_{cast.ana.id}")


async def a_sentence(_: Cast, noor: Someone) -> None:
    await noor.say("is Ana Lima free on thursday afternoon?")


async def words_that_say_nothing(_: Cast, noor: Someone) -> None:
    await noor.say("the quick brown fox")


ANSWERED: list[tuple[Asking, str]] = [
    (a_command, "Cancelling"),
    (a_call_for_help, "What Parley can do"),
    (a_link_to_a_mentor, "Ana Lima"),
    (a_sentence, "Your plan does not include sessions"),
    (words_that_say_nothing, "I did not use “the quick brown fox”"),
]


@pytest.fixture(params=["paper", "slate"])
def noor(cast: Cast, request: pytest.FixtureRequest) -> Someone:
    return cast.programme.meets("Noor Haddad", "Asia/Beirut", request.param)


@pytest.mark.spec("PPL-4")
@pytest.mark.parametrize(("asks", "answer"), ANSWERED, ids=[asks.__name__ for asks, _ in ANSWERED])
async def test_the_welcome_of_somebody_new_stands_above_the_answer_to_what_they_asked(
    cast: Cast, noor: Someone, asks: Asking, answer: str
) -> None:
    await asks(cast, noor)
    welcome, told = noor.messages()
    assert WELCOME in welcome
    assert answer in told


@pytest.mark.spec("PPL-1", "PPL-4")
async def test_a_sentence_of_somebody_whose_zone_is_unknown_is_carried_out_once_it_is_known(
    cast: Cast,
) -> None:
    noor = cast.programme.meets("Noor Haddad")
    await noor.say("is Ana Lima free on thursday afternoon?")
    assert len(noor.messages()) == 1
    assert "where are you?" in noor.sees(WELCOME)
    await noor.say("Beirut")
    assert "Your plan does not include sessions" in noor.last()
    assert noor.screen().count(WELCOME) == 1


@pytest.mark.spec("PPL-1", "PPL-4")
@pytest.mark.parametrize("text", ["hello", "I would like to learn python"])
async def test_to_words_that_ask_for_nothing_the_welcome_is_the_answer(cast: Cast, text: str) -> None:
    noor = cast.programme.meets("Noor Haddad")
    await noor.say(text)
    assert len(noor.messages()) == 1
    assert "where are you?" in noor.sees(WELCOME)


def dies(*_: object, **__: object) -> None:
    raise asyncio.CancelledError


BEFORE = {
    "the answer is known": "bot.conversation.respond",
    "the welcome is sent": "bot.conversation.Conversation._welcoming",
    "the answer leaves": "bot.conversation.Answers.deliver",
    "the end is written down": "storage.inbox.SqlInbox.done_and_claim",
}


@pytest.mark.spec("PPL-4", "NTF-6")
@pytest.mark.parametrize("step", BEFORE)
@pytest.mark.parametrize("asks", [a_command, words_that_say_nothing])
async def test_the_welcome_comes_once_and_first_where_a_process_dies_before(
    cast: Cast, noor: Someone, monkeypatch: pytest.MonkeyPatch, asks: Asking, step: str
) -> None:
    monkeypatch.setattr(BEFORE[step], dies)
    await asks(cast, noor)
    monkeypatch.undo()
    before = noor.screen().count(WELCOME)
    assert before == (step in {"the answer leaves", "the end is written down"})
    cast.programme.restart()
    await cast.programme.later(seconds=61)
    await cast.programme.reception.take_over()
    await cast.programme.settle()
    await cast.programme.later(minutes=5)
    assert noor.screen().count(WELCOME) == 1
    assert WELCOME in noor.messages()[0]
    assert len(noor.messages()) >= 2, "what was asked is answered"


@pytest.mark.spec("PPL-4", "NTF-6")
async def test_a_greeting_is_answered_by_the_welcome_where_a_process_died_over_it(
    cast: Cast, noor: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.respond", dies)
    await noor.say("hello")
    monkeypatch.undo()
    assert noor.messages() == []
    cast.programme.restart()
    await cast.programme.later(seconds=61)
    await cast.programme.reception.take_over()
    await cast.programme.later(minutes=5)
    assert len(noor.messages()) == 1
    noor.sees(WELCOME)


@pytest.mark.spec("PPL-4", "NTF-5")
async def test_an_answer_does_not_wait_for_a_welcome_that_cannot_leave_yet(
    cast: Cast, noor: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def waits(*_: object) -> None:
        raise TryLater("flood", timedelta(seconds=40))

    monkeypatch.setattr("bot.courier.MessengerCourier.deliver", waits)
    await noor.command("policies")
    monkeypatch.undo()
    assert len(noor.messages()) == 1
    noor.sees_not(WELCOME)
    await cast.programme.later(minutes=5)
    assert noor.screen().count(WELCOME) == 1
