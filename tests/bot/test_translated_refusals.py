"""Every refusal is read in the pseudo-language: what stays English was typed, or can be."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from bot.language import reading_as
from bot.refusals import refusal_card, refusal_line
from bot.ui import Paragraph
from core.errors.common import Refusal
from tests import pseudo
from tests.bot.test_phrases import READER, REFUSALS

EXAMPLES = "31 jan yesterday last month 2 weeks ago this month last 30 days from to all rate ben@example.com,individual"
"""What can be typed, and is shown as an example."""
NAMES = "Mentra SharingMinds Aureeture"


def own(value: object) -> Iterator[str]:
    """The texts in a refusal: what somebody typed, names, and codes."""
    if isinstance(value, str):
        yield value
        yield value.replace("_", " ")
        yield f"{value[:39]}…"  # as it is cut where it is quoted
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from own(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from own(getattr(value, field.name))
    elif hasattr(value, "__dict__"):
        yield from own(list(vars(value).values()))


@pytest.mark.spec("CHT-6")
def test_no_refusal_stays_english() -> None:
    pseudo.nothing_counted.clear()
    english: list[str] = []
    with pseudo.spoken(), reading_as(pseudo.LOCALE):
        for refusal in REFUSALS:
            english += _english(refusal)
    assert english == []
    assert pseudo.nothing_counted == []


def _english(refusal: Refusal) -> list[str]:
    typed = {word for text in (*own(refusal), EXAMPLES, NAMES) for word in pseudo.words(text)}
    shown = (refusal_card(refusal, READER), Paragraph((refusal_line(refusal, READER),)))
    found = [each for part in shown for each in pseudo.forgotten(part, typed)]
    return [each for each in found if not any(word.startswith(each.split()[0]) for word in typed)]
