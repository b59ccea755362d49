"""Questions that go through all of a table are asked of some of its rows at a time: no snapshot is held for long."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, Select, bindparam, select

from core.invariants import Invariant
from storage.message_tables import notices
from storage.store import SqlStore
from storage.tables import people, sessions
from storage.types import Id

_LAST = (1 << 63) - 1
_BEYOND, _UP_TO = (bindparam(name, type_=Id) for name in ("beyond", "up_to"))


@dataclass(frozen=True, slots=True)
class Slices:
    """By the ids of which rows a question is divided, what it calls them, and how many are asked about at a time."""

    key: Column[int]
    called: str
    size: int


_PEOPLE, _NOTICES, _SESSIONS = 500, 100_000, 100_000
"""Those who joined first may all be mentors, each with thousands of sessions."""
_LOOKED_UP = 10_000
"""Notices for each of which an index is looked into: of more, PostgreSQL would rather read all that there are."""
SLICED: dict[Invariant, Slices] = {
    Invariant.TWO_PLACES: Slices(people.c.id, "person", _PEOPLE),
    Invariant.TWO_SESSIONS: Slices(people.c.id, "person", _PEOPLE),
    Invariant.NO_RECEIPT: Slices(notices.c.id, "notice", _NOTICES),
    Invariant.ONE_RECEIPT: Slices(notices.c.id, "other", _LOOKED_UP),
    Invariant.HALF_ENDED: Slices(notices.c.id, "notice", _NOTICES),
    Invariant.FUTURE_NOTICE: Slices(notices.c.id, "notice", _NOTICES),
    Invariant.UNAUDITED: Slices(sessions.c.id, "session", _SESSIONS),
}
"""What takes longest in a large programme. The rest goes along indexes of what is live, or through small tables."""


@cache
def within(question: Select[Any], called: str) -> Select[Any]:
    """The question about those alone that are `called` so and lie in one of the `ranges`."""
    key = question.selected_columns[called]
    return question.where(key > _BEYOND, key <= _UP_TO)


@cache
def _following(slices: Slices) -> Select[int]:
    """The id with which a range ends."""
    key = slices.key
    return select(key).where(key > _BEYOND).order_by(key).limit(1).offset(slices.size - 1)


def ranges(store: SqlStore, slices: Slices) -> Iterator[Mapping[str, int]]:
    """Values of the parameters of `within`: all ids that there can be, in ranges of so many rows."""
    beyond, following = -1, _following(slices)
    while beyond < _LAST:
        with store.work(read_only=True) as work:
            found = work.connection.execute(following, {"beyond": beyond}).scalar_one_or_none()
        up_to = _LAST if found is None else found
        yield {"beyond": beyond, "up_to": up_to}
        beyond = up_to
