"""The figures of a programme over a period (ADM-6). Shares are of all sessions that begin in it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from core.attendance import Absent
from core.people import Role
from core.periods import Period
from core.ports.aftermath import MarkTotals
from core.ports.statistics import CancelledCount, Tally
from core.sessions import Status


@dataclass(frozen=True, slots=True)
class Balance:
    """Money of one currency in minor units: the rates of completed sessions, and refunds that were processed."""

    currency: str
    revenue: int
    refunded: int

    @property
    def net(self) -> int:
        """Revenue less refunds."""
        return self.revenue - self.refunded


@dataclass(frozen=True, slots=True)
class Slice:
    """Part of a period, with its sessions by status."""

    period: Period
    statuses: dict[Status, int]


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """What a period's sessions come to; `slices` cover all of it, in order."""

    period: Period
    slices: tuple[Slice, ...]
    balances: tuple[Balance, ...]
    cancellations: tuple[CancelledCount, ...]
    absences: dict[Absent, int]
    marks: MarkTotals

    def count(self, *statuses: Status) -> int:
        """How many sessions have one of these statuses."""
        return sum(each.statuses.get(status, 0) for each in self.slices for status in statuses)

    @property
    def total(self) -> int:
        """How many there are, cancelled ones too."""
        return self.count(*Status)

    @property
    def cancelled_by(self) -> dict[Role | None, int]:
        """The cancelled ones by who cancelled, most first."""
        found: Counter[Role | None] = Counter()
        for each in self.cancellations:
            found[each.by] += each.sessions
        return dict(found.most_common())

    def share(self, sessions: int) -> float:
        """So many sessions as a percentage of all; 0 of none."""
        return sessions * 100 / self.total if self.total else 0.0


def sliced(periods: Iterable[Period], tallies: Iterable[Tally]) -> tuple[Slice, ...]:
    """Each of the periods with its sessions."""
    counted: list[tuple[Period, Counter[Status]]] = [(period, Counter()) for period in periods]
    for tally in tallies:
        counted[tally.span][1][tally.status] += tally.sessions
    return tuple(Slice(period, dict(statuses)) for period, statuses in counted)


def balances_of(tallies: Iterable[Tally], refunded: dict[str, int]) -> tuple[Balance, ...]:
    """The money of each currency in which there is any, by the alphabet."""
    revenue: Counter[str] = Counter()
    for tally in tallies:
        if tally.status is Status.COMPLETED:
            revenue[tally.currency] += tally.rates
    used = sorted(
        currency for currency in {*revenue, *refunded} if revenue[currency] or refunded.get(currency)
    )
    return tuple(Balance(currency, revenue[currency], refunded.get(currency, 0)) for currency in used)
