"""What another rule changes for whom, counted before it is put in force."""

import itertools

import pytest

from core.availability import Schedule
from core.mentors import Mentor
from core.people import Plan, Role
from core.policies import Policies, differences, with_rule
from core.sessions import Status
from core.usecases.policy_effects import Concern, Effect, effects_of
from storage.store import SqlStore
from tests.storage.samples import HOUR, a_hold, a_person, a_session

ALL = tuple(Plan)
SESSIONS = Effect(Concern.SESSIONS, 3)
EXPECTED: list[tuple[str, object, list[Effect]]] = [
    ("mentee_may_cancel", False, [Effect(Concern.LOST, 3)]),
    ("mentee_may_decline_reschedule", True, [Effect(Concern.REQUESTS_TAKE, 0)]),
    ("mentee_cancellation_cutoff_hours", 1, [SESSIONS, Effect(Concern.IN_TIME, 0)]),
    ("mentee_cancellation_cutoff_hours", 24, [SESSIONS, Effect(Concern.LATE, 1)]),
    ("mentee_cancellation_cutoff_hours", 48, [SESSIONS, Effect(Concern.LATE, 2)]),
    ("mentee_reschedule_cutoff_hours", 2, [SESSIONS, Effect(Concern.IN_TIME, 1)]),
    ("mentee_max_reschedules", 1, [SESSIONS, Effect(Concern.USED_UP, 0)]),
    ("mentee_max_reschedules", 3, [SESSIONS, Effect(Concern.FREED, 1)]),
    ("mentee_max_reschedules", None, [SESSIONS, Effect(Concern.FREED, 2)]),
    ("partial_refund_pct", 50, [Effect(Concern.PROMISED, 1)]),
    ("hold_minutes", 20, [Effect(Concern.HOLDS, 1)]),
    ("reminder_offsets_minutes", (60,), [Effect(Concern.REMINDERS, 3)]),
    ("min_notice_minutes", 60, [Effect(Concern.WITHOUT_OWN, 1), Effect(Concern.WITH_OWN, 1)]),
    ("max_days_ahead", 30, [Effect(Concern.WITHOUT_OWN, 2)]),
    ("take_payment", False, [Effect(Concern.PAID_MENTORS, 1)]),
    ("plans_that_book", ALL, [Effect(Concern.MAY_BOOK, 4, Plan.NONE)]),
    ("plans_that_book", (Plan.INDIVIDUAL,), [Effect(Concern.MAY_NOT_BOOK, 1, Plan.COUNCIL)]),
    (
        "monthly_sessions",
        {Plan.NONE: 0, Plan.INDIVIDUAL: 3, Plan.COUNCIL: None},
        [Effect(Concern.QUOTA, 0, Plan.INDIVIDUAL), Effect(Concern.QUOTA, 1, Plan.COUNCIL)],
    ),
    ("weekly_summary", False, [Effect(Concern.FROM_NOW)]),
]


def fill(store: SqlStore) -> None:
    """Two mentors, one with a limit and a rate of their own; three sessions ahead, one over, one cancelled; a hold."""
    mentor = frozenset({Role.MENTOR})
    with store.write() as tx:
        ada, eve = a_person("Ada", roles=mentor), a_person("Eve", roles=mentor)
        ben, cleo, dan = a_person("Ben"), a_person("Cleo", plan=Plan.COUNCIL), a_person("Dan")
        for person in (ada, eve, ben, cleo, dan):
            tx.people.add(person)
        tx.mentors.save(Mentor(ada, Schedule("UTC")))
        tx.mentors.save(Mentor(eve, Schedule("UTC", min_notice_minutes=5), rate=500))
        for hours, more in (
            (3, {"rate": 500}),
            (30, {"mentee_reschedules": 2}),
            (50, {"mentee_reschedules": 3}),
            (-3, {}),
            (60, {"status": Status.CANCELLED}),
        ):
            tx.sessions.add(a_session(ada.id, ben.id, tx.now + hours * HOUR, **more))
        tx.sessions.put_hold(a_hold(ada.id, dan.id, tx.now + 70 * HOUR, expires_at=tx.now + HOUR))


@pytest.mark.spec("ADM-8", "POL")
def test_each_rule_counts_those_whom_it_concerns(store: SqlStore) -> None:
    fill(store)
    now = Policies()
    with store.read() as tx:
        for key, value, expected in EXPECTED:
            after = with_rule(now, key, value)
            (rule,) = differences(now, after)
            assert list(effects_of(rule, after, tx.policy_reach, tx.now)) == expected, (key, value)


@pytest.mark.spec("ADM-8", "POL")
def test_a_limit_makes_no_difference_where_the_whole_is_forbidden(store: SqlStore) -> None:
    now = Policies(mentor_may_cancel=False, mentee_may_reschedule=False)
    changes = {"mentor_cancellation_cutoff_hours": 5, "mentee_max_reschedules": 9}
    after = Policies.model_validate(now.model_dump() | changes)
    with store.read() as tx:
        found = [effects_of(rule, after, tx.policy_reach, tx.now) for rule in differences(now, after)]
    assert list(itertools.chain(*found)) == [Effect(Concern.IDLE)] * 2


@pytest.mark.spec("ADM-8")
def test_what_another_value_of_a_rule_changes_can_always_be_told(store: SqlStore) -> None:
    now = Policies()
    others = {
        key: not value if isinstance(value, bool) else value + 1
        for key, value in now
        if isinstance(value, int)
    }
    others |= {"default_duration": now.durations[-1]}
    with store.read() as tx:
        for key, value in others.items():
            after = with_rule(now, key, value)
            (rule,) = differences(now, after)
            assert effects_of(rule, after, tx.policy_reach, tx.now)
