"""Slack waits three seconds for an acknowledgement: it has one in time, however long the rest takes."""

import asyncio
from typing import Any

import pytest

from bot import reception
from bot.inbound import Inbound
from bot.reception import VERDICT_WITHIN
from core.clock import Clock
from core.inbox import Ending
from tests.wire.whole import on_slack, settle_in, whole

SECONDS = 3.0
PATIENCE = 120.0


class LoopClock:
    """The time of the running event loop, from which bot and Slack have theirs: it stands until it is moved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = asyncio.get_running_loop().time()
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: self.now)


@pytest.mark.spec("CHT-2", "NTF-6")
async def test_commands_presses_and_forms_are_acknowledged_in_time_while_they_are_still_being_handled(
    sqlite_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with whole(sqlite_url, clock=clock, hurried=True) as one:
        await one.parley.executor.run(settle_in, one)
        ben, slack = on_slack(one, "U1BEN"), one.playground.slack
        await ben.command("book", "ana 4 March 3pm")
        await ben.sees("Review and confirm")
        await ben.press("Details")
        await ben.enter({"Title": "In no time"})
        handle, arrived, go_on = one.parley.conversation.handle, asyncio.Event(), asyncio.Event()

        async def slow(inbound: Inbound, *how: Any, **repeated: bool) -> Ending:
            arrived.set()
            await go_on.wait()
            return await handle(inbound, *how, **repeated)

        with monkeypatch.context() as standing:
            standing.setattr(one.parley.conversation, "handle", slow)
            standing.setattr(slack.settings, "ack_seconds", SECONDS)
            standing.setattr(reception, "VERDICT_WITHIN", VERDICT_WITHIN)
            loop_clock = LoopClock(standing)
            sending = asyncio.create_task(ben.submit())
            await arrived.wait()
            loop_clock.now += VERDICT_WITHIN + 0.1
            assert await sending == {}
            await ben.command("help")
        go_on.set()
        await ben.sees("In no time", PATIENCE)
        await ben.sees("What Parley can do", PATIENCE)
        assert one.faults() == []
