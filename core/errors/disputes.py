"""Refusals about disputes: reporting a problem, handling and deciding it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.errors.common import Refusal


@dataclass
class NotReportable(Refusal):
    """A problem can be reported once the session is agreed."""

    session: int


@dataclass
class TooLateForReport(Refusal):
    """A problem could be reported until `until`."""

    session: int
    until: datetime


@dataclass
class AlreadyReported(Refusal):
    """The person has reported a problem about this session which nobody has decided yet."""

    moved_on: ClassVar = True
    session: int
    dispute: int


@dataclass
class NotBegun(Refusal):
    """Such a problem can be reported once the session has begun, at `starts_at`."""

    session: int
    starts_at: datetime


@dataclass
class SayAbsent(Refusal):
    """That the mentee did not come can be said without a report."""

    session: int


@dataclass
class LinkUnclear(Refusal):
    """What was given as a link is none."""

    text: str


@dataclass
class TooManyLinks(Refusal):
    """More links than a dispute takes."""

    most: int


@dataclass
class DisputeTaken(Refusal):
    """Another admin has taken it meanwhile; `name` is who."""

    moved_on: ClassVar = True
    dispute: int
    name: str


@dataclass
class DisputeChanged(Refusal):
    """What was shown is not what is so any more: nothing was done."""

    moved_on: ClassVar = True
    dispute: int


@dataclass
class NotAnAdmin(Refusal):
    """A dispute is given to admins only; `name` is none."""

    name: str


@dataclass
class PartyOf(Refusal):
    """A dispute is not given to a party of its session; `name` is one."""

    name: str


@dataclass
class WayClosed(Refusal):
    """As the session stands, the dispute cannot be decided in this way. `way` is a code."""

    moved_on: ClassVar = True
    dispute: int
    way: str


@dataclass
class NothingAsked(Refusal):
    """No admin waits for an answer of the person's."""

    moved_on: ClassVar = True
    dispute: int
