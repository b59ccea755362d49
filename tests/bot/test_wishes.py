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
