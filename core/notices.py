"""Who is told what, and when. A notice is a row written by the transaction that causes it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from core.ids import new_id
from core.people import Person
from core.sessions import Session, Status

KEPT = timedelta(days=180)
"""How long after its end, and the end of what it is about, a notice is remembered."""


class Kind(StrEnum):
    """What a notice is about."""

    WELCOME = "welcome"
    ROLE_CHANGED = "role_changed"
    PLAN_CHANGED = "plan_changed"
    HOURS_CHANGED = "hours_changed"  # by an admin
    BOOKED = "booked"
    CANCELLED = "cancelled"
    EDITED = "edited"  # title, description, meeting or place
    REQUESTED = "requested"  # a booking that its mentor has to accept
    REQUEST_SENT = "request_sent"
    REQUEST_PROMPT = "request_prompt"
    REQUEST_ENDED = "request_ended"  # declined, or not answered in time
    RESCHEDULE_ASKED = "reschedule_asked"  # a time, or a counter-proposal, to answer
    RESCHEDULE_SENT = "reschedule_sent"
    RESCHEDULE_PROMPT = "reschedule_prompt"
    RESCHEDULE_ENDED = "reschedule_ended"  # declined, withdrawn, expired: the session stays as it was
    RESCHEDULED = "rescheduled"
    MENTOR_LEFT = "mentor_left"  # to the mentor who cancelled, and whose session goes on
    REASSIGNED = "reassigned"  # to the mentee: another mentor, or none found
    REASSIGNMENT_PROMPT = "reassignment_prompt"
    REASSIGNMENT_SETTLED = "reassignment_settled"  # what the mentee chose, to all concerned
    ASSIGNED = "assigned"  # to the mentor who was found or chosen
    FEEDBACK = "feedback"
    ATTENDANCE = "attendance"  # did it take place?
    NO_SHOW = "no_show"
    UNCONFIRMED = "unconfirmed"  # nobody said whether a session took place, for admins
    DISPUTED = "disputed"  # to be decided, for admins
    DISPUTE_CLOSED = "dispute_closed"
    REMINDER = "reminder"
    JOIN = "join"
    SETTLE = "settle"  # an earlier message has buttons that no longer apply
    CALENDAR_LOST = "calendar_lost"
    CALENDAR_BACK = "calendar_back"
    HOME = "home"  # the person's home shows something that changed
    UNDELIVERABLE = "undeliverable"  # a message to somebody was given up, for admins
    ALARM = "alarm"  # the nightly check has found something, or a delivery could not be handled, for admins
    COUNCIL_POLL = "council_poll"  # asks a mentor when they can
    COUNCIL_NUDGE = "council_nudge"  # asks again who has not answered
    COUNCIL_PROGRESS = "council_progress"  # for the coordinator, edited in place
    COUNCIL_ALERT = "council_alert"  # the coordinator has to do something
    COUNCIL_CONFIRMED = "council_confirmed"
    COUNCIL_CHANGED = "council_changed"  # another mentor, or one less
    COUNCIL_MOVED_UP = "council_moved_up"  # from the waiting list
    COUNCIL_PREPARATION = "council_preparation"
    COUNCIL_CANCELLED = "council_cancelled"
    COUNCIL_FAILED = "council_failed"
    COUNCIL_EDIT = "council_edit"  # an earlier message is not up to date


SILENT = frozenset({Kind.SETTLE, Kind.HOME, Kind.COUNCIL_EDIT})
"""Kinds that change what is there already: nobody hears of them."""
REMINDING = frozenset({Kind.REMINDER, Kind.JOIN})
"""Kinds that are true only as long as what was agreed stands."""
PROMPTS = frozenset({Kind.REQUEST_PROMPT, Kind.RESCHEDULE_PROMPT, Kind.REASSIGNMENT_PROMPT})
"""Kinds that are true only as long as somebody has to answer."""
FOR_ADMINS = frozenset({Kind.UNCONFIRMED, Kind.DISPUTED})
"""Kinds about a session that go to admins, who are no parties to it."""
REPEATABLE = SILENT | REMINDING | PROMPTS
"""Kinds that are better sent twice than not at all, where it cannot be found out whether they left."""
GATHERED = timedelta(minutes=5)
"""How long admins wait to hear of what was given up, so that much of it is one message."""
_DAY = timedelta(days=1)
_SOON = timedelta(hours=12)
_PROMPT = timedelta(hours=12)


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
    session's or council's when the notice was written: a reminder of another revision is no longer true. `dedupe`
    makes a repetition of its cause write nothing. `details` are ids and codes, rendered when it is sent.
    `ambiguous`: an earlier attempt may have left, which nobody has written down.
    """

    id: int
    kind: Kind
    person: int
    due_at: datetime
    dedupe: str
    expires_at: datetime | None = None
    session: int | None = None
    council: int | None = None
    revision: int | None = None
    details: dict[str, str] = field(default_factory=dict)
    attempts: int = 0
    ambiguous: bool = False


def reminders_of(
    session: Session, now: datetime, offsets: tuple[int, ...], join_window: int
) -> Iterator[tuple[Kind, int, datetime, datetime]]:
    """Yield (kind, minutes before, due, expires) of all that is still ahead of a scheduled session.

    `offsets` and `join_window` are minutes before the start. A reminder whose time has passed is not made up
    for: a session booked an hour ahead gets no 24 h reminder. Each stays useful until the next one is due; the
    join link until the end.
    """
    if session.status is Status.SCHEDULED:
        yield from reminders_between(session.starts_at, session.ends_at, now, offsets, join_window)


def reminders_between(
    starts_at: datetime, ends_at: datetime, now: datetime, offsets: tuple[int, ...], join_window: int
) -> Iterator[tuple[Kind, int, datetime, datetime]]:
    """What `reminders_of` says of a session between these instants."""
    steps = sorted({*offsets}, reverse=True)
    for minutes, following in zip(steps, [*steps[1:], join_window], strict=False):
        due = starts_at - timedelta(minutes=minutes)
        if due > now:
            yield Kind.REMINDER, minutes, due, starts_at - timedelta(minutes=min(following, minutes - 1))
    yield Kind.JOIN, join_window, max(now, starts_at - timedelta(minutes=join_window)), ends_at


def ahead_key(kind: Kind, minutes: int) -> str:
    """What tells apart the reminders of one time: their minutes; there is one join link, whenever Join opens."""
    return kind if kind is Kind.JOIN else f"{kind}{minutes}"


def prompt_at(now: datetime, until: datetime) -> datetime:
    """When somebody who has to answer by `until` is reminded: 12 h ahead, or with a third of the time left."""
    return until - min(_PROMPT, (until - now) / 3)


def may_wait(notice: Notice, starts_at: datetime | None, now: datetime) -> bool:
    """Whether quiet hours may delay the notice (NTF-4); `starts_at` is its session's, where it is about one.

    Join links, changes to a session within 24 h and what expires within 12 h may not. The 24 h reminder may.
    """
    if notice.kind in SILENT or notice.kind is Kind.JOIN:
        return False
    if notice.expires_at is not None and notice.expires_at - now <= _SOON:
        return False
    since = notice.due_at if notice.kind is Kind.REMINDER else now
    return starts_at is None or starts_at <= now or starts_at - since >= _DAY


def waits_until(
    notice: Notice, person: Person, starts_at: datetime | None, now: datetime
) -> datetime | None:
    """The end of the person's quiet hours that delay the notice; None where it is to be sent at `now`.

    What would have expired by then is sent.
    """
    if person.quiet is None or not may_wait(notice, starts_at, now):
        return None
    until = person.quiet.until(now, person.clock_zone)
    if until is None or (notice.expires_at is not None and notice.expires_at <= until):
        return None
    return until


def expected_at(notice: Notice, person: Person, starts_at: datetime | None) -> datetime:
    """When the notice should leave: when it is due, or when the quiet hours end that delay it."""
    return waits_until(notice, person, starts_at, notice.due_at) or notice.due_at


def undeliverable(admins: Iterable[int], now: datetime) -> list[Notice]:
    """Tell admins that something was given up; each of them once a day."""
    due = now + GATHERED
    return [
        Notice(new_id(now), Kind.UNDELIVERABLE, admin, due, f"undeliverable:{admin}:{now:%Y-%m-%d}")
        for admin in admins
    ]


def unhandled(admins: Iterable[int], delivery: int, now: datetime) -> list[Notice]:
    """Tell admins that a delivery was set aside; each of them once a day."""
    details = {"delivery": str(delivery)}
    return [
        Notice(new_id(now), Kind.ALARM, admin, now, f"unhandled:{admin}:{now:%Y-%m-%d}", details=details)
        for admin in admins
    ]
