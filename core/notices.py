"""Who is told what, and when. A notice is a row written by the transaction that causes it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from core.sessions import Session, Status

STALE_AFTER = timedelta(hours=12)


class Kind(StrEnum):
    """What a notice is about."""

    WELCOME = "welcome"
    ROLE_CHANGED = "role_changed"
    PLAN_CHANGED = "plan_changed"
    BOOKED = "booked"
    CANCELLED = "cancelled"
    REMINDER = "reminder"
    JOIN = "join"
    SETTLE = "settle"  # an earlier message has buttons that no longer apply
    CALENDAR_LOST = "calendar_lost"
    CALENDAR_BACK = "calendar_back"
    HOME = "home"  # the person's home shows something that changed


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a message went, so that it can be edited: the platform's own channel and message id."""

    platform: str
    workspace: str
    channel: str
    message: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell one person.

    `due_at` and `expires_at` are aware UTC; after `expires_at` it is dropped, not sent late. `revision` is the
    session's when the notice was written: a reminder of another revision is no longer true. `dedupe` makes a
    repetition of its cause write nothing. `details` are ids and codes, rendered when it is sent.
    """

    id: int
    kind: Kind
    person: int
    due_at: datetime
    dedupe: str
    expires_at: datetime | None = None
    session: int | None = None
    revision: int | None = None
    details: dict[str, str] = field(default_factory=dict)
    attempts: int = 0


def reminders_of(
    session: Session, now: datetime, offsets: tuple[int, ...], join_window: int
) -> Iterator[tuple[Kind, int, datetime, datetime]]:
    """Yield (kind, minutes before, due, expires) of all that is still ahead of a scheduled session.

    `offsets` and `join_window` are minutes before the start. A reminder whose time has passed is not made up
    for: a session booked an hour ahead gets no 24 h reminder. Each stays useful until the next one is due; the
    join link until the end.
    """
    if session.status is not Status.SCHEDULED:
        return
    steps = sorted({*offsets}, reverse=True)
    for minutes, following in zip(steps, [*steps[1:], join_window], strict=True):
        due = session.starts_at - timedelta(minutes=minutes)
        if due > now:
            yield (
                Kind.REMINDER,
                minutes,
                due,
                session.starts_at - timedelta(minutes=min(following, minutes - 1)),
            )
    yield (
        Kind.JOIN,
        join_window,
        max(now, session.starts_at - timedelta(minutes=join_window)),
        session.ends_at,
    )
