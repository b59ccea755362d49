"""Whom an admin means, what is asked before a role changes hands, and when a new mentor can be booked."""

import pytest

from core.people import Plan, Role
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone


async def impostor(cast: Cast, name: str, handle: str) -> Someone:
    someone = cast.programme.meets(name, "Europe/Oslo", handle=handle)
    await someone.command("start")
    return someone


@pytest.mark.spec("PPL-4", "SAF-1")
@pytest.mark.parametrize("name", ["mia", "Mia", "@mia", "MIA", "mia@example.org"])
async def test_calling_oneself_like_somebody_else_gives_nobody_their_role_or_plan(
    cast: Cast, name: str
) -> None:
    cast.programme.change(cast.mia, email="mia@example.org")
    zed = await impostor(cast, name, "zed")
    for typed in (
        "mentor @mia",
        "mentor mia@example.org",
        "plan @mia council",
        "plan mia@example.org council",
    ):
        await cast.olga.command("admin", typed)
    assert cast.mia.person.is_mentor
    assert cast.mia.person.plan is Plan.COUNCIL
    for typed in ("admin @mia", "admin mia@example.org"):
        await cast.olga.command("admin", typed)
        assert "@mia" in cast.olga.last()
        await cast.olga.press("Make admin")
    assert cast.mia.person.is_admin
    assert zed.person.roles == {Role.MENTEE}
    assert zed.person.plan is Plan.NONE


@pytest.mark.spec("SAF-1", "ADM-8")
async def test_a_name_and_a_handle_that_both_fit_are_told_apart_and_asked_back(cast: Cast) -> None:
    zed = await impostor(cast, "mia", "zed")
    await cast.olga.command("admin", "mentor mia")
    assert not cast.mia.person.is_mentor
    assert not zed.person.is_mentor
    assert {"Mia Chen (@mia on paper)", "mia (@zed on paper)"} <= set(cast.olga.buttons())


@pytest.mark.spec("SAF-1")
async def test_many_namesakes_do_not_hide_the_one_who_has_the_handle(cast: Cast) -> None:
    for number in range(8):
        await impostor(cast, "mia", f"zed{number}")
    await cast.olga.command("admin", "mentor @mia")
    assert cast.mia.person.is_mentor


@pytest.mark.spec("SAF-1", "PPL-4")
async def test_a_name_alone_is_asked_about_before_a_role_is_given(cast: Cast) -> None:
    await cast.olga.command("admin", "mentor Ben Wolff")
    assert "Make Ben Wolff a mentor?" in cast.olga.last()
    assert "@ben" in cast.olga.last()
    assert not cast.ben.person.is_mentor
    await cast.olga.press("Keep it as it is")
    assert not cast.ben.person.is_mentor
    await cast.olga.command("admin", "mentor Ben Wolff")
    await cast.olga.press("Make mentor")
    assert cast.ben.person.is_mentor


@pytest.mark.spec("ADM-11", "PPL-4")
@pytest.mark.parametrize("typed", [True, False])
async def test_removing_a_mentor_asks_first_and_names_the_sessions(cast: Cast, typed: bool) -> None:
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Confirm booking")
    if typed:
        await cast.olga.command("admin", "remove mentor @ana")
    else:
        await cast.olga.command("admin", "@ana")
        await cast.olga.press("Remove mentor")
    asked = cast.olga.last()
    assert "Remove Ana Lima as a mentor?" in asked
    assert "Mia Chen" in asked
    assert cast.ana.person.is_mentor
    await cast.olga.press("Remove mentor")
    assert not cast.ana.person.is_mentor
    cast.ana.sees("no longer a mentor")


@pytest.mark.spec("AVL-1", "BOK-3")
async def test_a_new_mentor_is_not_offered_before_they_have_said_when(cast: Cast) -> None:
    bea = cast.programme.meets("Bea Stone", "Europe/London", "slate")
    await bea.command("start")
    await cast.olga.command("admin", "mentor @bea")
    await cast.mia.command("mentors", "bea")
    assert "Bea Stone" not in cast.mia.last()
    await cast.mia.command("book", "@bea tomorrow 3pm")
    assert "has not said yet when they have time" in cast.mia.last()
    await bea.press("Offer the usual hours")
    assert "You can be booked" in bea.last()
    await cast.mia.command("book", "@bea thu 11am")
    cast.mia.sees("Review and confirm")


@pytest.mark.spec("AVL-1", "AVL-6")
async def test_a_new_mentor_may_type_their_hours_even_if_they_are_the_usual_ones(cast: Cast) -> None:
    bea = cast.programme.meets("Bea Stone", "Europe/London")
    await bea.command("start")
    await cast.olga.command("admin", "mentor @bea")
    await bea.command("availability", "mon-sun 9-21")
    await bea.press("Save")
    await cast.mia.command("book", "@bea thu 11am")
    cast.mia.sees("Review and confirm")


@pytest.mark.spec("ADM-13", "BOK-2")
@pytest.mark.parametrize("way", ["a refusal", "the list of mentors", "a typed line"])
async def test_who_has_no_plan_asks_for_one_and_goes_on(cast: Cast, way: str) -> None:
    ravi = await cast.programme.meets("Ravi Menon", "Asia/Kolkata").joins()
    match way:
        case "a refusal":
            await ravi.command("book", "@ana tomorrow 10pm")
            await ravi.press("Ask for a plan")
        case "the list of mentors":
            await ravi.command("mentors")
            await ravi.press("Ask for a plan")
        case _:
            await ravi.command("profile", "plan")
    assert "have been told" in ravi.last()
    assert "Ravi Menon asks for a plan" in cast.olga.last()
    before = len(cast.olga.messages())
    await ravi.command("profile", "plan")
    assert len(cast.olga.messages()) == before, "told once"
    await cast.olga.press("Open member")
    assert cast.olga.last().startswith("Ravi Menon")
    await cast.olga.press("Plan: individual")
    ravi.sees("Your plan has changed")
    await ravi.press("Book a session")
    await ravi.command("profile", "plan")
    assert "You are on the individual plan" in ravi.last()
    await ravi.command("book", "@ana tomorrow 10pm")
    ravi.sees("Review and confirm")


@pytest.mark.spec("ADM-13")
async def test_a_wish_for_a_plan_that_was_met_is_not_told_any_more(cast: Cast) -> None:
    ravi = await cast.programme.meets("Ravi Menon", "Asia/Kolkata").joins()
    cast.programme.running = False
    await ravi.command("profile", "plan")
    await cast.olga.command("admin", "plan ravi council")
    cast.programme.running = True
    await cast.programme.settle()
    cast.olga.sees_not("asks for a plan")
