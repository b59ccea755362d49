"""Lists of members by role, plan and activity, and what they have used of a month, typed and by buttons (ADM-8)."""

import pytest

from bot.actions.members import FilterMembers
from core.member_queries import Activity
from tests.journeys.conftest import Cast
from tests.journeys.test_sessions import book

EVERYBODY = {"Ana Lima", "Ben Wolff", "Mia Chen", "Olga Okafor"}


def listed(cast: Cast) -> set[str]:
    return EVERYBODY & {*cast.olga.buttons()}


@pytest.mark.spec("ADM-8", "CHT-1")
@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", EVERYBODY),
        ("mentors", {"Ana Lima"}),
        ("role:mentor", {"Ana Lima"}),
        ("role:admins", {"Olga Okafor"}),
        ("plan:individual", {"Ben Wolff", "Mia Chen"}),
        ("Individual", {"Ben Wolff", "Mia Chen"}),
        ("no plan", {"Ana Lima", "Olga Okafor"}),
        ("plan:none mentor", {"Ana Lima"}),
        ("active", {"Ana Lima", "Mia Chen"}),
        ("inactive", {"Ben Wolff", "Olga Okafor"}),
        ("activity:inactive individual", {"Ben Wolff"}),
        ("wol", {"Ben Wolff"}),
        ("@mia", {"Mia Chen"}),
        ("suspended", {"Ben Wolff"}),
        ("mentors zzz", set()),
        ("page 2", set()),
    ],
)
async def test_members_are_listed_by_what_is_typed(cast: Cast, typed: str, names: set[str]) -> None:
    await book(cast.mia, "thu 3pm")
    cast.programme.change(cast.ben, suspended=True)
    await cast.olga.command("admin", f"members {typed}")
    assert (listed(cast) or {name for name in EVERYBODY if f"{name}:" in cast.olga.last()}) == names
    if not names:
        assert "No member fits." in cast.olga.last()


@pytest.mark.spec("ADM-8", "CHT-1")
@pytest.mark.parametrize(
    ("typed", "there_is"),
    [("plan:gold", "plan:council"), ("role:boss", "role:mentor"), ("colour:red", "activity:")],
)
async def test_an_unknown_filter_says_what_there_is(cast: Cast, typed: str, there_is: str) -> None:
    await cast.olga.command("admin", f"members {typed}")
    assert f"There is no filter “{typed}”." in cast.olga.last()
    assert there_is in cast.olga.last()


@pytest.mark.spec("ADM-8", "SAF-1")
async def test_members_are_filtered_by_buttons_and_for_admins_alone(cast: Cast) -> None:
    await cast.olga.command("admin", "members")
    await cast.olga.press("Individual plan")
    assert {"Ben Wolff", "Mia Chen"} == listed(cast)
    await cast.olga.press("All members")
    assert listed(cast) == EVERYBODY
    await cast.mia.push(FilterMembers(0, None, None, Activity.ACTIVE))
    assert "Only admins" in cast.mia.last()


@pytest.mark.spec("ADM-8")
async def test_long_lists_have_pages(cast: Cast) -> None:
    for number in range(9):
        await cast.programme.meets(f"Zoe Number{number}", "Europe/Oslo", handle=f"zoe{number}").joins()
    await cast.olga.command("admin", "members no plan")
    await cast.olga.press("More ›")
    assert "Zoe Number8" in cast.olga.last()
    await cast.olga.press("‹ Back")
    assert "Ana Lima" in cast.olga.last()
    await cast.olga.command("admin", "members zoe")
    assert "Zoe Number8" not in cast.olga.last()
    assert "/admin members zoe page 2" in cast.olga.last()
    await cast.olga.command("admin", "members zoe page 2")
    assert "Zoe Number8" in cast.olga.last()


@pytest.mark.spec("ADM-8", "BOK-2")
async def test_the_quota_of_everybody_is_shown_for_any_month_most_used_first(cast: Cast) -> None:
    for when in ("thu 3pm", "fri 3pm"):
        await book(cast.mia, when)
    await book(cast.ben, "thu 6pm")
    await cast.olga.command("admin", "quota")
    seen = cast.olga.last()
    assert "Sessions used in March 2026" in seen
    assert "Mia Chen: 2 of 2 sessions · plan: individual" in seen
    assert seen.index("Mia Chen: 2 of 2") < seen.index("Ben Wolff: 1 of 2")
    assert "Olga" not in seen
    await cast.olga.press("Only full ones")
    assert "Mia Chen: 2 of 2" in cast.olga.last()
    assert "Ben Wolff" not in cast.olga.last()
    await cast.olga.press("April 2026 ›")
    assert "Nobody fits." in cast.olga.last()
    for typed, month in (
        ("2026-10", "October 2026"),
        ("october 2026", "October 2026"),
        ("last month", "February 2026"),
        ("2026-10 full", "October 2026"),
    ):
        await cast.olga.command("admin", f"quota {typed}")
        assert f"Sessions used in {month}" in cast.olga.last(), typed
    for typed in ("2026-13", "whenever", "2026"):
        await cast.olga.command("admin", f"quota {typed}")
        assert f"I did not use “quota {typed}”." in cast.olga.last(), typed
