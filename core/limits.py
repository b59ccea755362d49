"""How often a person may do things of one kind, and how much they may send us, in a minute."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

WITHIN = timedelta(minutes=1)
SENT = 60
"""Presses, commands, forms and messages of one person, whatever they ask for."""
USUAL = 30


@dataclass(frozen=True, slots=True)
class Limit:
    """What a person may do `most` times within a minute; `actions` of the audit log are of one kind."""

    actions: frozenset[str]
    most: int


def _of_one_kind(actions: Iterable[str], most: int) -> dict[str, Limit]:
    limit = Limit(frozenset(actions), most)
    return dict.fromkeys(limit.actions, limit)


_LIMITS = {
    **_of_one_kind(("SESSION_BOOKED", "SESSION_REQUESTED", "PAYMENT_BEGUN"), 3),
    **_of_one_kind(("COUNCIL_CALLED",), 3),
}


def limit_of(action: str) -> Limit:
    """The limit of the kind that an action is of."""
    return _LIMITS.get(action) or Limit(frozenset({action}), USUAL)


def seconds_until_free(oldest: datetime, now: datetime) -> int:
    """How long until what was done at `oldest` counts no more: whole seconds, at least one."""
    return max(1, -((now - WITHIN - oldest) // timedelta(seconds=1)))
