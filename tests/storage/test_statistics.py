"""Figures of all sessions, against counting them one by one."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from core.attendance import Absent, Category, Dispute, DisputeStatus, Feedback
from core.disputes import DisputeFigures
from core.figures import average
from core.ids import new_id
from core.people import Person, Role
from core.periods import Period, slices
from core.ports.aftermath import MarkTotals
from core.ports.statistics import Span
from core.ports.store import Transaction
from core.refunds import MANUAL, RefundEntry, RefundKind, RefundStatus
from core.reschedules import OPEN, RequestStatus, RescheduleProposal, RescheduleRequest
from core.sessions import Cancellation, CancelReason, Session, Status
from core.statistics import Balance, SessionFigures
from core.usecases.statistics import figures_of, span_of
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.depth import examples
from tests.storage.samples import DAY, HOUR, a_person, a_session, people_in

ZONES = ("UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Apia")
CURRENCIES = ("USD", "EUR", "JPY")
BY = (Role.MENTEE, Role.MENTOR, Role.ADMIN, None)


class Undone(Exception):  # noqa: N818 (it takes the example's rows back)
    pass


@dataclass(frozen=True)
class Drawn:
    """A session to be, `hours` from MORNING, with what is known of it."""

    hours: int
    status: Status
    currency: str
    rate: int
    by: Role | None
    reason: CancelReason | None
    absent: Absent
    rating: int
    refunds: tuple[tuple[int, RefundKind, RefundStatus], ...]
    mentor: int
    mentee: int
    moves: tuple[tuple[Role, RequestStatus, int], ...]

    def session(self, mentor: int, mentee: int) -> Session:
        session = a_session(
            mentor, mentee, MORNING + self.hours * HOUR, rate=self.rate, currency=self.currency
        )
        if self.status is Status.CANCELLED:
            return replace(
                session, status=self.status, cancellation=Cancellation(self.by, MORNING, self.reason, "")
            )
        return replace(
            session, status=self.status, absent=self.absent if self.status is Status.NO_SHOW else None
        )


refunds = st.tuples(st.integers(1, 999), st.sampled_from(sorted(MANUAL)), st.sampled_from(RefundStatus))
ENDS = tuple(status for status in RequestStatus if status not in OPEN)
moves = st.tuples(st.sampled_from([Role.MENTOR, Role.MENTEE]), st.sampled_from(ENDS), st.integers(0, 3))
programmes = st.lists(
    st.builds(
        Drawn,
        st.integers(-24 * 70, 24 * 40),
        st.sampled_from(Status),
        st.sampled_from(CURRENCIES),
        st.integers(0, 10_000),
        st.sampled_from(BY),
        st.none() | st.sampled_from(CancelReason),
        st.sampled_from(Absent),
        st.integers(0, 5),
        st.lists(refunds, max_size=2).map(tuple),
        st.sampled_from([0, 1]),
        st.sampled_from([2, 3]),
        st.lists(moves, max_size=2).map(tuple),
    ),
    max_size=14,
)
periods = st.tuples(st.integers(-75, 45), st.integers(0, 120)).map(
    lambda drawn: Period(MORNING.date() + drawn[0] * DAY, MORNING.date() + (drawn[0] + drawn[1]) * DAY)
)


@pytest.mark.spec("ADM-6")
@settings(
    max_examples=examples(20, 200),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(programme=programmes, period=periods, zone=st.sampled_from(ZONES))
def test_figures_are_those_that_counting_gives(
    store: SqlStore, programme: list[Drawn], period: Period, zone: str
) -> None:
    people = [a_person(name, zone=zone) for name in ("Ada", "Bea", "Cyn", "Dan")]
    with suppress(Undone), store.write() as tx:
        for person in people:
            tx.people.add(person)
        within: list[tuple[date, Drawn]] = []
        for drawn in programme:
            session = add(tx, drawn, [person.id for person in people])
            day = session.starts_at.astimezone(ZoneInfo(zone)).date()
            if period.first <= day <= period.last:
                within.append((day, drawn))
        of = [drawn for _, drawn in within]
        _check_figures(figures_of(tx, people[0], period), period, within)
        _check_analytics(tx, span_of(people[0], period), of, [person.id for person in people])
        raise Undone


def add(tx: Transaction, drawn: Drawn, people: Sequence[int]) -> Session:
    """The session with all that is known of it."""
    mentor, mentee = people[drawn.mentor], people[drawn.mentee]
    session = drawn.session(mentor, mentee)
    tx.sessions.add(session)
    if drawn.rating:
        tx.aftermath.add_feedback(Feedback(session.id, mentor, mentee, drawn.rating, 1, "", MORNING))
    for amount, kind, status in drawn.refunds:
        tx.ledger.add(
            RefundEntry(new_id(MORNING), session.id, amount, drawn.currency, kind, status, MORNING)
        )
    for by, state, rounds in drawn.moves:
        proposals = (RescheduleProposal(by, MORNING, session.starts_at, 30),) * (rounds + 1)
        tx.reschedules.put(
            RescheduleRequest(
                new_id(MORNING),
                session.id,
                mentor,
                by,
                state,
                proposals,
                session.starts_at,
                30,
                session.starts_at,
            )
        )
    return session


def _check_figures(found: SessionFigures, period: Period, within: Sequence[tuple[date, Drawn]]) -> None:
    of = [drawn for _, drawn in within]
    assert found.total == len(within)
    assert {s: found.count(s) for s in Status} == {s: sum(d.status is s for d in of) for s in Status}
    assert [each.period for each in found.slices] == list(slices(period))
    for each in found.slices:
        days = [d.status for day, d in within if each.period.first <= day <= each.period.last]
        assert each.statuses == Counter(days)
    assert {b.currency: b for b in found.balances} == _balances(of)
    cancelled = Counter((d.by, d.reason) for d in of if d.status is Status.CANCELLED)
    assert {(each.by, each.reason): each.sessions for each in found.cancellations} == cancelled
    assert sum(found.cancelled_by.values()) == found.count(Status.CANCELLED)
    assert found.absences == Counter(d.absent for d in of if d.status is Status.NO_SHOW)
    marks = [d.rating for d in of if d.rating]
    assert found.marks == MarkTotals(sum(marks), len(marks), len(marks))
    assert average(found.marks) == (sum(marks) / len(marks) if marks else None)


def _check_analytics(tx: Transaction, span: Span, of: Sequence[Drawn], people: Sequence[int]) -> None:
    asked = [move for drawn in of for move in drawn.moves]
    counted = {
        role: (
            sum(by is role for by, _, _ in asked),
            sum(by is role and state is RequestStatus.ACCEPTED for by, state, _ in asked),
            sum(rounds for by, _, rounds in asked if by is role),
        )
        for role in {by for by, _, _ in asked}
    }
    found = tx.statistics.reschedules(span)
    assert {each.by: (each.requests, each.accepted, each.rounds) for each in found} == counted
    moved = [any(state is RequestStatus.ACCEPTED for _, state, _ in drawn.moves) for drawn in of]
    assert tx.statistics.rescheduled(span) == sum(moved)
    missed: Counter[tuple[int, Role]] = Counter()
    failed: Counter[tuple[int, Role]] = Counter()
    for drawn in of:
        whose = {Role.MENTOR: people[drawn.mentor], Role.MENTEE: people[drawn.mentee]}
        for role, person in whose.items():
            absent = drawn.status is Status.NO_SHOW and drawn.absent in (Absent(role.value), Absent.BOTH)
            missed[person, role] += absent
            failed[person, role] += absent or (drawn.status is Status.CANCELLED and drawn.by is role)
    often = tx.statistics.repeated_no_shows(span, 10)
    assert {(e.person, e.role): e.times for e in often} == {at: n for at, n in missed.items() if n > 1}
    assert [each.times for each in often] == sorted((each.times for each in often), reverse=True)
    for role in (Role.MENTOR, Role.MENTEE):
        low = tx.statistics.unreliable(span, role, 10)
        assert {e.person: e.times for e in low} == {
            who: n for (who, as_), n in failed.items() if as_ is role and n
        }


def _balances(sessions: Sequence[Drawn]) -> dict[str, Balance]:
    found: dict[str, Balance] = {}
    for currency in CURRENCIES:
        mine = [each for each in sessions if each.currency == currency]
        revenue = sum(each.rate for each in mine if each.status is Status.COMPLETED)
        back = sum(
            amount
            for each in mine
            for amount, _, status in each.refunds
            if status is RefundStatus.PROCESSED
        )
        if revenue or back:
            found[currency] = Balance(currency, revenue, back)
    return found


@pytest.mark.spec("ADM-6")
def test_a_programme_without_sessions_has_no_extent(store: SqlStore) -> None:
    with store.write() as tx:
        assert tx.statistics.extent() is None
        ada, ben = a_person("Ada"), a_person("Ben")
        tx.people.add(ada)
        tx.people.add(ben)
        first, last = (a_session(ada.id, ben.id, MORNING + days * DAY) for days in (-3, 5))
        tx.sessions.add(last)
        assert tx.statistics.extent() == (last.starts_at, last.starts_at)
        tx.sessions.add(first)
        assert tx.statistics.extent() == (first.starts_at, last.starts_at)


@pytest.mark.spec("ADM-6")
@pytest.mark.parametrize("zone", ZONES)
def test_a_day_goes_from_midnight_to_midnight_also_when_the_clocks_change(zone: str) -> None:
    reader = Person(1, "Ada", MORNING, zone=zone)
    day, one = date(2026, 3, 1), timedelta(days=1)
    while day < date(2026, 12, 1):
        start, end = span_of(reader, Period(day, day))
        assert start.astimezone(ZoneInfo(zone)).date() == day
        assert (end - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date() == day
        assert end == span_of(reader, Period(day + one, day + one))[0]
        day += one


@pytest.mark.spec("ADM-6")
def test_the_counts_are_made_along_their_indexes(store: SqlStore) -> None:
    """On a million sessions anything else takes seconds (benchmarks)."""
    if store.engines.on_postgresql:
        pytest.skip("PostgreSQL chooses by its figures")
    asked: list[tuple[str, Any]] = []
    span = (MORNING - 30 * DAY, MORNING)

    def remember(_connection: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            asked.append((statement, given))

    event.listen(store.engines.reader, "before_cursor_execute", remember)
    with store.read() as tx:
        tx.statistics.tallies([span])
        tx.statistics.cancelled(span)
        tx.statistics.missed(span)
    event.remove(store.engines.reader, "before_cursor_execute", remember)
    with store.engines.reader.connect() as connection:
        for index, (statement, given) in zip(("figures", "cancelled", "missed"), asked, strict=True):
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).all()
            plan = " ".join(row[-1] for row in rows)
            assert f"USING COVERING INDEX sessions_{index}_idx" in plan
            assert "SCAN sessions" not in plan


@pytest.mark.spec("ADM-7", "AFT-4")
@pytest.mark.parametrize("hours", [(), (5,), (5, 1), (9, 5, 1), (1, 9, 4, 100)])
def test_disputes_are_counted_by_when_they_were_opened_and_decided(
    store: SqlStore, hours: tuple[int, ...]
) -> None:
    ana, ben, olga = people_in(store, "Ana", "Ben", "Olga")
    session = a_session(ana, ben)

    def dispute(opened: datetime, lasted: int | None, by: int | None = olga) -> Dispute:
        asked = Dispute(new_id(MORNING), session.id, ben, Category.OTHER, "why", opened)
        if lasted is None:
            return asked
        return replace(
            asked, status=DisputeStatus.DISMISSED, closed_at=opened + lasted * HOUR, closed_by=by
        )

    decided = [dispute(MORNING, each, None if each == 5 else olga) for each in hours]
    others = [
        dispute(MORNING, None),
        dispute(MORNING, 2, ben),
        dispute(MORNING - 9 * DAY, 2),
        dispute(MORNING + 9 * DAY, None),
    ]
    with store.write() as tx:
        tx.sessions.add(session)
        for each in (*decided, *others):
            tx.disputes.put(each)
    with store.read() as tx:
        found = tx.disputes.figures((MORNING, MORNING + 8 * DAY))
    middle = median(hours) * HOUR if hours else None
    assert found == DisputeFigures(len(hours) + 2, len(hours), 2, middle)
