"""A mentor's settings in the chat: by a form, by buttons and typed, by the mentor and by an admin."""

import pytest

from bot.actions.mentor_settings import EditMentorSettings, SetRate, ShowMentorSettings, TurnSetting
from bot.actions.mentors import ShowMentor
from core.mentor_settings import Switch
from core.mentors import Mentor
from core.people import Role
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone


def mentor_of(cast: Cast, someone: Someone) -> Mentor:
    with cast.programme.store.read() as tx:
        found = tx.mentors.get(someone.id)
    assert found is not None
    return found


def priced(someone: Someone, amount: str) -> str:
    """The button with this amount, wherever the currency stands."""
    (button,) = [each for each in someone.buttons() if amount in each]
    return button


@pytest.mark.spec("AVL-1", "CHT-2")
@pytest.mark.parametrize("modals", [True, False])
async def test_mentors_fill_in_their_page_and_mentees_read_it(cast: Cast, modals: bool) -> None:
    mentor = cast.ana if modals else cast.mia
    reader = cast.mia if modals else cast.ben
    if not modals:
        await cast.olga.command("admin", "mentor @mia")
        await mentor.confirms_hours()
    await mentor.command("profile")
    await mentor.press("Mentor page")
    assert "Your mentor page" in mentor.last()
    await mentor.press("Change")
    cast.programme.knows(
        "Plain talk about growth", "python, sql", "I listen.", "https://meet.example.org/x"
    )
    assert not await mentor.fill(
        {
            "Headline": "Plain talk about growth",
            "Topics": "Python, sql, python",
            "About the mentor": "I listen.",
            "Rate": "40 EUR",
            "Own meeting link": "https://meet.example.org/x",
            "Calendly event type": "https://calendly.com/ana/30min",
        }
    )
    assert "€40.00" in mentor.last()
    assert mentor.last().count("https://") == 2
    await reader.push(ShowMentor(mentor.id))
    page = reader.last()
    for part in (
        "Plain talk about growth",
        "python, sql",
        "I listen.",
        "€40.00",
        "experienced",
        "Verified",
    ):
        assert part in page, page
    assert "Their time now" in page
    assert "Free next, in your time:" in page
    assert "meet.example.org" not in page
    saved = mentor_of(cast, mentor)
    assert (saved.rate, saved.currency, saved.seniority, saved.verified) == (4000, "EUR", 3, True)


@pytest.mark.spec("AVL-1")
async def test_a_wrong_field_keeps_the_form_open_and_saves_nothing(cast: Cast) -> None:
    before = mentor_of(cast, cast.ana)
    await cast.ana.command("profile", "mentor edit")
    for field, text, said in (
        ("Rate", "forty", "is no price"),
        ("Rate", "-5 EUR", "less than nothing"),
        ("Rate", "0.001 EUR", "finer than EUR"),
        ("Rate", "4.5 JPY", "finer than JPY"),
        ("Rate", "40 XYZ", "no currency that I know"),
        ("Rate", "1.234", "more than one way"),
        ("Topics", ",,", "names no topic"),
        ("Topics", ", ".join(f"t{number}" for number in range(13)), "too many"),
        ("Own meeting link", "javascript:alert(1)", "does not begin with https"),
        ("Own meeting link", "https://a.example/<script>", "no plain"),
        ("Calendly event type", "https://example.org/ana", "no event type"),
    ):
        wrong = await cast.ana.fill({"Headline": "Something new", field: text})
        assert said in wrong[field], (field, text, wrong)
    assert mentor_of(cast, cast.ana) == before


@pytest.mark.spec("AVL-1", "ADM-8")
@pytest.mark.parametrize(
    ("typed", "field", "value", "said"),
    [
        ("rate 40 EUR", "rate", 4000, "€40.00"),
        ("rate free", "rate", 0, "no charge"),
        ("tags python, sql", "tags", ("python", "sql"), "python, sql"),
        ("headline Plain talk", "headline", "Plain talk", "Plain talk"),
        ("bio I listen", "bio", "I listen", "I listen"),
        (
            "link https://meet.example.org/x",
            "meeting_link",
            "https://meet.example.org/x",
            "meet.example.org",
        ),
        (
            "calendly https://calendly.com/ana/30min",
            "calendly_link",
            "https://calendly.com/ana/30min",
            "calendly",
        ),
        ("accepting off", "accepting", False, "Accepts new sessions: no"),
        ("active off", "active", False, "Active: no"),
    ],
)
async def test_each_setting_is_typed_by_the_mentor_and_by_an_admin(
    cast: Cast, typed: str, field: str, value: object, said: str
) -> None:
    cast.programme.knows(typed, "python, sql")
    cast.programme.change_mentor(cast.ana, rate=100)
    before = mentor_of(cast, cast.ana)
    await cast.ana.command("profile", typed)
    assert said in cast.ana.last()
    assert getattr(mentor_of(cast, cast.ana), field) == value
    cast.programme.change_mentor(cast.ana, **{field: getattr(before, field)})
    await cast.olga.command("admin", f"mentor @ana {typed}")
    assert getattr(mentor_of(cast, cast.ana), field) == value
    assert "They have been told." in cast.olga.last()
    told = cast.ana.sees("Your mentor page has changed")
    assert said in told
    assert "set by Olga Okafor" in told


@pytest.mark.spec("AVL-1", "SAF-1")
async def test_seniority_and_verification_are_for_admins_typed_and_pressed(cast: Cast) -> None:
    before = mentor_of(cast, cast.ana)
    for typed in ("seniority 5", "verified off"):
        await cast.ana.command("profile", typed)
        assert "dmin" in cast.ana.last()
    await cast.ana.command("admin", "mentor @ana seniority 5")
    for sure in (True, False):
        await cast.ana.push(TurnSetting(None, Switch.VERIFIED, on=False, sure=sure))
        await cast.ana.push(TurnSetting(cast.ana.id, Switch.VERIFIED, on=False, sure=sure))
        await cast.mia.push(TurnSetting(cast.ana.id, Switch.ACTIVE, on=False, sure=sure))
    await cast.mia.push(SetRate(cast.ana.id, 1, "EUR"))
    await cast.mia.push(ShowMentorSettings(cast.ana.id))
    assert "mentor page" not in cast.mia.last()
    await cast.mia.push(EditMentorSettings(cast.ana.id))
    assert mentor_of(cast, cast.ana) == before
    await cast.olga.command("admin", "mentor @ana seniority 6")
    assert "from 1 to 5" in cast.olga.last()
    await cast.olga.command("admin", "mentor @ana seniority 4")
    await cast.olga.command("admin", "mentor @ana verified off")
    after = mentor_of(cast, cast.ana)
    assert (after.seniority, after.verified) == (4, False)
    assert "set by Olga Okafor" in cast.ana.sees("4 of 5, senior")


@pytest.mark.spec("AVL-1", "ADM-8")
async def test_an_admin_fills_in_a_mentors_page_from_the_members_card(cast: Cast) -> None:
    await cast.olga.command("admin", "@ana")
    await cast.olga.press("Mentor page")
    assert "Ana Lima as a mentor" in cast.olga.last()
    await cast.olga.press("Change")
    assert not await cast.olga.fill({"Rate": "12,50 EUR", "Seniority": "5, leading in their field"})
    assert "They have been told." in cast.olga.last()
    after = mentor_of(cast, cast.ana)
    assert (after.rate, after.currency, after.seniority) == (1250, "EUR", 5)
    told = cast.ana.sees("Your mentor page has changed")
    assert "€12.50" in told
    assert "Booked sessions keep theirs" in told
    await cast.olga.command("admin", "mentor @ben rate 40 EUR")
    assert "Ben Wolff is no mentor" in cast.olga.last()
    assert not cast.ben.person.is_mentor
    await cast.olga.press("Make mentor")
    await cast.olga.press("Make mentor")
    assert Role.MENTOR in cast.ben.person.roles


@pytest.mark.spec("AVL-1", "BOK-7")
async def test_turning_bookings_off_asks_first_where_sessions_are_booked(cast: Cast) -> None:
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.ana)
    await cast.ana.command("profile", "accepting off")
    assert "1 session that is booked stays as it is." in cast.ana.last()
    assert mentor_of(cast, cast.ana).accepting
    await cast.ana.press("Leave it as it is")
    assert mentor_of(cast, cast.ana).accepting
    await cast.olga.command("admin", "mentor @ana active off")
    assert "Make Ana Lima inactive?" in cast.olga.last()
    await cast.olga.press("Make inactive")
    assert not mentor_of(cast, cast.ana).active
    assert "1 session that is booked stays" in cast.olga.last()
    assert cast.programme.sessions_of(cast.ana) == [session]
    await cast.ana.command("profile", "rate 40 EUR")
    assert "keeps its rate" in cast.ana.last()
    assert cast.programme.sessions_of(cast.ana) == [session]


@pytest.mark.spec("AVL-1", "CHT-5")
async def test_a_rate_that_can_be_several_is_asked_back_and_taken_by_a_press(cast: Cast) -> None:
    cast.programme.change_mentor(cast.ana, currency="EUR")
    await cast.ana.command("profile", "rate 1.234")
    assert "Which rate?" in cast.ana.last()
    assert mentor_of(cast, cast.ana).rate == 0
    await cast.ana.press(priced(cast.ana, "1,234.00"))
    assert mentor_of(cast, cast.ana).rate == 123_400
    await cast.olga.command("admin", "mentor @ana rate 2.345")
    await cast.olga.press(priced(cast.olga, "2,345.00"))
    assert mentor_of(cast, cast.ana).rate == 234_500


@pytest.mark.spec("AVL-1", "CHT-1")
async def test_what_is_no_setting_is_said_and_the_role_is_given_as_before(cast: Cast) -> None:
    await cast.ana.command("profile", "colour red")
    assert "colour red" in cast.ana.last()
    await cast.olga.command("admin", "mentor @ana colour red")
    assert "colour red" in cast.olga.last()
    await cast.olga.command("admin", "mentor @mia")
    assert cast.mia.person.is_mentor
    await cast.ben.command("profile", "rate 40 EUR")
    assert "For mentors only" in cast.ben.last()


@pytest.mark.spec("AVL-1", "ADM-8")
@pytest.mark.parametrize("modals", [True, False])
async def test_a_form_overwrites_nothing_that_somebody_else_changed_meanwhile(
    cast: Cast, modals: bool
) -> None:
    mentor = cast.ana if modals else cast.mia
    if not modals:
        await cast.olga.command("admin", "mentor @mia")
        await mentor.confirms_hours()
    cast.programme.knows("Plain talk", "By the admin", "python", "About me")
    cast.programme.change_mentor(mentor, rate=4000, currency="EUR")
    await mentor.command("profile", "mentor edit")
    cast.programme.change_mentor(mentor, rate=9000, headline="By the admin", tags=("python",))
    wrong = await mentor.fill({"Headline": "Plain talk", "About the mentor": "About me"})
    said = mentor.screen() if not modals else str(wrong)
    assert "it is “By the admin” now. Nothing was saved" in said
    assert mentor_of(cast, mentor).headline == "By the admin"
    assert not await mentor.fill(
        {"Headline": "Plain talk", **({"About the mentor": "About me"} if modals else {})}
    )
    saved = mentor_of(cast, mentor)
    assert (saved.headline, saved.bio) == ("Plain talk", "About me"), (
        "it was seen, and what was typed is there"
    )
    assert (saved.rate, saved.tags) == (9000, ("python",)), "what was left alone is not set"


@pytest.mark.spec("AVL-1")
async def test_the_short_form_overwrites_nothing_either(cast: Cast) -> None:
    cast.programme.knows("Plain talk", "By the admin", "python")
    await cast.ana.command("availability")
    await cast.ana.press("About me")
    cast.programme.change_mentor(cast.ana, headline="By the admin", tags=("python",))
    assert not await cast.ana.fill({"About you": "Plain talk"})
    saved = mentor_of(cast, cast.ana)
    assert (saved.bio, saved.headline, saved.tags) == ("Plain talk", "By the admin", ("python",))
