"""What two members become together, as each of them is shown it before they agree."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.accounts import AccountLink, Apart, Holdings, Obstacles, joined, plans_of
from core.people import Person, Plan
from core.ports.store import Transaction
from core.usecases.members import existing
from core.usecases.quota import Quota, quota_of


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two members, with how much they have.

    `has_page`: they are a mentor, or were one. `books`: a time is held for them.
    """

    person: Person
    quota: Quota
    holdings: Holdings
    has_page: bool
    books: bool


@dataclass(frozen=True, slots=True)
class Matter:
    """A session, or where it is a council, that is in the way, with when it is."""

    id: int
    starts_at: datetime | None
    is_council: bool


@dataclass(frozen=True, slots=True)
class LinkView:
    """The link as the reader, who is on the `own` side, sees it; `version` changes with anything they agree to.

    `result` is the member whom the two become, on the plan that was chosen so far, and `quota` theirs. `matters` are
    the reader's own sessions and councils among the obstacles, by their ids.
    """

    link: AccountLink
    own: Side
    other: Side
    obstacles: Obstacles
    matters: Mapping[int, Matter]
    result: Person
    quota: Quota
    version: str

    @property
    def chooses_page(self) -> bool:
        """Whether both have a mentor page, of which one stays."""
        return self.own.has_page and self.other.has_page

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans between which is chosen."""
        return plans_of(self.own.person, self.other.person)

    @property
    def is_decided(self) -> bool:
        """Whether everything has been chosen that must be."""
        return (self.link.page is not None or not self.chooses_page) and (
            self.link.plan is not None or len(self.plans) == 1
        )

    @property
    def has_agreed(self) -> bool:
        """Whether the reader has agreed to things as they are."""
        return self.link.is_agreed_by(self.own.person.id, self.version)


def view_of(tx: Transaction, link: AccountLink, reader: int) -> LinkView:
    """The link as one of the two sees it."""
    assert link.other is not None
    first, second = _side(tx, link.person), _side(tx, link.other)
    obstacles = _obstacles(tx, first.person, second.person)
    plans = plans_of(first.person, second.person)
    result = joined(first.person, second.person, link.plan or plans[0])
    own, other = (first, second) if reader == first.person.id else (second, first)
    if own is second:
        turned = tuple(replace(each, own=each.others, others=each.own) for each in obstacles.clashes)
        seen = replace(obstacles, clashes=turned)
    else:
        seen = obstacles
    quota = replace(first.quota, used=first.quota.used + second.quota.used)
    allowed = tx.policies().monthly_sessions[result.plan]
    return LinkView(
        link,
        own,
        other,
        seen,
        _matters(tx, seen),
        result,
        replace(quota, allowed=allowed),
        _version(tx, link, (first, second), obstacles),
    )


def _matters(tx: Transaction, obstacles: Obstacles) -> Mapping[int, Matter]:
    named = {*obstacles.together, *obstacles.councils, *(each.own for each in obstacles.clashes)}
    if not named:
        return {}
    found = [Matter(each.id, each.starts_at, is_council=False) for each in tx.sessions.of(named)]
    found += [Matter(each.id, each.starts_at, is_council=True) for each in tx.councils.of(named)]
    return {each.id: each for each in found}


def _side(tx: Transaction, person: int) -> Side:
    found, hold = existing(tx, person), tx.sessions.hold_of(person)
    return Side(
        found,
        quota_of(tx, found, tx.now),
        tx.accounts.holdings(person),
        tx.mentors.get(person) is not None,
        hold is not None and tx.now < hold.expires_at,
    )


def _obstacles(tx: Transaction, one: Person, other: Person) -> Obstacles:
    apart = tx.accounts.apart(one.id, other.id)
    if apart is None and (one.suspended or other.suspended) and (one.is_admin or other.is_admin):
        apart = None if {*tx.people.admins()} - {one.id, other.id} else Apart.LAST_ADMIN
    return Obstacles(
        tuple(tx.accounts.clashes(one.id, other.id)),
        tuple(tx.accounts.together(one.id, other.id)),
        tuple(tx.accounts.councils_of_both(one.id, other.id)),
        any(tx.erasures.get(each.id) is not None for each in (one, other)),
        apart,
    )


def _version(tx: Transaction, link: AccountLink, sides: tuple[Side, Side], obstacles: Obstacles) -> str:
    """The same as long as nothing changes that somebody agrees to."""
    seen = [
        (
            side.person.plan,
            sorted(side.person.roles),
            side.person.suspended,
            side.has_page,
            side.holdings,
            tx.accounts.matters(side.person.id),
        )
        for side in sides
    ]
    said = repr((link.page, link.plan, seen, obstacles))
    return hashlib.sha256(said.encode()).hexdigest()[:10]
