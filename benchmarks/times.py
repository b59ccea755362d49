"""How long it takes to understand a typed time: `python -m benchmarks.times`."""

import sys
from statistics import median
from time import perf_counter

from bot import times
from tests.bot.typed_phrases import MISREAD_BY_OTHERS, NOW, PHRASES, ZONE, rows

ROUNDS = 5
HOSTILE = ("a week from " * 10, "9:" * 60, "31 feb " * 17, "next " * 24, "x1" * 60, "1 " * 60)


def milliseconds(text: str, locale: str) -> float:
    """The time of one parse."""
    start = perf_counter()
    times.understand(text, now=NOW, zone=ZONE, locale=locale)
    return (perf_counter() - start) * 1000


def main() -> None:
    """Print what warming costs, and the median and the worst parse over the table of phrases."""
    phrases = [(phrase, locale) for locale, phrase, _ in rows(PHRASES) + rows(MISREAD_BY_OTHERS)]
    start = perf_counter()
    times.warm(*{locale for _, locale in phrases})
    print(f"warm: {(perf_counter() - start) * 1000:.0f} ms, dateparser {'dateparser' in sys.modules}")
    for each in phrases:
        milliseconds(*each)
    taken = {each: median(milliseconds(*each) for _ in range(ROUNDS)) for each in phrases}
    worst = max(taken, key=taken.__getitem__)
    print(
        f"{len(taken)} phrases: median {median(taken.values()):.3f} ms, worst {taken[worst]:.2f} ms {worst}"
    )
    hostile = {text: median(milliseconds(text, "en") for _ in range(ROUNDS)) for text in HOSTILE}
    slowest = max(hostile, key=hostile.__getitem__)
    print(f"hostile text: worst {hostile[slowest]:.2f} ms {slowest[:20]!r}")


if __name__ == "__main__":
    main()
