"""Times as they are spoken in several languages, and as calendars and machines write them."""

from datetime import UTC, datetime

import pytest

from bot.typed import times
from bot.typed.times import NotUnderstood, Understood, WhyNot
from tests.bot.test_times import in_words
from tests.bot.typed_phrases import rows

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
"""A Saturday."""
ZONE = "Europe/Berlin"

SPOKEN = """
en | yesterday 3pm | no past
en | half 3 | ask am_pm: Sat 2026-11-28 14:30, Sat 2026-11-28 15:30, Sun 2026-11-29 02:30, Sun 2026-11-29 03:30
en | half 3 pm tomorrow | ask am_pm: Sun 2026-11-29 14:30, Sun 2026-11-29 15:30
en | 1530 tomorrow | Sun 2026-11-29 15:30
en | neun Uhr | Sun 2026-11-29 09:00
de | morgen um neun Uhr | Sun 2026-11-29 09:00
de | zwölf mittags | Sat 2026-11-28 12:00
de | morgen zwölf mittags | Sun 2026-11-29 12:00
de | morgen um halb zehn | ask am_pm: Sun 2026-11-29 09:30, Sun 2026-11-29 21:30
de | morgen fünf vor halb vier | ask am_pm: Sun 2026-11-29 03:25, Sun 2026-11-29 15:25
de | übermorgen drei Uhr nachmittags | Mon 2026-11-30 15:00
es | mañana a las cinco de la tarde | Sun 2026-11-29 17:00
es | a las tres y media | ask am_pm: Sat 2026-11-28 15:30, Sun 2026-11-29 03:30
es | mañana a las cuatro menos cuarto de la tarde | Sun 2026-11-29 15:45
es | mañana a las tres y diez de la tarde | Sun 2026-11-29 15:10
pt | amanhã às nove | ask am_pm: Sun 2026-11-29 09:00, Sun 2026-11-29 21:00
pt | amanhã às três e meia da tarde | Sun 2026-11-29 15:30
pt | amanhã ao meio-dia | Sun 2026-11-29 12:00
it | domani alle nove di mattina | Sun 2026-11-29 09:00
it | domani alle tre e mezza del pomeriggio | Sun 2026-11-29 15:30
it | tra un'ora | Sat 2026-11-28 11:00
nl | morgen om half tien | ask am_pm: Sun 2026-11-29 09:30, Sun 2026-11-29 21:30
nl | morgen om kwart over drie 's middags | Sun 2026-11-29 15:15
nl | over een uur | Sat 2026-11-28 11:00
nl | over anderhalf uur | Sat 2026-11-28 11:30
de | in einer Stunde | Sat 2026-11-28 11:00
de | in einer halben Stunde | Sat 2026-11-28 10:30
de | viertel nach 3 | ask am_pm: Sat 2026-11-28 15:15, Sun 2026-11-29 03:15
de | viertel vor vier nachmittags | Sat 2026-11-28 15:45
de | in anderthalb Stunden | Sat 2026-11-28 11:30
de | in zweieinhalb Stunden | Sat 2026-11-28 12:30
de | in einer Woche um 10 Uhr | Sat 2026-12-05 10:00
de | Dienstag in acht Tagen 10 Uhr | Tue 2026-12-08 10:00
de | in acht Tagen | day Sat 2026-12-05 or Sun 2026-12-06
de | in 14 Tagen 15 Uhr | Sat 2026-12-12 15:00
fr | vendredi à 9h et demie | ask am_pm: Fri 2026-12-04 09:30, Fri 2026-12-04 21:30
fr | demain à 4h moins le quart | ask am_pm: Sun 2026-11-29 03:45, Sun 2026-11-29 15:45
fr | demain à quatre heures moins dix | ask am_pm: Sun 2026-11-29 03:50, Sun 2026-11-29 15:50
fr | demain à trois heures et quart de l'après-midi | Sun 2026-11-29 15:15
fr | mardi en huit | day Tue 2026-12-08
fr | mardi en huit à 10h | Tue 2026-12-08 10:00
fr | lundi en quinze à 10h | Mon 2026-12-14 10:00
fr | dans 8 jours | day Sat 2026-12-05
fr | dans huit jours à 15h | Sat 2026-12-05 15:00
fr | dans quinze jours | day Sat 2026-12-12
fr | dans une heure et demie | Sat 2026-11-28 11:30
fr | dans une heure | Sat 2026-11-28 11:00
fr | le 1er décembre | day Tue 2026-12-01
fr | le 1er décembre à 15h00 | Tue 2026-12-01 15:00
fr | le premier décembre à 15h | Tue 2026-12-01 15:00
fr | midi et demi demain | Sun 2026-11-29 12:30
es | en ocho días | day Sat 2026-12-05 or Sun 2026-12-06
es | en una hora | Sat 2026-11-28 11:00
es | en hora y media | Sat 2026-11-28 11:30
es | dentro de una hora y media | Sat 2026-11-28 11:30
en | 1 dec 10 | ask am_pm: Tue 2026-12-01 10:00, Tue 2026-12-01 22:00
en | dec 1 10 | ask am_pm: Tue 2026-12-01 10:00, Tue 2026-12-01 22:00
en | 1 dec 3pm | Tue 2026-12-01 15:00
en | 2 dec 1530 | Wed 2026-12-02 15:30
ru | в пятницу в 3 | ask am_pm: Fri 2026-12-04 03:00, Fri 2026-12-04 15:00
ru | завтра в три часа дня | Sun 2026-11-29 15:00
ru | завтра в девять утра | Sun 2026-11-29 09:00
ru | через час | Sat 2026-11-28 11:00
ru | через полтора часа | Sat 2026-11-28 11:30
ru | через 3 дня | day Tue 2026-12-01
pl | w piątek o 3 | ask am_pm: Fri 2026-12-04 03:00, Fri 2026-12-04 15:00
pl | 3 grudnia 15:00 | Thu 2026-12-03 15:00
en | 25-26 july 3pm | ask which_day: Sun 2027-07-25 15:00, Mon 2027-07-26 15:00
en | july 25-26 3pm | ask which_day: Sun 2027-07-25 15:00, Mon 2027-07-26 15:00
en | 25/26 july 3pm | ask which_day: Sun 2027-07-25 15:00, Mon 2027-07-26 15:00
en_GB | 5/7 | day Fri 2027-05-07 or Mon 2027-07-05
en | 5/7 | day Fri 2027-05-07 or Mon 2027-07-05
ja | 12月1日 15:00 | Tue 2026-12-01 15:00
zh | 2026年12月1日 15:00 | Tue 2026-12-01 15:00
ko | 12월 1일 15:00 | Tue 2026-12-01 15:00
en | ten to 4 tomorrow | ask am_pm: Sun 2026-11-29 03:50, Sun 2026-11-29 15:50
en | twenty past 3 tomorrow | ask am_pm: Sun 2026-11-29 03:20, Sun 2026-11-29 15:20
en | 10 past 3pm tomorrow | Sun 2026-11-29 15:10
en | 5 minutes to 4 tomorrow | ask am_pm: Sun 2026-11-29 03:55, Sun 2026-11-29 15:55
en | at nine thirty tomorrow | Sun 2026-11-29 09:30
en | nine thirty pm tomorrow | Sun 2026-11-29 21:30
fr | demain à dix-huit heures trente | Sun 2026-11-29 18:30
fr | midi et demi demain | Sun 2026-11-29 12:30
de | morgen um dreizehn Uhr dreißig | Sun 2026-11-29 13:30
es | mañana a las tres y quince de la tarde | Sun 2026-11-29 15:15
"""

PASTED = """
en | Tuesday, December 1 · 3:00 – 3:30pm | Tue 2026-12-01 15:00
en | Tuesday, December 1⋅3:00 – 3:30pm | Tue 2026-12-01 15:00
en | Tuesday, December 1, 2026 3:00 PM-3:30 PM | Tue 2026-12-01 15:00
en | 2026-12-01T15:00:00.000Z | Tue 2026-12-01 16:00
en | 2026-12-01T15:00:00.000+01:00 | Tue 2026-12-01 15:00
en | 2026-12-01 15:00:00 | Tue 2026-12-01 15:00
en | 20261201T150000Z | Tue 2026-12-01 16:00
en | 20261201T150000 | Tue 2026-12-01 15:00
en | Tue Dec 01 2026 15:00:00 GMT+0100 (Central European Standard Time) | Tue 2026-12-01 15:00
en | Tue, 01 Dec 2026 15:00:00 +0000 | Tue 2026-12-01 16:00
en | 2026-12-01T15:00:00+01:00[Europe/Berlin] | Tue 2026-12-01 15:00
en | 12/1/26, 3:00 PM | Tue 2026-12-01 15:00
en | Dec 1st, 2026 @ 3pm | Tue 2026-12-01 15:00
en | Tue 12/1/2026 3:00 PM | Tue 2026-12-01 15:00
en | Tue 1 Dec, 15:00 (Europe/Berlin) | Tue 2026-12-01 15:00
en | Tue 1 Dec 2026, 15:00 | Tue 2026-12-01 15:00
en | *tomorrow 3pm* | Sun 2026-11-29 15:00
en | _tomorrow 3pm_ | Sun 2026-11-29 15:00
en | `tomorrow 3pm` | Sun 2026-11-29 15:00
en | ~tomorrow~ 3pm | Sun 2026-11-29 15:00
en | *tomorrow* 3pm | Sun 2026-11-29 15:00
en | December 1, 2026 from 3:00 to 3:30 pm | Tue 2026-12-01 15:00
en | When: Tue Dec 1, 2026 3pm – 3:30pm (CET) | Tue 2026-12-01 15:00
en | Tue Dec 1 3pm → 3:30pm | Tue 2026-12-01 15:00
"""

TOO_LITTLE = """
en | tmrw around 3pm | no gibberish
en | 25 nov 1530 | no past
"""


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    ("locale", "phrase", "expected"), [*rows(SPOKEN), *rows(PASTED), *rows(TOO_LITTLE)]
)
def test_what_is_spoken_or_copied_is_understood_or_asked_back(
    locale: str, phrase: str, expected: str
) -> None:
    assert in_words(times.understand(phrase, now=NOW, zone=ZONE, locale=locale), ZONE) == expected


@pytest.mark.spec("SLT-5")
def test_a_date_that_lies_ahead_is_not_said_to_have_passed() -> None:
    before = datetime(2026, 11, 20, 9, tzinfo=UTC)
    meant = times.understand("25 nov 1530", now=before, zone=ZONE)
    assert in_words(meant, ZONE) == "Wed 2026-11-25 15:30"


@pytest.mark.spec("SLT-3", "SLT-5")
@pytest.mark.parametrize(
    ("zone", "phrase", "at"),
    [
        ("Europe/Berlin", "31 oct 2:30am CET", datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),
        ("Europe/Berlin", "31 oct 2:30am CEST", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("America/New_York", "7 nov 1:30am EST", datetime(2027, 11, 7, 6, 30, tzinfo=UTC)),
        ("America/New_York", "7 nov 1:30am EDT", datetime(2027, 11, 7, 5, 30, tzinfo=UTC)),
    ],
)
def test_the_name_of_summer_or_winter_time_settles_the_hour_that_comes_twice(
    zone: str, phrase: str, at: datetime
) -> None:
    meant = times.understand(phrase, now=datetime(2027, 10, 20, tzinfo=UTC), zone=zone)
    assert meant == Understood(at, zone)


@pytest.mark.spec("SLT-5")
def test_a_number_too_many_is_not_taken_for_a_year() -> None:
    meant = times.understand("1 dec 10", now=NOW, zone=ZONE)
    assert meant != NotUnderstood(WhyNot.TOO_FAR)
