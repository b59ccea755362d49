"""Commands typed in one's own words do what the English ones do."""

import pytest

from bot.language import reading_as
from tests.journeys.conftest import Cast

UNUSED = "habe ich nicht verwendet"


@pytest.fixture
def pseudo_language() -> None:
    """The languages of this module are real ones."""


@pytest.mark.spec("CHT-1", "CHT-6")
@pytest.mark.parametrize(
    ("who", "own", "english"),
    [
        ("ana", "schedule nächste Woche", "schedule next week"),
        ("ana", "availability zeitzone Europe/Berlin", "availability zone Europe/Berlin"),
        ("ana", "availability werktags", "availability weekdays"),
        ("ana", "profile annahme aus", "profile accepting off"),
        ("ben", "profile daten löschen", "profile data erase"),
        ("ben", "profile nachrichten slack", "profile notices slack"),
        ("olga", "admin statistik letzter Monat", "admin stats last month"),
        (
            "olga",
            "admin statistik von:2026-01-01 bis:2026-02-28",
            "admin stats from:2026-01-01 to:2026-02-28",
        ),
        ("olga", "admin streitfälle alle kategorie:geld", "admin disputes all category:money"),
        ("olga", "admin mentor @ana geprüft an", "admin mentor @ana verified on"),
        ("olga", "admin workspaces verbinden", "admin workspaces connect"),
        ("olga", "admin regeln fertige", "admin policies presets"),
    ],
)
async def test_ones_own_words_do_what_the_english_ones_do(
    cast: Cast, who: str, own: str, english: str
) -> None:
    someone = getattr(cast, who)
    cast.programme.change(someone, locale="de")
    answers = []
    with reading_as("de"):
        for line in (english, english, own):
            command, _, text = line.partition(" ")
            await someone.command(command, text)
            answers.append(someone.last())
    assert answers[1] == answers[2]
    assert UNUSED not in answers[2], "every word was of use"


@pytest.mark.spec("CHT-1", "AVL-2")
@pytest.mark.parametrize("typed", ["zone Lisbon", "zone Europe/Lisbon"])
async def test_hours_are_moved_to_another_zone_by_what_is_shown_for_it(cast: Cast, typed: str) -> None:
    cast.programme.change(cast.ana, locale="en")
    await cast.ana.command("availability", typed)
    assert "Europe/Lisbon" in cast.ana.last()
    assert "understand" not in cast.ana.last()


@pytest.fixture
async def booked(cast: Cast) -> str:
    """The code of a session of Ben's, who reads German."""
    await cast.ben.command("book", "@ana tomorrow 3pm")
    await cast.ben.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.ben)
    cast.programme.change(cast.ben, locale="de")
    return session.code


@pytest.mark.spec("CHT-1", "CHT-6")
@pytest.mark.parametrize(
    ("own", "english"), [("erneut", "again"), ("aufzeichnung", "record"), ("beleg e-mail", "receipt mail")]
)
async def test_ones_own_words_about_a_session_do_what_the_english_ones_do(
    cast: Cast, booked: str, own: str, english: str
) -> None:
    with reading_as("de"):
        await cast.ben.command("sessions", f"{booked} {english}")
        meant = cast.ben.last()
        await cast.ben.command("sessions", f"{booked} {own}")
    assert cast.ben.last() == meant


@pytest.mark.spec("CHT-1", "CHT-6")
async def test_who_comes_late_says_it_in_their_own_words(cast: Cast, booked: str) -> None:
    with reading_as("de"):
        await cast.ben.command("sessions", f"{booked} verspätet 10 min")
    cast.ana.sees("comes 10 min late")
