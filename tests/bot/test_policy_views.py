"""The rules as cards: within both platforms' limits, and the table of refunds as CAN-3 has it."""

from datetime import date

import pytest

from bot.actions.policies import Group, ProposePolicy
from bot.formats import plain
from bot.policies.cards import refund_table, rules_card
from bot.policies.change_cards import all_rules_card, group_card, presets_card, rule_card
from bot.policies.form import rule_form
from bot.policies.proposal_cards import effect_text, proposal_card
from bot.policies.values import choices, typed_value, value_text
from bot.slack import render as slack
from bot.telegram import render as telegram
from bot.tokens import fits
from bot.typed.policy_values import read_value
from bot.ui import Card
from core.availability import Schedule
from core.mentors import Mentor
from core.people import Person, Plan, Role
from core.policies import PRESETS, Policies, differences, with_rule
from core.usecases.policies import AllRules, OwnRules, PolicyProposal
from core.usecases.policy_effects import Change, Concern, Effect
from core.usecases.quota import Quota
from tests.bot.test_slack_render import check_message
from tests.conftest import MORNING

ANA = Person(1, "Ana", MORNING, zone="Europe/Berlin", plan=Plan.COUNCIL, roles=frozenset(Role))
MENTOR = Mentor(ANA, Schedule("Europe/Berlin", instant_booking=False))
EFFECTS = tuple(
    Effect(concern, 1000, Plan.NONE) for concern in (Concern.SESSIONS, Concern.LATE, Concern.QUOTA)
)
CHANGES = {
    name: tuple(Change(each, EFFECTS) for each in differences(Policies(), policies))
    for name, policies in PRESETS.items()
}
CARDS = [
    card
    for name, policies in PRESETS.items()
    for card in (
        rules_card(OwnRules(ANA, policies, Quota(1, 5, date(2026, 4, 1)), MENTOR), "help@example.org"),
        *(group_card(AllRules(policies, name), group) for group in Group),
        proposal_card(PolicyProposal(2**62, name, CHANGES[name])),
    )
] + [
    all_rules_card(AllRules(Policies(), None)),
    presets_card(AllRules(Policies(), None)),
    *(rule_card(Policies(), key) for key in Policies.model_fields),
]


@pytest.mark.spec("POL", "CHT-2", "CHT-3")
@pytest.mark.parametrize("card", CARDS)
def test_the_rules_fit_into_one_message_of_either_platform(card: Card) -> None:
    check_message(slack.message(card, "T1", strict=True)[0])
    telegram.pages(card, strict=True)
    telegram.render(card, strict=True)


@pytest.mark.spec("POL", "CAN-3")
@pytest.mark.parametrize(
    ("changes", "table"),
    [
        (
            {},
            [
                ("24 h or more before", "all of it back"),
                ("2 h to 24 h before", "70 % back"),
                ("Less than 2 h before", "no cancelling any more"),
            ],
        ),
        (
            {"late_cancellation": True, "late_refund_pct": 10},
            [
                ("24 h or more before", "all of it back"),
                ("2 h to 24 h before", "70 % back"),
                ("Less than 2 h before", "10 % back"),
            ],
        ),
        (
            {"mentee_cancellation_cutoff_hours": 48},
            [
                ("48 h or more before", "all of it back"),
                ("Less than 48 h before", "no cancelling any more"),
            ],
        ),
        (
            {"mentee_cancellation_cutoff_hours": 48, "late_cancellation": True},
            [("24 h or more before", "all of it back"), ("Less than 24 h before", "0 % back")],
        ),
        (
            {"mentee_cancellation_cutoff_hours": 0},
            [("24 h or more before", "all of it back"), ("0 h to 24 h before", "70 % back")],
        ),
        (
            {"mentee_cancellation_cutoff_hours": 0, "free_cancellation_hours": 0},
            [("Until the start", "all of it back")],
        ),
    ],
    ids=str,
)
def test_the_table_of_refunds_says_what_comes_back_when(
    changes: dict[str, object], table: list[tuple[str, str]]
) -> None:
    policies = Policies.model_validate(Policies().model_dump() | changes)
    assert list(refund_table(policies)) == [*table, ("Your mentor cancels", "all of it back")]


@pytest.mark.spec("ADM-8")
@pytest.mark.parametrize("policies", PRESETS.values(), ids=PRESETS)
def test_every_value_has_words_and_is_read_as_it_is_typed(policies: Policies) -> None:
    for key in Policies.model_fields:
        value = getattr(policies, key)
        said = value_text(key, value)
        assert said.strip()
        assert not any(odd in said for odd in ("None", "True", "False", "<", "{"))
        if key != "monthly_sessions":
            typed = typed_value(key, value)
            assert read_value(key, typed, policies) == value or value is None, (key, typed)
        for _, other in choices(key, value):
            assert with_rule(policies, key, read_value(key, other, policies)) != policies
            assert fits(ProposePolicy(key, other))
        layout = rule_form(policies, key)
        assert all(len(field.hint) <= 150 for field in layout.fields)


@pytest.mark.parametrize("concern", Concern)
def test_what_follows_is_said_of_none_one_and_many(concern: Concern) -> None:
    none, one, many = (plain(effect_text(Effect(concern, count, Plan.COUNCIL))) for count in (0, 1, 1234))
    assert all(said.endswith(".") for said in (none, one, many))
    if concern not in (Concern.FROM_NOW, Concern.IDLE):
        assert ("0" in none, "1 " in one, "1,234" in many) == (False, True, True)
