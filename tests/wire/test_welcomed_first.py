"""The welcome above the first answer, as it stands in the chats of both platforms."""

import pytest

from tests.wire.telegram_stage import RAVI
from tests.wire.test_telegram_inline import add_mentors
from tests.wire.whole import on_slack, on_telegram, whole

PATIENCE = 60.0


@pytest.mark.spec("PPL-4", "CHT-1")
async def test_a_link_on_telegram_and_a_command_on_slack_are_answered_below_the_welcome(
    sqlite_url: str,
) -> None:
    async with whole(sqlite_url) as running:
        await running.parley.executor.run(add_mentors, running, 1)
        with running.parley.store.read() as tx:
            (mentor,) = tx.people.search("Extra", 2)
        ravi, ben = on_telegram(running, RAVI), on_slack(running, "U1BEN")
        await ravi.start(f"book_{mentor.id}")
        await ben.say("/policies")
        for new, answer in ((ravi, "Extra 00"), (ben, "Cancelling")):
            await new.sees(answer, PATIENCE)
            screen = new.screen()
            assert screen.count("Welcome to Parley") == 1
            assert screen.index("Welcome to Parley") < screen.index(answer)
