"""The rules as cards: within both platforms' limits, and the table of refunds as CAN-3 has it."""

from datetime import date

import pytest

from bot.policies.cards import refund_table, rules_card
from bot.policies.change_cards import all_rules_card, preview_card, value_text
from bot.slack import render as slack
from bot.telegram import render as telegram
from bot.ui import Card
from core.availability import Schedule
from core.mentors import Mentor
from core.people import Person, Plan, Role
from core.policies import PRESETS, Policies, differences
from core.usecases.policies import AllRules, OwnRules, PresetPreview
from core.usecases.quota import Quota
from tests.bot.test_slack_render import check_message
from tests.conftest import MORNING

ANA = Person(1, "Ana", MORNING, zone="Europe/Berlin", plan=Plan.COUNCIL, roles=frozenset(Role))
MENTOR = Mentor(ANA, Schedule("Europe/Berlin", instant_booking=False))
CARDS = [
    card
    for name, policies in PRESETS.items()
    for card in (
        rules_card(OwnRules(ANA, policies, Quota(1, 5, date(2026, 4, 1)), MENTOR), "help@example.org"),
        all_rules_card(AllRules(policies, name)),
        preview_card(PresetPreview(name, differences(Policies(), policies))),
    )
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
def test_every_value_has_words(policies: Policies) -> None:
    for key in Policies.model_fields:
        said = value_text(key, getattr(policies, key))
        assert said.strip()
        assert not any(odd in said for odd in ("None", "True", "False", "<", "{"))
