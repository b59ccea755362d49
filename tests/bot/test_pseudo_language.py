"""What the journeys rely on: the pseudo-language shows each word that was never translated, and no other."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.actions.sessions import ShowSessions
from bot.dates import day_label
from bot.language import reading_as
from bot.sentences import all_of, label, label_many, own, say
from bot.ui import (
    Button,
    Card,
    Code,
    Hint,
    Label,
    Option,
    Paragraph,
    Row,
    SelectField,
    When,
    Who,
    choice,
    words,
)
from tests import pseudo

NOON = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def reader() -> Iterator[None]:
    with pseudo.spoken(), reading_as(pseudo.LOCALE):
        yield


@pytest.mark.spec("CHT-6")
def test_what_is_said_typed_or_a_command_is_not_forgotten() -> None:
    said = say(
        "{who} and {others} come {when}; type {command}.",
        who=Who("Ana Lima"),
        others=all_of(["Ben", "Mia"]),
        when=When(NOON, "Europe/Berlin"),
        command=Code("/sessions past"),
    )
    door = Row((Button(label_many("{n} session", "{n} sessions", 2), ShowSessions()),))
    card = Card(label("Coming up"), (Paragraph(said), Hint(words(day_label(NOON.date()))), door))
    assert pseudo.forgotten(card, {"Ben", "Mia"}) == []
    assert pseudo.in_english(card).title == "Coming up"


@pytest.mark.spec("CHT-6")
def test_each_word_that_nobody_translated_is_found() -> None:
    texts = [
        say("{who} is {state}.", who=Who("Ana"), state="away"),
        words("Saved."),
        say("On {day}.", day=f"{NOON:%A}"),
    ]
    found = [each.split()[0] for text in texts for each in pseudo.forgotten(Paragraph(text), set())]
    assert found == ["away", "Saved", "Tuesday"]


@pytest.mark.spec("CHT-6")
def test_titles_buttons_and_options_are_looked_at() -> None:
    options = (Option(own("One"), ShowSessions()), Option(own("Two"), ShowSessions(past=True)))
    card = Card(own("Title"), (Row((Button(own("Go"), ShowSessions()),)), choice(own("Prompt"), options)))
    found = [each.split()[0] for each in pseudo.forgotten(card, set())]
    assert found == ["Title", "Go", "Prompt", "One", "Two"]
    field = SelectField("what", own("What"), (("value", own("Shown")),), hint=own("Hint"))
    assert [each.split()[0] for each in pseudo.forgotten(field, set())] == ["What", "Hint", "Shown"]


@pytest.mark.spec("CHT-6")
def test_what_is_said_outside_of_the_readers_language_is_found() -> None:
    with reading_as("en"):
        early: Label = label("Coming up")
    assert pseudo.forgotten(Card(early), set()) != []
