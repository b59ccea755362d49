"""A month as a calendar: a keyboard on Telegram, a list of its free days elsewhere."""

from datetime import date

import pytest

from bot.actions.booking import ShowMonth, ShowWeek
from bot.formats import card_text, plain
from bot.language import reading_as
from bot.months import month_parts
from bot.names import to_type
from bot.slack import render as slack
from bot.telegram.render import render
from bot.tokens import from_token
from bot.ui import Button, Card
from core.weeks import month_of
from tests.recorder import controls


def november(locale: str = "en", *, free: set[int] = frozenset({3, 4, 30})) -> Card:
    with reading_as(locale):
        parts = month_parts(
            [(day, day.day in free) for day in month_of(date(2026, 11, 5))],
            lambda day: ShowWeek(1, None, day),
            lambda day: ShowMonth(1, date(2026, 11, 1), day),
            lambda first: ShowMonth(1, first),
            (None, date(2026, 12, 1)),
            Button("Week", ShowWeek(1)),
        )
    return Card("A day with Ana", parts)


def keys(card: Card) -> list[list[str]]:
    keyboard = render(card, strict=True).keyboard
    assert keyboard is not None
    return [[str(key["text"]) for key in row] for row in keyboard["inline_keyboard"]]


@pytest.mark.spec("CHT-3", "SLT-4")
def test_on_telegram_it_is_a_keyboard_in_which_days_without_free_times_are_in_brackets() -> None:
    assert keys(november()) == [
        ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
        ["·", "·", "·", "·", "·", "·", "(1)"],
        ["(2)", "3", "4", "(5)", "(6)", "(7)", "(8)"],
        ["(9)", "(10)", "(11)", "(12)", "(13)", "(14)", "(15)"],
        ["(16)", "(17)", "(18)", "(19)", "(20)", "(21)", "(22)"],
        ["(23)", "(24)", "(25)", "(26)", "(27)", "(28)", "(29)"],
        ["30", "·", "·", "·", "·", "·", "·"],
        ["Dec 2026 ›", "Week"],
    ]
    keyboard = render(november()).keyboard
    assert keyboard is not None
    means = {
        str(key["text"]): from_token(str(key["callback_data"]))
        for row in keyboard["inline_keyboard"]
        for key in row
    }
    assert means["3"] == ShowWeek(1, None, date(2026, 11, 3))
    assert means["(5)"] == ShowMonth(1, date(2026, 11, 1), date(2026, 11, 5))
    assert means["Mo"] == means["·"] == ShowMonth(1, date(2026, 11, 1)), "they show the same"


@pytest.mark.spec("CHT-3", "CHT-6")
@pytest.mark.parametrize(
    ("locale", "first", "begins"),
    [
        ("en", "Mo", 6),
        ("en-US", "Su", 0),
        ("en-GB", "Mo", 6),
        ("de", "Mo", 6),
        ("fr", "lu", 6),
        ("pt-BR", "dom", 0),
        ("hi", "र", 0),
        ("es", "LU", 6),
        ("ar-EG", "سبت", 1),
    ],
)
def test_weeks_begin_on_the_day_on_which_they_do_where_the_reader_lives(
    locale: str, first: str, begins: int
) -> None:
    shown = keys(november(locale))
    assert shown[0][0] == first
    assert shown[1].index("(1)" if locale != "ar-EG" else shown[1][begins]) == begins
    assert all(len(row) == 7 for row in shown[:-1])


@pytest.mark.spec("CHT-2", "CHT-4")
def test_elsewhere_its_free_days_are_a_list() -> None:
    card = november()
    blocks, _ = slack.message(card, "T1", strict=True)
    (menu,) = [
        e for b in blocks if b["type"] == "actions" for e in b["elements"] if e["type"] == "static_select"
    ]
    assert [option["text"]["text"] for option in menu["options"]] == [
        "Tue 3 Nov",
        "Wed 4 Nov",
        "Mon 30 Nov",
    ]
    assert [control.label for control in controls(card)][:3] == ["Tue 3 Nov", "Wed 4 Nov", "Mon 30 Nov"]
    assert "Wed 4 Nov" in plain(to_type(card, "/"))
    assert card_text(card) == "A day with Ana\nNovember 2026\nChoose a day"
    assert card_text(november(free=set())) == "A day with Ana\nNovember 2026"
    blocks, _ = slack.message(november(free=set()), "T1", strict=True)
    assert "static_select" not in str(blocks)
