"""The rules: read by members in their own role, shown and changed by admins."""

from datetime import timedelta

import pytest

from bot.actions.policies import (
    ConfirmPolicies,
    EditPolicy,
    Group,
    PreviewPreset,
    ProposePolicy,
    ShowAllPolicies,
    ShowPolicy,
    ShowPolicyGroup,
    ShowPresets,
    UsePreset,
)
from bot.policies.words import title_of
from core.policies import PRESETS, Policies
from core.usecases import policies
from tests.journeys.conftest import Cast
from tests.journeys.programme import SUPPORT
from tests.payments import Provider


def in_force(cast: Cast) -> Policies:
    with cast.programme.store.read() as tx:
        return tx.policies()


# --- as members read them


@pytest.mark.spec("POL", "CHT-7")
async def test_a_mentee_reads_what_they_may_do_and_what_comes_back(cast: Cast) -> None:
    await cast.mia.command("policies")
    rules = cast.mia.last()
    for sentence in (
        "You can have 2 sessions a month with the individual plan: 0 used so far, Wed 1 Apr renews it.",
        "A session lasts 30 min, or what you choose of 15 min, 30 min, 45 min, 1 h, 1 h 30 min, 2 h, 3 h, 4 h.",
        "You can cancel until 2 h before the start, with a reason.",
        "24 h or more before: all of it back",
        "2 h to 24 h before: 70 % back",
        "Less than 2 h before: no cancelling any more",
        "You can ask for another time until 4 h before the start, at most twice a session.",
        "within 48 h",
        "you can accept, propose another time or cancel with a full refund",
        "I look for another mentor at the same time",
        "The Join button comes 15 min before the start",
    ):
        assert sentence in rules, rules
    assert "_" not in rules
    assert "As a mentor" not in rules
    assert "Being booked" not in rules
    assert f"Anything else: {SUPPORT}." in rules


@pytest.mark.spec("POL")
async def test_a_mentor_reads_the_mentors_rules_first(cast: Cast) -> None:
    await cast.ana.command("policies")
    rules = cast.ana.last()
    assert rules.index("Being booked") < rules.index("Booking\n")
    assert "You can cancel until the start, with a reason." in rules
    assert "Another mentor is looked for then" in rules
    assert "You can ask for another time until 2 h before the start, at most twice a session." in rules
    assert "you can accept, propose another time or decline" in rules


@pytest.mark.spec("POL", "CAN-3")
@pytest.mark.parametrize(
    ("preset", "mentees", "mentors"),
    [
        (
            "mentra",
            (
                "A session lasts 30 min.",
                "You can cancel until 24 h before the start.",
                "Less than 24 h before: no cancelling any more",
                "You can move a session to another free time until 24 h before the start, as often as you like.",
                "It takes effect at once.",
                "Your mentor cannot move one either.",
                "Mentors do not cancel sessions. If an admin has to",
            ),
            (
                "Only the mentee can cancel or reschedule a session. If you cannot come, turn to an admin.",
                "You cannot move",
            ),
        ),
        (
            "sharingminds_v1",
            (
                "You can book as many sessions a month as you like.",
                "You can cancel until 2 h before the start, with a reason.",
                "You can move a session to another free time until 4 h before the start, at most twice a session.",
            ),
            (
                "Only the mentee can cancel or reschedule a session. If you cannot come, turn to an admin.",
                "You cannot move",
            ),
        ),
        (
            "sharingminds",
            (
                "Later you can still cancel until the start, but then it counts.",
                "Less than 2 h before: 0 % back",
                "You can ask for another time until 4 h before the start, at most twice a session.",
                "I look for another mentor",
            ),
            ("You can cancel until the start, with a reason.", "Another mentor is looked for then"),
        ),
        (
            "aureeture",
            (
                "you can accept, propose another time, decline or cancel with a full refund.",
                "Mentors do not cancel sessions. If an admin has to",
            ),
            (
                "Mentors do not cancel sessions, but you can ask for another time.",
                "You can ask for another time until 2 h before the start, at most 5 times a session.",
            ),
        ),
    ],
)
async def test_each_systems_rules_read_as_they_are(
    cast: Cast, preset: str, mentees: tuple[str, ...], mentors: tuple[str, ...]
) -> None:
    await cast.olga.command("admin", f"policies use {preset}")
    await cast.olga.press("Use ")
    assert in_force(cast) == PRESETS[preset]
    for someone, sentences in ((cast.mia, mentees), (cast.ana, mentors)):
        await someone.command("policies")
        for sentence in sentences:
            assert sentence in someone.last(), someone.last()


@pytest.mark.spec("POL", "BOK-2")
async def test_who_has_no_plan_reads_that_it_does_not_book(cast: Cast) -> None:
    await cast.olga.command("policies")
    assert "Your plan does not include booking sessions" in cast.olga.last()


# --- as admins change them


@pytest.mark.spec("ADM-8", "POL", "CHT-4")
async def test_the_rules_are_shown_by_groups_and_in_words(cast: Cast) -> None:
    await cast.olga.command("admin", "policies")
    assert "These are the ready-made rules of Parley, without changes." in cast.olga.last()
    for group, said in (
        (
            "Booking",
            "Usual hours: 09:00–21:00\nWhen mentors can be booked who have set no hours of their own.",
        ),
        (
            "Cancelling",
            "Mentees cancel until: 2 h before the start\nUntil when a mentee can cancel in time.",
        ),
        ("Another time", "When a move counts: when it is accepted"),
        ("Joining", "Reminders: 24 h, 1 h"),
    ):
        await cast.olga.press(group)
        assert said in cast.olga.last(), cast.olga.last()
        assert "_" not in cast.olga.last()
        await cast.olga.press("All rules")
    for typed, title in (
        ("cancelling", "Cancelling"),
        ("hold minutes", "Time to confirm"),
        ("hold_minutes", "Time to confirm"),
        ("time to confirm", "Time to confirm"),
    ):
        await cast.olga.command("admin", f"policies {typed}")
        cast.olga.sees(title)
    assert "To type it: /admin policies set hold minutes" in cast.olga.last()
    await cast.olga.command("admin", "policies nonsense")
    assert "nonsense" in cast.olga.last()


@pytest.mark.spec("ADM-8", "POL", "SAF-5")
async def test_a_rule_is_changed_by_presses_once_it_was_shown_for_whom(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 9am")
    await cast.mia.press("Confirm booking")
    await cast.olga.command("admin", "policies cancelling")
    await cast.olga.press("Mentees may cancel")
    await cast.olga.press("Change to “no”")
    preview = cast.olga.sees("Change this rule?")
    assert "Mentees may cancel: yes → no\nIt is no longer possible for 1 upcoming session." in preview
    await cast.olga.press("Leave it as it is")
    assert in_force(cast) == Policies()
    await cast.olga.command("admin", "policies cancelling")
    await cast.olga.press("Mentees cancel until")
    await cast.olga.press("Change")
    await cast.olga.fill({"Mentees cancel until": "soon"})
    cast.olga.sees("Write whole hours")
    await cast.olga.fill({"Mentees cancel until": "2 days"})
    preview = cast.olga.sees("Change this rule?")
    assert "2 h before the start → 48 h before the start" in preview
    assert "It holds at once for 1 upcoming session. For 1 of them it is too late at once." in preview
    assert in_force(cast) == Policies(), "nothing yet"
    await cast.olga.press("Change the rule")
    cast.olga.sees("The rules have changed")
    assert in_force(cast).mentee_cancellation_cutoff_hours == 48
    assert cast.programme.audited()[-1] == "POLICIES_CHANGED"
    await cast.olga.command("admin", "policies confirm")
    assert "By this, nothing was changed." in cast.olga.last()


@pytest.mark.spec("ADM-8", "POL")
async def test_numbers_of_each_plan_are_fields_of_their_own(cast: Cast) -> None:
    await cast.olga.command("admin", "policies sessions a month")
    await cast.olga.press("Change")
    await cast.olga.fill({"without a plan": "0", "individual": "many"})
    cast.olga.sees("Write plans and their numbers")
    await cast.olga.fill({"individual": "3", "council": "-"})
    cast.olga.sees("without a plan: 0, individual: 3, council: no limit")
    await cast.olga.press("Change the rule")
    assert in_force(cast).monthly_sessions == {"none": 0, "individual": 3, "council": None}


@pytest.mark.spec("ADM-8", "CHT-4")
async def test_a_rule_that_is_typed_without_a_value_is_asked_for_one(cast: Cast) -> None:
    await cast.olga.command("admin", "policies set hold_minutes")
    await cast.olga.fill({"Time to confirm": "15"})
    cast.olga.sees("10 min → 15 min")


@pytest.mark.spec("ADM-8", "POL")
async def test_a_rule_that_changed_since_it_was_shown_is_asked_again(cast: Cast) -> None:
    await cast.olga.command("admin", "policies set hold minutes 15")
    cast.programme.set_policies(hold_minutes=20)
    await cast.olga.press("Change the rule")
    again = cast.olga.last()
    assert "Somebody else has changed the rules since you looked." in again
    assert "20 min → 15 min" in again
    assert in_force(cast).hold_minutes == 20
    cast.programme.set_policies(late_refund_pct=5)
    await cast.olga.press("Change the rule")
    assert in_force(cast) == Policies(hold_minutes=15, late_refund_pct=5), "another rule does not matter"
    await cast.olga.command("admin", "policies use mentra")
    cast.programme.set_policies(hold_minutes=30)
    await cast.olga.press("Use Mentra")
    assert "Time to confirm: 30 min → 10 min" in cast.olga.last()
    await cast.olga.press("Use Mentra")
    assert in_force(cast) == PRESETS["mentra"]


@pytest.mark.spec("ADM-8", "POL", "SAF-5")
async def test_a_preset_is_explained_previewed_confirmed_and_audited(cast: Cast) -> None:
    await cast.olga.command("admin", "policies presets")
    assert "Mentra\nSessions of 30 min on a plan, without payment." in cast.olga.last()
    await cast.olga.press("Look at Mentra")
    preview = cast.olga.last()
    assert "Use the rules of Mentra?" in preview
    assert "Sessions of 30 min on a plan, without payment." in preview
    assert "Mentors may cancel: yes → no" in preview
    assert "Moves by the mentee: 2 → no limit" in preview
    assert "keep the refund they were promised" in preview
    assert in_force(cast) == Policies(), "nothing yet"
    await cast.olga.press("Use Mentra")
    assert "The rules have changed" in cast.olga.last()
    assert in_force(cast) == PRESETS["mentra"]
    assert cast.programme.audited()[-1] == "POLICIES_CHANGED"
    await cast.olga.command("admin", "policies use mentra")
    assert "Nothing would change" in cast.olga.last()
    await cast.olga.push(UsePreset("sharingminds"))
    assert "Use the rules of SharingMinds?" in cast.olga.last(), "an old button shows first, too"
    assert cast.programme.audited().count("POLICIES_CHANGED") == 1


@pytest.mark.spec("ADM-8", "CHT-1")
async def test_an_unknown_preset_or_rule_suggests_the_nearest(cast: Cast) -> None:
    await cast.olga.command("admin", "policies use mentre")
    assert "Did you mean mentra?" in cast.olga.last()
    await cast.olga.press("Mentra")
    assert "Use the rules of Mentra?" in cast.olga.last()
    await cast.olga.command("admin", "policies use xyz")
    assert "SharingMinds 1" in cast.olga.buttons()
    for typed in ("policies set hold_minuets 15", "policies hold_minuets"):
        await cast.olga.command("admin", typed)
        assert "Time to confirm (hold minutes)" in cast.olga.last()
    await cast.olga.press("Time to confirm")
    cast.olga.sees("Time to confirm")


@pytest.mark.spec("ADM-8")
@pytest.mark.parametrize(
    ("typed", "key", "value"),
    [
        ("hold_minutes 15", "hold_minutes", 15),
        ("hold minutes 15 min", "hold_minutes", 15),
        ("hold-minutes=1h", "hold_minutes", 60),
        ("late_cancellation yes", "late_cancellation", True),
        ("mentee_max_reschedules no limit", "mentee_max_reschedules", None),
        ("mentee_cancellation_cutoff_hours 2 days", "mentee_cancellation_cutoff_hours", 48),
        ("late_refund_pct 25 %", "late_refund_pct", 25),
        ("durations 30, 1h, 90m", "durations", (30, 60, 90)),
        ("default_hours 8-18", "default_hours", (480, 1080)),
        ("plans_that_book nobody", "plans_that_book", ()),
        ("plans_that_book all", "plans_that_book", ("none", "individual", "council")),
        ("count_reschedules_on request", "count_reschedules_on", "request"),
        ("max_days_ahead 6 weeks", "max_days_ahead", 42),
        ("reminder_offsets_minutes 2 days, 1h", "reminder_offsets_minutes", (2880, 60)),
        (
            "monthly_sessions individual 3, none no limit",
            "monthly_sessions",
            {"individual": 3, "council": 5, "none": None},
        ),
    ],
)
async def test_one_rule_is_set_as_it_is_typed(cast: Cast, typed: str, key: str, value: object) -> None:
    await cast.olga.command("admin", f"policies set {typed}")
    assert f"{title_of(key)}: " in cast.olga.last()
    assert in_force(cast) == Policies(), "nothing yet"
    await cast.olga.command("admin", "policies confirm")
    assert getattr(in_force(cast), key) == value


@pytest.mark.spec("ADM-8")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hold_minutes 0", "The least that it takes is 1."),
        ("hold_minutes soon", "Write a length of time"),
        ("late_refund_pct 101", "The most that it takes is 100."),
        ("late_cancellation perhaps", "It is either yes or no."),
        ("default_duration 37", "has to be one of the lengths"),
        ("durations 45, 60", "has to be one of the lengths"),
        ("durations 30, 30", "Something is there twice."),
        ("durations -", "Write lengths of time"),
        ("default_hours 18-8", "Write hours of one day"),
        ("default_hours 9", "Write hours of one day"),
        ("plans_that_book gold", "Write plans with commas"),
        ("monthly_sessions gold 3", "Write plans and their numbers"),
        ("council_min_mentors 6", "A council cannot need more"),
        ("max_days_ahead 367", "The most that it takes is 366."),
        ("mentee_reschedule_cutoff_hours 90 min", "Write whole hours"),
        ("count_reschedules_on maybe", "either accept or request"),
    ],
)
async def test_a_value_that_makes_no_sense_is_refused_with_a_clear_sentence(
    cast: Cast, typed: str, said: str
) -> None:
    await cast.olga.command("admin", f"policies set {typed}")
    assert said in cast.olga.last(), cast.olga.last()
    assert in_force(cast) == Policies()
    assert "POLICIES_CHANGED" not in cast.programme.audited()


@pytest.mark.spec("ADM-8", "SAF-1")
async def test_only_admins_see_and_change_the_programmes_rules(cast: Cast) -> None:
    await cast.olga.command("admin", "policies set hold_minutes 15")
    draft = policies.pending(cast.programme.desk, cast.olga.person)
    for action in (
        ShowAllPolicies(),
        ShowPolicyGroup(Group.MOVING),
        ShowPolicy("hold_minutes"),
        ProposePolicy("hold_minutes", "15"),
        EditPolicy("hold_minutes"),
        ConfirmPolicies(draft),
        ShowPresets(),
        PreviewPreset("mentra"),
        UsePreset("mentra"),
    ):
        await cast.mia.push(action)
        assert "For admins only" in cast.mia.last()
    await cast.mia.command("admin", "policies set hold_minutes 15")
    assert "For admins only" in cast.mia.last()
    assert in_force(cast) == Policies()


@pytest.mark.spec("POL", "CAN-3")
async def test_booked_sessions_keep_their_refund_and_take_the_new_cutoffs(cast: Cast) -> None:
    cast.programme.change_mentor(cast.ana, rate=10_000)
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.mia)
    for change in ("partial_refund_pct 10", "mentee_cancellation_cutoff_hours 1"):
        await cast.olga.command("admin", f"policies set {change}")
        await cast.olga.press("Change the rule")
    await cast.programme.until(session.starts_at - (session.ends_at - session.starts_at) * 3)
    await cast.mia.command("sessions", f"{session.code} cancel")
    await cast.mia.fill({"Reason": "Schedule conflict"})
    (ended,) = cast.programme.sessions_of(cast.mia)
    assert ended.refund is not None
    assert (ended.refund.pct, ended.refund.amount) == (70, 7_000)


@pytest.mark.spec("PAY-1", "ADM-8")
async def test_a_time_to_pay_fits_how_long_a_providers_links_are_open(cast: Cast) -> None:
    cast.programme.charge(Provider())
    await cast.olga.command("admin", "policies set payment_minutes 15")
    assert "the least that it takes is 16" in cast.olga.last()
    await cast.olga.command("admin", "policies set take_payment no")
    await cast.olga.command("admin", "policies confirm")
    await cast.olga.command("admin", "policies set payment_minutes 15")
    await cast.olga.command("admin", "policies confirm")
    assert in_force(cast).payment_minutes == 15
    await cast.olga.command("admin", "policies set take_payment yes")
    assert "the least that it takes is 16" in cast.olga.last()
    assert not in_force(cast).take_payment
    await cast.olga.command("admin", "policies set hold_minutes 15")
    await cast.olga.command("admin", "policies confirm")
    assert in_force(cast).hold_minutes == 15, "what has nothing to do with it is set"
    cast.programme.charge(Provider(longest=timedelta(minutes=14)))
    await cast.olga.command("admin", "policies set payment_minutes 20 min")
    await cast.olga.command("admin", "policies confirm")
    assert in_force(cast).payment_minutes == 20, "while nobody pays through Parley, anything goes"
    await cast.olga.command("admin", "policies set take_payment yes")
    assert "the least that it takes" not in cast.olga.last()
    assert "the most that it takes is 14" in cast.olga.last()
