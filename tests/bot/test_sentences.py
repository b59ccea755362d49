"""Sentences in the reader's language."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot import dates
from bot.formats import money_text, plain
from bot.language import install, read_catalogue, reader_locale, reading_as
from bot.sentences import (
    all_of,
    label,
    label_many,
    lines,
    msg,
    one_of,
    own,
    say,
    say_many,
    sentences,
    series,
)
from bot.ui import Bold, Money, Show, When, Who

NOON = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
GERMAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "{who} changed {what}."
msgstr "{what} hat {who} geändert."

msgid "{n} session"
msgid_plural "{n} sessions"
msgstr[0] "{n} Sitzung"
msgstr[1] "{n} Sitzungen"

msgid "Join"
msgstr "Teilnehmen"

#, fuzzy
msgid "Leave"
msgstr "Blatt"
"""


@pytest.fixture(autouse=True)
def german(tmp_path: Path) -> None:
    file = tmp_path / "de.po"
    file.write_text(GERMAN, encoding="utf-8")
    install("de-AT", read_catalogue(file))


@pytest.mark.spec("CHT-6")
def test_fields_stand_where_the_language_wants_them_and_stay_what_they_are() -> None:
    ana, title = Who("Ana"), Bold("{title}")
    assert say("{who} changed {what}.", who=ana, what=title) == (ana, " changed ", title, ".")
    with reading_as("de-AT"):
        assert say("{who} changed {what}.", who=ana, what=title) == (title, " hat ", ana, " geändert.")


@pytest.mark.spec("CHT-6")
def test_numbers_are_counted_and_written_in_the_readers_way() -> None:
    assert plain(say_many("{n} session", "{n} sessions", 1)) == "1 session"
    assert label_many("{n} session", "{n} sessions", 1200) == "1,200 sessions"
    with reading_as("de-AT"):
        assert label_many("{n} session", "{n} sessions", 1) == "1 Sitzung"
        assert label_many("{n} session", "{n} sessions", 1_200_000).endswith(" Sitzungen")
        assert "," not in label_many("{n} session", "{n} sessions", 1_200_000)


@pytest.mark.spec("CHT-6")
def test_a_text_inside_a_sentence_keeps_its_spans() -> None:
    inner = say("{who} changed {what}.", who=Who("Ana"), what="it")
    assert say("Heard: {news}", news=inner) == ("Heard: ", Who("Ana"), " changed ", "it", ".")


@pytest.mark.spec("CHT-6")
def test_what_has_no_translation_or_an_uncertain_one_is_english() -> None:
    with reading_as("de-AT"):
        assert label("Join") == "Teilnehmen"
        assert label("Leave") == "Leave"
        assert label("Nobody translated this") == "Nobody translated this"
        assert label(msg("Join")) == "Teilnehmen"
        assert own("Join") == "Join"


@pytest.mark.spec("CHT-6")
def test_the_language_ends_with_its_reader() -> None:
    with reading_as("pt-BR"):
        with reading_as("no such language"):
            assert reader_locale() == "en"
        assert reader_locale() == "pt_BR"
    assert reader_locale() == "en"


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "a / a and b / a, b and c / a, b, c or d / a, b, c"),
        ("en-US", "a / a and b / a, b, and c / a, b, c, or d / a, b, c"),
        ("de", "a / a und b / a, b und c / a, b, c oder d / a, b, c"),
    ],
)
def test_lists_are_written_in_the_readers_way(locale: str, said: str) -> None:
    with reading_as(locale):
        listed = [all_of("a"), all_of("ab"), all_of("abc"), one_of("abcd"), series("abc")]
        assert " / ".join(map(plain, listed)) == said
    assert all_of([]) == ()


@pytest.mark.spec("CHT-6")
def test_times_and_money_in_a_sentence_are_the_readers() -> None:
    with reading_as("de"):
        said = label(
            "{when}: {price}", when=When(NOON, "Europe/Berlin", Show.DATE), price=Money(199900, "EUR")
        )
    assert said == "Dienstag, 24. November 2026: 1.999,00\xa0€"


def test_sentences_and_lines_leave_out_what_is_empty() -> None:
    assert plain(sentences(say("One."), (), say("Two."))) == "One. Two."
    assert plain(lines((), say("One."), say("Two."))) == "One.\nTwo."


_DAYS = (
    dates.day_label,
    dates.dated_day,
    dates.day_month,
    dates.short_month,
    dates.month_label,
    dates.long_day,
)
_ENDS: dict[str, Callable[[], str]] = {
    **{each.__name__: partial(each, NOON.date()) for each in _DAYS},
    "span_of": partial(dates.span_of, NOON.date(), NOON.date() + timedelta(days=3)),
    "short_weekday": partial(dates.short_weekday, 1),
    "wall_text": partial(dates.wall_text, time(15)),
    "money_label": partial(money_text, Money(4000, "DKK")),
    "their own words": lambda: "I am ill.",
}


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize("end", _ENDS)
def test_a_sentence_ends_in_one_full_stop_whatever_it_ends_in(end: str) -> None:
    for locale in ("en", "en-US", "de", "da", "es-MX", "fr-CA", "pl", "ru", "hu", "cs", "fi", "hr"):
        with reading_as(locale):
            field = _ENDS[end]()
            said = plain(say("It ends {there}.", there=field))
            assert said == f"It ends {field.removesuffix('.')}.", locale
            assert plain(say("“{there}”.", there=field)) == f"“{field}”.", locale
