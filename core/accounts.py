"""Accounts that become one member's: the codes that link them, and what two members become together."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.entropy import Entropy
from core.people import Address, Person, Plan

CODE_LASTS = timedelta(minutes=10)
DECIDED_WITHIN = timedelta(hours=1)
"""How long both sides have to agree once the code was entered."""
TRIES = 5
DEEP_LINK = "link_"
"""Begins what Telegram's `/start` has of a code."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing that is misread aloud
_MISREAD = str.maketrans("ILO", "110", "- ")
_LETTERS = 10
"""Of five bits each."""


def new_code(entropy: Entropy) -> str:
    """Fifty bits, as they are typed: `7F3KQ-M2X9A`."""
    letters = "".join(_ALPHABET[entropy.below(len(_ALPHABET))] for _ in range(_LETTERS))
    return f"{letters[: _LETTERS // 2]}-{letters[_LETTERS // 2 :]}"


def digest_of(code: str) -> str:
    """What is kept of a code, however it was typed."""
    return hashlib.sha256(f"account link {tidy(code)}".encode()).hexdigest()


def tidy(code: str) -> str:
    """The code as all its spellings are compared."""
    return code.upper().translate(_MISREAD)


def is_code(text: str) -> bool:
    """Whether it reads like a code."""
    return len(tidy(text)) == _LETTERS and set(tidy(text)) <= set(_ALPHABET)


def mark_of(address: Address) -> str:
    """A short name of an account, for buttons; no two accounts of one person share it but by a freak."""
    return hashlib.sha256(str(address).encode()).hexdigest()[:10]


class LinkState(StrEnum):
    """How far the link of two accounts is."""

    OFFERED = "offered"  # the code may be entered
    ENTERED = "entered"  # both sides are asked
    JOINED = "joined"
    ENDED = "ended"  # refused, replaced, or typed where others read


@dataclass(frozen=True, slots=True)
class AccountLink:
    """A code that `person` asked for, and what became of it once `other` had entered it.

    `page` is whose mentor page stays where both have one, `plan` which plan where they have two. `agreed` and
    `other_agreed` are the versions of the preview to which each has agreed.
    """

    id: int
    person: int
    digest: str
    state: LinkState
    expires_at: datetime
    other: int | None = None
    page: int | None = None
    plan: Plan | None = None
    agreed: str | None = None
    other_agreed: str | None = None

    def agreeing(self, actor: int, version: str) -> "AccountLink":
        """The same, to whose preview of this version the actor agrees."""
        return (
            replace(self, agreed=version) if actor == self.person else replace(self, other_agreed=version)
        )

    def is_agreed_by(self, actor: int, version: str) -> bool:
        """Whether the actor has agreed to the preview of this version."""
        return version == (self.agreed if actor == self.person else self.other_agreed)


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much a member has of what is joined."""

    ahead: int = 0
    past: int = 0
    notes: int = 0
    calendars: int = 0
    councils: int = 0
    payments: int = 0
    has_feed: bool = False
    has_mail: bool = False

    @property
    def any(self) -> bool:
        """Whether there is anything at all."""
        return self != Holdings()


@dataclass(frozen=True, slots=True)
class Clash:
    """Two things at the same time: of one member `own`, of the other `others`; ids of sessions, councils or holds."""

    own: int
    others: int


class Apart(StrEnum):
    """Why two members are not one person."""

    MET = "met"  # they had a session together, or one took over from the other
    APPROVED = "approved"  # one admin approved what the other gave back
    LAST_ADMIN = "last_admin"  # the only admin would be suspended


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What has to be settled before two members become one; `erased`: one of them is to be, `apart`: they never do."""

    clashes: tuple[Clash, ...] = ()
    together: tuple[int, ...] = ()
    councils: tuple[int, ...] = ()
    erased: bool = False
    apart: Apart | None = None

    @property
    def any(self) -> bool:
        """Whether there are any."""
        return self != Obstacles()


def joined(stays: Person, goes: Person, plan: Plan) -> Person:
    """The one member whom two become: what `stays` has said about themselves, else what `goes` has."""
    return replace(
        stays,
        email=stays.email or goes.email,
        zone=stays.zone or goes.zone,
        plan=plan,
        roles=stays.roles | goes.roles,
        suspended=stays.suspended or goes.suspended,
        quiet=stays.quiet or goes.quiet,
        addresses=stays.addresses + goes.addresses,
    )


def plans_of(one: Person, other: Person) -> tuple[Plan, ...]:
    """The plans between which the person chooses; one where there is nothing to choose."""
    real = tuple(dict.fromkeys(each.plan for each in (one, other) if each.plan is not Plan.NONE))
    return real or (Plan.NONE,)


def preferring(platform: str, addresses: Collection[Address]) -> tuple[Address, ...]:
    """The addresses in the order in which they are tried, those of the platform first."""
    return tuple(sorted(addresses, key=lambda each: each.platform != platform))
