"""Steps on the way to a booking, kept with their deliveries, and the attempts that they make."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, func, or_, select, update
from sqlalchemy.dialects import postgresql

from core.booking_steps import WAY, Attempt, Funnel, KeptStep, Step, StepTaken
from core.ports.statistics import Span
from core.sessions import Status
from storage.message_tables import HAS_STEP, booking_attempts, inbox
from storage.tables import WAS_NOT_UNPAID, sessions
from storage.transaction import UnitOfWork

_TAKERS = (
    select(inbox.c.step_person)
    .where(HAS_STEP)
    .group_by(inbox.c.step_person)
    .order_by(func.min(inbox.c.seq))
)
# A step of a transaction that is still open may have a lower number; each lane's are in order all the same.
_WAITING = (
    select(inbox.c.seq, inbox.c.done_at, inbox.c.step, inbox.c.step_person, inbox.c.step_hold)
    .where(HAS_STEP, inbox.c.step_person.in_(bindparam("people", expanding=True)))
    .order_by(inbox.c.seq)
    .with_for_update()
)
_ATTEMPTS = (
    select(booking_attempts)
    .where(
        booking_attempts.c.person.in_(bindparam("people", expanding=True)),
        booking_attempts.c.started_at >= bindparam("since"),
    )
    .order_by(booking_attempts.c.started_at, booking_attempts.c.id)
)
_BOOKED = select(sessions.c.id).where(sessions.c.id.in_(bindparam("holds", expanding=True)), WAS_NOT_UNPAID)
_NEW = postgresql.insert(booking_attempts)
_SAVE = _NEW.on_conflict_do_update(
    index_elements=[booking_attempts.c.id],
    set_={name: _NEW.excluded[name] for name in ("step", "hold", "gave_up")},
)
_SETTLE = (
    update(inbox)
    .where(inbox.c.seq.in_(bindparam("seqs", expanding=True)))
    .values(step=None, step_person=None, step_hold=None)
)
_STANDS = and_(
    sessions.c.id.is_not(None), sessions.c.status != Status.AWAITING_PAYMENT.value, WAS_NOT_UNPAID
)
_PAID = sessions.c.payment.is_not(None)
_PRICED = or_(_PAID, and_(sessions.c.confirm_by.is_not(None), sessions.c.rate > 0))
_FUNNEL = (
    select(
        func.count().label("started"),
        func.count().filter(booking_attempts.c.step != Step.MENTOR.value).label("slot"),
        func.count().filter(booking_attempts.c.step == WAY[-1].value).label("review"),
        func.count().filter(_PRICED).label("priced"),
        func.count().filter(_PAID).label("paid"),
        func.count().filter(_STANDS).label("booked"),
        func.count().filter(booking_attempts.c.gave_up, ~_STANDS).label("left"),
    )
    .select_from(booking_attempts)
    .outerjoin(sessions, sessions.c.id == booking_attempts.c.hold)
    .where(
        booking_attempts.c.started_at >= bindparam("start"),
        booking_attempts.c.started_at < bindparam("end"),
    )
)


class SqlBookingSteps:
    """Meets core.ports.booking_steps.BookingSteps."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def takers(self) -> Sequence[int]:
        """The people with steps that belong to no attempt yet, who took the oldest first."""
        return self._work.connection.execute(_TAKERS).scalars().all()

    def waiting(self, people: Collection[int]) -> Sequence[KeptStep]:
        """Their steps that belong to no attempt yet, oldest first; nobody else is given any meanwhile."""
        rows = self._work.connection.execute(_WAITING, {"people": [*people]})
        return [
            KeptStep(row.seq, row.done_at, StepTaken(Step(row.step), row.step_person, row.step_hold))
            for row in rows
        ]

    def attempts(self, people: Collection[int], since: datetime) -> Mapping[int, Attempt]:
        """The last attempt of each, where it was begun at `since` or later."""
        rows = self._work.connection.execute(_ATTEMPTS, {"people": sorted(people), "since": since})
        return {
            row.person: Attempt(row.id, row.person, row.started_at, Step(row.step), row.hold, row.gave_up)
            for row in rows
        }

    def booked(self, holds: Collection[int]) -> frozenset[int]:
        """Which of these holds are sessions that did not end unpaid."""
        return frozenset(self._work.connection.execute(_BOOKED, {"holds": sorted(holds)}).scalars())

    def save(self, attempts: Iterable[Attempt]) -> None:
        """Insert or replace."""
        rows = [
            {
                "id": each.id,
                "person": each.person,
                "started_at": each.started_at,
                "step": each.step.value,
                "hold": each.hold,
                "gave_up": each.left,
            }
            for each in attempts
        ]
        if rows:
            self._work.connection.execute(_SAVE, rows)

    def settle(self, steps: Iterable[KeptStep]) -> None:
        """These belong to attempts now."""
        self._work.connection.execute(_SETTLE, {"seqs": [kept.seq for kept in steps]})

    def funnel(self, span: Span) -> Funnel:
        """The attempts that were begun within the span."""
        start, end = span
        row = self._work.connection.execute(_FUNNEL, {"start": start, "end": end}).one()
        return Funnel(row.started, row.slot, row.review, row.priced, row.paid, row.booked, row.left)
