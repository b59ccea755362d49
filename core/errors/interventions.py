"""Refusals about what admins do to sessions."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.errors.common import Refusal


@dataclass
class OwnSession(Refusal):
    """No admin acts on a session to which they are a party."""

    session: int


@dataclass
class ActNotPossible(Refusal):
    """As the session stands, an admin cannot do this to it. `act` is a `core.interventions.Act`, `status` its code."""

    moved_on: ClassVar = True
    session: int
    act: str
    status: str


@dataclass
class NotAhead(Refusal):
    """The instant must be after `after`, and `until` at the latest."""

    session: int
    after: datetime
    until: datetime


@dataclass
class NotBothFree(Refusal):
    """Somebody, called `name`, has something else at `wanted`."""

    session: int
    name: str
    wanted: datetime


@dataclass
class LengthUnclear(Refusal):
    """What was typed is no length that a session can have taken."""

    text: str
    field: ClassVar[str] = "minutes"


@dataclass
class NoSuccessor(Refusal):
    """Somebody who cannot take the session on: no mentor, its mentee, or a mentor who gave it or left it before."""

    session: int
    name: str
    is_mentor: bool


@dataclass
class NothingToRefund(Refusal):
    """All that was paid has been given back, or nothing was paid."""

    session: int


@dataclass
class RefundTooMuch(Refusal):
    """More than `left`, in minor units of `currency`: what was paid less what has been given back."""

    session: int
    left: int
    currency: str


@dataclass
class AmountUnclear(Refusal):
    """What was typed is no amount that can be given back in `currency`. `problem` is a code."""

    text: str
    problem: str
    currency: str


@dataclass
class RefundSettled(Refusal):
    """The refund has been approved, declined or withdrawn before. `status` is its code."""

    moved_on: ClassVar = True
    session: int
    status: str


@dataclass
class OwnRefund(Refusal):
    """Another admin has to approve a refund than the one who asks for it."""

    session: int
