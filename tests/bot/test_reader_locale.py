"""Dates, numbers and money by the reader's locale, in the same words on both platforms."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.actions.sessions import ShowSessions
from bot.labels import moment_label
from bot.language import read_catalogue, reading_as, untranslated
from bot.sentences import label, number, percent
from bot.slack.render import message
from bot.telegram.render import render
from bot.ui import Button, Card, Facts, Money, Row, When, words
from core.people import Person

NOON = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
READER = Person(1, "Ada", NOON, zone="Europe/Berlin")


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (
            "en-GB",
            ("Tue 24 Nov 2026, 15:00 (Europe/Berlin)", "€1,999.50", "12,345.6", "70 %", "Tue 24 Nov 15:00"),
        ),
        (
            "en-US",
            ("Tue 24 Nov 2026, 3:00 PM (Europe/Berlin)", "€1,999.50", "12,345.6", "70 %", "Tue 24 Nov 3:00 PM"),
        ),
        (
            "de",
            ("Di., 24. Nov. 2026, 15:00 (Europe/Berlin)", "1.999,50 €", "12.345,6", "70 %", "Di., 24. Nov. 15:00"),
        ),
        (
            "hi",
            ("मंगल, 24 नव॰ 2026, 3:00 pm (Europe/Berlin)", "€1,999.50", "12,345.6", "70%", "मंगल, 24 नव॰ 3:00 pm"),
        ),
    ],
)  # fmt: skip
def test_both_platforms_write_by_the_readers_locale(locale: str, said: tuple[str, ...]) -> None:
    with reading_as(locale):
        rows = (
            (label("When"), words(When(NOON, "Europe/Berlin"))),
            (label("Price"), words(Money(199950, "EUR"))),
            (label("Count"), words(number(12345.6))),
            (label("Refund"), words(percent(70))),
        )
        door = Row((Button(moment_label(NOON, READER), ShowSessions()),))
        card = Card(label("Coming up"), (Facts(rows), door))
        blocks, fallback = message(card, "T1")
        telegram = render(card)
    slack = json.dumps(blocks, ensure_ascii=False)
    keyboard = json.dumps(telegram.keyboard, ensure_ascii=False)
    for text in said[:4]:
        assert text in slack.replace("\u202f", " ").replace("\xa0", " ")
        assert text in telegram.html.replace("\u202f", " ").replace("\xa0", " ")
    assert said[0] in fallback.replace("\u202f", " ").replace("\xa0", " ")
    assert said[4] in slack.replace("\u202f", " ").replace("\xa0", " ")
    assert said[4] in keyboard.replace("\u202f", " ")


@pytest.mark.spec("CHT-6", "OPS-2")
def test_what_a_catalogue_lacks_is_english_and_counted(tmp_path: Path) -> None:
    file = tmp_path / "de" / "LC_MESSAGES" / "parley.po"
    file.parent.mkdir(parents=True)
    file.write_text(
        'msgid "Saved."\nmsgstr "Gespeichert."\n\n#, fuzzy\nmsgid "Discarded."\nmsgstr "Vielleicht."\n',
        encoding="utf-8",
    )
    catalogue, before = read_catalogue(file), untranslated["de"]
    assert catalogue.gettext("Saved.") == "Gespeichert."
    assert untranslated["de"] == before
    assert catalogue.gettext("Discarded.") == "Discarded."
    assert catalogue.ngettext("{n} day", "{n} days", 2) == "{n} days"
    assert untranslated["de"] == before + 2
