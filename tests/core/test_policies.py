"""The policies and the five sets to start from."""

import pytest
from pydantic import ValidationError

from core.people import Plan, Role
from core.policies import PRESETS, CountRescheduleOn, DisputeEnd, Policies


def changes(name: str) -> dict[str, object]:
    default = Policies().model_dump()
    return {key: value for key, value in PRESETS[name].model_dump().items() if value != default[key]}


EVERYONE = {"plans_that_book": tuple(Plan), "monthly_sessions": dict.fromkeys(Plan)}


@pytest.mark.spec("POL")
def test_the_default_says_what_the_specification_says() -> None:
    assert PRESETS["default"] == Policies()
    assert Policies().model_dump() == {
        "plans_that_book": (Plan.INDIVIDUAL, Plan.COUNCIL),
        "monthly_sessions": {Plan.INDIVIDUAL: 2, Plan.COUNCIL: 5, Plan.NONE: 0},
        "durations": (15, 30, 45, 60, 90, 120, 180, 240),
        "default_duration": 30,
        "slot_interval": 30,
        "default_hours": (540, 1260),
        "min_notice_minutes": 30,
        "max_days_ahead": 60,
        "hold_minutes": 10,
        "payment_minutes": 20,
        "confirmation_expiry_hours": 24,
        "mentee_may_cancel": True,
        "mentor_may_cancel": True,
        "mentee_cancellation_cutoff_hours": 2,
        "mentor_cancellation_cutoff_hours": 0,
        "late_cancellation": False,
        "late_refund_pct": 0,
        "free_cancellation_hours": 24,
        "partial_refund_pct": 70,
        "require_cancellation_reason": True,
        "mentee_may_reschedule": True,
        "mentor_may_reschedule": True,
        "reschedule_needs_approval": True,
        "mentee_reschedule_cutoff_hours": 4,
        "mentor_reschedule_cutoff_hours": 2,
        "mentee_max_reschedules": 2,
        "mentor_max_reschedules": 2,
        "count_reschedules_on": CountRescheduleOn.ACCEPT,
        "max_reschedule_requests": 5,
        "reschedule_expiry_hours": 48,
        "max_counter_proposals": 3,
        "hold_proposed_time": True,
        "mentee_may_decline_reschedule": False,
        "reassign_on_mentor_cancel": True,
        "take_payment": True,
        "refund_second_admin": 100,
        "dispute_days": 3,
        "recording_days": 30,
        "dispute_then": DisputeEnd.REFUND,
        "weekly_summary": True,
        "join_window_minutes": 15,
        "reminder_offsets_minutes": (1440, 60),
        "completion_grace_minutes": 15,
        "council_minutes": 60,
        "council_min_mentors": 3,
        "council_max_mentors": 5,
        "council_capacity": 12,
        "council_deadline_hours": 72,
    }


@pytest.mark.spec("POL")
def test_mentra_lets_the_mentee_move_without_asking_and_the_mentor_do_nothing() -> None:
    assert changes("mentra") == {
        "durations": (30,),
        "mentor_may_cancel": False,
        "mentee_cancellation_cutoff_hours": 24,
        "mentor_cancellation_cutoff_hours": None,
        "require_cancellation_reason": False,
        "mentor_may_reschedule": False,
        "reschedule_needs_approval": False,
        "mentee_reschedule_cutoff_hours": 24,
        "mentor_reschedule_cutoff_hours": None,
        "mentee_max_reschedules": None,
        "mentor_max_reschedules": 0,
        "max_reschedule_requests": None,
        "reassign_on_mentor_cancel": False,
        "take_payment": False,
    }


@pytest.mark.spec("POL")
def test_the_first_sharingminds_keeps_mentors_from_cancelling_and_moving() -> None:
    assert changes("sharingminds_v1") == EVERYONE | {
        "mentor_may_cancel": False,
        "mentor_cancellation_cutoff_hours": None,
        "mentor_may_reschedule": False,
        "reschedule_needs_approval": False,
        "mentor_reschedule_cutoff_hours": None,
        "mentor_max_reschedules": 0,
        "reassign_on_mentor_cancel": False,
    }


@pytest.mark.spec("POL")
def test_the_later_sharingminds_allows_late_cancellation_without_refund() -> None:
    assert changes("sharingminds") == EVERYONE | {"late_cancellation": True}


@pytest.mark.spec("POL")
def test_aureeture_counts_reschedules_when_they_are_asked_for() -> None:
    assert changes("aureeture") == EVERYONE | {
        "mentor_may_cancel": False,
        "mentor_cancellation_cutoff_hours": None,
        "mentor_max_reschedules": 5,
        "count_reschedules_on": CountRescheduleOn.REQUEST,
        "mentee_may_decline_reschedule": True,
        "reassign_on_mentor_cancel": False,
    }


@pytest.mark.spec("POL", "CAN-1", "RSC-1")
def test_a_rule_is_asked_for_by_role() -> None:
    policies = PRESETS["mentra"]
    assert [policies.may_cancel(role) for role in Role] == [True, False, True]
    assert [policies.cancellation_cutoff_hours(role) for role in Role] == [24, None, None]
    assert [policies.may_reschedule(role) for role in Role] == [True, False, True]
    assert [policies.reschedule_cutoff_hours(role) for role in Role] == [24, None, None]
    assert [policies.max_reschedules(role) for role in Role] == [None, 0, None]


@pytest.mark.spec("POL", "ADM-8")
@pytest.mark.parametrize(
    "change",
    [
        {"durations": ()},
        {"durations": (45, 60)},
        {"durations": (30, 30)},
        {"default_hours": (600, 600)},
        {"default_hours": (600, 1500)},
        {"partial_refund_pct": 101},
        {"min_notice_minutes": -1},
        {"council_min_mentors": 6},
        {"monthly_sessions": {"individual": 2}},
        {"reminder_offsets_minutes": (60, 60)},
        {"slot_interval": 0},
        {"no_such_key": 1},
    ],
    ids=str,
)
def test_a_rule_that_makes_no_sense_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Policies.model_validate(Policies().model_dump() | change)


@pytest.mark.spec("POL")
@pytest.mark.parametrize("name", PRESETS)
def test_policies_survive_being_written_down(name: str) -> None:
    assert Policies.model_validate_json(PRESETS[name].model_dump_json()) == PRESETS[name]


@pytest.mark.spec("POL")
def test_policies_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError):
        Policies().hold_minutes = 5  # type: ignore[misc]
