"""Calendars on Slack and on Telegram, over the real protocols; the calendar's server takes longer than forms wait."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.demo import settings_for
from bot.service import Parley
from core.clock import Clock
from playground.server import Playground
from playground.stories.scene import Scene, prologue
from tests.gateways.ics import calendar, event
from tests.gateways.servers import Site, site


@pytest.fixture
async def web() -> AsyncIterator[Site]:
    async with site() as made:
        yield made


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground(Clock(), None, 0)
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
async def parley(playground: Playground, sqlite_url: str, web: Site) -> AsyncIterator[Parley]:
    settings = settings_for(playground, sqlite_url).model_copy(
        update={"calendar_hosts": frozenset({web.host})}
    )
    parley = Parley(settings, playground.clock)
    await parley.start()
    yield parley
    await parley.stop()


def busy_times(parley: Parley) -> int:
    """How many are known of anybody."""
    with parley.store.engines.reader.begin() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM calendar_busy").scalar_one())


@pytest.mark.spec("AVL-5", "CHT-1")
async def test_a_mentor_connects_a_calendar_and_the_round_follows_it(
    playground: Playground, parley: Parley, web: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = Scene(playground, None)
    scene.begin_on_a_monday()
    await prologue(playground)
    monkeypatch.setattr("bot.reception.VERDICT_WITHIN", 0)
    tuesday = scene.playground.clock.now() + timedelta(days=1)
    dinner = event(f";VALUE=DATE:{tuesday:%Y%m%d}")
    web.says("/secret.ics", calendar(dinner))
    await scene.ana.command("availability")
    await scene.ana.press("Calendars")
    await scene.ana.press("Connect a calendar")
    await scene.ana.fill({"Address of the calendar": web.url("/nothing")})
    await scene.ana.sees("There is nothing at that address")
    await scene.ana.command("availability", f"calendar {web.url('/secret.ics')}")
    await scene.ana.sees("The calendar is connected")
    await scene.mia.command("book", "@ana tomorrow 3pm")
    await scene.mia.sees("the mentor is busy then")

    await scene.ravi.command("availability", "calendars")
    await scene.ravi.press("Connect a calendar")
    await scene.ravi.fill({"Address of the calendar": web.url("/secret.ics")})
    await scene.ravi.sees("The calendar is connected")
    shown = [message.text for chat in playground.telegram.world.chats.values() for message in chat.shown]
    assert not any("secret.ics" in text for text in shown)

    web.says("/secret.ics", calendar())
    scene.later(timedelta(minutes=20), "A quarter of an hour later")
    for _ in range(300):
        if not await parley.executor.run(busy_times, parley):
            break
        await asyncio.sleep(0.1)
    await scene.mia.command("book", "@ana tomorrow 3pm")
    await scene.mia.sees("Review and confirm")
