"""Hours that a mentor types for a council: read whole, asked back, or not understood."""

import pytest

from bot.councils.hours import Bounds, read_hours
from bot.language import reading_as
from core.errors.councils import TimeUnclear

AFTERNOON, NIGHT = (15 * 60, 17 * 60), (3 * 60, 5 * 60)


@pytest.mark.spec("CNL-4")
@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("14:30-17", (870, 1020)),
        ("14:30–17:00", (870, 1020)),
        ("between 14 and 17", (840, 1020)),
        ("from 14 until 17", (840, 1020)),
        ("2pm-5pm", (840, 1020)),
        ("8-12", (480, 720)),
        ("from 14:30", (870, None)),
        ("from 14 on", (840, None)),
        ("2pm onwards", (840, None)),
        ("not before 14:30", (870, None)),
        ("since 14", (840, None)),
        ("until 5pm", (None, 1020)),
        ("only until 17:00", (None, 1020)),
        ("by 17", (None, 1020)),
        ("not after noon", (None, 720)),
        ("until 05:00", (None, 300)),
        ("before 5 a.m.", (None, 300)),
    ],
)
def test_clear_hours_have_one_reading(text: str, bounds: Bounds) -> None:
    assert [read for _, read in read_hours(text)] == [bounds]


@pytest.mark.spec("CNL-4", "CHT-6")
@pytest.mark.parametrize(
    ("locale", "between", "since", "until"),
    [
        ("de", "zwischen 14 und 17 Uhr", "ab 14 Uhr", "bis 17 Uhr"),
        ("es", "entre las 14 y las 17", "desde las 14", "hasta las 17"),
        ("fr", "de 14h à 17h", "à partir de 14h", "jusqu'à 17h"),
        ("pt_BR", "entre 14h e 17h", "a partir das 14h", "até as 17h"),
        ("hi", "14 से 17 बजे के बीच", "14 बजे के बाद", "17 बजे तक"),
        ("hi", "14 se 17 baje tak", "14 baje se", "17 baje tak"),
    ],
)
def test_hours_are_read_in_ones_own_words(locale: str, between: str, since: str, until: str) -> None:
    with reading_as(locale):
        assert [read_hours(each)[0][1] for each in (between, since, until)] == [
            (840, 1020),
            (840, None),
            (None, 1020),
        ]


@pytest.mark.spec("CNL-4")
@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        *[(text, True, True) for text in ("3-5", "3 to 5", "3–5", "between 3 and 5", "from 3 until 5")],
        *[(text, True, False) for text in ("from 3", "after 3", "since 3", "from 3 on", "3 onwards")],
        *[(text, False, True) for text in ("until 5", "by 5", "to 5", "only until 5", "till 5 o'clock")],
    ],
)
def test_small_hours_are_asked_back(text: str, since: bool, until: bool) -> None:
    assert [read for _, read in read_hours(text)] == [
        (early if since else None, late if until else None) for early, late in (AFTERNOON, NIGHT)
    ]


@pytest.mark.spec("CNL-4")
@pytest.mark.parametrize("text", ["", "whenever", "mondays", "before 6 and after 3", "9-12, 14-17", "5"])
def test_what_is_not_understood_is_quoted_as_it_was_typed(text: str) -> None:
    with pytest.raises(TimeUnclear) as unclear:
        read_hours(text)
    assert (unclear.value.text, unclear.value.why) == (text, "no_hours")
