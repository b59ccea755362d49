"""Refusals about who came to a session, and how it was."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.errors.common import Refusal


@dataclass
class TooEarlyToReport(Refusal):
    """That somebody did not come can be said from `since` on."""

    session: int
    since: datetime


@dataclass
class TooLateToReport(Refusal):
    """Who came could be said until `until`."""

    session: int
    until: datetime


@dataclass
class UnderReview(Refusal):
    """An admin is deciding who came to the session."""

    moved_on: ClassVar = True
    session: int


@dataclass
class Decided(Refusal):
    """An admin has decided who came to the session."""

    moved_on: ClassVar = True
    session: int


@dataclass
class NotSayable(Refusal):
    """As the session stands, this cannot be said about who came. `status` is its code."""

    moved_on: ClassVar = True
    session: int
    status: str


@dataclass
class NotCompleted(Refusal):
    """Feedback is for sessions that took place. `status` is the session's code."""

    moved_on: ClassVar = True
    session: int
    status: str


@dataclass
class FeedbackGiven(Refusal):
    """Feedback is given once."""

    moved_on: ClassVar = True
    session: int


@dataclass
class DisputeClosed(Refusal):
    """The dispute has been decided before, or has ended by itself. `status` is its code."""

    moved_on: ClassVar = True
    dispute: int
    status: str


@dataclass
class OwnDispute(Refusal):
    """Nobody decides about their own session while another admin can."""
