"""Searches for mentors as they are typed, and as buttons carry them."""

from datetime import UTC, datetime

import pytest
from babel.numbers import get_currency_precision
from hypothesis import example, given
from hypothesis import strategies as st

from bot.actions.mentors import BrowseMentors, FilterMentors, WhoIsFree
from bot.tokens import LIMIT, from_token, to_token
from bot.typed.searches import narrowed, read_search, search_text
from core.mentors import Wanted
from core.money import MINOR_UNITS, USUAL_MINOR_UNITS

LATER = datetime(2026, 11, 24, 15, tzinfo=UTC)
HOSTILE = (
    "x" * 10_000,
    "🦄" * 500,
    "👩‍👩‍👧‍👦" * 100,
    "é" * 300,
    "مرحبا بالعالم " * 20,
    "प्रोग्रामिंग " * 20,
    "\ud83d half a character",
    "\x00\x1f\u202e\u2066",
    "#" * 300,
    "\ufdfa" * 3000,
    "#" + "ш" * 300,
    "max:" + "9" * 300,
    "max:999999 #a #b #c #d #e #f #g #h #i #j #k #l #m #n #o #p #q #r #s #t #u #v #w #x",
    ":" * 200,
    "%3A%00" * 50,
    "<@slack:T1/U1> <#C1|python> <!channel>",
    " \n\t ",
    "",
)


@pytest.mark.spec("BOK-1")
@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("ana", Wanted("ana")),
        ("  Ana   Lima ", Wanted("Ana Lima")),
        ("ana #Machine-Learning", Wanted("ana", tags=("Machine-Learning",))),
        ("topic:c++ tag:C#", Wanted(tags=("c++", "C#"))),
        ("<#C0123|python> max:50", Wanted(tags=("python",), most=50)),
        ("MAX:0 zoë", Wanted("zoë", most=0)),
        ("#rust #Rust", Wanted(tags=("rust",))),
        ("max: 50", Wanted("max: 50")),
    ],
)
def test_what_is_typed_is_understood(typed: str, wanted: Wanted) -> None:
    assert read_search(typed) == wanted


@pytest.mark.spec("BOK-1")
def test_a_filter_keeps_the_words_and_changes_the_rest() -> None:
    assert narrowed("ana #rust max:20", "Machine Learning", "$75") == "ana #Machine-Learning max:75"
    assert narrowed("ana #rust max:20", "", "") == "ana"
    assert narrowed("", "", "0") == "max:0"
    assert narrowed("", "", "any") == ""


@pytest.mark.spec("BOK-1")
@pytest.mark.parametrize(
    "search",
    [
        "product management London",
        "машинное обучение и наука",
        "#искусственный-интеллект",
        "मशीन लर्निंग",
        "機械学習とデータ分析",
        "žluťoučký kůň",
    ],
)
def test_ordinary_searches_in_any_script_survive_whole(search: str) -> None:
    assert search_text(read_search(search)) == search


@pytest.mark.spec("BOK-1", "SAF-3")
@given(st.text(max_size=300))
@example("a:b%c🦄 #x max:5")
def test_no_text_makes_a_button_impossible(text: str) -> None:
    carried(text)


@pytest.mark.spec("BOK-1", "SAF-3")
@pytest.mark.parametrize("text", HOSTILE)
def test_no_hostile_text_makes_a_button_impossible(text: str) -> None:
    carried(text)
    carried(narrowed(text, text, text))


@pytest.mark.spec("BOK-1")
def test_rates_are_counted_as_they_are_shown() -> None:
    for currency in (*MINOR_UNITS, "USD", "EUR", "INR", "GBP", "BRL"):
        assert MINOR_UNITS.get(currency, USUAL_MINOR_UNITS) == 10 ** get_currency_precision(currency)


def carried(text: str) -> None:
    wanted = read_search(text)
    search = search_text(wanted)
    assert read_search(search) == wanted, "the next page is of the same search"
    for action in (
        BrowseMentors(800, search, soonest=True),
        BrowseMentors(0, search),
        FilterMentors(search, soonest=True),
        WhoIsFree(LATER, search, 800),
    ):
        token = to_token(action)
        assert len(token.encode()) <= LIMIT
        assert from_token(token) == action
