"""Typed places to zones, and the zones that are offered."""

import zoneinfo
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.typed import zones
from bot.typed.places import ABBREVIATIONS, COMMON_ZONES, LIKELY, PLACES, REGIONS, RENAMED
from bot.typed.zones import ZoneChoices, ZoneFound

WINTER = datetime(2026, 11, 20, 4, 45, tzinfo=UTC)
SUMMER = datetime(2026, 7, 20, 4, 45, tzinfo=UTC)


@pytest.mark.spec("PPL-1")
@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("berlin time", "Europe/Berlin"),
        ("I'm in Berlin!", "Europe/Berlin"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("EUROPE/BERLIN", "Europe/Berlin"),
        ("GMT+5:30", "Asia/Kolkata"),
        ("gmt +5.30", "Asia/Kolkata"),
        ("UTC+0530", "Asia/Kolkata"),
        ("+5:45", "Asia/Kathmandu"),
        ("utc-9:30", "Pacific/Marquesas"),
        ("new york", "America/New_York"),
        ("NYC", "America/New_York"),
        ("Bangalore", "Asia/Kolkata"),
        ("Bengaluru", "Asia/Kolkata"),
        ("Mumbai", "Asia/Kolkata"),
        ("new delhi", "Asia/Kolkata"),
        ("India", "Asia/Kolkata"),
        ("india standard time", "Asia/Kolkata"),
        ("San Francisco", "America/Los_Angeles"),
        ("pacific time", "America/Los_Angeles"),
        ("Boston", "America/New_York"),
        ("Munich", "Europe/Berlin"),
        ("München", "Europe/Berlin"),
        ("Hamburg", "Europe/Berlin"),
        ("Germany", "Europe/Berlin"),
        ("Beijing", "Asia/Shanghai"),
        ("são paulo", "America/Sao_Paulo"),
        ("Zürich", "Europe/Zurich"),
        ("Istanbul", "Europe/Istanbul"),
        ("Kyiv", "Europe/Kyiv"),
        ("Kathmandu", "Asia/Kathmandu"),
        ("JST", "Asia/Tokyo"),
        ("UTC", "UTC"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Etc/GMT-5", "Etc/GMT-5"),
    ],
)
def test_a_place_is_found(typed: str, zone: str) -> None:
    assert zones.understand(typed, WINTER) == ZoneFound(zone)


@pytest.mark.spec("PPL-1")
@pytest.mark.parametrize(
    ("typed", "some"),
    [
        ("IST", {"Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"}),
        ("cst", {"America/Chicago", "Asia/Shanghai"}),
        ("BST", {"Europe/London", "Asia/Dhaka"}),
        ("utc-3", {"America/Sao_Paulo", "America/Argentina/Buenos_Aires"}),
        ("+9", {"Asia/Tokyo", "Asia/Seoul"}),
        ("USA", {"America/New_York", "America/Los_Angeles"}),
        ("Birmingham", {"Europe/London", "America/Chicago"}),
        ("Georgia", {"Asia/Tbilisi", "America/New_York"}),
        ("Hyderabad", {"Asia/Kolkata", "Asia/Karachi"}),
        ("bangalor", {"Asia/Kolkata"}),
        ("new yrok", {"America/New_York"}),
    ],
)
def test_what_may_be_several_zones_is_asked_back(typed: str, some: set[str]) -> None:
    choices = zones.understand(typed, WINTER)
    assert isinstance(choices, ZoneChoices)
    assert some <= set(choices.zones)
    assert len(choices.zones) <= zones.MOST_CHOICES


@pytest.mark.spec("PPL-1")
def test_an_offset_proposes_the_zones_that_have_it_now() -> None:
    winter, summer = zones.understand("gmt+1", WINTER), zones.understand("gmt+1", SUMMER)
    assert isinstance(winter, ZoneChoices)
    assert isinstance(summer, ZoneChoices)
    assert "Europe/Berlin" in winter.zones
    assert "Europe/Berlin" not in summer.zones
    assert "Europe/London" in summer.zones


@pytest.mark.spec("PPL-1", "SAF-3")
@pytest.mark.parametrize(
    "typed",
    ["", " ", "xyzzy", "12", "+25", "utc+5:40", "christmas", "!!!", "\x00", "🎉", "x" * 10_000, "/" * 60],
)
def test_what_names_no_zone_is_nothing(typed: str) -> None:
    assert zones.understand(typed, WINTER) is None


@pytest.mark.spec("PPL-1", "SAF-3")
@given(text=st.text(max_size=80))
def test_any_text_gives_zones_that_exist_or_nothing(text: str) -> None:
    match zones.understand(text, WINTER):
        case ZoneFound(zone):
            assert zoneinfo.ZoneInfo(zone)
        case ZoneChoices(several):
            assert 1 <= len(several) <= zones.MOST_CHOICES
            assert all(map(zoneinfo.ZoneInfo, several))
        case None:
            pass


@pytest.mark.spec("PPL-1")
@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("de", "Europe/Berlin"),
        ("en-GB", "Europe/London"),
        ("en_IN", "Asia/Kolkata"),
        ("pt-br", "America/Sao_Paulo"),
        ("pt-PT", "Europe/Lisbon"),
        ("zh-hans", "Asia/Shanghai"),
        ("hi", "Asia/Kolkata"),
        ("xx", "America/New_York"),
        ("", "America/New_York"),
    ],
)
def test_the_likely_zones_of_a_language_come_first(code: str, first: str) -> None:
    likely = zones.likely(code)
    assert likely[0] == first
    assert len(likely) <= zones.MOST_CHOICES
    assert len(set(likely)) == len(likely)


@pytest.mark.spec("PPL-1")
def test_every_zone_of_the_tables_exists() -> None:
    tables = [*LIKELY.values(), *REGIONS.values()]
    named = {zone for line in tables for zone in line.split()}
    named |= {line.partition(":")[0] for line in PLACES.strip().splitlines()}
    named |= {zone for _, several in ABBREVIATIONS.values() for zone in several}
    named |= {*COMMON_ZONES, *RENAMED.values()}
    assert named <= zoneinfo.available_timezones()
