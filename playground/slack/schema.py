"""A small language for the shapes of Block Kit: each check raises with a JSON pointer to the culprit."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

Check = Callable[[Any, str], None]


class InvalidBlocksError(Exception):
    """A block or view that Slack would refuse; the text ends with a JSON pointer to the culprit."""


def refuse(why: str, path: str) -> NoReturn:
    """Raise `InvalidBlocksError` the way Slack words it."""
    words = f"{why} [json-pointer:{path}]"
    raise InvalidBlocksError(words)


def string(high: int, low: int = 1) -> Check:
    """A string of `low` to `high` characters."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str):
            refuse("must be a string", path)
        elif len(value) < low or (low and not value.strip()):
            refuse(f"must be more than {low - 1} characters", path)
        elif len(value) > high:
            refuse(f"must be less than {high + 1} characters", path)

    return check


def matching(pattern: str) -> Check:
    """A string that matches `pattern` wholly."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            refuse(f"must match {pattern}", path)

    return check


def one_of(*words: str) -> Check:
    """One of the given words."""

    def check(value: Any, path: str) -> None:
        if value not in words:
            refuse(f"must be one of {', '.join(words)}", path)

    return check


def boolean(value: Any, path: str) -> None:
    """True or false, not something like it."""
    if not isinstance(value, bool):
        refuse("must be a boolean", path)


def finite(value: Any, path: str) -> None:
    """A number, whole or not."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        refuse("must be a number", path)


def integer(low: int, high: int) -> Check:
    """A whole number between `low` and `high`."""

    def check(value: Any, path: str) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            refuse(f"must be an integer from {low} to {high}", path)

    return check


def listed(item: Check, low: int, high: int) -> Check:
    """A list of `low` to `high` items."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, list):
            refuse("must be a list", path)
        elif not low <= len(value) <= high:
            refuse(f"must have {low} to {high} items, not {len(value)}", path)
        else:
            for index, one in enumerate(value):
                item(one, f"{path}/{index}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with exactly these keys."""
    optional = optional or {}

    def check(value: Any, path: str) -> None:
        if not isinstance(value, dict):
            refuse("must be an object", path)
        for key in required:
            if key not in value:
                refuse(f"missing required field: {key}", path)
        for key, one in value.items():
            inner = required.get(key) or optional.get(key)
            if inner is None:
                refuse(f"unsupported field: {key}", path)
            else:
                inner(one, f"{path}/{key}")

    return check


def union(table: Mapping[str, Check]) -> Check:
    """An object whose `type` chooses its shape."""

    def check(value: Any, path: str) -> None:
        name = str(value.get("type")) if isinstance(value, dict) else "none"
        if name not in table:
            refuse(f"unsupported type: {name}", f"{path}/type")
        else:
            table[name](value, path)

    return check


def every(*checks: Check) -> Check:
    """All of the checks, in order."""

    def check(value: Any, path: str) -> None:
        for one in checks:
            one(value, path)

    return check


anything_true: Check = string(3000)
kind: Check = string(100)


def plain(high: int) -> Check:
    """A plain_text object."""
    return shape({"type": one_of("plain_text"), "text": string(high)}, {"emoji": boolean})


def text(high: int) -> Check:
    """A plain_text or mrkdwn object."""
    mrkdwn = shape({"type": kind, "text": string(high)}, {"verbatim": boolean})
    return union({"plain_text": plain(high), "mrkdwn": mrkdwn})
