"""What no token can carry is left out of cards; everything else stays."""

import logging

import pytest

from bot.actions.booking import ShowWeek
from bot.actions.help import ShowHelp
from bot.actions.mentors import BrowseMentors
from bot.slack import render as slack
from bot.telegram import render as telegram
from bot.tokens import LIMIT, TokenTooLong, to_token
from bot.typed.searches import read_search, searching
from bot.ui import Button, Card, Choice, Option, Row
from core.folding import words_of

LONG = (
    "ศิริวัฒน์ ธนาพงศ์พิพัฒน์กุล",
    "अनुराधा वेंकटेश्वरन लक्ष्मीनारायण",
    "Анастасия-Александра Константинопольская",
    "O’Connor & Sons: 100 % “quoted” <names> of all kinds, and more",
    "😀" * 20,
)
CARD = Card(
    "Choose",
    (
        Row((Button("Too much", BrowseMentors(0, "ก" * 60)), Button("Help", ShowHelp()))),
        Choice("One", (Option("Too much", BrowseMentors(0, "ก" * 60)), Option("Ana", ShowWeek(1)))),
        Choice("None", (Option("Too much", BrowseMentors(0, "ก" * 60)),)),
    ),
)


@pytest.mark.spec("BOK-1")
@pytest.mark.parametrize("name", LONG)
def test_the_search_for_a_name_fits_a_button_and_begins_it(name: str) -> None:
    search = searching(name)
    assert len(to_token(BrowseMentors(0, search)).encode()) <= LIMIT
    sought, words = words_of(read_search(search).words), words_of(name)
    assert all(word.startswith(part) for part, word in zip(sought, words, strict=False))


@pytest.mark.spec("CHT-4")
def test_slack_leaves_out_the_control_and_draws_the_rest(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        blocks, _ = slack.message(CARD, "T1")
        slack.message(CARD, "T1")
    drawn = str(blocks)
    assert "Too much" not in drawn
    assert "Help" in drawn
    assert "Ana" in drawn
    assert "ก" not in caplog.text
    assert len(caplog.records) <= 1, "it is told once"


@pytest.mark.spec("CHT-5")
def test_telegram_leaves_out_the_control_and_draws_the_rest() -> None:
    keyboard = telegram.render(CARD).keyboard
    assert keyboard is not None
    assert [key["text"] for row in keyboard["inline_keyboard"] for key in row] == ["Help", "Ana"]


def test_what_is_too_long_is_told_without_its_words() -> None:
    with pytest.raises(TokenTooLong) as fault:
        to_token(BrowseMentors(0, "ก" * 60))
    assert "ก" not in str(fault.value)
