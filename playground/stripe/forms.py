"""Stripe's form encoding: `line_items[0][price_data][currency]=inr`."""

import re
from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]
_PART = re.compile(r"\[([^\[\]]*)\]")


def nested(pairs: Iterable[tuple[str, str]]) -> Json:
    """The fields as they were before; what has numbers for names is a list."""
    root: Json = {}
    for name, value in pairs:
        path = [name.partition("[")[0], *_PART.findall(name)]
        inner = root
        for part in path[:-1]:
            inner = inner.setdefault(part, {})
        inner[path[-1]] = value
    found: Json = _lists(root)
    return found


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(name.isdecimal() for name in value):
        return [_lists(value[name]) for name in sorted(value, key=int)]
    return {name: _lists(inner) for name, inner in value.items()}
