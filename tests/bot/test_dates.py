"""Days and spans of days as the reader's locale writes them."""

from datetime import date

import pytest

from bot.dates import span_of
from bot.language import reading_as

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("locale", "last", "said"),
    [
        ("en-GB", MONDAY, "30 November 2026"),
        ("en-GB", date(2026, 12, 6), "30 November – 6 December 2026"),
        ("de", MONDAY, "30. November 2026"),
    ],
)
def test_a_span_of_one_day_names_it_once(locale: str, last: date, said: str) -> None:
    with reading_as(locale):
        assert span_of(MONDAY, last) == said
