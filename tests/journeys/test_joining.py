"""Becoming a member: the welcome, the time zone, one's own settings, finding one's way."""

import re
from dataclasses import replace

import pytest

from bot.inbound import Profile, ProfileChanged, Reachable
from core.people import Address, Role
from tests.journeys.conftest import Cast
from tests.journeys.programme import Programme


@pytest.mark.spec("PPL-1", "PPL-4")
async def test_a_newcomer_is_welcomed_once_and_told_what_to_do(programme: Programme) -> None:
    ben = programme.meets("Ben Wolff", "Europe/Berlin", "slate")
    await ben.command("start")
    welcome = ben.sees("Welcome to Parley, Ben")
    assert all(command in welcome for command in ("/book", "/sessions", "/help"))
    assert "/admin" not in welcome
    assert ben.person.zone == "Europe/Berlin"
    await ben.command("help")
    assert ben.screen().count("Welcome to Parley") == 1


@pytest.mark.spec("PPL-4")
async def test_who_begins_with_something_else_is_answered_and_welcomed_too(programme: Programme) -> None:
    ben = programme.meets("Ben Wolff", "Europe/Berlin")
    await ben.command("sessions")
    ben.sees("Nothing is coming up")
    ben.sees("Welcome to Parley, Ben")


@pytest.mark.spec("PPL-1")
async def test_who_has_no_known_zone_is_asked_and_may_press_a_city(programme: Programme) -> None:
    mia = programme.meets("Mia Chen")
    await mia.command("start")
    assert "where are you" in mia.sees("Welcome to Parley")
    await mia.press("New York")
    assert "03:00" in mia.sees("Time zone set")
    assert mia.person.zone == "America/New_York"


@pytest.mark.spec("PPL-1")
@pytest.mark.parametrize(
    ("typed", "zone"),
    [("Berlin", "Europe/Berlin"), ("europe/lisbon", "Europe/Lisbon"), ("Mumbai", "Asia/Kolkata")],
)
async def test_a_zone_can_be_typed_as_one_says_it(programme: Programme, typed: str, zone: str) -> None:
    ravi = programme.meets("Ravi Menon")
    await ravi.command("start")
    await ravi.say(typed)
    ravi.sees("Time zone set")
    assert ravi.person.zone == zone


@pytest.mark.spec("PPL-1")
async def test_a_place_that_may_be_several_zones_is_asked_back(programme: Programme) -> None:
    ravi = programme.meets("Ravi Menon")
    await ravi.command("start")
    await ravi.say("IST")
    assert ravi.person.zone is None
    await ravi.press("Asia/Kolkata")
    assert ravi.person.zone == "Asia/Kolkata"


@pytest.mark.spec("PPL-1")
async def test_an_unknown_place_is_said_to_be_unknown_and_the_way_on_is_shown(programme: Programme) -> None:
    ravi = programme.meets("Ravi Menon")
    await ravi.command("start")
    await ravi.say("Atlantis, deep down")
    assert "/timezone Berlin" in ravi.sees("zone")
    assert ravi.person.zone is None


@pytest.mark.spec("PPL-1", "BOK-3")
async def test_nobody_books_before_their_zone_is_known(cast: Cast) -> None:
    ravi = cast.programme.meets("Ravi Menon")
    await ravi.command("start")
    await cast.olga.command("admin", "plan ravi individual")
    for typed in ("@ana", "@ana tomorrow 3pm"):
        await ravi.command("book", typed)
        assert "Where are you?" in ravi.last()
    await ravi.press("Kolkata")
    await ravi.command("book", "@ana tomorrow 10pm")
    ravi.sees("Review and confirm")


@pytest.mark.spec("PPL-1", "SLT-5")
@pytest.mark.parametrize("by", ["a city to press", "a place", "a command", "one of several"])
async def test_what_was_asked_for_before_the_zone_was_known_is_carried_on(cast: Cast, by: str) -> None:
    ravi = cast.programme.meets("Ravi Menon")
    await ravi.command("start")
    await cast.olga.command("admin", "plan ravi individual")
    await ravi.command("book", "@ana tomorrow 10pm")
    ravi.sees("Where are you?")
    match by:
        case "a city to press":
            await ravi.press("Kolkata")
        case "a place":
            await ravi.say("Mumbai")
        case "a command":
            await ravi.command("timezone", "Mumbai")
        case _:
            await ravi.say("IST")
            await ravi.press("Asia/Kolkata")
    review = ravi.sees("Review and confirm")
    assert "Time zone set" in review
    assert "22:00" in review
    await ravi.command("timezone", "Berlin")
    assert "Review" not in ravi.last(), "it was carried out once"


@pytest.mark.spec("PPL-1")
async def test_what_was_asked_for_long_ago_is_not_carried_on(cast: Cast) -> None:
    ravi = cast.programme.meets("Ravi Menon")
    await ravi.command("book", "@ana")
    await cast.programme.later(days=2)
    await ravi.say("Mumbai")
    assert ravi.last().startswith("Time zone set")


@pytest.mark.spec("PPL-1", "PPL-4", "SLT-5")
async def test_the_very_first_words_are_carried_on_too(cast: Cast) -> None:
    cast.programme.set_policies(
        plans_that_book=("none", "individual"),
        monthly_sessions={"none": 5, "individual": 2, "council": 2},
    )
    ravi = cast.programme.meets("Ravi Menon")
    await ravi.command("book", "@ana tomorrow 10pm")
    await ravi.press("Kolkata")
    assert "22:00" in ravi.sees("Review and confirm")


@pytest.mark.spec("PPL-3")
async def test_the_zone_can_be_seen_and_changed(cast: Cast) -> None:
    await cast.mia.command("timezone")
    assert "America/New_York" in cast.mia.last()
    await cast.mia.command("timezone", "Lisbon")
    assert cast.mia.person.zone == "Europe/Lisbon"
    await cast.mia.command("timezone", "Atlantis")
    assert cast.mia.person.zone == "Europe/Lisbon"


@pytest.mark.spec("PPL-3", "BOK-2")
async def test_the_profile_shows_plan_quota_zone_and_accounts(cast: Cast) -> None:
    await cast.mia.command("profile")
    profile = cast.mia.last()
    assert all(word in profile for word in ("Mia Chen", "America/New_York", "individual", "0 of 2"))
    await cast.mia.command("settings")
    assert cast.mia.last() == profile


@pytest.mark.spec("PPL-1", "PPL-3")
async def test_a_profile_that_changes_on_the_platform_is_followed(cast: Cast) -> None:
    cast.ben.profile = Profile(
        name="Benedikt Wolff", handle="bene", zone="Asia/Tokyo", email="ben@example.org"
    )
    await cast.ben.deliver(ProfileChanged())
    ben = cast.ben.person
    assert (ben.name, ben.zone, ben.email) == ("Benedikt Wolff", "Asia/Tokyo", "ben@example.org")
    await cast.olga.command("admin", "@bene")
    assert "Benedikt Wolff" in cast.olga.last()


async def test_news_about_strangers_makes_nobody_a_member(programme: Programme) -> None:
    stranger = programme.meets("Sam Stray", "Europe/Paris")
    await stranger.deliver(ProfileChanged())
    await stranger.deliver(Reachable(yes=False))
    assert stranger.messages() == []
    with programme.store.read() as tx:
        assert tx.people.find(stranger.address) is None


@pytest.mark.spec("CHT-1", "CHT-7")
async def test_help_lists_what_is_of_use_in_ones_roles(cast: Cast) -> None:
    commands = {}
    for someone in (cast.olga, cast.ana, cast.mia):
        await someone.command("help")
        commands[someone.profile.handle] = set(re.findall(r"/[a-z]+", someone.last()))
    assert {"/book", "/sessions", "/profile", "/timezone", "/help"} <= commands["mia"]
    assert "/availability" in commands["ana"] - commands["mia"]
    assert "/admin" in commands["olga"] - commands["ana"]
    await cast.mia.command("help", "/book")
    assert "/book @ana tomorrow 3pm" in cast.mia.last()
    await cast.mia.command("help", "admin")
    assert "/admin mentor" not in cast.mia.last()


@pytest.mark.spec("CHT-1")
async def test_an_unknown_command_suggests_the_nearest(cast: Cast) -> None:
    await cast.mia.command("bok", "@ana")
    assert "/book" in cast.mia.last()
    assert cast.mia.buttons()
    await cast.mia.command("xyzzy")
    assert "/xyzzy" in cast.mia.last()


@pytest.mark.spec("CHT-4", "CHT-7")
async def test_what_is_said_without_a_slash_is_understood_or_answered_with_help(cast: Cast) -> None:
    await cast.mia.say("book @ana tomorrow 3pm")
    cast.mia.sees("Review and confirm")
    await cast.ben.say("hello there")
    assert "/book" in cast.ben.last()


@pytest.mark.spec("CHT-2", "CHT-4")
async def test_the_home_shows_what_is_coming_up_and_the_doors(cast: Cast) -> None:
    assert "Nothing is coming up" in await cast.ana.open_home()
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Confirm booking")
    home = cast.ana.door.chat("ana").home
    assert home is not None, "it is published again when something changes"
    assert "Mia Chen" in await cast.ana.open_home()


@pytest.mark.spec("PPL-4", "ADM-8")
async def test_admins_make_mentors_and_members_are_told(cast: Cast) -> None:
    await cast.olga.command("admin", "mentor mia")
    assert "mentor now" in cast.mia.sees("Your role has changed")
    assert Role.MENTOR in cast.mia.person.roles
    await cast.olga.command("admin", "mentor mia")
    assert cast.mia.screen().count("Your role has changed") == 1
    await cast.olga.command("admin", "remove mentor mia")
    await cast.olga.press("Remove mentor")
    assert "no longer a mentor" in cast.mia.sees("Your role has changed")
    await cast.mia.command("availability")
    assert "mentors" in cast.mia.last()
    assert cast.programme.audited().count("ROLE_GRANTED") == 2


@pytest.mark.spec("PPL-4", "PAY-5")
async def test_admins_put_members_on_plans_and_members_are_told(cast: Cast) -> None:
    await cast.olga.command("admin", "plan @mia council")
    assert "council" in cast.mia.sees("Your plan has changed")
    await cast.olga.command("admin", "plan @mia none")
    await cast.mia.command("book", "@ana tomorrow 3pm")
    assert "plan does not include" in cast.mia.last()


@pytest.mark.spec("PPL-4")
async def test_one_admin_always_remains(cast: Cast) -> None:
    await cast.olga.command("admin", "remove admin olga")
    await cast.olga.press("Remove admin")
    assert "admin" in cast.olga.last()
    assert cast.olga.person.is_admin
    await cast.olga.command("admin", "admin ana")
    await cast.olga.press("Make admin")
    await cast.ana.command("admin", "remove admin olga")
    await cast.ana.press("Remove admin")
    assert not cast.olga.person.is_admin
    await cast.ana.command("admin", "remove admin ana")
    await cast.ana.press("Remove admin")
    assert cast.ana.person.is_admin


@pytest.mark.spec("PPL-4", "ADM-1", "SAF-1")
async def test_nobody_else_may_run_the_programme(cast: Cast) -> None:
    before = cast.mia.person
    for typed in ("", "members", "admin mia", "plan mia council", "ben", "remove admin olga", "nonsense"):
        await cast.mia.command("admin", typed)
        assert "admins" in cast.mia.last()
    assert cast.mia.person == before


@pytest.mark.spec("PPL-4", "SAF-1")
async def test_an_admins_button_is_of_no_use_once_they_are_none(cast: Cast) -> None:
    await cast.olga.command("admin", "admin ana")
    await cast.olga.press("Make admin")
    await cast.ana.command("admin", "ben")
    await cast.olga.command("admin", "remove admin ana")
    await cast.olga.press("Remove admin")
    await cast.ana.press("Make mentor")
    assert not cast.ben.person.is_mentor
    assert "admins" in cast.ana.last()


@pytest.mark.spec("PPL-4", "ADM-8")
async def test_members_are_found_by_name_handle_button_and_mention(cast: Cast) -> None:
    await cast.olga.command("admin", "members")
    await cast.olga.press("Ben Wolff")
    await cast.olga.press("Make mentor")
    assert cast.ben.person.is_mentor
    await cast.olga.command("admin", "plan Mia Chen council")
    assert cast.mia.person.plan == "council"
    await cast.olga.command("admin", "mentor <@paper:mia>")
    assert cast.mia.person.is_mentor
    for nobody in ("nobody at all", "<@paper:nobody>", "<@nonsense>"):
        await cast.olga.command("admin", f"mentor {nobody}")
        assert "/admin members" in cast.olga.last()


@pytest.mark.spec("PPL-4")
async def test_a_name_that_fits_several_members_is_asked_back(cast: Cast) -> None:
    for name, handle in (("Mia Berg", "berg"), ("Mia Stone", "stone")):
        await cast.programme.meets(name, "Europe/Oslo", handle=handle).command("start")
    await cast.olga.command("admin", "mentor mia")
    await cast.olga.press("Mia Stone")
    assert "Roles" in cast.olga.last()
    assert not cast.mia.person.is_mentor


@pytest.mark.spec("PPL-4")
async def test_an_admin_may_mention_somebody_who_has_never_written(cast: Cast) -> None:
    nils = cast.programme.meets("Nils Berg", "Europe/Oslo")
    await cast.olga.command("admin", "mentor <@paper:nils>")
    nils.sees("Welcome to Parley, Nils")
    nils.sees("You are a mentor now")
    assert nils.person.zone == "Europe/Oslo"


@pytest.mark.spec("PPL-4")
async def test_a_newcomer_who_just_says_hello_is_welcomed(programme: Programme) -> None:
    noor = programme.meets("Noor Haddad", "Asia/Beirut")
    await noor.say("hi there")

    assert "Welcome to Parley, Noor!" in noor.last()


@pytest.mark.spec("CHT-2", "PPL-1")
@pytest.mark.parametrize("learned_later", [False, True])
async def test_who_writes_from_a_second_workspace_of_the_enterprise_is_not_welcomed_again(
    programme: Programme, learned_later: bool
) -> None:
    ben = programme.meets("Ben Wolff", "Europe/Berlin")
    home = replace(ben.address, workspace="T1", enterprise="E1")
    ben.address = replace(home, enterprise=None) if learned_later else home
    await ben.command("start")
    joined = ben.person
    ben.address = home
    await ben.command("profile")
    ben.address = replace(home, workspace="T2")
    await ben.say("hello")
    await ben.command("sessions")
    assert ben.sees("Nothing is coming up")
    assert ben.person.id == joined.id
    assert ben.screen().count("Welcome to Parley") <= 1
    assert programme.audited().count("MEMBER_JOINED") == 1
    ben.address = Address(home.platform, "T3", home.user, "E2")
    await ben.command("start")
    assert ben.person.id != joined.id


@pytest.mark.spec("CHT-2")
@pytest.mark.parametrize(("enterprise", "same"), [("E1", True), ("E2", False), (None, False)])
async def test_where_a_delivery_does_not_say_the_enterprise_the_profile_does(
    programme: Programme, enterprise: str | None, same: bool
) -> None:
    ben = programme.meets("Ben Wolff", "Europe/Berlin")
    ben.address = Address("paper", "T1", "ben", "E1")
    joined = (await ben.joins()).person
    ben.address = Address("paper", "T2", "ben")
    ben.profile = ben.profile.model_copy(update={"enterprise": enterprise})
    await ben.command("profile")
    assert (ben.person.id == joined.id) is same


@pytest.mark.spec("CHT-2", "PPL-6")
@pytest.mark.parametrize("first", ["T1", "T2EXT", "E2"])
@pytest.mark.parametrize("theirs", [None, "E2"])
async def test_a_foreign_person_is_one_member_whichever_workspace_a_delivery_names(
    programme: Programme, first: str, theirs: str | None
) -> None:
    eva = programme.meets("Eva Ext", "Europe/Berlin")
    ours = Address("paper", "T1", "eva", "E1")

    async def comes_by(workspace: str) -> int:
        eva.address = ours if workspace == "T1" else Address("paper", workspace, "eva")
        elsewhere = None if workspace == "T2EXT" else "T2EXT"
        eva.profile = eva.profile.model_copy(update={"workspace": elsewhere, "enterprise": theirs})
        await eva.command("profile")
        return eva.person.id

    known = await comes_by(first)
    assert {await comes_by(workspace) for workspace in ("T1", "T2EXT", "E2")} == {known}
    assert eva.person.addresses[0].enterprise == theirs
    assert programme.audited().count("MEMBER_JOINED") == 1


@pytest.mark.spec("CHT-2")
async def test_one_of_the_enterprise_whose_own_workspace_is_another_is_no_foreigner(
    programme: Programme,
) -> None:
    ben = programme.meets("Ben Wolff", "Europe/Berlin")
    ben.address = Address("paper", "T1", "ben", "E1")
    ben.profile = ben.profile.model_copy(update={"workspace": "T9OTHER", "enterprise": "E1"})
    assert (await ben.joins()).person.addresses == (ben.address,)


@pytest.mark.spec("CHT-3", "CHT-1")
async def test_the_menu_is_that_of_the_roles_one_has_now(cast: Cast) -> None:
    def offered() -> set[str]:
        return set(cast.mia.door.chat(cast.mia.address.user).menu)

    await cast.olga.command("admin", "mentor @mia")
    assert offered() & {"availability", "admin"} == {"availability"}
    await cast.olga.command("admin", "admin @mia")
    await cast.olga.press("Make admin")
    assert offered() >= {"availability", "admin"}
    await cast.olga.command("admin", "remove mentor @mia")
    await cast.olga.press("Remove mentor")
    assert offered() & {"availability", "admin"} == {"admin"}


@pytest.mark.spec("CHT-3", "OPS-2")
async def test_a_menu_is_shown_once_by_whichever_process_and_again_where_that_failed(cast: Cast) -> None:
    mia, programme = cast.mia, cast.programme
    await mia.command("book", "@ana thu 3pm")
    await mia.press("Confirm booking")
    await programme.settle()
    shown = mia.door.menus
    programme.restart()
    await mia.press("Cancel session")
    await mia.fill({"Reason": "Schedule conflict"})
    await programme.settle()
    assert mia.door.menus == shown, "nothing has changed"
    mia.door.chat(mia.address.user).menu = ["of another process"]
    with programme.store.write() as tx:
        tx.people.set_menu(mia.address, "of another process")
    await mia.command("book", "@ana fri 3pm")
    await mia.press("Confirm booking")
    await programme.settle()
    assert "book" in mia.door.chat(mia.address.user).menu
    with programme.store.read() as tx:
        assert "book" in tx.people.menus(mia.id)[mia.address]
