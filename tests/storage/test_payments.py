"""Who asks a provider how an attempt stands, and what meanwhile becomes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.ids import new_id
from core.payments import Attempt, AttemptStatus
from core.sessions import Status
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.faults.seeds import cast_of, settle_in
from tests.storage.samples import TEN, a_session

SOON, LATER = MORNING + timedelta(seconds=10), MORNING + timedelta(hours=1)


def _open_attempt(store: SqlStore) -> Attempt:
    people = settle_in(store, cast_of(1))
    until = MORNING + timedelta(minutes=20)
    session = a_session(
        people["mentor0"].id,
        people["mentee0"].id,
        TEN,
        rate=30_000,
        status=Status.AWAITING_PAYMENT,
        confirm_by=until,
    )
    attempt = Attempt(
        new_id(MORNING),
        session.id,
        1,
        "razorpay",
        session.rate,
        session.currency,
        AttemptStatus.OPEN,
        MORNING,
        until,
        SOON,
        MORNING,
        link="plink_1",
    )
    with store.write() as tx:
        tx.sessions.add(session)
        tx.payments.add(attempt)
    return attempt


@pytest.mark.spec("PAY-2", "PAY-7")
def test_who_asks_late_does_not_open_again_what_was_paid_meanwhile(store: SqlStore) -> None:
    attempt = _open_attempt(store)
    with store.write() as tx:
        (number,) = tx.payments.to_look_at(SOON)
        due = tx.payments.attempt(number)
        assert due is not None
    with store.write() as tx:
        tx.payments.save(replace(attempt, status=AttemptStatus.CLOSED, look_at=LATER))
    with store.write() as tx:
        assert not tx.payments.postpone(due, SOON + timedelta(minutes=1))
    with store.read() as tx:
        found = tx.payments.attempt(attempt.id)
    assert found == replace(attempt, status=AttemptStatus.CLOSED, look_at=LATER)


@pytest.mark.spec("PAY-2")
def test_one_of_two_asks_a_provider(store: SqlStore) -> None:
    attempt = _open_attempt(store)
    with store.write() as tx:
        assert [tx.payments.postpone(attempt, LATER) for _ in range(2)] == [True, False]
    with store.read() as tx:
        assert tx.payments.to_look_at(SOON) == []
        assert tx.payments.attempt(attempt.id) == replace(attempt, look_at=LATER)
