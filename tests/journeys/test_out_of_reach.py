"""A mentor who cannot be written to: not offered, and those with sessions can choose (ADM-13)."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.inbound import Body, Command, ProfileChanged, Reachable
from core.people import Role
from storage.tables import addresses
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone

GONE = "cannot be reached"


async def happens(someone: Someone, body: Body) -> None:
    """Have their platform say something of them."""
    await someone.programme.reception.receive(someone.inbound(body))
    await someone.programme.settle()


@pytest.fixture(params=["slate", "paper"])
async def mentor(cast: Cast, request: pytest.FixtureRequest) -> Someone:
    """At either door: Ana, or Olga's second mentor Zoe, who has the same hours."""
    if request.param == "slate":
        return cast.ana
    zoe = cast.programme.meets("Zoe Adams", "America/Sao_Paulo")
    await zoe.command("start")
    await cast.olga.command("admin", "mentor @zoe")
    await zoe.sets_hours("mon-fri 9-12, 13-19")
    return zoe


async def booked(cast: Cast, mentor: Someone) -> None:
    await cast.mia.command("book", f"@{mentor.address.user} tomorrow 3pm")
    await cast.mia.press("Confirm booking")


@pytest.mark.spec("ADM-13")
async def test_a_mentor_who_is_gone_is_not_offered_and_all_concerned_are_told_once(
    cast: Cast, mentor: Someone
) -> None:
    await booked(cast, mentor)
    mentor.door.blocks(mentor.address.user)
    await happens(mentor, Reachable(yes=False))
    name = mentor.profile.name or ""
    assert cast.olga.screen().count("A mentor cannot be reached") == 1
    told = cast.mia.sees(f"I cannot reach {name}")
    assert cast.mia.screen().count(f"I cannot reach {name}") == 1
    assert all(f"[{choice}]" in told for choice in ("Find another mentor", "Cancel session", "Keep it"))
    await cast.ben.command("mentors")
    assert name not in cast.ben.last()
    await cast.ben.command("book", f"@{mentor.address.user} tomorrow 5pm")
    cast.ben.sees("cannot be reached at present")
    assert cast.programme.sessions_of(cast.ben) == []
    assert "MENTOR_UNREACHABLE" in cast.programme.audited()


@pytest.mark.spec("ADM-13")
async def test_that_she_is_gone_is_found_out_by_writing_to_her(cast: Cast, mentor: Someone) -> None:
    mentor.door.blocks(mentor.address.user)
    await booked(cast, mentor)
    cast.mia.sees(f"I cannot reach {mentor.profile.name}")
    cast.olga.sees("A mentor cannot be reached")


@pytest.mark.spec("ADM-13", "CAN-3")
async def test_the_mentee_cancels_with_all_given_back(cast: Cast, mentor: Someone) -> None:
    cast.programme.change_mentor(mentor, rate=5000)
    await booked(cast, mentor)
    await happens(mentor, Reachable(yes=False))
    (session,) = cast.programme.sessions_of(cast.mia)
    cast.programme.clock.move_to(session.starts_at - timedelta(minutes=30))
    await cast.mia.press("Cancel with full refund")
    await cast.mia.fill({})
    (session,) = cast.programme.sessions_of(cast.mia)
    assert session.cancellation is not None
    assert session.refund is not None
    assert (session.status, session.refund.pct, session.refund.amount) == ("cancelled", 100, 5000)
    assert not session.counted
    with cast.programme.store.read() as tx:
        records = tx.aftermath.track_records([cast.mia.id], Role.MENTEE)
    assert all(each.cancelled == 0 for each in records.values())


@pytest.mark.spec("ADM-13", "RAS-1")
async def test_the_mentee_has_another_mentor_found_and_goes_on(cast: Cast) -> None:
    zoe = cast.programme.meets("Zoe Adams", "America/Sao_Paulo", "slate")
    await zoe.command("start")
    await cast.olga.command("admin", "mentor @zoe")
    await zoe.sets_hours("mon-fri 9-12, 13-19")
    await booked(cast, cast.ana)
    await happens(cast.ana, Reachable(yes=False))
    await cast.mia.press("Find another mentor")
    await cast.mia.press("Continue with Zoe")
    (session,) = cast.programme.sessions_of(cast.mia)
    assert (session.mentor, session.status) == (zoe.id, "scheduled")
    zoe.sees("Session Confirmed")
    assert cast.programme.sessions_of(cast.ana) == []


@pytest.mark.spec("ADM-13")
async def test_without_reassignment_only_cancelling_and_keeping_are_offered(cast: Cast) -> None:
    cast.programme.set_policies(reassign_on_mentor_cancel=False)
    await booked(cast, cast.ana)
    await happens(cast.ana, Reachable(yes=False))
    told = cast.mia.sees("I cannot reach Ana Lima")
    assert "Find another mentor" not in told
    await cast.mia.press("Keep it")
    (session,) = cast.programme.sessions_of(cast.mia)
    assert session.status == "scheduled"


@pytest.mark.spec("ADM-13")
@pytest.mark.parametrize("sign", [Reachable(yes=True), ProfileChanged(), Command(name="profile")])
async def test_when_she_is_back_she_is_offered_again_and_all_concerned_are_told(
    cast: Cast, mentor: Someone, sign: Body
) -> None:
    await booked(cast, mentor)
    mentor.door.blocks(mentor.address.user)
    await happens(mentor, Reachable(yes=False))
    mentor.door.trouble.clear()
    await happens(mentor, sign)
    cast.mia.sees(f"{mentor.profile.name} can be reached again")
    assert not any("Find another mentor" in button for button in cast.mia.buttons())
    cast.olga.sees("A mentor is back")
    mentor.sees("You are back")
    await cast.ben.command("mentors")
    cast.ben.sees(mentor.profile.name or "")


@pytest.mark.spec("ADM-13")
async def test_a_press_that_comes_after_she_is_back_changes_nothing(cast: Cast) -> None:
    await booked(cast, cast.ana)
    await happens(cast.ana, Reachable(yes=False))
    _, find = cast.mia.control("Find another mentor")
    await happens(cast.ana, Reachable(yes=True))
    await cast.mia.push(find.action)
    (session,) = cast.programme.sessions_of(cast.mia)
    assert (session.mentor, session.reassignment) == (cast.ana.id, "none")


@pytest.mark.spec("ADM-13")
async def test_whoever_is_out_of_reach_at_one_of_two_doors_is_offered_as_before(cast: Cast) -> None:
    with cast.programme.store.engines.writer.begin() as connection:
        connection.execute(
            insert(addresses).values(
                platform="paper", workspace="", account="ana2", person=cast.ana.id, place=1, reachable=True
            )
        )
    await happens(cast.ana, Reachable(yes=False))
    assert GONE not in cast.olga.screen()
    await cast.ben.command("mentors")
    cast.ben.sees("Ana Lima")
