"""Refusals about long work for admins."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from core.errors.common import Refusal


@dataclass
class TooManyListed(Refusal):
    """The list has more sessions than one job takes. `query` is its row."""

    most: int
    query: int


@dataclass
class NothingToDo(Refusal):
    """Nothing of the list can be done; `query` is its row. `work` is a `core.jobs.Work`."""

    work: str
    query: int


@dataclass
class NoneWaits(Refusal):
    """No refund of the job waits for the actor: all are decided, or the actor has asked for them."""

    moved_on: ClassVar = True
    job: int


@dataclass
class NothingThatDay(Refusal):
    """The mentor gives no session on that day that could be moved."""

    mentor: int
    day: date


@dataclass
class ShiftUnclear(Refusal):
    """Where a day is to be moved is not clear, or is too far. `problem` is a code."""

    problem: str
    text: str = ""


@dataclass
class JobSettled(Refusal):
    """The job is not as the button says any more: confirmed, stopped or done before. `state` is its code."""

    moved_on: ClassVar = True
    job: int
    state: str
