"""Long work that an admin orders once: an act on many sessions, a message to many people, a file. Instants are UTC."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from core.interventions import CancelWish
from core.notices import Receipt
from core.people import Role
from core.session_queries import SessionQuery

MOST = 10_000
"""Sessions or people of one job."""
MESSAGE_LIMIT = 1000
PLANNED_FOR = timedelta(hours=1)
"""How long what was shown can be confirmed: what it means may be otherwise after that."""
FARTHEST = timedelta(days=31)
"""How far a day can be moved."""


class Work(StrEnum):
    """What a job does."""

    CANCEL = "cancel"
    MOVE = "move"
    MESSAGE = "message"
    EXPORT = "export"
    APPROVE = "approve"


class JobState(StrEnum):
    """How far a job is."""

    PLANNED = "planned"  # shown, and not confirmed yet
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"  # by an admin
    REVOKED = "revoked"  # whoever ordered it is no admin any more
    FAILED = "failed"  # given up


class Outcome(StrEnum):
    """What became of one item of a job."""

    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"


class Why(StrEnum):
    """More about an outcome, or why something is left out from the beginning."""

    NOTHING = ""
    APPROVAL = "approval"  # done; its refund waits for a second admin
    CHANGED = "changed"  # since it was shown
    OVER = "over"  # or cancelled, or begun, or decided: nothing can be done to it
    OWN = "own"  # whoever ordered it is a party
    BUSY = "busy"  # `person` has something else then
    PAST = "past"  # the new time has passed, or is too far ahead
    UNREACHABLE = "unreachable"
    FAULT = "fault"


class Audience(StrEnum):
    """Which parties are written to."""

    MENTORS = "mentor"
    MENTEES = "mentee"
    BOTH = "both"

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of these."""
        return frozenset({Role.MENTOR, Role.MENTEE}) if self is Audience.BOTH else frozenset({Role(self)})


@dataclass(frozen=True, slots=True)
class MoveDayWish:
    """Move all sessions that a mentor gives on `day`, in the mentor's time: by `minutes`, or else to the day `to`."""

    reason: str
    mentor: int
    day: date
    minutes: int | None = None
    to: date | None = None


@dataclass(frozen=True, slots=True)
class MessageWish:
    """Write this to some of those concerned, to each once."""

    text: str
    to: Audience = Audience.BOTH


@dataclass(frozen=True, slots=True)
class ExportWish:
    """Write all that the query finds into a file."""

    query: SessionQuery


@dataclass(frozen=True, slots=True)
class ApproveWish:
    """Let the refunds go that a job of another admin's has left waiting."""

    job: int


JobWish = CancelWish | MoveDayWish | MessageWish | ExportWish | ApproveWish
WORKS: Mapping[type[JobWish], Work] = {
    CancelWish: Work.CANCEL,
    MoveDayWish: Work.MOVE,
    MessageWish: Work.MESSAGE,
    ExportWish: Work.EXPORT,
    ApproveWish: Work.APPROVE,
}
_ADAPTERS: dict[Work, TypeAdapter[Any]] = {work: TypeAdapter(kind) for kind, work in WORKS.items()}


@dataclass(frozen=True, slots=True)
class Job:
    """What was ordered `by` an admin, how far it is, and where its progress is shown.

    `query` is the list that it was ordered from. `total` is how many items it has. `channel` is the admin channel
    that hears of it, None for the admin's own chat; `receipt` is the message there.
    """

    id: int
    by: int
    wish: JobWish
    state: JobState
    at: datetime
    total: int = 0
    query: SessionQuery | None = None
    channel: int | None = None
    receipt: Receipt | None = None
    ended_at: datetime | None = None
    ended_by: int | None = None

    @property
    def work(self) -> Work:
        """What it does."""
        return WORKS[type(self.wish)]


@dataclass(frozen=True, slots=True)
class JobItem:
    """One session as it was shown at its `revision`, or one `person` to write to; `place` is its turn.

    `starts_at` is where a session is moved; `person` is then who has something else.
    """

    place: int
    session: int | None = None
    person: int | None = None
    revision: int | None = None
    starts_at: datetime | None = None
    outcome: Outcome = Outcome.WAITING
    why: Why = Why.NOTHING


def wish_text(wish: JobWish) -> str:
    """A wish as it is kept."""
    text: bytes = _ADAPTERS[WORKS[type(wish)]].dump_json(wish)
    return text.decode()


def wish_of(work: Work, text: str) -> JobWish:
    """What was kept."""
    wish: JobWish = _ADAPTERS[work].validate_json(text)
    return wish
