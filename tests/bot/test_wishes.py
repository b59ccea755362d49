"""What narrows a wish is understood whole, or the wish is not understood; nothing is dropped in silence."""

from datetime import UTC, date, datetime

import pytest

from bot.typed import wishes
from bot.typed.times import NotUnderstood, Understood
from bot.typed.wishes import Wish

SATURDAY = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
BERLIN = "Europe/Berlin"
SUNDAY = (date(2026, 11, 29),)


def wished(text: str, locale: str = "en") -> Wish:
    return wishes.read(text, now=SATURDAY, zone=BERLIN, locale=locale)


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    ("typed", "window", "by_night"),
    [
        ("tomorrow evening", (17 * 60, 1440), None),
        ("tomorrow at lunchtime", (11 * 60 + 30, 14 * 60), None),
        ("not before 10 tomorrow", (600, 1440), None),
        ("sometime tomorrow after 5pm", (17 * 60, 1440), None),
        ("tomorrow 3:30pm-ish", (14 * 60 + 30, 16 * 60 + 30), None),
        ("tomorrow at 3ish", (14 * 60, 16 * 60), (120, 240)),
        ("any time tomorrow", None, None),
    ],
)
def test_hours_narrow_a_day(
    typed: str, window: tuple[int, int] | None, by_night: tuple[int, int] | None
) -> None:
    assert wished(typed) == Wish(None, SUNDAY, window, by_night=by_night)


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("30 min tomorrow at 4pm", 30), ("tomorrow 4pm for 1h30", 90), ("tomorrow 16:00 45m", 45)],
)
def test_a_length_may_stand_before_or_behind_the_time(typed: str, minutes: int) -> None:
    wish = wished(typed)
    assert (wish.meant, wish.minutes) == (
        Understood(datetime(2026, 11, 29, 15, 0, tzinfo=UTC), BERLIN),
        minutes,
    )


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    "typed", ["tue afternoon or wed morning", "tomorrow morning or evening", "tomorrow 3pm after 5pm"]
)
def test_what_holds_for_a_part_only_is_not_understood(typed: str) -> None:
    assert isinstance(wished(typed).meant, NotUnderstood)


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    ("locale", "typed", "at"),
    [
        ("de", "in einer Dreiviertelstunde", datetime(2026, 11, 28, 9, 45, tzinfo=UTC)),
        ("de", "kommenden Dienstag 14 Uhr", datetime(2026, 12, 1, 13, 0, tzinfo=UTC)),
        ("ru", "в следующий вторник в 14:00", datetime(2026, 12, 1, 13, 0, tzinfo=UTC)),
    ],
)
def test_words_of_other_languages_are_understood(locale: str, typed: str, at: datetime) -> None:
    assert wished(typed, locale).meant == Understood(at, BERLIN)


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    ("locale", "typed", "window"),
    [
        ("en", "tomorrow evening around 7", (18 * 60, 20 * 60)),
        ("de", "morgen Abend gegen 7", (18 * 60, 20 * 60)),
        ("fr", "demain soir vers 7h", (18 * 60, 20 * 60)),
        ("en", "tomorrow evening after 7", (19 * 60, 1440)),
        ("en", "tomorrow evening before 9", (17 * 60, 21 * 60)),
        ("en", "tomorrow evening between 7 and 9", (19 * 60, 21 * 60)),
        ("en", "tomorrow morning from 9", (9 * 60, 12 * 60)),
        ("es", "mañana por la tarde después de las 5", (17 * 60, 18 * 60)),
        ("es", "mañana antes de las 12", (0, 12 * 60)),
        ("pt", "amanhã à noite depois das 7", (19 * 60, 1440)),
        ("ru", "завтра вечером после 7", (19 * 60, 1440)),
        ("hi", "kal shaam 5 baje ke baad", (17 * 60, 1440)),
        ("en", "tomorrow 3-6pm", (15 * 60, 18 * 60)),
    ],
)
def test_a_part_of_the_day_says_which_half_of_it_hours_are_of(
    locale: str, typed: str, window: tuple[int, int]
) -> None:
    assert wished(typed, locale) == Wish(None, SUNDAY, window)


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize("typed", ["tomorrow morning after 5pm", "tomorrow afternoon before 11am"])
def test_hours_outside_the_part_of_the_day_are_not_understood(typed: str) -> None:
    assert isinstance(wished(typed).meant, NotUnderstood)


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    ("locale", "typed", "minutes"),
    [
        ("en", "tomorrow 4-5pm", 60),
        ("en", "tomorrow 4pm – 4:30pm", 30),
        ("de", "morgen von 16 bis 17 Uhr", 60),
        ("fr", "demain de 16h à 17h", 60),
        ("pt", "amanhã das 16h às 17h", 60),
        ("en", "tomorrow at 4pm for an hour and a half", 90),
        ("en", "an hour tomorrow at 4pm", 60),
        ("en", "tomorrow 4pm for 1 hour 15 minutes", 75),
        ("de", "morgen 16 Uhr, 1,5 Stunden", 90),
        ("en", "tomorrow evening at 4pm thanks!", None),
        ("ja", "明日の午後4時", None),
        ("en", "tomorrow 🕓 4pm", None),
    ],
)
def test_an_end_says_how_long_and_what_is_said_besides_the_time_changes_nothing(
    locale: str, typed: str, minutes: int | None
) -> None:
    at = datetime(2026, 11, 29, 15, 0, tzinfo=UTC)
    wish = wished(typed, locale)
    assert (wish.meant, wish.minutes) == (Understood(at, BERLIN), minutes)


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    ("locale", "typed", "first", "count"),
    [
        ("en", "1-5 dec", date(2026, 12, 1), 5),
        ("en", "mon-wed", date(2026, 11, 30), 3),
        ("de", "Montag bis Mittwoch", date(2026, 11, 30), 3),
        ("fr", "lundi à mercredi", date(2026, 11, 30), 3),
        ("en", "1-20 dec", None, 0),
    ],
)
def test_days_in_a_row_are_all_meant(locale: str, typed: str, first: date | None, count: int) -> None:
    wish = wished(typed, locale)
    assert len(wish.days) == count
    assert wish.understood is bool(count)
    assert wish.days[:1] == (() if first is None else (first,))


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    ("locale", "typed"),
    [
        ("de", "so schnell wie möglich"),
        ("fr", "le plus tôt possible"),
        ("pt", "assim que possível"),
        ("en", "next available slot"),
    ],
)
def test_as_soon_as_may_be(locale: str, typed: str) -> None:
    assert wished(typed, locale) == Wish(soon=True)


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    ("locale", "typed", "first", "last"),
    [
        ("en", "before friday", date(2026, 11, 28), date(2026, 12, 3)),
        ("en", "by friday", date(2026, 11, 28), date(2026, 12, 4)),
        ("en", "by 1 december", date(2026, 11, 28), date(2026, 12, 1)),
        ("en", "mornings before tuesday", date(2026, 11, 28), date(2026, 11, 30)),
        ("en", "early next week", date(2026, 11, 30), date(2026, 12, 2)),
        ("en", "end of next week", date(2026, 12, 3), date(2026, 12, 4)),
        ("de", "vor Dienstag", date(2026, 11, 28), date(2026, 11, 30)),
        ("de", "Mitte nächster Woche", date(2026, 12, 1), date(2026, 12, 3)),
        ("es", "antes del martes", date(2026, 11, 28), date(2026, 11, 30)),
        ("fr", "en début de semaine prochaine", date(2026, 11, 30), date(2026, 12, 2)),
        ("pt", "até terça", date(2026, 11, 28), date(2026, 12, 1)),
        ("pt", "no fim da semana que vem", date(2026, 12, 3), date(2026, 12, 4)),
        ("hi", "शुक्रवार से पहले", date(2026, 11, 28), date(2026, 12, 3)),
        ("hi", "mangalvar tak", date(2026, 11, 28), date(2026, 12, 1)),
    ],
)
def test_days_up_to_a_bound_are_each_meant(locale: str, typed: str, first: date, last: date) -> None:
    days = wished(typed, locale).days
    assert (days[0], days[-1], len(days)) == (first, last, (last - first).days + 1)


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    ("locale", "typed", "day"),
    [
        ("en", "from wednesday on", 2),
        ("en", "after wednesday", 3),
        ("en", "not before wednesday", 2),
        ("de", "ab Mittwoch nachmittags", 2),
        ("es", "a partir del miércoles", 2),
        ("fr", "après mercredi", 3),
        ("pt", "depois de quarta", 3),
        ("hi", "बुधवार के बाद", 3),
    ],
)
def test_an_open_bound_says_where_to_begin(locale: str, typed: str, day: int) -> None:
    assert wished(typed, locale).days == (date(2026, 12, day),)


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    "typed",
    ["before friday 3pm", "by friday at 3pm", "before 15 jan", "before yesterday", "after next week"],
)
def test_a_bound_is_a_single_day_within_a_week_or_is_not_understood(typed: str) -> None:
    assert isinstance(wished(typed).meant, NotUnderstood)
