"""The Home tab on Slack as a list of things to do, published again when one of them is done."""

import pytest

from tests.wire.test_interventions import PATIENCE, booked, one
from tests.wire.whole import Whole, on_slack, on_telegram

__all__ = ["one"]


@pytest.mark.spec("CHT-2", "ADM-9")
async def test_what_waits_for_an_admin_stands_in_the_home_tab_and_leaves_it_once_it_is_done(
    one: Whole,
) -> None:
    session = await one.parley.executor.run(booked, one)
    ravi, olga = on_telegram(one, 7001), on_slack(one, "U1OLGA")
    await ravi.command("admin", f"session {session.code}")
    await ravi.press("What can be done")
    await ravi.press("Refund")
    await ravi.fill({"Which refund": "All that is left", "Reason": "poor quality"})
    await ravi.press("Give the refund")
    await olga.open_home()
    await olga.sees("A refund of $200.00 waits for your approval.", PATIENCE)
    await olga.press("Open")
    await olga.press("Approve the refund")
    await olga.sees("It is approved", PATIENCE)
    await olga.open_home()
    await olga.sees("Nothing is coming up.", PATIENCE)
    assert "Waiting for you" not in olga.screen()
