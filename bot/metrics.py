"""What an operator can ask the bot: figures in Prometheus' format."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from core.backlog import Backlog
from core.errands import Task
from core.notices import Kind

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Seconds. Slack waits for three."""
OVERDUE = 60.0


class Durations:
    """How long something took, in seconds, counted by BOUNDS."""

    def __init__(self) -> None:
        self._counts = [0] * (len(BOUNDS) + 1)
        self.total = 0.0

    def add(self, seconds: float) -> None:
        """Count one."""
        self._counts[bisect_left(BOUNDS, seconds)] += 1
        self.total += seconds

    def buckets(self) -> list[tuple[str, float]]:
        """(upper bound, how many took no longer), as Prometheus has it."""
        names = [*(f"{bound:g}" for bound in BOUNDS), "+Inf"]
        return list(zip(names, map(float, accumulate(self._counts)), strict=True))


@dataclass(frozen=True, slots=True)
class Stored:
    """What waits in the database."""

    notices: Backlog
    inbox: Backlog
    set_aside: int
    oldest_snapshot: timedelta


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured now; `stored` is None while the database does not answer.

    `outcomes` and `faults` count since the start, `pools` are (in use, at most).
    """

    stored: Stored | None
    outcomes: Mapping[tuple[Kind | Task, str], int]
    faults: Mapping[str, int]
    kept: Durations
    pools: Mapping[str, tuple[int, int]]
    heartbeat_age: float
    fallen_back: int = 0
    unsigned: Mapping[str, int] = field(default_factory=dict)
    untranslated: Mapping[str, int] = field(default_factory=dict)
    set_back: Mapping[str, int] = field(default_factory=dict)


def exposition(figures: Figures) -> bytes:
    """The figures as text for a scrape."""
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.registry import Collector

    class Collected(Collector):
        def collect(self) -> "Iterator[Metric]":
            return _metrics(figures)

    registry = CollectorRegistry(auto_describe=False)
    registry.register(Collected())
    return generate_latest(registry)


def _metrics(figures: Figures) -> "Iterator[Metric]":
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

    gauges = [
        ("database_up", "1 while the database answers", int(figures.stored is not None)),
        ("heartbeat_age_seconds", "Since delivery last looked into the store", figures.heartbeat_age),
    ]
    if figures.stored is not None:
        gauges += _waiting(figures.stored)
    for name, text, value in gauges:
        yield GaugeMetricFamily(f"parley_{name}", text, value)
    outcomes = CounterMetricFamily(
        "parley_notices", "What became of notices and errands in this process", labels=("kind", "outcome")
    )
    for (kind, outcome), count in sorted(figures.outcomes.items()):
        outcomes.add_metric((kind.value, outcome), count)
    yield outcomes
    faults = CounterMetricFamily(
        "parley_faults", "Unexpected errors, by where they were caught", labels=("where",)
    )
    for where, count in figures.faults.items():
        faults.add_metric((where,), count)
    yield faults
    fallen_back = CounterMetricFamily(
        "parley_links_fallen_back", "Links of Jitsi because the provider’s room was not there in time"
    )
    fallen_back.add_metric((), figures.fallen_back)
    yield fallen_back
    unsigned = CounterMetricFamily(
        "parley_webhooks_unsigned",
        "What came in a payment provider’s name and was not signed by our secret",
        labels=("provider",),
    )
    for provider, count in figures.unsigned.items():
        unsigned.add_metric((provider,), count)
    yield unsigned
    untranslated = CounterMetricFamily(
        "parley_sentences_untranslated",
        "Sentences that were said in English because a catalogue lacks them",
        labels=("language",),
    )
    for language, count in figures.untranslated.items():
        untranslated.add_metric((language,), count)
    yield untranslated
    yield HistogramMetricFamily(
        "parley_acknowledge_seconds",
        "From the arrival of a delivery until it is written down and may be acknowledged",
        buckets=figures.kept.buckets(),
        sum_value=figures.kept.total,
    )
    set_back = GaugeMetricFamily(
        "parley_rows_set_back",
        "Rows that a round could not see to and tries again later",
        labels=("round",),
    )
    for name, count in figures.set_back.items():
        set_back.add_metric((name,), count)
    yield set_back
    for index, (name, text) in enumerate(
        (("used", "Database connections in use"), ("limit", "Database connections at most"))
    ):
        pool = GaugeMetricFamily(f"parley_pool_{name}", text, labels=("pool",))
        for label, numbers in figures.pools.items():
            pool.add_metric((label,), numbers[index])
        yield pool


def _waiting(stored: Stored) -> list[tuple[str, str, float]]:
    age = stored.notices.age.total_seconds()
    return [
        ("notices_due", "Notices and errands that are due and have not left", stored.notices.due),
        ("notices_oldest_seconds", "How long the oldest of them has been able to leave", age),
        (
            "notices_overdue",
            f"1 while a notice or an errand has been able to leave for {OVERDUE:g} s",
            int(age > OVERDUE),
        ),
        ("inbox_open", "Deliveries that have come in and are not handled", stored.inbox.due),
        ("inbox_oldest_seconds", "Age of the oldest of them", stored.inbox.age.total_seconds()),
        ("inbox_set_aside", "Deliveries that nobody could handle, kept for a week", stored.set_aside),
        (
            "oldest_snapshot_seconds",
            "For how long a transaction has been holding on to what the database was",
            stored.oldest_snapshot.total_seconds(),
        ),
    ]
