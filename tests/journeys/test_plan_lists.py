"""Many plans at once, from a pasted list (ADM-8)."""

import pytest

from core.people import Plan, Role
from tests.journeys.conftest import Cast
from tests.journeys.test_disputes import sends

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
    assert "Mia Chen: individual → no plan" in seen
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


FILE = "plan;email;name\r\nnone;;Mia Chen\r\ngold;;Ben Wolff\r\ncouncil;;Ben Wolff\r\n".encode("cp1252")


@pytest.mark.spec("ADM-8")
@pytest.mark.parametrize("modals", [True, False])
async def test_an_admin_sends_the_list_as_a_file(cast: Cast, modals: bool) -> None:
    admin = cast.ben if modals else cast.olga
    cast.programme.knows("gold, Ben Wolff")
    cast.programme.change(cast.ben, roles=frozenset({Role.MENTEE, Role.ADMIN}))
    await admin.command("admin", "plans")
    await sends(admin, ("members.csv", FILE))
    seen = admin.sees("Set these plans?")
    for said in (
        "Mia Chen: individual → no plan",
        "Ben Wolff: individual → council",
        "Line 3 names no plan",
    ):
        assert said in seen
    with pytest.raises(AssertionError):
        admin.control("Leave the form")
    await admin.press("Set these plans")
    admin.sees("2 members have other plans now")
    assert (cast.ben.person.plan, cast.mia.person.plan) == (Plan.COUNCIL, Plan.NONE)
    await sends(admin, ("again.csv", FILE))
    assert "Nothing to set" in admin.last(), "without the form, too"
    await sends(admin, ("list.txt", FILE), words="/admin plans")
    assert "Nothing to set" in admin.last()


@pytest.mark.spec("ADM-8", "SAF-1")
async def test_a_file_that_is_no_list_says_why_and_only_admins_send_one(cast: Cast) -> None:
    cast.programme.knows("name, city")
    for content, said in (
        (b"name,city\nMia,Oslo", "It needs a column “plan”"),
        (b"\x89PNG\r\n\x1a\n", "It is no text."),
        (b"", "There is nothing in it."),
    ):
        await sends(cast.olga, ("members.csv", content))
        assert said in cast.olga.last(), cast.olga.last()
        assert "Nothing was changed." in cast.olga.last()
    await sends(cast.mia, ("members.csv", FILE))
    cast.mia.sees_not("Set these plans?")
    await sends(cast.olga, ("note.txt", b"plain words"))
    cast.olga.sees_not("Set these plans?")


@pytest.mark.spec("ADM-8")
async def test_a_list_behind_the_command_may_have_several_lines(cast: Cast) -> None:
    await cast.olga.command("admin", "plans ben council\n@mia none\n\nzzz council")
    shown = cast.olga.last()
    assert "Ben Wolff: individual → council" in shown
    assert "Mia Chen: individual → no plan" in shown
    assert "Line 4: I know no such member" in shown
