"""A language is typed by its name in any language that Parley speaks, with accents or without."""

import pytest

from bot.language import reading_as, translations
from bot.profile.languages import read_language
from bot.sentences import label, label_many


@pytest.mark.spec("CHT-6", "PPL-3")
@pytest.mark.parametrize(
    ("typed", "locale"),
    [
        ("हिन्दी", "hi"),
        ("हिंदी", "hi"),
        ("hindi", "hi"),
        ("Español", "es"),
        ("espanol", "es"),
        ("spanisch", "es"),
        ("francais", "fr"),
        ("जर्मन", "de"),
        ("portugues", "pt_BR"),
        ("português (Brasil)", "pt_BR"),
        ("hi-IN", "hi_IN"),
    ],
)
def test_a_language_is_known_by_its_names(typed: str, locale: str) -> None:
    assert read_language(typed) == locale


@pytest.mark.spec("CHT-6")
def test_hindi_is_read_in_hindi() -> None:
    with reading_as("hi-IN"):
        assert label("My sessions") == "मेरे सेशन"
        assert (
            label_many("{n} time still to answer", "{n} times still to answer", 2) == "2 समयों का जवाब बाकी"
        )
        assert translations().gettext("Cancel session") == "सेशन रद्द करें"
