"""The rules of the programme, in the talk."""

from typing import assert_never

from bot.actions.policies import (
    ConfirmPolicies,
    DiscardPolicies,
    Forms,
    Presses,
    PreviewPreset,
    ProposePolicy,
    ShowAllPolicies,
    ShowPolicies,
    ShowPolicy,
    ShowPolicyGroup,
    ShowPresets,
    UsePreset,
)
from bot.forms.problems import about_field
from bot.policies.cards import rules_card
from bot.policies.change_cards import all_rules_card, group_card, presets_card, rule_card
from bot.policies.form import first_field, rule_form, value_of
from bot.policies.proposal_cards import changed_card, left_card, proposal_card
from bot.subject import Subject
from bot.turn import Turn
from bot.typed.policy_values import read_value
from bot.ui import Layout, Message, Outcome
from core.errors.policies import PolicyRefused
from core.usecases import policies
from core.usecases.policies import PoliciesChanged


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowPolicies():
            return Message(rules_card(policies.own_rules(desk, person), desk.support))
        case ShowAllPolicies():
            return Message(all_rules_card(policies.all_rules(desk, person)))
        case ShowPolicyGroup(group):
            return Message(group_card(policies.all_rules(desk, person), group))
        case ShowPolicy(key):
            return Message(rule_card(policies.rules_with(desk, person, key), key))
        case ProposePolicy(key, value):
            read = read_value(key, value, policies.rules_with(desk, person, key))
            return Message(proposal_card(policies.propose_policy(desk, person, key, read)))
        case ConfirmPolicies(draft):
            done = policies.carry_out(desk, person, draft)
            return Message(changed_card(done) if isinstance(done, PoliciesChanged) else proposal_card(done))
        case DiscardPolicies(draft):
            policies.give_up(desk, person, draft)
            return Message(left_card())
        case ShowPresets():
            return Message(presets_card(policies.all_rules(desk, person)))
        case PreviewPreset(preset) | UsePreset(preset):
            return Message(proposal_card(policies.propose_preset(desk, person, preset)))
    assert_never(action)


def form(turn: Turn, action: Forms) -> Layout:
    """Lay out the form; raises the refusal that stands against it."""
    return rule_form(policies.rules_with(turn.desk, turn.person, action.key), action.key)


def send(turn: Turn, action: Forms, values: dict[str, str]) -> Outcome:
    """Show what the value that was written would change; raises refusals."""
    desk, person = turn.desk, turn.person
    value = value_of(policies.rules_with(desk, person, action.key), action.key, values)
    with about_field(first_field(action.key), PolicyRefused):
        return Message(proposal_card(policies.propose_policy(desk, person, action.key, value)))


POLICIES: Subject[Presses, Forms] = Subject(press, form, send)
