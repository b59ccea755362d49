"""Values of the rules: in words, as they are typed, and which can be chosen."""

from typing import Any, get_args

from bot.formats import plain
from bot.labels import length, minute_text, stretches_text
from bot.members.words import PLANS
from bot.policies.cards import hours_text
from bot.sentences import label, label_many, msg, number, percent, series
from bot.typed.policy_values import DAYS, LENGTHS, NOBODY
from bot.ui import Label
from core.people import Plan
from core.policies import CountRescheduleOn, DisputeEnd, Policies

MOMENTS = {
    CountRescheduleOn.ACCEPT: msg("when it is accepted"),
    CountRescheduleOn.REQUEST: msg("when it is asked for"),
}
ENDS = {
    DisputeEnd.REFUND: msg("all is given back"),
    DisputeEnd.DISMISS: msg("they are dismissed"),
}
NO_LIMIT = "-"
MONTHLY = "monthly_sessions"
HOURS = "default_hours"


def value_text(key: str, value: Any) -> Label:
    """A rule's value in words."""
    match value:
        case None:
            return label("no limit") if "max" in key else label("none")
        case bool():
            return label("yes") if value else label("no")
        case dict():
            plans = [
                label("{plan}: {number}", plan=plan_name(plan), number=_count(value[plan])) for plan in Plan
            ]
            return plain(series(plans))
        case (int() as start, int() as end) if key == HOURS:
            return stretches_text([(start, end)])
        case tuple() if key == "plans_that_book":
            return plain(series([plan_name(plan) for plan in value])) or label("nobody")
        case tuple():
            return plain(series([length(minutes) for minutes in value])) or label("none")
        case CountRescheduleOn():
            return label(MOMENTS[value])
        case DisputeEnd():
            return label(ENDS[value])
    if key.endswith("_cutoff_hours"):
        return label("{length} before the start", length=hours_text(value)) if value else label("the start")
    if key.endswith("_minutes") or key in LENGTHS:
        return length(value) if value else label("none")
    if key.endswith("_hours"):
        return hours_text(value)
    if key.endswith("_pct"):
        return percent(value)
    return label_many("{n} day", "{n} days", value) if key in DAYS else number(value)


def typed_value(key: str, value: Any) -> str:
    """The value as `bot.typed.policy_values` reads it in any language."""
    match value:
        case None:
            return NO_LIMIT
        case bool():
            return "yes" if value else "no"
        case (int() as start, int() as end) if key == HOURS:
            return f"{minute_text(start)}-{minute_text(end)}"
        case tuple():
            return ", ".join(map(str, value)) or NOBODY
    return str(value)


def choices(key: str, value: Any) -> list[tuple[Label, str]]:
    """The other values that a press can choose, each with what is typed for it; none where it has to be written."""
    match value:
        case bool():
            return [(_becomes(key, not value), typed_value(key, not value))]
        case CountRescheduleOn() | DisputeEnd():
            return [(_becomes(key, each), each.value) for each in type(value) if each is not value]
        case tuple() if key == "plans_that_book":
            return [_with_or_without(plan, value) for plan in Plan]
    if value is not None and takes_no_limit(key):
        return [(_becomes(key, None), NO_LIMIT)]
    return []


def is_chosen(value: Any) -> bool:
    """Whether all that the rule takes can be chosen."""
    return isinstance(value, bool | CountRescheduleOn | DisputeEnd)


def takes_no_limit(key: str) -> bool:
    """Whether the rule can be without a limit."""
    return "max" in key and type(None) in get_args(Policies.model_fields[key].annotation)


def plan_name(plan: Plan) -> Label:
    """What a plan is called among the rules."""
    return label("without a plan") if plan is Plan.NONE else label(PLANS[plan])


def _becomes(key: str, value: object) -> Label:
    return label("Change to “{value}”", value=value_text(key, value))


def _with_or_without(plan: Plan, plans: tuple[Plan, ...]) -> tuple[Label, str]:
    after = tuple(each for each in Plan if (each in plans) != (each is plan))
    said = "all" if len(after) == len(Plan) else typed_value("plans_that_book", after)
    if plan in plans:
        return label("Leave out “{plan}”", plan=plan_name(plan)), said
    return label("Add “{plan}”", plan=plan_name(plan)), said


def _count(most: int | None) -> Label:
    return label("no limit") if most is None else number(most)
