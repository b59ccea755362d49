"""Typed text to instants: right, or asked back, never silently wrong."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.typed import times
from bot.typed.pasted import english
from bot.typed.times import Ambiguous, DayOnly, NotUnderstood, Understanding, Understood, Why, WhyNot
from tests.bot.typed_phrases import MISREAD_BY_OTHERS, NOW, PHRASES, ZONE, rows


def said(text: str, *, now: datetime = NOW, zone: str = ZONE, locale: str = "en") -> Understanding:
    return times.understand(text, now=now, zone=zone, locale=locale)


def in_words(meant: Understanding, zone: str = ZONE) -> str:
    def local(instant: datetime) -> str:
        assert instant.tzinfo is UTC
        return f"{instant.astimezone(ZoneInfo(zone)):%a %Y-%m-%d %H:%M}"

    match meant:
        case Understood(at):
            return local(at)
        case Ambiguous(readings, why):
            return f"ask {why}: {', '.join(map(local, readings))}"
        case DayOnly(day, others):
            return f"day {' or '.join(f'{each:%a %Y-%m-%d}' for each in (day, *others))}"
        case NotUnderstood(why):
            return f"no {why}"


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(("locale", "phrase", "expected"), rows(PHRASES))
def test_a_phrase_is_understood_or_asked_back(locale: str, phrase: str, expected: str) -> None:
    assert in_words(said(phrase, locale=locale)) == expected


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(("locale", "phrase", "expected"), rows(MISREAD_BY_OTHERS))
def test_a_phrase_that_parsers_misread_is_not_misread_here(locale: str, phrase: str, expected: str) -> None:
    assert in_words(said(phrase, locale=locale)) == expected


@pytest.mark.spec("SLT-5")
def test_a_time_that_exists_twice_that_night_is_asked_back() -> None:
    meant = said("1 nov 1:30am", now=datetime(2026, 10, 20, 12, tzinfo=UTC), zone="America/New_York")
    assert meant == Ambiguous(
        (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),
        Why.TWICE_THAT_NIGHT,
    )


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    ("zone", "phrase", "around"),
    [
        ("America/New_York", "14 mar 2027 2:30am", ("01:30", "03:30")),
        ("Europe/Berlin", "28 mar 2027 02:15", ("01:15", "03:15")),
        ("Australia/Lord_Howe", "3 oct 2027 02:15", ("01:45", "02:45")),
    ],
)
def test_a_time_that_does_not_exist_is_refused_with_its_neighbours(
    zone: str, phrase: str, around: tuple[str, str]
) -> None:
    meant = said(phrase, zone=zone)
    assert isinstance(meant, NotUnderstood)
    assert meant.why is WhyNot.MISSING_HOUR
    assert tuple(f"{each.astimezone(ZoneInfo(zone)):%H:%M}" for each in meant.nearest) == around


@pytest.mark.spec("SLT-5")
def test_a_bare_time_that_does_not_exist_tonight_is_not_moved_to_tomorrow() -> None:
    meant = said("2:30am", now=datetime(2027, 3, 14, 2, tzinfo=UTC), zone="America/New_York")
    assert isinstance(meant, NotUnderstood)
    assert meant.why is WhyNot.MISSING_HOUR


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    ("zone", "phrase", "now", "expected"),
    [
        ("Europe/Dublin", "20 jul 3pm IST", datetime(2026, 7, 1, tzinfo=UTC), "Mon 2026-07-20 15:00"),
        ("Asia/Jerusalem", "25 nov 3pm IST", NOW, "Wed 2026-11-25 15:00"),
        ("Asia/Manila", "25 nov 3pm PST", NOW, "Wed 2026-11-25 15:00"),
        ("America/Los_Angeles", "25 nov 3pm pst", NOW, "Wed 2026-11-25 15:00"),
        ("America/Los_Angeles", "3 jul 2027 3pm PST", NOW, "Sat 2027-07-03 15:00"),
        ("Europe/Paris", "25 nov 3pm CET", NOW, "Wed 2026-11-25 15:00"),
        ("America/New_York", "25 nov 3pm ET", NOW, "Wed 2026-11-25 15:00"),
        ("Asia/Shanghai", "25 nov 3pm CST", NOW, "Wed 2026-11-25 15:00"),
        ("America/Chicago", "25 nov 3pm CST", NOW, "Wed 2026-11-25 15:00"),
    ],
)
def test_an_abbreviation_that_fits_the_persons_own_zone_means_that_zone(
    zone: str, phrase: str, now: datetime, expected: str
) -> None:
    meant = said(phrase, now=now, zone=zone)
    assert in_words(meant, zone) == expected
    assert isinstance(meant, Understood)
    assert meant.zone == zone


@pytest.mark.spec("SLT-5")
def test_an_abbreviation_of_several_zones_is_asked_back() -> None:
    meant = said("25 nov 3pm IST", zone="Europe/London")
    assert isinstance(meant, Ambiguous)
    assert meant.why is Why.ZONE
    assert datetime(2026, 11, 25, 9, 30, tzinfo=UTC) in meant.readings
    assert datetime(2026, 11, 25, 13, tzinfo=UTC) in meant.readings


@pytest.mark.spec("SLT-5")
def test_winter_time_named_in_summer_is_asked_back() -> None:
    meant = said("tomorrow 3pm EST", now=datetime(2026, 7, 20, 12, tzinfo=UTC), zone="America/New_York")
    assert meant == Ambiguous(
        (datetime(2026, 7, 21, 19, tzinfo=UTC), datetime(2026, 7, 21, 20, tzinfo=UTC)), Why.ZONE
    )


@pytest.mark.spec("SLT-5")
def test_the_zone_that_was_typed_comes_back_for_the_echo() -> None:
    assert said("monday 3pm Berlin time") == Understood(
        datetime(2026, 11, 23, 14, tzinfo=UTC), "Europe/Berlin"
    )


@pytest.mark.spec("SLT-5")
def test_tomorrow_is_the_persons_tomorrow_beyond_the_date_line() -> None:
    assert in_words(said("tomorrow 9am", zone="Pacific/Kiritimati"), "Pacific/Kiritimati") == (
        "Sat 2026-11-21 09:00"
    )
    assert in_words(said("tomorrow 9am", zone="Pacific/Pago_Pago"), "Pacific/Pago_Pago") == (
        "Fri 2026-11-20 09:00"
    )


@pytest.mark.spec("SLT-5")
def test_after_midnight_tonight_may_be_this_night_or_the_next() -> None:
    half_past_midnight = datetime(2026, 11, 19, 19, 0, tzinfo=UTC)
    assert in_words(said("tonight at 1", now=half_past_midnight)) == (
        "ask am_pm: Fri 2026-11-20 01:00, Sat 2026-11-21 01:00"
    )


@pytest.mark.spec("SLT-5")
def test_dates_out_of_the_calendar_are_refused() -> None:
    assert said("1 jan 2099 10:00") == NotUnderstood(WhyNot.TOO_FAR)
    assert said("2098-12-31") == NotUnderstood(WhyNot.TOO_FAR)
    assert said("1 jan 2001 10:00") == NotUnderstood(WhyNot.PAST)
    assert said("in 999 weeks 3pm") == NotUnderstood(WhyNot.TOO_FAR)


@pytest.mark.spec("SLT-5")
def test_a_weekday_that_does_not_fit_its_date_is_not_understood() -> None:
    assert said("thu 25 nov 4pm") == NotUnderstood(WhyNot.GIBBERISH)


@pytest.mark.spec("SLT-5", "SAF-3")
@pytest.mark.parametrize(
    "filler", ["9", "tomorrow ", "3pm or ", "а", "🎉", "\u202e", "a week from ", "5/", "٣", "ﷺ"]
)
def test_long_text_is_cut_off_before_it_is_read(filler: str) -> None:
    assert said((filler * 10_000)[:10_000] + " tomorrow 3pm") == NotUnderstood(WhyNot.TOO_LONG)
    assert said("x" * (times.LIMIT + 1)) == NotUnderstood(WhyNot.TOO_LONG)


@pytest.mark.spec("SLT-5", "SAF-3")
@pytest.mark.parametrize("piece", ["1", "9:", "1.", ",", "x-", "x”", "a "])
def test_what_stands_around_times_is_looked_through_once(piece: str) -> None:
    """From each of its figures or marks anew, this one would take minutes."""
    assert english(f"{piece * 20_000} 5 baje ke baad", "hi").endswith(" after 5")


@pytest.mark.spec("SLT-5")
def test_text_up_to_the_limit_is_read_and_blanks_do_not_count() -> None:
    assert in_words(said("tomorrow" + " " * 300 + "3pm")) == "Sat 2026-11-21 15:00"


@pytest.mark.spec("SLT-5", "SAF-3")
@pytest.mark.parametrize("text", ["", " ", "\n\t", "\x00", "\u200b\u202e", "\x00\x01"])
def test_text_without_a_character_to_read_is_empty(text: str) -> None:
    assert said(text) == NotUnderstood(WhyNot.EMPTY)


@pytest.mark.spec("SLT-5", "SAF-3")
@pytest.mark.parametrize(
    "text",
    [
        "tomorrow\x003pm",
        "\u202etomorrow 3pm\u202c",
        "tomorrow\u00a03pm",
        "ｔｏｍｏｒｒｏｗ ３ｐｍ",
        "tomorrow ٣pm",
    ],
)
def test_invisible_and_foreign_characters_do_not_change_the_meaning(text: str) -> None:
    assert in_words(said(text)) == "Sat 2026-11-21 15:00"


@pytest.mark.spec("SLT-5", "SAF-3")
@pytest.mark.parametrize(
    "text", ["🎉", "שלום", "9" * 100, "0" * 50, "1:" * 40, "<@U1> <!channel>", "'; drop table"]
)
def test_hostile_text_is_not_understood(text: str) -> None:
    assert said(text) == NotUnderstood(WhyNot.GIBBERISH)


_PIECES = st.sampled_from(
    """
    tomorrow today monday next last in at 3 3pm 15:00 5/6 25.11. nov IST PST GMT+5:30 Berlin time week a
    from midnight tonight - , h uhr baje half past kal 2026-11-25 Z 31 29 feb 0 24:00 morgen demain
    """.split()  # noqa: SIM905
)


@pytest.mark.spec("SLT-5", "SAF-3")
@given(
    text=st.one_of(st.text(max_size=130), st.lists(_PIECES, max_size=8).map(" ".join)),
    locale=st.sampled_from(["en", "en-IN", "de", "fr", "es", "hi", "zh-hans", "xx", "", "pt_BR"]),
    zone=st.sampled_from([ZONE, "America/New_York", "Pacific/Apia", "UTC", "Australia/Lord_Howe"]),
)
def test_any_text_gets_an_answer_that_lies_ahead(text: str, locale: str, zone: str) -> None:
    meant = said(text, locale=locale, zone=zone)
    match meant:
        case Understood(at):
            assert NOW < at <= NOW + times.FURTHEST
        case Ambiguous(readings):
            assert 2 <= len(readings) <= times.MOST_READINGS
            assert list(readings) == sorted(set(readings))
            assert all(NOW < each <= NOW + times.FURTHEST for each in readings)
        case DayOnly(day):
            assert isinstance(day, date)
        case NotUnderstood(why):
            assert why in WhyNot


def test_only_one_module_imports_dateparser_and_only_when_it_is_needed() -> None:
    bot = Path(times.__file__).parent
    importers = [path.name for path in bot.rglob("*.py") if "from dateparser" in path.read_text("utf-8")]
    assert importers == ["times.py"]
    at_the_top = [
        line for line in Path(times.__file__).read_text("utf-8").splitlines() if "dateparser" in line
    ]
    assert not any(line.startswith(("import", "from")) for line in at_the_top)
