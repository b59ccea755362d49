"""What an answer handed out, a code or an address, says that it is of no use any more once it is not."""

import pytest

from bot.inbound import Command, Origin
from core.notices import ANSWERED_WITHIN, Kind
from core.usecases import installing
from tests.journeys.conftest import Cast
from tests.journeys.linking import code_of, linked
from tests.journeys.programme import Someone


@pytest.fixture(params=["mentor", "mentee"])
def giver(cast: Cast, request: pytest.FixtureRequest) -> Someone:
    """At one door forms are modals, at the other a talk."""
    return cast.ana if request.param == "mentor" else cast.mia


def first(someone: Someone, text: str) -> str:
    """The message that shows this."""
    return next(name for name in someone._chat if text in someone.message(name))


@pytest.mark.spec("PPL-2", "NTF-5")
async def test_the_message_with_a_code_says_when_a_newer_one_replaces_it(
    cast: Cast, giver: Someone
) -> None:
    one = await code_of(giver)
    shown = first(giver, one)
    two = await code_of(giver)
    assert "A newer code replaces this one." in giver.message(shown)
    assert one not in giver.message(shown)
    assert first(giver, two) != shown
    await code_of(giver)
    assert "A newer code" in giver.message(shown)


@pytest.mark.spec("PPL-2", "NTF-5")
async def test_the_message_with_a_code_says_that_it_was_used(cast: Cast, giver: Someone) -> None:
    code = await code_of(giver)
    shown = first(giver, code)
    await cast.ben.command("link", "77777-77777")
    assert code in giver.message(shown), "a wrong one is not this one"
    await cast.ben.command("link", code)
    assert "This code was used." in giver.message(shown)
    await code_of(giver)
    assert "This code was used." in giver.message(shown), "a newer one does not replace what was used"


@pytest.mark.spec("PPL-2", "SAF-6")
async def test_the_message_with_a_code_that_others_may_have_read_says_that_it_is_good_no_more(
    cast: Cast, giver: Someone
) -> None:
    code = await code_of(giver)
    shown = first(giver, code)
    typed = giver.inbound(Command(name="link", text=code))
    group = Origin(channel="group", message=None, direct=False)
    await cast.programme.reception.receive(typed.model_copy(update={"place": group}))
    await cast.programme.settle()
    assert "This code is good no more." in giver.message(shown)


@pytest.mark.spec("PPL-2")
async def test_a_code_ends_when_an_account_is_taken_off_which_may_show_it(cast: Cast) -> None:
    await linked(cast.mia, cast.ben)
    code = await code_of(cast.mia)
    shown = first(cast.mia, code)
    await cast.ben.command("link", "off slate yes")
    assert "This code is good no more." in cast.mia.message(shown)
    await cast.ben.command("link", code)
    cast.ben.sees("code")
    assert "Are both accounts yours?" not in cast.ben.last()


@pytest.mark.spec("CHT-6", "NTF-5")
async def test_every_message_with_a_calendar_address_says_that_another_replaces_it(
    cast: Cast, giver: Someone
) -> None:
    await giver.command("profile", "calendar")
    await giver.press("Give me an address")
    await giver.command("profile", "calendar")
    two = [name for name in giver._chat if "/calendar/" in giver.message(name)]
    assert len(two) == 2
    await giver.press("Another address")
    for name in two:
        assert "Another address replaces the one that stood here" in giver.message(name)
    (now,) = [name for name in giver._chat if "/calendar/" in giver.message(name)]
    await giver.press("Close it")
    assert "The address that stood here is closed" in giver.message(now)
    assert "Another address replaces" in giver.message(two[0])
    giver.sees("Address closed")


@pytest.mark.spec("PPL-6", "NTF-5")
async def test_the_message_with_an_address_to_connect_a_workspace_says_that_it_was_used(cast: Cast) -> None:
    cast.programme.connects_workspaces()
    await cast.olga.command("admin", "workspaces")
    await cast.olga.press("Connect a workspace")
    shown = first(cast.olga, "?ticket=")
    ticket = cast.olga.message(shown).partition("?ticket=")[2].split()[0].rstrip("]")
    now = cast.programme.clock.now()
    assert installing.use_ticket(cast.programme.desk, ticket, now)
    await cast.programme.settle()
    assert "The address that stood here was used." in cast.olga.message(shown)
    assert "?ticket=" not in cast.olga.message(shown)


@pytest.mark.spec("PPL-2", "NTF-6")
async def test_what_nobody_saw_is_told_by_nothing_else(
    cast: Cast, giver: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(*_: object) -> None:
        raise SystemError

    monkeypatch.setattr("bot.conversation.Answers.deliver", dies)
    await giver.command("link")
    monkeypatch.undo()
    cast.programme.faults.clear()
    before = giver.screen()
    await cast.programme.later(seconds=ANSWERED_WITHIN.total_seconds() + 60)
    assert giver.screen() == before
    with cast.programme.store.read() as tx:
        assert Kind.HANDED_OUT not in {each.item.kind for each in tx.notices.failed(10)}
