"""Many plans at once, from a pasted list (ADM-8)."""

import pytest

from core.people import Plan
from tests.journeys.conftest import Cast

pytestmark = pytest.mark.usefixtures("pseudo_language")
LIST = """@ben council
Mia Chen;none

nobody@example.org, individual
@ana gold
=HYPERLINK(1) council
@ben, council, now
@ben individual
Olga Okafor none"""


@pytest.mark.spec("ADM-8")
async def test_a_list_is_shown_line_by_line_and_set_at_once_and_each_is_told_once(cast: Cast) -> None:
    await cast.olga.command("admin", "plans")
    await cast.olga.fill({"Members and plans": LIST})
    seen = cast.olga.sees("Set these plans?")
    assert "Ben Wolff: individual → council" in seen
    assert "Mia Chen: individual → none" in seen
    assert "1 member is on that plan already." in seen
    for wrong in (
        "Line 4: I know no such member",
        "Line 5 names no plan",
        "Line 6 looks like a formula",
        "Line 7: a member and a plan are needed",
        "Line 8 names a member who stands above already",
    ):
        assert wrong in seen
    assert cast.ben.person.plan is Plan.INDIVIDUAL
    await cast.olga.press("Set these plans")
    cast.olga.sees("2 members have other plans now")
    assert (cast.ben.person.plan, cast.mia.person.plan) == (Plan.COUNCIL, Plan.NONE)
    assert sum("You are on the council plan now" in each for each in cast.ben.messages()) == 1
    cast.mia.sees("You are on no plan at present.")


@pytest.mark.spec("ADM-8", "SAF-1")
async def test_a_list_that_has_grown_old_sets_nothing_and_only_admins_have_one(cast: Cast) -> None:
    await cast.olga.command("admin", "plans @ben council")
    await cast.olga.command("admin", "plan @ben none")
    await cast.olga.press("Set these plans")
    assert "has changed since" in cast.olga.last()
    assert cast.ben.person.plan is Plan.NONE
    await cast.mia.command("admin", "plans @mia council")
    assert "Only admins" in cast.mia.last()
    await cast.olga.command("admin", "plans @nobody council")
    assert "Nothing to set" in cast.olga.last()
