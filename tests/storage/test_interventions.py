"""Two admins at once, on both databases: one of them acts, and the ledger never says more than was paid."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.clock import Clock
from core.desk import Desk
from core.errors.common import Refusal
from core.errors.interventions import RefundSettled
from core.errors.sessions import Stale
from core.ids import new_id
from core.interventions import CancelWish, RefundWish, Wish
from core.people import Person
from core.refunds import RefundKind, RefundStatus
from core.session_claims import claims_of
from core.sessions import Session, Status
from core.usecases.interventions import refunds
from core.usecases.interventions.planning import carry_out, plan
from gateways.jitsi import JitsiRooms
from storage.check import SqlCheck
from storage.store import SqlStore, open_store
from tests.conftest import MORNING
from tests.faults.seeds import cast_of, settle_in
from tests.storage.samples import TEN, a_session, at_once

RIVALS = 6


@pytest.fixture
def store(database_url: str, clock: Clock) -> Iterator[SqlStore]:
    clock.move_to(MORNING)
    store = open_store(database_url, clock)
    yield store
    store.close()


def _office(store: SqlStore) -> tuple[Desk, list[Person], Session]:
    """Admins, none a party, and a session that was paid with 300 dollars."""
    people = settle_in(store, cast_of(1))
    admins = [people["admin0"]]
    admins += [replace(admins[0], id=new_id(MORNING), addresses=()) for _ in range(RIVALS - 1)]
    session = a_session(people["mentor0"].id, people["mentee0"].id, TEN, rate=30_000, buffer_minutes=0)
    with store.write() as tx:
        for admin in admins[1:]:
            tx.people.add(admin)
        tx.sessions.add(session)
        tx.claims.take(claims_of(session))
    return Desk(store, JitsiRooms("https://rooms.example")), admins, session


@pytest.mark.spec("ADM-4", "ADM-9")
@pytest.mark.parametrize("wish", [RefundWish("why", RefundKind.FULL), CancelWish("why")])
def test_of_several_admins_who_confirm_at_once_one_acts(store: SqlStore, wish: Wish) -> None:
    desk, admins, session = _office(store)
    drafts = [plan(desk, admin, session.id, 1, wish).draft for admin in admins]

    def confirm(number: int) -> Refusal | None:
        try:
            carry_out(desk, admins[number], session.id, drafts[number])
        except Refusal as refused:
            return refused
        return None

    outcomes = at_once(RIVALS, confirm)
    assert outcomes.count(None) == 1
    assert all(isinstance(each, Stale) for each in outcomes if each is not None), outcomes
    with store.read() as tx:
        assert [entry.amount for entry in tx.ledger.of(session.id)] == [30_000]
        after = tx.sessions.get(session.id)
    assert after is not None
    assert (after.status is Status.CANCELLED) == isinstance(wish, CancelWish)
    found = [str(each) for each in SqlCheck(store).violations(10 * (TEN - MORNING))]
    assert not [each for each in found if "back" in each or "refund" in each]


@pytest.mark.spec("ADM-9")
def test_of_several_admins_who_decide_at_once_about_a_refund_one_does(store: SqlStore) -> None:
    desk, admins, session = _office(store)
    shown = plan(desk, admins[0], session.id, 1, RefundWish("why", RefundKind.FULL))
    entry = carry_out(desk, admins[0], session.id, shown.draft).refund
    assert entry is not None

    def decide(number: int) -> Refusal | None:
        ways = [refunds.withdraw, *([refunds.approve, refunds.decline] * RIVALS)]
        try:
            ways[number](desk, admins[number], entry)
        except Refusal as refused:
            return refused
        return None

    outcomes = at_once(RIVALS, decide)
    assert outcomes.count(None) == 1
    assert all(isinstance(each, RefundSettled) for each in outcomes if each is not None), outcomes
    with store.read() as tx:
        found = tx.ledger.get(entry)
    assert found is not None
    assert found.status is not RefundStatus.PENDING_APPROVAL
