"""Who may cancel until when, and what goes back: every status, role and preset, to the second."""

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.cancelling import cancel, cancel_until, check_cancellable, checked_note, give_up, refund_of
from core.errors.cancelling import CancelTooLate
from core.errors.common import Refusal, TooLong
from core.errors.confirming import Unaccepted
from core.errors.payments import PaymentOpen
from core.errors.sessions import AlreadyOver, NotAllowed
from core.people import Role
from core.policies import PRESETS, Policies
from core.refunds import RefundStatus, RefundTerms, refund, share, terms_of
from core.sessions import CancelReason, Reassignment, Session, Status
from tests.conftest import MORNING
from tests.core.test_sessions import SESSION, START

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
WHY = (CancelReason.CONFLICT, "")
PARTIES = (Role.MENTEE, Role.MENTOR)
ADMIN_TOO = (*PARTIES, None)


def expected(session: Session, role: Role, now: datetime, policies: Policies) -> type[Refusal] | None:
    """CAN-1 and CAN-4 once more, in the order in which they are told."""
    cutoffs = {
        Role.MENTEE: policies.mentee_cancellation_cutoff_hours,
        Role.MENTOR: policies.mentor_cancellation_cutoff_hours,
    }
    allowed = {Role.MENTEE: policies.mentee_may_cancel, Role.MENTOR: policies.mentor_may_cancel}
    cutoff = timedelta(hours=cutoffs[role] or 0)
    if session.status is Status.AWAITING_PAYMENT:
        return PaymentOpen
    if session.status is Status.REQUESTED:
        if role is Role.MENTOR:
            return Unaccepted
        return AlreadyOver if now >= session.starts_at else None
    if not allowed[role]:
        return NotAllowed
    if session.status is not Status.SCHEDULED or now >= session.starts_at:
        return AlreadyOver
    late = role is Role.MENTEE and policies.late_cancellation
    return CancelTooLate if now > session.starts_at - cutoff and not late else None


def instants(policies: Policies) -> list[datetime]:
    """Before, at and after each limit there is, to the second."""
    hours = {
        policies.free_cancellation_hours,
        policies.mentee_cancellation_cutoff_hours or 0,
        policies.mentor_cancellation_cutoff_hours or 0,
        0,
    }
    return [START - each * HOUR + after * SECOND for each in hours for after in (-1, 0, 1)]


def rules() -> list[Policies]:
    """Each preset, as it is and with late cancelling the other way."""
    flipped = (
        replaced.model_copy(update={"late_cancellation": not replaced.late_cancellation})
        for replaced in PRESETS.values()
    )
    return [*PRESETS.values(), *flipped]


@pytest.mark.spec("CAN-1", "CAN-4", "POL")
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("role", PARTIES)
def test_every_status_role_and_limit_under_every_preset(status: Status, role: Role) -> None:
    for policies in rules():
        for now in instants(policies):
            session = replace(SESSION, status=status)
            wanted = expected(session, role, now, policies)
            try:
                check_cancellable(session, role, now, policies)
                told: type[Refusal] | None = None
            except Refusal as refusal:
                told = type(refusal)
            assert told is wanted, (status, role, START - now, policies)


@pytest.mark.spec("CAN-4")
@pytest.mark.parametrize(("reschedules", "instead"), [(True, "reschedule"), (False, None)])
def test_who_may_not_cancel_is_told_what_is_left_to_them(reschedules: bool, instead: str | None) -> None:
    policies = Policies(mentor_may_cancel=False, mentor_may_reschedule=reschedules)
    with pytest.raises(NotAllowed) as refused:
        check_cancellable(SESSION, Role.MENTOR, MORNING, policies)
    assert (refused.value.role, refused.value.instead) == ("mentor", instead)


@pytest.mark.spec("CAN-3")
@pytest.mark.parametrize("preset", PRESETS)
def test_every_refund_under_every_preset(preset: str) -> None:
    policies = PRESETS[preset]
    session = replace(SESSION, rate=4999, terms=terms_of(policies))
    cutoff = timedelta(hours=policies.mentee_cancellation_cutoff_hours or 0)
    for now in instants(policies):
        for by in ADMIN_TOO:
            pct = 100
            if by is Role.MENTEE and START - now < policies.free_cancellation_hours * HOUR:
                pct = policies.partial_refund_pct if START - now >= cutoff else policies.late_refund_pct
            assert refund_of(session, by, now, policies).pct == pct


@pytest.mark.spec("CAN-3")
def test_the_terms_stay_those_of_booking_and_the_cutoff_is_the_present_one() -> None:
    session = replace(SESSION, rate=1000, terms=RefundTerms(48, 50, 10))
    policies = Policies(mentee_cancellation_cutoff_hours=6, partial_refund_pct=99, late_refund_pct=98)
    for before, pct in ((48, 100), (47, 50), (6, 50), (5, 10)):
        assert refund_of(session, Role.MENTEE, START - before * HOUR, policies).pct == pct


@pytest.mark.spec("CAN-3", "BOK-8")
def test_what_was_only_requested_was_never_paid() -> None:
    requested = replace(SESSION, status=Status.REQUESTED, rate=1000)
    assert refund_of(requested, Role.MENTEE, MORNING, Policies()).status is RefundStatus.NONE


@pytest.mark.spec("CAN-3")
@given(rate=some.integers(0, 10**12), pct=some.integers(0, 100))
def test_money_is_exact_half_up_and_never_more_than_was_paid(rate: int, pct: int) -> None:
    given_back = refund(rate, pct)
    exact = Fraction(rate * pct, 100)
    assert abs(given_back.amount - exact) <= Fraction(1, 2)
    if abs(given_back.amount - exact) == Fraction(1, 2):
        assert given_back.amount > exact, "half is rounded up"
    assert 0 <= given_back.amount <= rate
    assert (given_back.status is RefundStatus.PENDING) is (given_back.amount > 0)
    if pct == 100:
        assert given_back.amount == rate


@pytest.mark.spec("CAN-3")
@given(rate=some.integers(0, 10**9), pct=some.integers(0, 99), more=some.integers(1, 10**6))
def test_more_of_either_never_gives_less_back(rate: int, pct: int, more: int) -> None:
    assert refund(rate, pct).amount <= refund(rate, pct + 1).amount
    assert refund(rate, pct).amount <= refund(rate + more, pct).amount


@pytest.mark.spec("CAN-3")
@given(
    free=some.integers(0, 100),
    cutoff=some.integers(0, 100),
    shares=some.tuples(some.integers(0, 100), some.integers(0, 100)).map(sorted),
    earlier=some.integers(0, 400_000),
    later=some.integers(0, 400_000),
)
def test_waiting_never_pays(free: int, cutoff: int, shares: list[int], earlier: int, later: int) -> None:
    late_pct, partial_pct = shares
    terms = RefundTerms(free, partial_pct, late_pct)
    first, second = sorted((START - earlier * SECOND, START - later * SECOND))

    def back(now: datetime) -> int:
        return share(terms, START, Role.MENTEE, now, START - cutoff * HOUR)

    assert back(first) >= back(second)
    assert (
        share(terms, START, Role.MENTOR, second, START) == share(terms, START, None, second, START) == 100
    )


@pytest.mark.spec("CAN-3", "BOK-2")
def test_a_cancelled_session_keeps_what_is_due_and_gives_the_month_back_unless_late() -> None:
    policies = Policies(late_cancellation=True, late_refund_pct=5)
    session = replace(SESSION, rate=1000, terms=terms_of(policies))
    for before, pct, counted in ((24, 100, False), (23, 70, False), (2, 70, False), (1, 5, True)):
        done = cancel(session, Role.MENTEE, START - before * HOUR, policies, WHY)
        assert done.refund == refund(1000, pct)
        assert done.counted is counted
    done = cancel(session, Role.MENTOR, START - HOUR, policies, WHY)
    assert (done.refund, done.counted) == (refund(1000, 100), False)


@pytest.mark.spec("RAS-2", "RAS-3", "RAS-4")
@pytest.mark.parametrize("by", [Role.MENTEE, None])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Reassignment.PENDING_ACCEPTANCE, Reassignment.REJECTED),
        (Reassignment.AWAITING_CHOICE, Reassignment.AWAITING_CHOICE),
    ],
)
def test_giving_up_after_the_mentor_left_costs_the_mentee_nothing(
    by: Role | None, before: Reassignment, after: Reassignment
) -> None:
    session = replace(SESSION, rate=4999, reassignment=before, terms=RefundTerms(48, 0, 0))
    done = give_up(session, by, START - SECOND, "no other")
    assert (done.status, done.counted, done.reassignment) == (Status.CANCELLED, False, after)
    assert done.refund == refund(4999, 100)
    assert done.cancellation is not None
    assert (done.cancellation.by, done.cancellation.note) == (by, "no other")
    assert done.has_mentor is (before is Reassignment.PENDING_ACCEPTANCE), "who left is still no party"


def test_the_words_that_come_with_a_reason_have_a_limit() -> None:
    assert checked_note("  a cold ") == "a cold"
    assert checked_note("x" * 500)
    with pytest.raises(TooLong):
        checked_note("x" * 501)


def test_the_cutoff_of_a_role_without_one_is_the_start() -> None:
    policies = Policies(mentor_cancellation_cutoff_hours=None)
    assert cancel_until(SESSION, Role.MENTOR, policies) == START
