"""Members read their own language, each in the same conversation; English where nobody has translated it."""

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from bot import language
from bot.language import reading_as
from tests.journeys.conftest import Cast

GERMAN: dict[str | tuple[str, str], str | tuple[str, str]] = {
    "Your profile": "Dein Profil",
    ("{used} of {n} session used, renews on {day}", "{used} of {n} sessions used, renews on {day}"): (
        "{used} von {n} Sitzung genutzt, neu ab {day}",
        "{used} von {n} Sitzungen genutzt, neu ab {day}",
    ),
    "New booking: {title}": "Neue Buchung: {title}",
    "Mentor session": "Mentoring",
    "Which time?": "",
}


@pytest.fixture
def pseudo_language() -> None:
    """The languages of this module are real ones."""


@pytest.fixture(autouse=True)
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue as translators make it, for readers of German."""
    catalogue, file = Catalog("de"), BytesIO()
    for sentence, translation in GERMAN.items():
        catalogue.add(sentence, translation)
    write_po(file, catalogue)
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "parley.po").write_bytes(file.getvalue())
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    monkeypatch.setattr(language, "_catalogues", {})


@pytest.mark.spec("CHT-6")
async def test_each_party_reads_their_own_language(cast: Cast) -> None:
    cast.programme.change(cast.ana, locale="de-AT")
    cast.programme.change(cast.mia, locale="fr")
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Confirm booking")
    with reading_as("de-AT"):
        booking = cast.ana.sees("Neue Buchung: Mentoring")
    assert "Di., 3. März 2026, 17:00 (America/Sao_Paulo)" in booking
    assert "Length: 30 min" in booking, "what nobody has translated is English"
    with reading_as("fr"):
        confirmation = cast.mia.sees("Your session is confirmed")
    assert "Title: Mentor session" in confirmation
    assert "mar. 3 mars 2026, 15:00 (America/New_York)" in confirmation, "dates need no catalogue"


@pytest.mark.spec("CHT-6")
async def test_a_translated_sentence_counts_as_its_language_does(cast: Cast) -> None:
    cast.programme.change(cast.ben, locale="de")
    await cast.ben.command("profile")
    assert "0 von 2 Sitzungen genutzt, neu ab Mi., 1. Apr." in cast.ben.sees("Dein Profil")
    cast.programme.set_policies(monthly_sessions={"individual": 1, "council": 1, "none": 0})
    await cast.ben.command("profile")
    assert "0 von 1 Sitzung genutzt" in cast.ben.sees("Dein Profil")


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en-GB", "Tue 3 Mar 2026, 15:00"),
        ("en-US", "Tue 3 Mar 2026, 3:00 PM"),
        ("de", "Di., 3. März 2026, 15:00"),
    ],
)
async def test_clocks_have_as_many_hours_as_the_reader_is_used_to(
    cast: Cast, locale: str, said: str
) -> None:
    cast.programme.change(cast.mia, locale=locale)
    await cast.mia.command("book", "@ana tomorrow 3pm")
    with reading_as(locale):
        assert f"When: {said} (America/New_York)" in cast.mia.last()


@pytest.mark.spec("CHT-6")
async def test_a_language_of_another_place_is_nearer_than_english(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "de").rename(tmp_path / "de_CH")
    cast.programme.change(cast.ben, locale="de-AT")
    await cast.ben.command("profile")
    with reading_as("de-AT"):
        cast.ben.sees("Dein Profil")


@pytest.mark.spec("CHT-6", "PPL-3")
async def test_a_member_chooses_the_language_that_they_read(cast: Cast) -> None:
    await cast.ben.command("profile")
    cast.ben.sees("Language: English")
    await cast.ben.press("Language")
    await cast.ben.press("Deutsch")
    with reading_as("de"):
        cast.ben.sees("From now on I write to you in Deutsch.")
        await cast.ben.command("profile")
        assert "Language: Deutsch" in cast.ben.sees("Dein Profil")
    assert cast.ben.person.locale == "de"


@pytest.mark.spec("CHT-6", "PPL-3")
@pytest.mark.parametrize(
    ("typed", "locale"),
    [
        ("Deutsch", "de"),
        ("german", "de"),
        ("DE", "de"),
        ("de-AT", "de_AT"),
        ("english", "en"),
        ("en-GB", "en_GB"),
    ],
)
async def test_a_language_is_typed_by_its_name_or_its_code(cast: Cast, typed: str, locale: str) -> None:
    await cast.mia.command("profile", f"language {typed}")
    assert cast.mia.person.locale == locale


@pytest.mark.spec("CHT-6", "PPL-3")
@pytest.mark.parametrize("typed", ["klingon", "fr", "x" * 500, "de_XX_YY_ZZ", "--"])
async def test_a_language_that_nobody_has_translated_is_refused_with_those_there_are(
    cast: Cast, typed: str
) -> None:
    await cast.ben.command("profile", f"language {typed}")
    cast.ben.sees("Which language?")
    await cast.ben.press("Deutsch")
    assert cast.ben.person.locale == "de"
