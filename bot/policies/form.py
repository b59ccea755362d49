"""Writing another value of a rule."""

from bot.forms.problems import about_field
from bot.policies.refusals import PROBLEMS
from bot.policies.values import (
    HOURS,
    MONTHLY,
    NO_LIMIT,
    choices,
    is_chosen,
    plan_name,
    takes_no_limit,
    typed_value,
)
from bot.policies.words import RULES, title_of
from bot.sentences import label, say
from bot.typed.policy_values import problem_of, read_value
from bot.ui import Field, Hint, Label, Layout, PairField, Picks, SelectField, TextField
from core.errors.policies import PolicyRefused
from core.people import Plan
from core.policies import Policies


def rule_form(policies: Policies, key: str) -> Layout:
    """The rule's value, to be written anew."""
    return Layout(
        label("Change a rule"),
        label("Look at it"),
        _fields(policies, key),
        (Hint(say(RULES[key].does)),),
        leave=label("Leave it as it is"),
    )


def first_field(key: str) -> str:
    """The field that a refusal of the whole is about."""
    return next(iter(Plan)).value if key == MONTHLY else "value"


def value_of(policies: Policies, key: str, values: dict[str, str]) -> object:
    """What was written; raises FieldRefused."""
    if key != MONTHLY:
        with about_field("value", PolicyRefused):
            return read_value(key, values.get("value", ""), policies)
    read = policies
    for plan in Plan:
        if plan.value in values:
            with about_field(plan.value, PolicyRefused):
                numbers = read_value(key, f"{plan.value} {values[plan.value]}", read)
            read = read.model_copy(update={key: numbers})
    return read.monthly_sessions


def _fields(policies: Policies, key: str) -> tuple[Field, ...]:
    value = getattr(policies, key)
    if is_chosen(value):
        others = tuple((typed, said) for said, typed in choices(key, value))
        return (SelectField("value", title_of(key), others),)
    if key == MONTHLY:
        return tuple(
            TextField(
                plan.value,
                plan_name(plan),
                initial=typed_value(key, value[plan]),
                limit=10,
                hint=label("A number; “{none}” for no limit", none=NO_LIMIT),
            )
            for plan in Plan
        )
    if key == HOURS:
        whose = label("In the time zone of each mentor")
        how = label("Such as {example}", example="9-21")
        value = typed_value(key, value)
        return (PairField("value", title_of(key), Picks.HOURS, "", initial=value, hint=whose, how=how),)
    return (TextField("value", title_of(key), initial=typed_value(key, value), hint=_hint(policies, key)),)


def _hint(policies: Policies, key: str) -> Label:
    how = label(PROBLEMS[problem_of(key, policies)])
    return label("{how} “{none}” for no limit.", how=how, none=NO_LIMIT) if takes_no_limit(key) else how
