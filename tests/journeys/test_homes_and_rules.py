"""Homes that were opened lately follow the rules, some at a time; those of admins follow how the programme does."""

from datetime import timedelta

import pytest

from core.people import Plan
from core.usecases import homes
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone

MORE = {Plan.NONE: 0, Plan.INDIVIDUAL: 3, Plan.COUNCIL: 7}


def home(someone: Someone) -> object:
    """The same object as long as it was not drawn afresh."""
    return someone.door.chat(someone.address.user).home


async def follows(cast: Cast) -> int:
    """A round, and whatever leaves by it."""
    drawn = homes.follow(cast.programme.desk)
    await cast.programme.settle()
    return drawn


@pytest.mark.spec("CHT-2", "ADM-3")
async def test_a_change_of_the_rules_reaches_the_homes_that_were_opened_lately(cast: Cast) -> None:
    ben, mia = cast.ben, cast.mia
    await ben.open_home()
    await cast.programme.later(days=homes.OPENED_WITHIN / timedelta(days=1))
    assert "of 2 sessions" in await mia.open_home()
    assert await follows(cast) == 0
    before = home(ben), home(mia)
    cast.programme.set_policies(monthly_sessions=MORE)
    assert await follows(cast) == 1
    assert home(ben) is before[0], "nobody has looked at it for a month"
    assert home(mia) is not before[1]
    assert await follows(cast) == 0
    cast.programme.set_policies(monthly_sessions={**MORE, Plan.INDIVIDUAL: 4})
    await ben.open_home()
    assert await follows(cast) == 1, "Ben's was drawn by these rules as he opened it"
    assert cast.programme.stale_homes() == []


@pytest.mark.spec("CHT-2", "NTF-3")
async def test_many_homes_follow_some_at_a_time_the_latest_opened_first(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(homes, "AT_ONCE", 1)
    for someone in (cast.ana, cast.ben, cast.mia):
        await someone.open_home()
        await cast.programme.later(seconds=1)
    cast.programme.set_policies(monthly_sessions=MORE)
    for someone in (cast.mia, cast.ben, cast.ana):
        before = home(someone)
        assert await follows(cast) == 1
        assert home(someone) is not before
    assert await follows(cast) == 0


@pytest.mark.spec("CHT-2", "ADM-9")
async def test_admins_see_the_figures_of_the_programme_as_they_change(cast: Cast) -> None:
    assert "Today: no session" in await cast.olga.open_home()
    await follows(cast)
    assert await follows(cast) == 0
    await cast.ben.command("book", "@ana thu 9pm")
    await cast.ben.press("Confirm booking")
    assert await follows(cast) == 0
    before = home(cast.olga)
    (session,) = cast.programme.sessions_of(cast.ben)
    await cast.programme.until(session.starts_at - timedelta(hours=2))
    assert home(cast.olga) is before
    assert await follows(cast) == 1
    assert home(cast.olga) is not before
    assert await follows(cast) == 0


@pytest.mark.spec("CHT-2")
async def test_whoever_has_never_opened_their_home_costs_nothing(cast: Cast) -> None:
    cast.programme.set_policies(monthly_sessions=MORE)
    assert await follows(cast) == 0
