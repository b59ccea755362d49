"""One person sends more than anybody can mean: they are told once, and nobody else notices."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.actions.sessions import ShowSessions
from bot.inbound import Command, Inbound, Profile, ProfileChanged, Reachable, Submitted
from core.clock import Clock
from storage.tables import addresses
from tests import pseudo
from tests.clocks import Stopped
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone

MOST = 5
WARNING = f"more than {MOST} messages and presses in a minute"


@pytest.fixture
def clock() -> Clock:
    """However long it takes, it is all in one minute."""
    return Stopped()


@pytest.fixture
def hurried(cast: Cast) -> Cast:
    """Nobody may send more than MOST in a minute; a minute has just begun."""
    cast.programme.clock.move(timedelta(minutes=1))
    cast.programme.running = False
    cast.programme.allow(MOST)
    return cast


async def floods(someone: Someone, times: int) -> list[Inbound]:
    """As many presses at once; what was sent."""
    presses = [someone.inbound_press(ShowSessions()) for _ in range(times)]
    await asyncio.gather(*(someone.programme.reception.receive(press) for press in presses))
    await someone.programme.settle()
    return presses


def known(someone: Someone) -> tuple[str, bool]:
    """What the platform has told of them: the handle, and whether they can be written to."""
    which = select(addresses.c.handle, addresses.c.reachable).where(
        addresses.c.account == someone.address.user
    )
    with someone.programme.store.work(read_only=True) as work:
        handle, reachable = work.connection.execute(which).one()
    return handle, reachable


@pytest.mark.spec("SAF-4")
async def test_who_sends_too_much_is_told_once_and_nothing_of_the_rest_is_done(hurried: Cast) -> None:
    mia = hurried.mia
    written = len(mia.messages())
    presses = await floods(mia, 40)
    assert [WARNING in message for message in mia.messages()].count(True) == 1
    assert WARNING in mia.last()
    assert "changes nothing" in mia.last()
    assert "You can go on in a minute." in mia.last()
    assert len(mia.messages()) <= written + MOST + 1
    assert {press.key for press in presses} <= set(mia.door.acknowledged), "nothing spins"
    await mia.command("timezone", "Asia/Tokyo")
    assert mia.person.zone == "America/New_York"
    mia.programme.clock.move(timedelta(minutes=1))
    await mia.command("timezone", "Asia/Tokyo")
    assert mia.person.zone == "Asia/Tokyo"


@pytest.mark.spec("SAF-4")
async def test_others_are_answered_meanwhile(hurried: Cast) -> None:
    await floods(hurried.mia, 40)
    await hurried.olga.command("timezone", "Asia/Tokyo")
    assert hurried.olga.person.zone == "Asia/Tokyo"
    hurried.olga.sees_not(WARNING)


@pytest.mark.spec("SAF-4")
async def test_a_form_that_comes_too_fast_stays_open_and_says_so(hurried: Cast) -> None:
    ben = hurried.ben
    await ben.command("book", "@ana tomorrow 3pm")
    await ben.press("Details")
    form = ben.door.chat("ben").form
    assert form is not None
    await floods(ben, MOST)
    values = {field.name: field.initial for field in form.fields} | {"title": "Growth"}
    verdict = await ben.programme.reception.submit(ben.inbound(Submitted(draft=form.id, values=values)))
    assert WARNING in pseudo.in_english(str(verdict))
    await ben.deliver(Submitted(draft=form.id, values=values))  # nobody waits for this one any more
    assert WARNING in ben.last()
    assert "Fill it in again" in ben.buttons()
    ben.programme.clock.move(timedelta(minutes=1))
    assert await ben.fill({"Title": "Growth"}) == {}
    ben.sees("Growth")


@pytest.mark.spec("SAF-4")
async def test_what_becomes_of_somebody_is_not_lost_in_their_flood(hurried: Cast) -> None:
    mia = hurried.mia
    await floods(mia, 40)
    await mia.deliver(Reachable(yes=False))
    assert known(mia) == ("mia", False)
    renamed = mia.inbound(ProfileChanged()).model_copy(update={"profile": Profile(handle="mia2")})
    await mia.programme.reception.receive(renamed)
    await mia.programme.settle()
    assert known(mia)[0] == "mia2"


@pytest.mark.spec("SAF-4")
async def test_a_repetition_of_the_platforms_is_no_flood(hurried: Cast) -> None:
    command = hurried.mia.inbound(Command(name="help"))
    for _ in range(3 * MOST):
        await hurried.programme.reception.receive(command)
    await hurried.programme.settle()
    await hurried.mia.command("timezone", "Asia/Tokyo")
    assert hurried.mia.person.zone == "Asia/Tokyo"
    hurried.mia.sees_not(WARNING)
