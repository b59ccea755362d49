"""A poll over the wire: a press edits the very message it was pressed on, on both platforms."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from core.councils import Council, CouncilStatus, PollAnswer
from core.people import Address, Person
from core.usecases import members
from core.usecases.councils import calling
from core.usecases.councils.drafting import NewCouncil
from playground.cast import TEAM
from playground.slack.person import SlackPerson
from playground.telegram.person import TelegramPerson
from tests.wire.whole import Whole, on_slack, on_telegram, settle_in, whole

ANA, RAVI, OLGA = (
    Address("slack", TEAM, "U1ANA"),
    Address("telegram", "", "7001"),
    Address("slack", TEAM, "U1OLGA"),
)
PATIENCE = 120.0


@pytest_asyncio.fixture
async def one(sqlite_url: str) -> AsyncIterator[Whole]:
    """Everybody is a member; Ana and Ravi are mentors."""
    async with whole(sqlite_url) as running:
        await running.parley.executor.run(settle_in, running)
        await on_telegram(running, 7001).start()
        await on_telegram(running, 7001).sees("Welcome", PATIENCE)
        yield running
        assert running.faults() == []


def asked(one: Whole) -> Council:
    """Olga's council of the two, who have been asked."""
    desk = one.parley.desk
    olga, ana, ravi = (_person(one, address) for address in (OLGA, ANA, RAVI))
    start = (one.clock.now() + timedelta(days=6)).replace(hour=14, minute=0, second=0, microsecond=0)
    times = tuple(start + timedelta(days=day) for day in range(3))
    new = NewCouncil("Scaling up", mentors=(ana.id, ravi.id), times=times, least=2)
    view = calling.call(desk, olga, new)
    return calling.open_poll(desk, olga, view.council.id, view.council.revision).council


@pytest.mark.spec("CNL-4", "CHT-2", "CHT-3")
@pytest.mark.parametrize("platform", ["slack", "telegram"])
async def test_a_press_in_the_poll_edits_the_message_and_the_coordinators_progress(
    one: Whole, platform: str
) -> None:
    council = await one.parley.executor.run(asked, one)
    mentor: SlackPerson | TelegramPerson = (
        on_slack(one, "U1ANA") if platform == "slack" else on_telegram(one, 7001)
    )
    address = ANA if platform == "slack" else RAVI
    olga = on_slack(one, "U1OLGA")
    await mentor.sees("When can you? Scaling up", PATIENCE)
    for number, answer in ((1, "Available"), (2, "Maybe"), (3, "No")):
        await mentor.press(f"{number} {answer}")
        await mentor.sees(f"[✓ {number} {answer}]", PATIENCE)
    assert mentor.screen().count("When can you?") == 1
    await olga.sees("1 of 2 mentors answered", PATIENCE)
    assert olga.screen().count("mentors answered") == 1
    person = await one.parley.executor.run(_person, one, address)
    votes = await one.parley.executor.run(_votes, one, council.id, person.id)
    assert [votes[each.id] for each in council.proposals] == [
        PollAnswer.AVAILABLE,
        PollAnswer.MAYBE,
        PollAnswer.NO,
    ]


@pytest.mark.spec("CNL-6", "NTF-5")
async def test_the_outcome_takes_the_place_of_the_buttons_on_both_platforms(one: Whole) -> None:
    council = await one.parley.executor.run(asked, one)
    ana, ravi = on_slack(one, "U1ANA"), on_telegram(one, 7001)
    await ana.sees("When can you?", PATIENCE)
    await ana.press("All of them work")
    await ana.sees("[✓ 3 Available]", PATIENCE)
    await ravi.sees("When can you?", PATIENCE)
    await ravi.press("All of them work")
    for mentor in (ana, ravi):
        await mentor.sees("Council confirmed: Scaling up", PATIENCE)
        await mentor.sees("It takes place ", PATIENCE)
        assert "Available]" not in mentor.screen()
    assert (await one.parley.executor.run(_council, one, council.id)).status is CouncilStatus.CONFIRMED


def _person(one: Whole, address: Address) -> Person:
    person = members.find(one.parley.desk, address)
    assert person is not None
    return person


def _council(one: Whole, council: int) -> Council:
    with one.parley.store.read() as tx:
        found = tx.councils.get(council)
    assert found is not None
    return found


def _votes(one: Whole, council: int, mentor: int) -> dict[int, PollAnswer]:
    return {proposal: vote.answer for proposal, vote in _council(one, council).votes_of(mentor).items()}
