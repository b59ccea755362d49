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
from bot.policies.words import GROUPS, RULES, group_title, title_of
from bot.subject import Subject
from bot.turn import Turn
from bot.typed.policy_values import read_value
from bot.ui import Layout, Message, Outcome
from core.errors.policies import NoSuchPolicy, PolicyRefused
from core.policies import Policies
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


def answer_typed(turn: Turn, text: str) -> Outcome:
    """`/admin policies`, `… cancelling`, `… use mentra`, `… set hold minutes 15`; None for anything else.

    Raises refusals.
    """
    verb, _, rest = text.partition(" ")
    match verb.lower():
        case "":
            return press(turn, ShowAllPolicies())
        case "use" | "preset" if rest:
            return press(turn, PreviewPreset(rest.strip()))
        case "presets" | "use" | "preset" if not rest:
            return press(turn, ShowPresets())
        case "confirm" if not rest:
            return press(turn, ConfirmPolicies(policies.pending(turn.desk, turn.person)))
        case "discard" if not rest:
            return press(turn, DiscardPolicies(policies.pending(turn.desk, turn.person)))
        case "set" if rest:
            key, value = _key_and_value(rest)
            return press(turn, ProposePolicy(key, value) if value else ShowPolicy(key))
    return _looked_up(turn, text)


def _looked_up(turn: Turn, text: str) -> Outcome:
    """A group or a rule by its name in the chat or as it is typed; None for what is neither."""
    wanted = text.strip().lower()
    for group, said in GROUPS.items():
        if wanted in (group.value, said.title.lower(), group_title(group).lower()):
            return press(turn, ShowPolicyGroup(group))
    for key, rule in RULES.items():
        if wanted in (rule.title.lower(), title_of(key).lower()):
            return press(turn, ShowPolicy(key))
    try:
        key, value = _key_and_value(text)
    except NoSuchPolicy as unknown:
        if unknown.near:
            raise
        return None
    return press(turn, ProposePolicy(key, value) if value else ShowPolicy(key))


def _key_and_value(text: str) -> tuple[str, str]:
    """The key that the text begins with, its words joined in whatever way, and the rest; raises NoSuchPolicy."""
    typed = text.replace("=", " ").split()
    for count in range(len(typed), 0, -1):
        key = "_".join(typed[:count]).lower().replace("-", "_").rstrip(":")
        if key in Policies.model_fields:
            return key, " ".join(typed[count:])
    raise NoSuchPolicy(typed[0], policies.near_policies(typed[0]))


POLICIES: Subject[Presses, Forms] = Subject(press, form, send)
