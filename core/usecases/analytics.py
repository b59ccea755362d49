"""What goes wrong with sessions, how often, and with whom, for admins (ADM-7)."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.booking_steps import Funnel
from core.desk import Desk
from core.disputes import DisputeFigures
from core.figures import reliability
from core.people import Person, Role
from core.periods import Period, Usual
from core.ports.statistics import RescheduleCount, Span
from core.ports.store import Transaction
from core.statistics import SessionFigures
from core.usecases.members import check_admin
from core.usecases.statistics import figures_of, period_of, span_of

SHOWN = 5
LOOKED_THROUGH = 200
"""Who cancelled or missed most; the least reliable are sought among so many of them."""


@dataclass(frozen=True, slots=True)
class RepeatedNoShow:
    """Somebody who did not come to several sessions."""

    person: Person
    role: Role
    times: int


@dataclass(frozen=True, slots=True)
class Unreliable:
    """Somebody with little reliability, from 0 to 100, in a role."""

    person: Person
    role: Role
    reliability: float


@dataclass(frozen=True, slots=True)
class ProgrammeAnalytics:
    """What a period's sessions show.

    `rescheduled` sessions were moved by agreement. `repeated` missed several of the sessions. `unreliable` are those
    of the period's cancellations and absences with the least reliability, which is of their last sessions of any time.
    `funnel` are the attempts to book that were begun in the period, `disputes` what was opened and decided in it.
    """

    reader: Person
    figures: SessionFigures
    usual: Usual | None
    reschedules: tuple[RescheduleCount, ...]
    rescheduled: int
    repeated: tuple[RepeatedNoShow, ...]
    unreliable: tuple[Unreliable, ...]
    funnel: Funnel
    disputes: DisputeFigures


def analytics(desk: Desk, actor: Person, asked: Usual | Period) -> ProgrammeAnalytics:
    """The analytics of a period in the actor's zone; raises NotAdmin, PeriodUnclear."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        period = period_of(tx, actor, asked)
        span = span_of(actor, period)
        missing = tx.statistics.repeated_no_shows(span, SHOWN)
        low = [each for role in (Role.MENTOR, Role.MENTEE) for each in _least_reliable(tx, span, role)]
        people = _people(tx, {each.person for each in missing} | {person for person, _, _ in low})
        return ProgrammeAnalytics(
            actor,
            figures_of(tx, actor, period),
            asked if isinstance(asked, Usual) else None,
            tuple(tx.statistics.reschedules(span)),
            tx.statistics.rescheduled(span),
            tuple(RepeatedNoShow(people[each.person], each.role, each.times) for each in missing),
            tuple(Unreliable(people[person], role, share) for person, role, share in low),
            tx.booking_steps.funnel(span),
            tx.disputes.figures(span),
        )


def _least_reliable(tx: Transaction, span: Span, role: Role) -> list[tuple[int, Role, float]]:
    """(person, role, reliability), the least first."""
    most = tx.statistics.unreliable(span, role, LOOKED_THROUGH)
    records = tx.aftermath.track_records([each.person for each in most], role)
    found = [(person, role, reliability(record)) for person, record in records.items()]
    return sorted((each for each in found if each[2] < 100), key=lambda each: (each[2], each[0]))[:SHOWN]


def _people(tx: Transaction, ids: set[int]) -> Mapping[int, Person]:
    return {person.id: person for person in tx.people.of(ids)}
