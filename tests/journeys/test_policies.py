"""The rules: read by members in their own role, shown and changed by admins."""

import pytest

from bot.actions.policies import PreviewPreset, ShowAllPolicies, UsePreset
from core.policies import PRESETS, Policies
from tests.journeys.conftest import Cast
from tests.journeys.programme import SUPPORT

pytestmark = pytest.mark.usefixtures("pseudo_language")


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
    await cast.olga.press(f"Use {preset}")
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


@pytest.mark.spec("ADM-8", "POL")
async def test_an_admin_sees_every_key_and_its_value(cast: Cast) -> None:
    await cast.olga.command("admin", "policies")
    rules = cast.olga.last()
    for key in Policies.model_fields:
        assert f"{key}: " in rules
    for said in (
        "default_hours: 09:00–21:00",
        "late_refund_pct: 0 %",
        "reminder_offsets_minutes: 24 h, 1 h",
    ):
        assert said in rules
    assert "These are the ready-made rules of default, without changes." in rules
    assert "Use mentra" in cast.olga.buttons()


@pytest.mark.spec("ADM-8", "POL", "SAF-5")
async def test_a_preset_is_previewed_confirmed_and_audited(cast: Cast) -> None:
    await cast.olga.command("admin", "policies use mentra")
    preview = cast.olga.last()
    assert "Use the rules of mentra?" in preview
    assert "mentor_may_cancel: yes → no" in preview
    assert "mentee_max_reschedules: 2 → no limit" in preview
    assert "keep the refund they were promised" in preview
    assert in_force(cast) == Policies(), "nothing yet"
    await cast.olga.press("Use mentra")
    assert "The rules have changed" in cast.olga.last()
    assert in_force(cast) == PRESETS["mentra"]
    assert cast.programme.audited()[-1] == "POLICIES_CHANGED"
    await cast.olga.command("admin", "policies use mentra")
    assert "Nothing would change" in cast.olga.last()
    await cast.olga.push(UsePreset("mentra"))
    assert "That is how it is already" in cast.olga.last()
    assert cast.programme.audited().count("POLICIES_CHANGED") == 1


@pytest.mark.spec("ADM-8", "CHT-1")
async def test_an_unknown_preset_or_rule_suggests_the_nearest(cast: Cast) -> None:
    await cast.olga.command("admin", "policies use mentre")
    assert "Did you mean mentra?" in cast.olga.last()
    await cast.olga.press("mentra")
    assert "Use the rules of mentra?" in cast.olga.last()
    await cast.olga.command("admin", "policies use xyz")
    assert "sharingminds_v1" in cast.olga.buttons()
    await cast.olga.command("admin", "policies set hold_minuets 15")
    assert "hold minutes" in cast.olga.last()


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
    assert f"{key}: " in cast.olga.last()
    assert getattr(in_force(cast), key) == value


@pytest.mark.spec("ADM-8")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hold_minutes 0", "The least that it takes is 1."),
        ("hold_minutes soon", "Write a length of time"),
        ("hold_minutes", "Write a length of time"),
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
    for action in (ShowAllPolicies(), PreviewPreset("mentra"), UsePreset("mentra")):
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
    await cast.olga.command("admin", "policies set partial_refund_pct 10")
    await cast.olga.command("admin", "policies set mentee_cancellation_cutoff_hours 1")
    await cast.programme.until(session.starts_at - (session.ends_at - session.starts_at) * 3)
    await cast.mia.command("sessions", f"{session.code} cancel")
    await cast.mia.fill({"Reason": "Schedule conflict"})
    (ended,) = cast.programme.sessions_of(cast.mia)
    assert ended.refund is not None
    assert (ended.refund.pct, ended.refund.amount) == (70, 7_000)
