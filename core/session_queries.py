"""Which sessions an admin asks for: filter, order and length of a page, kept as a row that a button can name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict

from core.notices import Kind
from core.refunds import RefundStatus
from core.sessions import Meeting, Status

USUAL, MOST = 20, 100
"""Rows of a page."""
COUNTED = 10_000
"""Beyond this many sessions nobody counts, and no page is shown: a filter makes them fewer."""
COUNTED_SLOWLY = 500
"""The same where each session has to be looked at, for a common word and other filters."""
NAMESAKES = 20
"""A name that fits more people is no filter."""


class Sort(StrEnum):
    """By what the sessions are in order."""

    WHEN = "when"
    CREATED = "created"
    TITLE = "title"
    MENTOR = "mentor"
    MENTEE = "mentee"
    MINUTES = "minutes"
    STATUS = "status"
    RATE = "rate"
    REFUND = "refund"
    RESCHEDULES = "reschedules"
    CODE = "id"


LATEST_FIRST = frozenset({Sort.WHEN, Sort.CREATED, Sort.MINUTES, Sort.RATE, Sort.REFUND, Sort.RESCHEDULES})
"""What begins with the largest unless somebody says otherwise."""


def _statuses(values: Iterable[Status]) -> tuple[Status, ...]:
    return tuple(sorted(set(values), key=list(Status).index))


def _meetings(values: Iterable[Meeting]) -> tuple[Meeting, ...]:
    return tuple(sorted(set(values), key=list(Meeting).index))


def _refunds(values: Iterable[RefundStatus]) -> tuple[RefundStatus, ...]:
    return tuple(sorted(set(values), key=list(RefundStatus).index))


def _ids(values: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(values)))


class SessionQuery(BaseModel):
    """All sessions that fit every filter that is set; an empty one lets everything through.

    The days `first` and `last` are those of `zone`, both included. `mentors` and `mentees` are ids, several where a
    name fits several people. `search` looks for beginnings of words in titles and in names of parties.
    """

    model_config = ConfigDict(frozen=True)

    statuses: Annotated[tuple[Status, ...], AfterValidator(_statuses)] = ()
    first: date | None = None
    last: date | None = None
    zone: str = "UTC"
    mentors: Annotated[tuple[int, ...], AfterValidator(_ids)] = ()
    mentees: Annotated[tuple[int, ...], AfterValidator(_ids)] = ()
    meetings: Annotated[tuple[Meeting, ...], AfterValidator(_meetings)] = ()
    refunds: Annotated[tuple[RefundStatus, ...], AfterValidator(_refunds)] = ()
    reassigned: bool = False
    pending: bool = False
    search: str = ""
    sort: Sort = Sort.WHEN
    descending: bool = True
    limit: int = USUAL

    @property
    def begins(self) -> datetime | None:
        """The first instant that fits, aware UTC."""
        return None if self.first is None else _midnight(self.first, self.zone)

    @property
    def ends(self) -> datetime | None:
        """The first instant that fits no more, aware UTC."""
        return None if self.last is None else _midnight(self.last + timedelta(days=1), self.zone)

    def changed(self, **fields: object) -> "SessionQuery":
        """The same with other values."""
        return SessionQuery.model_validate({**self.model_dump(), **fields})


EVERYTHING = SessionQuery()


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A query that a button can name; with a `name` it is a view that its owner has saved."""

    id: int
    owner: int
    query: SessionQuery
    created_at: datetime
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many sessions a query finds; with `more` there are others, which are not counted and not shown."""

    sessions: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """An entry of the audit log as it is read."""

    at: datetime
    action: str
    actor: int | None
    platform: str
    before: dict[str, str | int | None]
    after: dict[str, str | int | None]


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """A notice about a session: to whom, when it is due, how it ended (`state`) and when, with the last error."""

    kind: Kind
    person: int
    due_at: datetime
    state: str
    ended_at: datetime | None
    error: str | None
    platform: str | None
