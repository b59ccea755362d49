"""A session's moves: who may cancel when, what it costs, when Join is open."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.cancelling import cancel, cancel_until, check_cancellable
from core.errors.cancelling import CancelTooLate, ReasonMissing
from core.errors.sessions import AlreadyOver, NotAllowed
from core.ids import code_of, new_id
from core.people import Role
from core.policies import Policies
from core.sessions import (
    ENDED,
    CancelReason,
    Session,
    Status,
    Topic,
)
from tests.conftest import MORNING

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
START = MORNING + 48 * HOUR
WHY = CancelReason.CONFLICT, ""
SESSION = Session(
    id=1,
    mentor=10,
    mentee=20,
    starts_at=START,
    minutes=45,
    buffer_minutes=0,
    month="2026-03-01",
    booked_at=MORNING,
    topic=Topic("Talk"),
    meeting_url="https://rooms.example/1",
)


@pytest.mark.spec("CAN-1", "SES-1")
@pytest.mark.parametrize("role", [Role.MENTEE, Role.MENTOR])
def test_cancelling_makes_a_new_revision_and_says_who_when_and_why(role: Role) -> None:
    cancelled = cancel(SESSION, role, MORNING, Policies(), (CancelReason.OTHER, "a cold"))
    assert (cancelled.status, cancelled.revision) == (Status.CANCELLED, 2)
    assert cancelled.cancellation is not None
    told = cancelled.cancellation
    assert (told.by, told.at, told.reason, told.note) == (role, MORNING, CancelReason.OTHER, "a cold")
    assert SESSION.status is Status.SCHEDULED


@pytest.mark.spec("CAN-1", "POL")
def test_the_cutoff_itself_is_still_in_time() -> None:
    policies = Policies(mentee_cancellation_cutoff_hours=2)
    until = cancel_until(SESSION, Role.MENTEE, policies)
    assert until == START - 2 * HOUR
    check_cancellable(SESSION, Role.MENTEE, until, policies)
    with pytest.raises(CancelTooLate) as late:
        check_cancellable(SESSION, Role.MENTEE, until + MINUTE, policies)
    assert late.value.until == until
    check_cancellable(SESSION, Role.MENTOR, START - MINUTE, policies)


@pytest.mark.spec("CAN-1", "BOK-2")
def test_only_a_late_mentee_loses_the_months_place() -> None:
    policies = Policies(late_cancellation=True)
    late = START - HOUR
    assert cancel(SESSION, Role.MENTEE, late, policies, WHY).counted
    assert not cancel(SESSION, Role.MENTEE, START - 3 * HOUR, policies, WHY).counted
    assert not cancel(SESSION, Role.MENTOR, late, policies, WHY).counted


@pytest.mark.spec("CAN-1")
def test_a_late_mentor_stays_refused_where_late_cancelling_is_the_mentees() -> None:
    policies = Policies(late_cancellation=True, mentor_cancellation_cutoff_hours=5)
    with pytest.raises(CancelTooLate):
        cancel(SESSION, Role.MENTOR, START - HOUR, policies, WHY)


@pytest.mark.spec("SES-1", "CAN-1")
@pytest.mark.parametrize("status", [Status.IN_PROGRESS, *sorted(ENDED)])
def test_only_what_lies_ahead_can_be_cancelled(status: Status) -> None:
    with pytest.raises(AlreadyOver) as over:
        cancel(replace(SESSION, status=status), Role.MENTEE, MORNING, Policies(), WHY)
    assert over.value.status == status
    with pytest.raises(AlreadyOver):
        check_cancellable(SESSION, Role.MENTOR, START, Policies())


@pytest.mark.spec("CAN-1", "CAN-4")
@pytest.mark.parametrize(
    ("policies", "role"),
    [(Policies(mentee_may_cancel=False), Role.MENTEE), (Policies(mentor_may_cancel=False), Role.MENTOR)],
)
def test_policy_says_who_may_at_all(policies: Policies, role: Role) -> None:
    with pytest.raises(NotAllowed):
        check_cancellable(SESSION, role, MORNING, policies)


@pytest.mark.spec("CAN-1")
def test_a_reason_is_asked_for_where_policy_requires_it_and_other_needs_words_always() -> None:
    with pytest.raises(ReasonMissing):
        cancel(SESSION, Role.MENTEE, MORNING, Policies(), (None, "because"))
    lax = Policies(require_cancellation_reason=False)
    assert cancel(SESSION, Role.MENTEE, MORNING, lax, (None, "")).status is Status.CANCELLED
    with pytest.raises(ReasonMissing) as missing:
        cancel(SESSION, Role.MENTEE, MORNING, lax, (CancelReason.OTHER, ""))
    assert missing.value.field == "note"


@pytest.mark.spec("MTG-2")
@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (START - 15 * MINUTE - timedelta(seconds=1), False),
        (START - 15 * MINUTE, True),
        (START, True),
        (START + 45 * MINUTE - timedelta(seconds=1), True),
        (START + 45 * MINUTE, False),
    ],
)
def test_join_is_open_from_its_window_to_the_end(at: object, is_open: bool) -> None:
    assert SESSION.joinable(at, 15) is is_open  # type: ignore[arg-type]
    for status in (Status.CANCELLED, Status.COMPLETED, Status.REQUESTED):
        assert not replace(SESSION, status=status).joinable(START, 15)


def test_each_party_has_a_role_and_another() -> None:
    assert (SESSION.role_of(10), SESSION.role_of(20), SESSION.role_of(30)) == (
        Role.MENTOR,
        Role.MENTEE,
        None,
    )
    assert (SESSION.other(10), SESSION.other(20)) == (20, 10)


@pytest.mark.spec("CHT-7")
def test_a_code_is_short_and_has_no_letters_that_are_misread() -> None:
    ids = [new_id(MORNING) for _ in range(200)]
    assert all(code_of(made)[:2] == "S-" and len(code_of(made)) == 6 for made in ids)
    assert not set("ILOU") & set("".join(code_of(made)[2:] for made in ids))


def test_ids_sort_by_time_are_positive_and_fit_into_a_database() -> None:
    ids = [new_id(MORNING + timedelta(milliseconds=step)) for step in range(50)]
    assert ids == sorted(ids)
    assert all(0 < made < 2**63 for made in ids)
    assert new_id(MORNING) != new_id(MORNING)
