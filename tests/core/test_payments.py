"""Money for sessions: what it is good for, whatever comes in whatever order; and where all of it is in the end."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.payments import (
    FOLLOWED_FOR,
    LATER,
    OFTEN,
    SELDOM,
    Attempt,
    AttemptStatus,
    PaymentRecord,
    Use,
    moves_on,
    next_look,
    use_of,
)
from core.people import Role
from core.refunds import RefundEntry, RefundKind, RefundStatus, refund
from core.sessions import Cancellation, Session, Status
from tests.conftest import MORNING
from tests.storage.samples import a_session

MINUTE = timedelta(minutes=1)
PRICE = 2_500
AWAITED = replace(
    a_session(1, 2, MORNING + timedelta(days=1), rate=PRICE),
    status=Status.AWAITING_PAYMENT,
    confirm_by=MORNING + 20 * MINUTE,
)
ATTEMPT = Attempt(
    7, AWAITED.id, 1, "razorpay", PRICE, "USD", AttemptStatus.OPEN, MORNING, MORNING + 20 * MINUTE, None, MORNING
)  # fmt: skip


def ended(by: Role | None, **changes: object) -> Session:
    return replace(
        AWAITED, status=Status.CANCELLED, cancellation=Cancellation(by, MORNING, None), **changes
    )  # type: ignore[arg-type]


@pytest.mark.spec("PAY-2", "PAY-3", "PAY-7")
@pytest.mark.parametrize(
    ("session", "amount", "currency", "paid_before", "use"),
    [
        (AWAITED, PRICE, "USD", False, None),
        (ended(None), PRICE, "USD", False, None),
        (ended(Role.MENTEE), PRICE, "USD", False, Use.LATE),
        (ended(Role.ADMIN), PRICE, "USD", False, Use.LATE),
        (ended(None, confirm_by=None), PRICE, "USD", False, Use.LATE),
        (replace(AWAITED, status=Status.SCHEDULED, confirm_by=None), PRICE, "USD", True, Use.TWICE),
        (AWAITED, PRICE - 1, "USD", False, Use.DIFFERS),
        (AWAITED, PRICE + 1, "USD", True, Use.DIFFERS),
        (AWAITED, PRICE, "EUR", False, Use.DIFFERS),
    ],
)
def test_money_pays_for_what_still_waits_for_it_and_else_goes_back(
    session: Session, amount: int, currency: str, paid_before: bool, use: Use | None
) -> None:
    known = PaymentRecord(1, session.id, 7, "razorpay", "pay_1", PRICE, "USD", MORNING, Use.KEPT)
    assert use_of(session, ATTEMPT, amount, currency, [known] if paid_before else []) is use


@pytest.mark.spec("PAY-2")
def test_a_provider_is_asked_often_while_somebody_looks_then_seldom_and_for_three_days_after() -> None:
    assert next_look(ATTEMPT, MORNING) == MORNING + OFTEN
    assert next_look(ATTEMPT, MORNING + 5 * MINUTE) == MORNING + 5 * MINUTE + SELDOM
    over = ATTEMPT.closes_at
    assert next_look(ATTEMPT, over) == over + LATER
    assert next_look(ATTEMPT, over + FOLLOWED_FOR) is None


STATES = [RefundStatus.PENDING, RefundStatus.PROCESSED, RefundStatus.FAILED]


@pytest.mark.spec("PAY-4")
@given(told=st.lists(st.sampled_from(STATES), max_size=6))
def test_a_refund_only_goes_forward(told: list[RefundStatus]) -> None:
    entry = RefundEntry(1, 1, 1, "USD", RefundKind.FULL, RefundStatus.PENDING, MORNING, handle="rfnd_1")
    seen = [entry.status]
    for status in told:
        if moves_on(entry, status):
            entry = replace(entry, status=status)
            seen.append(status)
    assert seen == sorted(seen, key=STATES.index)
    assert len(seen) == len(set(seen))


@pytest.mark.spec("CAN-3")
@given(rate=st.integers(0, 10**9).map(lambda n: n * 10), pct=st.integers(0, 100))
def test_a_refund_in_three_decimals_ends_in_what_providers_take(rate: int, pct: int) -> None:
    back = refund(rate, pct, currency="KWD").amount
    assert back % 10 == 0
    assert 0 <= back <= rate
    assert abs(back * 100 - rate * pct) <= 500
    assert refund(rate, 100, currency="KWD").amount == rate
