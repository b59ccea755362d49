"""How the programme did in a period, for admins (ADM-6)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.desk import Desk
from core.errors.statistics import PeriodUnclear
from core.people import Person
from core.periods import EVER, Period, Usual, slices, usual_period
from core.ports.statistics import Span
from core.ports.store import Transaction
from core.statistics import SessionFigures, balances_of, sliced
from core.usecases.members import check_admin
from core.weeks import midnight


@dataclass(frozen=True, slots=True)
class ProgrammeStatistics:
    """The figures of a period; `today`, sessions that are not cancelled, and `pending` requests are as of now.

    `usual` is how the period was named, if it was.
    """

    reader: Person
    figures: SessionFigures
    usual: Usual | None
    today: int
    pending: int


def statistics(desk: Desk, actor: Person, asked: Usual | Period) -> ProgrammeStatistics:
    """The figures of a period in the actor's zone; raises NotAdmin, PeriodUnclear."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        today = _day(tx.now, actor)
        period = period_of(tx, actor, asked)
        return ProgrammeStatistics(
            actor,
            figures_of(tx, actor, period),
            asked if isinstance(asked, Usual) else None,
            tx.overviews.starting(*span_of(actor, Period(today, today))),
            tx.statistics.pending_reschedules(tx.now),
        )


def period_of(tx: Transaction, reader: Person, asked: Usual | Period) -> Period:
    """The days that are meant, in the reader's zone; raises PeriodUnclear."""
    if isinstance(asked, Period):
        check_period(asked)
        return asked
    extent = tx.statistics.extent() if asked is Usual.ALL else None
    known = None if extent is None else Period(_day(extent[0], reader), _day(extent[1], reader))
    return usual_period(asked, _day(tx.now, reader), known)


def check_period(period: Period) -> None:
    """Raise PeriodUnclear for one that ends before it begins, or is of another century."""
    if period.last < period.first:
        raise PeriodUnclear("reversed", f"{period.first} – {period.last}")
    if period.first < EVER.first or period.last > EVER.last:
        raise PeriodUnclear("far")


def span_of(reader: Person, period: Period) -> Span:
    """The instants from the first day's midnight to that after the last day, in the reader's zone."""
    zone = reader.clock_zone
    return midnight(zone, period.first), midnight(zone, period.last + timedelta(days=1))


def figures_of(tx: Transaction, reader: Person, period: Period) -> SessionFigures:
    """What the period's sessions come to, in days of the reader's zone."""
    span, parts = span_of(reader, period), slices(period)
    tallies = tx.statistics.tallies([span_of(reader, part) for part in parts])
    return SessionFigures(
        period,
        sliced(parts, tallies),
        balances_of(tallies, tx.statistics.refunded(span)),
        tuple(tx.statistics.cancelled(span)),
        tx.statistics.missed(span),
        tx.statistics.marks(span),
    )


def _day(at: datetime, reader: Person) -> date:
    return at.astimezone(ZoneInfo(reader.clock_zone)).date()
