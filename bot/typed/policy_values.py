"""Values of the programme's rules as they are typed."""

from collections.abc import Callable
from enum import StrEnum
from typing import get_args

from bot.typed import blocks
from bot.typed.command_words import english, meant
from bot.typed.lengths import amount, day_count
from core.availability import DAY_MINUTES
from core.errors.policies import PolicyRefused
from core.people import Plan
from core.policies import CountRescheduleOn, DisputeEnd, Policies

DAYS = frozenset({"max_days_ahead", "dispute_days", "recording_days"})
LENGTHS = frozenset({"default_duration", "slot_interval"})
"""Lengths of time in minutes whose keys do not say so."""
NO_LIMIT = frozenset({"none", "no", "no limit", "unlimited", "never", "-"})
NOBODY = "nobody"
"""No plan at all."""
_YES = frozenset({"yes", "on", "true", "y", "1"})
_NO = frozenset({"no", "off", "false", "n", "0"})


def read_value(key: str, text: str, now: Policies) -> object:
    """What the text means for the rule; raises PolicyRefused where it means nothing.

    Of what belongs to each plan, plans that are not named keep their number of `now`.
    """
    text = " ".join(text.lower().split())
    if meant(text) in NO_LIMIT and type(None) in get_args(Policies.model_fields[key].annotation):
        return None
    value, problem = _reader(key, now)
    if (read := value(text)) is None:
        raise PolicyRefused(key, problem)
    return read


def problem_of(key: str, now: Policies) -> str:
    """The problem of what cannot be read as the rule's value: how it is written."""
    return _reader(key, now)[1]


def _reader(key: str, now: Policies) -> tuple[Callable[[str], object], str]:
    """What reads the rule's values, and the problem of those that it cannot read."""
    present = getattr(now, key)
    if isinstance(present, bool):
        return yes_or_no, "not_yes_or_no"
    if key == "count_reschedules_on":
        return lambda text: _one_of(CountRescheduleOn, english(text)), "not_a_moment"
    if key == "dispute_then":
        return lambda text: _one_of(DisputeEnd, english(text)), "not_an_end"
    if key == "default_hours":
        return _hours_of_day, "not_hours_of_day"
    if key == "plans_that_book":
        return lambda text: _plans(english(text)), "not_plans"
    if key == "monthly_sessions":
        return lambda text: _monthly(english(text), now), "not_monthly"
    if key in DAYS:
        return day_count, "not_days"
    if isinstance(present, tuple):
        return _lengths, "not_lengths"
    if key.endswith("_minutes") or key in LENGTHS:
        return amount, "not_a_length"
    if key.endswith("_hours"):
        return _hours, "not_hours"
    return _number, "not_a_number"


def yes_or_no(text: str) -> bool | None:
    """What a word for on or off means; None for any other."""
    said = meant(text)
    return True if said in _YES else False if said in _NO else None


def _one_of(kind: type[StrEnum], text: str) -> StrEnum | None:
    return next((each for each in kind if each.value == text), None)


def _number(text: str) -> int | None:
    bare = text.removesuffix("%").strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 10 else None


def _hours(text: str) -> int | None:
    """Whole hours: a number alone, or a length of time that comes to some."""
    if (bare := _number(text)) is not None:
        return bare
    minutes = amount(text)
    return None if minutes is None or minutes % 60 else minutes // 60


def _lengths(text: str) -> tuple[int, ...] | None:
    read = [amount(each) for each in text.replace(";", ",").split(",") if each.strip()]
    found = tuple(each for each in read if each is not None)
    return found if len(found) == len(read) else None


def _hours_of_day(text: str) -> tuple[int, int] | None:
    match blocks.read(text):
        case ((int() as start, int() as end),) if end <= DAY_MINUTES:
            return start, end
    return None


def _plans(text: str) -> tuple[Plan, ...] | None:
    if text in ("all", NOBODY):
        return tuple(Plan) if text == "all" else ()
    named = [each.strip() for each in text.split(",") if each.strip()]
    return tuple(map(Plan, named)) if set(named) <= set(Plan) else None


def _monthly(text: str, now: Policies) -> dict[Plan, int | None] | None:
    """`individual 3, council no limit`."""
    numbers = dict(now.monthly_sessions)
    for each in text.split(","):
        plan, _, number = each.strip().replace(":", " ").replace("=", " ").partition(" ")
        if plan not in set(Plan):
            return None
        number = number.strip()
        if number in NO_LIMIT:
            numbers[Plan(plan)] = None
        elif (count := _number(number)) is not None:
            numbers[Plan(plan)] = count
        else:
            return None
    return numbers
