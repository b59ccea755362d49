"""Days off: every date that is typed counts, and a reason is never a piece of the dates."""

from datetime import date

import pytest

from bot.typed import hours
from bot.typed.hours import HoursProblem, HoursTrouble, Off

MARCH, NOVEMBER = date(2026, 3, 2), date(2026, 11, 28)


def days(first: int, last: int | None = None, start: int | None = None, end: int | None = None) -> Off:
    return Off(date(2026, 12, first), date(2026, 12, last or first), start, end)


@pytest.mark.spec("AVL-4", "AVL-6")
@pytest.mark.parametrize(
    ("locale", "typed"),
    [
        ("en", "off dec 1 through 5"),
        ("en", "off 1 dec thru 5 dec"),
        ("en", "off 1 dec until the 5th"),
        ("en", "off dec 1 for 5 days"),
        ("en", "off dec 1 (5 days)"),
        ("en", "off dec 1-5 (5 days)"),
        ("en", "off 1 dec → 5 dec"),
        ("en", "off 1 dec -> 5 dec"),
        ("en", "off dec 1~5"),
        ("en", "off 1.12. bis 5.12."),
        ("de", "frei vom 1. bis 5. Dezember"),
        ("en", "off 1 dec hasta 5 dec"),
        ("es", "off del 1 al 5 de diciembre"),
        ("en", "off 1 dec jusqu’au 5 dec"),
        ("fr", "off du 1er au 5 décembre"),
        ("en", "off 1 dec até 5 dec"),
        ("pt", "off de 1 a 5 de dezembro"),
        ("en", "off 1 dec t/m 5 dec"),
        ("ru", "off с 1 по 5 декабря"),
        ("hi", "off 1 दिसंबर से 5 दिसंबर तक"),
        ("en", "off 2026-12-01/2026-12-05"),
        ("en", "off dec 1..5"),
        ("en", "off 1 dec til 5 dec"),
        ("en", "off between dec 1 and dec 5"),
        ("en", "off 5 days from dec 1"),
        ("en", "off from dec 1 for 5 days"),
        ("de", "frei 1.-5.12."),
        ("de", "frei zwischen dem 1. und dem 5. Dezember"),
        ("de", "frei ab 1. Dezember für 5 Tage"),
        ("fr", "off à partir du 1er décembre pendant 5 jours"),
        ("es", "off entre el 1 y el 5 de diciembre"),
        ("pt", "off 1 a 5 de dez"),
    ],
)
def test_a_span_is_understood_whatever_stands_between(locale: str, typed: str) -> None:
    assert hours.understand(typed, NOVEMBER, locale) == (days(1, 5),)


@pytest.mark.spec("AVL-4", "AVL-6")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("off dec 1 & 2", (days(1), days(2))),
        ("off dec 1, dec 2", (days(1), days(2))),
        ("off dec 1 + dec 2", (days(1), days(2))),
        ("off 1, 2 and 3 dec", (days(1), days(2), days(3))),
        ("off dec 1-3, 5 & 7", (days(1, 3), days(5), days(7))),
        ("off dec 1 for a week", (days(1, 7),)),
        ("off dec 1 for two weeks", (days(1, 14),)),
        ("off dec 1 afternoon & dec 2", (days(1, start=720, end=1080), days(2))),
        ("off dec 1 pm, dec 2 am", (days(1, start=720, end=1080), days(2, start=0, end=720))),
        ("off 24 & 31 dec 9-12", (days(24, start=540, end=720), days(31, start=540, end=720))),
        ("off dec 24, 9-12", (days(24, start=540, end=720),)),
        ("off dec 1 from 2pm to 4pm", (days(1, start=840, end=960),)),
    ],
)
def test_lists_of_days_are_understood_whole(typed: str, expected: tuple[Off, ...]) -> None:
    assert hours.understand(typed, NOVEMBER) == expected


@pytest.mark.spec("AVL-4", "AVL-6")
@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("off dec 1 vacation", "vacation"),
        ("off dec 1 - trip to Rome", "trip to Rome"),
        ("off dec 1 – trip", "trip"),
        ("off dec 1 (family)", "family"),
        ("off dec 1: family", "family"),
        ("off dec 1 for Christmas", "Christmas"),
        ("off dec 1 Christmas & New Year", "Christmas & New Year"),
        ("off dec 1 boxing day", "boxing day"),
        ("off dec 1 - trip to Rome in march", "trip to Rome in march"),
    ],
)
def test_a_reason_stands_behind_the_dates(typed: str, reason: str) -> None:
    edits = hours.understand(typed, NOVEMBER)
    assert edits == (Off(date(2026, 12, 1), date(2026, 12, 1), reason=reason),)


@pytest.mark.spec("AVL-4")
def test_this_afternoon_is_todays() -> None:
    assert hours.understand("off this afternoon", NOVEMBER) == (Off(NOVEMBER, NOVEMBER, 720, 1080),)


@pytest.mark.spec("AVL-4")
def test_a_reason_may_follow_a_span() -> None:
    edits = hours.understand("off 9 mar thru 13 mar vacation", MARCH)
    assert edits == (Off(date(2026, 3, 9), date(2026, 3, 13), reason="vacation"),)


@pytest.mark.spec("AVL-4", "AVL-6")
@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("off dec 1 dec 2", HoursTrouble.UNCLEAR),
        ("off dec 1 / dec 2", HoursTrouble.UNCLEAR),
        ("off dec 1 or 2", HoursTrouble.AMBIGUOUS_DATE),
        ("off dec 1 and maybe dec 2", HoursTrouble.UNCLEAR),
        ("off dec 1 half day", HoursTrouble.UNCLEAR),
        ("off dec 1 onwards", HoursTrouble.UNCLEAR),
        ("off dec 1 for 2 hours", HoursTrouble.UNCLEAR),
        ("off dec 1 x 5 days", HoursTrouble.UNCLEAR),
        ("off dec 1 vacation until dec 5", HoursTrouble.UNCLEAR),
        ("off dec 1 vacation bis 5 dec", HoursTrouble.UNCLEAR),
        ("off dec 1 trip for 3 days", HoursTrouble.UNCLEAR),
        ("off dec 1-5 for 3 days", HoursTrouble.UNCLEAR),
        ("off 1 dec thru", HoursTrouble.UNCLEAR),
        ("off dec 1 as well as dec 3", HoursTrouble.UNCLEAR),
        ("off dec 1 meeting on dec 3", HoursTrouble.UNCLEAR),
        ("off dec 1 for the rest of the week", HoursTrouble.UNCLEAR),
        ("off dec 1 den Rest der Woche", HoursTrouble.UNCLEAR),
        ("off dec 1, 3-5", HoursTrouble.DAYS_OR_HOURS),
    ],
)
def test_what_is_not_understood_is_no_reason(typed: str, trouble: HoursTrouble) -> None:
    problem = hours.understand(typed, NOVEMBER)
    assert isinstance(problem, HoursProblem)
    assert problem.trouble is trouble


@pytest.mark.spec("AVL-3", "AVL-4", "AVL-6")
@pytest.mark.parametrize(
    ("typed", "by_day", "by_night"),
    [
        ("mon-fri 1-5", "mon-fri 13:00-17:00", "mon-fri 01:00-05:00"),
        ("Mon-Fri 8–12 & 1-5", "Mon-Fri 8-12 & 13:00-17:00", "Mon-Fri 8-12 & 01:00-05:00"),
        ("mon 1-5; tue 2 to 6", "mon 13:00-17:00; tue 14:00-18:00", "mon 01:00-05:00; tue 02:00-06:00"),
        ("mon 6:30-9", "mon 18:30-21:00", "mon 06:30-09:00"),
        ("mon 9-17 break 1-2", "mon 9-17 break 13:00-14:00", "mon 9-17 break 01:00-02:00"),
        ("off 9 mar 2-4 Dentist", "off 9 mar 14:00-16:00 Dentist", "off 9 mar 02:00-04:00 Dentist"),
        ("off 2-4 apr 2-4", "off 2-4 apr 14:00-16:00", "off 2-4 apr 02:00-04:00"),
        ("off 9 mar after 2", "off 9 mar after 14:00", "off 9 mar after 02:00"),
    ],
)
def test_small_hours_are_asked_about_with_both_readings(typed: str, by_day: str, by_night: str) -> None:
    problem = hours.understand(typed, MARCH)
    assert isinstance(problem, HoursProblem)
    assert problem.trouble is HoursTrouble.NIGHT_OR_DAY
    assert hours.readings(typed, MARCH) == (by_day, by_night)
    for way in (by_day, by_night):
        assert not isinstance(hours.understand(way, MARCH), HoursProblem)


@pytest.mark.spec("AVL-3", "CHT-6")
@pytest.mark.parametrize(
    ("locale", "typed", "by_day"),
    [
        ("hi", "सोम 1-5", "सोम 13:00-17:00"),
        ("de", "Montag 1-5", "Montag 13:00-17:00"),
        ("es", "lunes y martes 1-5", "lunes y martes 13:00-17:00"),
    ],
)
def test_both_readings_of_small_hours_are_in_ones_own_words(locale: str, typed: str, by_day: str) -> None:
    ways = hours.readings(typed, MARCH, locale)
    assert ways[0] == by_day
    assert not any(isinstance(hours.understand(way, MARCH, locale), HoursProblem) for way in ways)


@pytest.mark.spec("AVL-3")
@pytest.mark.parametrize("typed", ["mon 01:00-05:00", "mon 1-5pm", "mon 1am-5am", "mon 5-14", "mon 7-11"])
def test_hours_that_say_which_they_are_are_not_asked_about(typed: str) -> None:
    assert not isinstance(hours.understand(typed, MARCH), HoursProblem)


@pytest.mark.spec("AVL-4", "AVL-6")
@pytest.mark.parametrize(
    ("locale", "typed", "start", "end", "reason"),
    [
        ("de", "frei 1.12. ab 15 Uhr", 15, 24, ""),
        ("de", "frei 1.12. von 15 bis 17 Uhr Arzt", 15, 17, "Arzt"),
        ("fr", "off 1 déc de 15h à 17h", 15, 17, ""),
        ("fr", "off 1 déc l'après-midi dentiste", 12, 18, "dentiste"),
        ("es", "off 1 dic de 15 a 17h", 15, 17, ""),
        ("pt", "off 1 dez das 15h às 17h", 15, 17, ""),
        ("pt", "off 1 dez à tarde", 12, 18, ""),
        ("en", "off dec 1 from 3pm on", 15, 24, ""),
        ("en", "off dec 1 noon-3", 12, 15, ""),
        ("en", "off dec 1 3pm-5pm dentist at 4", 15, 17, "dentist at 4"),
    ],
)
def test_hours_are_understood_in_any_language(
    locale: str, typed: str, start: int, end: int, reason: str
) -> None:
    off = Off(date(2026, 12, 1), date(2026, 12, 1), start * 60, end * 60, reason)
    assert hours.understand(typed, NOVEMBER, locale) == (off,)


@pytest.mark.spec("AVL-4", "AVL-6")
@pytest.mark.parametrize(
    ("locale", "typed"),
    [
        ("en", "off dec 1, back at 3pm"),
        ("en", "off dec 1, back on the 5th"),
        ("de", "frei 1.12., zurück am 5."),
        ("en", "off dec 1 at 3pm"),
        ("en", "off dec 1 pick up the children 16:30"),
    ],
)
def test_a_time_is_no_reason(locale: str, typed: str) -> None:
    assert isinstance(hours.understand(typed, NOVEMBER, locale), HoursProblem)


@pytest.mark.spec("AVL-4", "AVL-6")
@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("off dec 1 reason: meeting at school", "meeting at school"),
        ("off dec 1 (back at 3pm)", "back at 3pm"),
        ("off dec 1 - my 40th birthday", "my 40th birthday"),
        ("off dec 1 trip with 3 friends", "trip with 3 friends"),
        ("off dec 1 inclusive", ""),
    ],
)
def test_a_reason_may_have_numbers(typed: str, reason: str) -> None:
    assert hours.understand(typed, NOVEMBER, "en") == (
        Off(date(2026, 12, 1), date(2026, 12, 1), reason=reason),
    )
