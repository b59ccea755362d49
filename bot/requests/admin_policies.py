"""What follows `/admin policies`: a group, a rule, ready-made rules, or a rule and its new value."""

from bot.actions.policies import (
    ConfirmPolicies,
    DiscardPolicies,
    EditPolicy,
    PreviewPreset,
    ProposePolicy,
    ShowAllPolicies,
    ShowPolicy,
    ShowPolicyGroup,
    ShowPresets,
)
from bot.dispatch import perform
from bot.policies.words import GROUPS, RULES, group_title, title_of
from bot.turn import Turn
from bot.ui import Outcome
from core.errors.policies import NoSuchPolicy
from core.policies import Policies
from core.usecases import policies


def answer_policies(turn: Turn, text: str) -> Outcome:
    """`/admin policies`, `… cancelling`, `… use mentra`, `… set hold minutes 15`, without the 15 to be asked for it.

    None for anything else. Raises refusals.
    """
    verb, _, rest = text.partition(" ")
    match verb.lower():
        case "":
            return perform(turn, ShowAllPolicies())
        case "use" | "preset" if rest:
            return perform(turn, PreviewPreset(rest.strip()))
        case "presets" | "use" | "preset" if not rest:
            return perform(turn, ShowPresets())
        case "confirm" if not rest:
            return perform(turn, ConfirmPolicies(policies.pending(turn.desk, turn.person)))
        case "discard" if not rest:
            return perform(turn, DiscardPolicies(policies.pending(turn.desk, turn.person)))
        case "set" if rest:
            key, value = _key_and_value(rest)
            return perform(turn, ProposePolicy(key, value) if value else EditPolicy(key))
    return _looked_up(turn, text)


def _looked_up(turn: Turn, text: str) -> Outcome:
    """A group or a rule by its name in the chat or as it is typed; None for what is neither."""
    wanted = text.strip().lower()
    for group, said in GROUPS.items():
        if wanted in (group.value, said.title.lower(), group_title(group).lower()):
            return perform(turn, ShowPolicyGroup(group))
    for key, rule in RULES.items():
        if wanted in (rule.title.lower(), title_of(key).lower()):
            return perform(turn, ShowPolicy(key))
    try:
        key, value = _key_and_value(text)
    except NoSuchPolicy as unknown:
        if unknown.near:
            raise
        return None
    return perform(turn, ProposePolicy(key, value) if value else ShowPolicy(key))


def _key_and_value(text: str) -> tuple[str, str]:
    """The key that the text begins with, its words joined in whatever way, and the rest; raises NoSuchPolicy."""
    typed = text.replace("=", " ").split()
    for count in range(len(typed), 0, -1):
        key = "_".join(typed[:count]).lower().replace("-", "_").rstrip(":")
        if key in Policies.model_fields:
            return key, " ".join(typed[count:])
    raise NoSuchPolicy(typed[0], policies.near_policies(typed[0]))
