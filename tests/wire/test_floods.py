"""One person floods the bot over the wire, on either platform: the others are answered as ever."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.inbound import Inbound
from core.clock import Clock
from core.inbox import Ending
from core.limits import SENT, WITHIN
from core.people import Address
from playground.cast import TEAM
from playground.slack.person import SlackPerson
from playground.telegram.person import TelegramPerson
from tests.wire.whole import Whole, on_slack, on_telegram, settle_in, whole

FLOOD = 300
PATIENCE = 120.0
MEANWHILE = 20
"""How many deliveries of a flood may be handled while somebody else's is: one at a time for each person."""
WARNING = f"more than {SENT} messages and presses in a minute"
ZONES = ("Asia/Tokyo", "Europe/Oslo", "Asia/Dubai", "Europe/Rome", "America/Lima")


@pytest_asyncio.fixture
async def one(sqlite_url: str, clock: Clock) -> AsyncIterator[Whole]:
    """Everybody is a member; a minute has just begun."""
    async with whole(sqlite_url, clock=clock) as running:
        await running.parley.executor.run(settle_in, running)
        for user in (7001, 7002):
            await on_telegram(running, user).start()
            await on_telegram(running, user).sees("/help", PATIENCE)
        running.clock.move(WITHIN)
        yield running
        assert running.faults() == []


async def floods(person: SlackPerson | TelegramPerson) -> None:
    """Send /help over and over, without waiting for an answer."""
    if isinstance(person, TelegramPerson):
        for _ in range(FLOOD):
            person.service.client.say(person.user_id, "/help", person.user_id)
    else:
        await asyncio.gather(*(person.command("help") for _ in range(FLOOD)))


async def until_handled(one: Whole) -> None:
    async with asyncio.timeout(PATIENCE):
        while (await one.parley.executor.run(one.parley.inbox.backlog)).due:  # noqa: ASYNC110 (it tells nobody)
            await asyncio.sleep(0.05)


class Watched:
    """How many of the flood's deliveries were handled between the arrival of each other's and its answer."""

    def __init__(self, one: Whole, flooder: Address, monkeypatch: pytest.MonkeyPatch) -> None:
        self.meanwhile: list[int] = []
        self._flooder = flooder
        self._flooded = 0
        self._arrived: dict[str, int] = {}
        self._receive = one.parley.reception.receive
        self._handle = one.parley.conversation.handle
        self._turn_away = one.parley.conversation.turn_away
        monkeypatch.setattr(one.parley.reception, "receive", self.receive)
        monkeypatch.setattr(one.parley.conversation, "handle", self.handle)
        monkeypatch.setattr(one.parley.conversation, "turn_away", self.turn_away)

    async def receive(self, inbound: Inbound) -> None:
        await self._receive(inbound)
        self._arrived.setdefault(inbound.key, self._flooded)

    async def handle(self, inbound: Inbound, *how: Any, **more: Any) -> Ending:
        self._arrived.setdefault(inbound.key, self._flooded)
        ending = await self._handle(inbound, *how, **more)
        if inbound.sender == self._flooder:
            self._flooded += 1
        else:
            self.meanwhile.append(self._flooded - self._arrived[inbound.key])
        return ending

    async def turn_away(self, inbound: Inbound, *how: Any, **more: Any) -> None:
        await self._turn_away(inbound, *how, **more)
        self._flooded += inbound.sender == self._flooder


@pytest.mark.spec("SAF-4")
@pytest.mark.parametrize("platform", ["slack", "telegram"])
async def test_one_persons_flood_leaves_the_others_their_answers(
    one: Whole, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    flooder: SlackPerson | TelegramPerson
    if platform == "slack":
        flooder, address = on_slack(one, "U1BEN"), Address("slack", TEAM, "U1BEN")
        others = (on_slack(one, "U1ANA"), on_telegram(one, 7001))
    else:
        flooder, address = on_telegram(one, 7002), Address("telegram", "", "7002")
        others = (on_telegram(one, 7001), on_slack(one, "U1ANA"))
    watched = Watched(one, address, monkeypatch)
    now = one.clock.now()
    with monkeypatch.context() as standing:
        standing.setattr(one.clock, "now", lambda: now)  # however long it takes, it is all in one minute
        flood = asyncio.create_task(floods(flooder))
        await flooder.sees("What Parley can do", PATIENCE)
        for zone in ZONES:
            for other in others:
                await other.command("timezone", zone)
                await other.sees(f"Your time zone is {zone}", PATIENCE)
        await flood
        await until_handled(one)
    assert len(watched.meanwhile) == len(ZONES) * len(others)
    assert max(watched.meanwhile) < MEANWHILE, watched.meanwhile
    await flooder.sees(WARNING, PATIENCE)
    assert flooder.screen().count(WARNING) == 1
    assert flooder.screen().count("What Parley can do\n") == SENT
    assert not any(WARNING in other.screen() for other in others)

    one.clock.move(WITHIN)
    await flooder.command("timezone", "Asia/Tokyo")
    await flooder.sees("Your time zone is Asia/Tokyo", PATIENCE)
    with one.parley.store.read() as tx:
        person = tx.people.find(address)
        assert person is not None
        assert person.zone == "Asia/Tokyo"
