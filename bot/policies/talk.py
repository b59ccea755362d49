"""The rules of the programme, in the talk."""

from typing import Never, assert_never

from bot.actions.policies import Presses, PreviewPreset, ShowAllPolicies, ShowPolicies, UsePreset
from bot.policies.cards import rules_card
from bot.policies.change_cards import all_rules_card, changed_card, preview_card
from bot.subject import Subject, no_form, no_send
from bot.turn import Turn
from bot.typed.policy_values import read_value
from bot.ui import Message, Outcome
from core.errors.policies import NoSuchPolicy
from core.policies import Policies
from core.usecases import policies


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowPolicies():
            return Message(rules_card(policies.own_rules(desk, person), desk.support))
        case ShowAllPolicies():
            return Message(all_rules_card(policies.all_rules(desk, person)))
        case PreviewPreset(preset):
            return Message(preview_card(policies.preview_preset(desk, person, preset)))
        case UsePreset(preset):
            return Message(changed_card(policies.use_preset(desk, person, preset)))
    assert_never(action)


def answer_typed(turn: Turn, text: str) -> Outcome:
    """`/admin policies`, `… use mentra`, `… set hold_minutes 15`; None for anything else. Raises refusals."""
    desk, person = turn.desk, turn.person
    verb, _, rest = text.partition(" ")
    match verb.lower():
        case "":
            return press(turn, ShowAllPolicies())
        case "use" | "preset" if rest:
            return press(turn, PreviewPreset(rest.strip()))
        case "set" if rest:
            now = policies.all_rules(desk, person).policies
            key, value = _key_and_value(rest)
            read = read_value(key, value, now)
            return Message(changed_card(policies.set_policy(desk, person, key, read)))
    return None


def _key_and_value(text: str) -> tuple[str, str]:
    """The key that the text begins with, its words joined in whatever way, and the rest; raises NoSuchPolicy."""
    typed = text.replace("=", " ").split()
    for count in range(len(typed), 0, -1):
        key = "_".join(typed[:count]).lower().replace("-", "_").rstrip(":")
        if key in Policies.model_fields:
            return key, " ".join(typed[count:])
    raise NoSuchPolicy(typed[0], policies.near_policies(typed[0]))


POLICIES: Subject[Presses, Never] = Subject(press, no_form, no_send)
