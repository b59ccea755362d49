"""The audit log, policies, forms and leases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from core.clock import Clock
from core.desk import Desk
from core.drafts import Draft
from core.policies import Policies
from core.ports.audit import AuditEntry
from core.usecases import notices
from gateways.jitsi import JitsiRooms
from storage.leases import SqlLeases
from storage.store import SqlStore
from storage.tables import audit, policy_states
from tests.conftest import MORNING
from tests.storage.samples import MINUTE, a_notice, at_once, people_in

ENTRY = AuditEntry("SESSION_BOOKED", 1, "slack", "T1", 2, {"status": "held"}, {"starts": None, "n": 1})


@pytest.mark.spec("SAF-5")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET action = 'NOTHING'",
        "DELETE FROM audit",
        "UPDATE policy_states SET rules = '{}'",
        "DELETE FROM policy_states",
    ],
)
def test_nobody_changes_the_audit_log(store: SqlStore, change: str) -> None:
    with store.write() as tx:
        tx.audit(ENTRY)
    with (
        pytest.raises(IntegrityError, match="audit_append_only"),
        store.engines.writer.begin() as connection,
    ):
        connection.execute(text(change))
    with store.work() as work:
        [row] = work.connection.execute(select(audit)).all()
        [state] = work.connection.execute(select(policy_states)).all()
    kept = {name: getattr(row, name) for name in AuditEntry.__dataclass_fields__}
    assert AuditEntry(**kept) == ENTRY
    assert MORNING <= row.at < MORNING + MINUTE
    assert (row.policies, state.rules) == (state.id, Policies().model_dump_json())


@pytest.mark.spec("SAF-5")
def test_policies_are_kept_once_however_many_entries_are_made_under_them(store: SqlStore) -> None:
    def note(policies: Policies, then: type[Exception] | None = None) -> None:
        with store.write() as tx:
            tx.set_policies(policies)
            tx.audit(ENTRY)
            if then is not None:
                raise then

    with pytest.raises(ZeroDivisionError):
        note(Policies(hold_minutes=11), ZeroDivisionError)
    for minutes in (10, 11, 10, 12, 11):
        note(Policies(hold_minutes=minutes))
    with store.work() as work:
        under = select(policy_states.c.rules).join(audit, audit.c.policies == policy_states.c.id)
        entries = work.connection.execute(under.order_by(audit.c.seq)).scalars().all()
        kept = work.connection.execute(select(policy_states.c.rules)).scalars().all()
    assert [Policies.model_validate_json(rules).hold_minutes for rules in entries] == [10, 11, 10, 12, 11]
    assert len(kept) == 3


@pytest.mark.spec("SAF-5")
def test_the_audit_log_of_a_transaction_that_fails_is_empty(store: SqlStore) -> None:
    def fail() -> None:
        with store.write() as tx:
            tx.audit(AuditEntry("X", None, "", ""))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.work() as work:
        assert work.connection.execute(select(audit)).all() == []


@pytest.mark.spec("SAF-4", "BOK-3")
def test_the_log_tells_when_somebody_did_as_much_of_a_kind_as_is_counted(
    store: SqlStore, clock: Clock
) -> None:
    booked, asked = replace(ENTRY, session=None), replace(ENTRY, action="SESSION_REQUESTED")
    with store.write() as tx:
        first = tx.now
        tx.audit(booked)
    clock.move(MINUTE / 2)
    with store.write() as tx:
        second = tx.now
        tx.audit(asked, replace(booked, actor=2), replace(booked, actor=None), replace(booked, action="X"))
    either = (booked.action, asked.action)
    with store.read() as tx:
        assert tx.audited_at(1, either, 1, first - MINUTE) == second
        assert tx.audited_at(1, either, 2, first - MINUTE) == first
        assert tx.audited_at(1, either, 3, first - MINUTE) is None
        assert tx.audited_at(1, either, 2, first) is None, "only what came after"
        assert tx.audited_at(1, [booked.action], 1, first - MINUTE) == first
        assert tx.audited_at(2, either, 1, first - MINUTE) == second
        assert tx.audited_at(3, either, 1, first - MINUTE) is None


def test_policies_are_the_defaults_until_others_are_set(store: SqlStore) -> None:
    other = Policies(hold_minutes=7, slot_interval=15)
    with store.write() as tx:
        assert tx.policies() == Policies()
        tx.set_policies(other)
        assert tx.policies() == other
    with store.read() as tx:
        assert tx.policies() == other
    with store.write() as tx:
        tx.set_policies(Policies())
    with store.read() as tx:
        assert tx.policies() == Policies()


def test_opening_a_form_closes_the_one_before(store: SqlStore) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    first = Draft(1, ada, "1:bk:x", MORNING, "{}", {"title": "Talk"}, 1)
    second, bens = replace(first, id=2), replace(first, id=3, person=ben)
    with store.write() as tx:
        tx.drafts.put(first)
        tx.drafts.put(bens)
        assert tx.drafts.get(1) == tx.drafts.current(ada) == first
        further = replace(first, values={"title": "Talk", "minutes": "30"}, asked=2)
        tx.drafts.put(further)
        assert tx.drafts.get(1) == further
        tx.drafts.put(second)
    with store.write() as tx:
        assert tx.drafts.get(1) is None
        assert tx.drafts.current(ada) == second
        assert tx.drafts.drop(2)
        assert not tx.drafts.drop(2)
        assert tx.drafts.current(ada) is None
        assert tx.drafts.current(ben) == bens


def test_a_lease_has_one_holder_until_it_ends_or_is_let_go(store: SqlStore, clock: Clock) -> None:
    leases, lease = SqlLeases(store), timedelta(seconds=30)
    assert sum(at_once(4, lambda n: leases.hold("polling", f"process {n}", lease))) == 1
    clock.move(lease)
    assert leases.hold("polling", "me", lease)
    assert leases.hold("polling", "me", lease)
    assert leases.hold("other", "you", lease)
    assert not leases.hold("polling", "you", lease)
    leases.release("polling", "you")
    assert not leases.hold("polling", "you", lease)
    leases.release("polling", "me")
    assert leases.hold("polling", "you", lease)


def test_a_view_cannot_change_anything(store: SqlStore) -> None:
    people_in(store, "Ada")
    with store.read() as tx, pytest.raises(Exception, match=r"(?i)read.?only"):
        tx.audit(ENTRY)


def test_all_that_a_glance_reads_is_of_one_moment(store: SqlStore) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    desk = Desk(store, JitsiRooms("https://rooms.example"))
    with desk.glance() as same:
        notices.foresee(same, [a_notice(ada)])
        for person in (ada, ben):
            with store.write() as tx:
                found = tx.people.get(person)
                assert found is not None
                tx.people.save(replace(found, name="Another"))
        with same.store.read() as tx:
            assert [each and each.name for each in map(tx.people.get, (ada, ben))] == ["Ada", "Ben"]
    with store.read() as tx:
        assert {each.name for each in tx.people.of([ada, ben, 12345])} == {"Another"}
