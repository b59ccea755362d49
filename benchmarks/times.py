"""How long it takes to understand a typed time."""

from collections.abc import Iterator
from statistics import median
from time import perf_counter

from benchmarks.table import Row
from bot.typed import times
from tests.bot.typed_phrases import MISREAD_BY_OTHERS, NOW, PHRASES, ZONE
from tests.bot.typed_phrases import rows as written

ROUNDS = 5
HOSTILE = ("a week from " * 10, "9:" * 60, "31 feb " * 17, "next " * 24, "x1" * 60, "1 " * 60)


def milliseconds(text: str, locale: str) -> float:
    """The time of one parse."""
    start = perf_counter()
    times.understand(text, now=NOW, zone=ZONE, locale=locale)
    return (perf_counter() - start) * 1000


def rows() -> Iterator[Row]:
    """The median and the worst over the table of phrases, and the worst of hostile text."""
    phrases = [(phrase, locale) for locale, phrase, _ in written(PHRASES) + written(MISREAD_BY_OTHERS)]
    for each in phrases:
        milliseconds(*each)
    taken = {each: median(milliseconds(*each) for _ in range(ROUNDS)) for each in phrases}
    worst = max(taken, key=taken.__getitem__)
    yield Row(f"typed time, median of {len(taken)} phrases", f"{median(taken.values()):.2f} ms")
    yield Row(f"typed time, slowest: {worst[0]!r}", f"{taken[worst]:.2f} ms")
    hostile = {text: median(milliseconds(text, "en") for _ in range(ROUNDS)) for text in HOSTILE}
    slowest = max(hostile, key=hostile.__getitem__)
    yield Row(f"typed time, hostile: {slowest[:20]!r}…", f"{hostile[slowest]:.2f} ms")
