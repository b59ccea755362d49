"""Any action, with any values that its fields take."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, get_args, get_type_hints

from hypothesis import strategies as st

from bot.actions import CODES, Action

MOST = {"weekday": 6, "page": 9_999, "field": 99, "option": 99, "minutes": 1_440, "hours": 720}
MINUTES = st.datetimes(datetime(1970, 1, 1), datetime(2500, 1, 1)).map(  # noqa: DTZ001 (hypothesis wants it so)
    lambda at: at.replace(second=0, microsecond=0, tzinfo=UTC)
)
SHORT = st.text(max_size=3)
"""What fits into a token in any script."""


def values(name: str, hint: Any) -> st.SearchStrategy[Any]:
    """What a field of this name and type takes."""
    if None.__class__ in get_args(hint):
        return st.none() | values(name, next(part for part in get_args(hint) if part is not None.__class__))
    if issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    of_type: Mapping[type, st.SearchStrategy[Any]] = {
        bool: st.booleans(),
        str: SHORT,
        int: st.integers(0, MOST.get(name, 2**63 - 1)),
        datetime: MINUTES,
        date: st.dates(date(1970, 1, 1), date(2500, 1, 1)),
    }
    return of_type[hint]


def actions_of(kind: type[Action]) -> st.SearchStrategy[Action]:
    """Actions of one kind."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: values(field.name, hints[field.name]) for field in fields(kind)})


ANY_ACTION: st.SearchStrategy[Action] = st.sampled_from(list(CODES.values())).flatmap(actions_of)
