"""Plain text of times, money and cards."""

from datetime import UTC, datetime

import pytest

from bot.actions.booking import TakeSlot
from bot.actions.mentors import BrowseMentors
from bot.actions.sessions import CancelSession, ShowSession
from bot.formats import card_text, clean, money_text, plain, shorten, when_text
from bot.language import reading_as
from bot.names import Reading, read_as, to_type
from bot.ui import (
    Bold,
    Button,
    Card,
    Choice,
    Code,
    Facts,
    Hint,
    Link,
    Money,
    Option,
    Paragraph,
    Row,
    Show,
    When,
    Who,
    choice,
    words,
)

NOON = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


@pytest.mark.spec("CHT-4", "CHT-6")
@pytest.mark.parametrize(
    ("show", "locale", "said"),
    [
        (Show.FULL, "en", "Tue 24 Nov 2026, 15:00 (Europe/Berlin)"),
        (Show.SHORT, "en-US", "Tue 24 Nov, 3:00 PM (Europe/Berlin)"),
        (Show.SHORT, "de", "Di., 24. Nov., 15:00 (Europe/Berlin)"),
        (Show.DATE, "en", "Tuesday 24 November 2026"),
        (Show.TIME, "en", "15:00 (Europe/Berlin)"),
        (Show.DATE, "pt-BR", "terça-feira, 24 de novembro de 2026"),
        (Show.FULL, "no such language", "Tue 24 Nov 2026, 15:00 (Europe/Berlin)"),
    ],
)
def test_a_time_of_day_names_its_zone(show: Show, locale: str, said: str) -> None:
    with reading_as(locale):
        assert when_text(When(NOON, "Europe/Berlin", show)) == said


@pytest.mark.spec("CHT-6")
def test_money_is_written_by_currency_and_language() -> None:
    assert money_text(Money(199900, "INR")) == "₹1,999.00"
    assert money_text(Money(500, "JPY")) == "¥500"
    with reading_as("de"):
        assert money_text(Money(199900, "EUR")) == "1.999,00\xa0€"


@pytest.mark.spec("CHT-4")
def test_a_card_reads_as_plain_text_without_its_controls() -> None:
    card = Card(
        "Session booked",
        (
            Paragraph(
                words("With ", Who("Ada"), ", ", Bold("30 minutes"), ". Type ", Code("/sessions"), ".")
            ),
            Facts((("When", words(When(NOON, "Europe/Berlin"))),)),
            Row((Button("Cancel", CancelSession(7, 1)), Link("Join", "https://meet.example/x"))),
            Choice("Choose", (Option("Ada", ShowSession(7)),)),
            Hint(words("See you.")),
        ),
    )
    assert card_text(card).splitlines() == [
        "Session booked",
        "With Ada, 30 minutes. Type /sessions.",
        "When: Tue 24 Nov 2026, 15:00 (Europe/Berlin)",
        "Join: https://meet.example/x",
        "Choose",
        "See you.",
    ]


@pytest.mark.spec("CHT-4")
def test_controls_come_with_the_command_that_does_the_same() -> None:
    card = Card(
        "x",
        (
            Row((Button("Cancel", CancelSession(7, 1)), Button("15:00", TakeSlot(1, NOON, 30)))),
            Choice("Choose a mentor", (Option("Ada", BrowseMentors(search="ada")),)),
        ),
    )
    assert plain(to_type(card, "/m-")).splitlines() == [
        "In place of pressing, type:",
        "• Cancel: /m-sessions S-0007 cancel",
        "• Ada: /m-mentors ada",
        "• 15:00",
    ]
    with read_as(Reading(direct=False)):
        assert "15:00" not in plain(to_type(card, "/")), "names are understood in the direct chat alone"


@pytest.mark.spec("CHT-4")
def test_a_choice_of_one_thing_is_a_button() -> None:
    ada, bob = Option("Ada", BrowseMentors(search="ada")), Option("Bob", BrowseMentors(search="bob"))
    assert choice("Choose a mentor", (ada,)) == Row((Button("Ada", ada.action),))
    assert choice("Choose a mentor", (ada, bob)) == Choice("Choose a mentor", (ada, bob))


@pytest.mark.spec("SAF-3")
def test_control_characters_and_changes_of_direction_are_taken_out() -> None:
    assert clean("a\u202eb\x00c\r\nd\ud800\te") == "abc\nd\te"
    assert clean("שלום عليكم") == "שלום عليكم"


def test_a_long_text_ends_in_an_ellipsis() -> None:
    assert shorten("abcdef", 6) == "abcdef"
    assert shorten("abcdefg", 6) == "abcde…"
    assert plain(("a", Bold("b"))) == "ab"
