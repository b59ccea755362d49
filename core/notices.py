"""Who is told what, and when. A notice is a row written by the transaction that causes it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from core.mail import MailClass
from core.people import Person
from core.sessions import Session, Status

HOMES = "homes"
"""Refreshing homes has a channel of its own: it is no message, and must not use up the pace of a bot."""
KEPT = timedelta(days=180)
"""How long after its end, and the end of what it is about, a notice is remembered."""


class Kind(StrEnum):
    """What a notice is about."""

    WELCOME = "welcome"
    ROLE_CHANGED = "role_changed"
    PLAN_CHANGED = "plan_changed"
    PLAN_ASKED = "plan_asked"  # for admins
    DECIDED = "decided"  # they have been warned, suspended or restored
    HOURS_CHANGED = "hours_changed"  # by an admin
    SETTINGS_CHANGED = "settings_changed"  # a mentor's, by an admin
    ACCOUNT_LINKING = "account_linking"  # asks both sides whether two accounts are theirs
    ACCOUNTS_CHANGED = "accounts_changed"
    HANDED_OUT = "handed_out"  # a code or an address, in the answer that showed it
    BOOKED = "booked"
    CANCELLED = "cancelled"
    EDITED = "edited"  # title, description, meeting or place
    LATE = "late"  # the other comes later
    REQUESTED = "requested"  # a booking that its mentor has to accept
    REQUEST_SENT = "request_sent"
    REQUEST_PROMPT = "request_prompt"
    REQUEST_ENDED = "request_ended"  # declined, or not answered in time
    RESCHEDULE_ASKED = "reschedule_asked"  # a time, or a counter-proposal, to answer
    RESCHEDULE_SENT = "reschedule_sent"
    RESCHEDULE_PROMPT = "reschedule_prompt"
    RESCHEDULE_ENDED = "reschedule_ended"  # declined, withdrawn, expired: the session stays as it was
    RESCHEDULED = "rescheduled"
    RECORDING = "recording"  # of a session: asked for, agreed to, under way, there, or not
    UNDONE = "undone"  # a change made where the room is, which the rules forbid
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
    DISPUTE_URGENT = "dispute_urgent"  # the same, at once, or since nobody has taken it
    DISPUTE_NEWS = "dispute_news"  # an answer, or that it was given to them, for admins
    DISPUTE_CLOSED = "dispute_closed"
    REPORTED = "reported"  # a problem, to whoever reported it
    REPORT_ASKED = "report_asked"  # an admin wants to know more
    REPORT_CLOSED = "report_closed"
    SUPPORT = "support"  # what an admin has done to a session
    ALLOWED = "allowed"  # a rule that an admin has lifted for a session, or a later deadline
    REFUND_WAITS = "refund_waits"  # for a second admin
    REFUND_DECIDED = "refund_decided"  # to the admin who asked for it
    PAYMENT_DUE = "payment_due"  # a session to be paid for
    PAYMENT_ENDED = "payment_ended"  # nobody has paid in time, or they have left
    PAYMENT_RETURNED = "payment_returned"  # money that pays for nothing goes back
    PAYMENT_SAFE = "payment_safe"  # money has arrived, and booking has not worked yet
    PAYMENT_ALERT = "payment_alert"  # money that needs admins
    REFUND_CHANGED = "refund_changed"  # a refund has arrived at the mentee's, or has failed
    REFUND_FAILED = "refund_failed"  # for admins
    REFUNDS_WAIT = "refunds_wait"  # several at once, for the other admins
    REFUNDS_DECIDED = "refunds_decided"  # the same, to the admin who asked for them
    ANNOUNCEMENT = "announcement"  # what an admin has written to those concerned by some sessions
    REMINDER = "reminder"
    JOIN = "join"
    CHAT_TEXT = "chat_text"  # what the other has written in a chat
    CHAT_TURN = "chat_turn"  # the other has left a chat, or is back
    CHAT_LOST = "chat_lost"  # what they wrote has not reached the other
    CHAT_CLOSED = "chat_closed"
    SETTLE = "settle"  # an earlier message has buttons that no longer apply
    CALENDAR_LOST = "calendar_lost"
    CALENDAR_BACK = "calendar_back"
    CALENDAR_UNREADABLE = "calendar_unreadable"
    MENTOR_UNREACHABLE = "mentor_unreachable"  # to admins, and to mentees about each session ahead
    MENTOR_REACHABLE = "mentor_reachable"  # to the same, and to the mentor
    HOME = "home"  # the person's home shows something that changed
    ERASURE = "erasure"  # of their data: that it begins, or waits
    MAIL_REFUSED = "mail_refused"  # their e-mail address takes no mail
    MAIL_BROKEN = "mail_broken"  # nothing can be mailed until something is set up otherwise, for admins
    UNDELIVERABLE = "undeliverable"  # a message to somebody was given up, for admins
    ROOMS_LATE = "rooms_late"  # a provider has made no room in time, for admins
    CHANNEL_OPENED = "channel_opened"  # to a chat that has become an admin channel
    WORKSPACE_CLOSED = "workspace_closed"  # a workspace has removed us, for admins
    CHANNEL_CLOSED = "channel_closed"  # an admin channel cannot be written to any more, for admins
    ALARM = "alarm"  # the nightly check has found something, or a delivery could not be handled, for admins
    WEEKLY_SUMMARY = "weekly_summary"  # how the programme did and what needs attention, for admins
    COUNCIL_OPEN = "council_open"  # to mentees who can register
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


class Asks(StrEnum):
    """What the buttons of a notice answer."""

    BOOKING = "booking"
    MOVE = "move"
    OUTCOME = "outcome"  # what became of a session
    POLL = "poll"


class PlannedBy(StrEnum):
    """What notices are written ahead by; when it changes, they are dropped and written anew."""

    MEETING = "meeting"
    POLL = "poll"
    MATERIAL = "material"


@dataclass(frozen=True, slots=True)
class Told:
    """What is true of every notice of a kind.

    `silent`: it changes what is there already, and nobody hears of it; with `edits` that is a message.
    `repeatable`: better sent twice than not at all, where it cannot be found out whether it left. `waits`: quiet
    hours may delay it. `escalates`: admins hear when it cannot be delivered. `for_admins`: it is about a session to
    whose parties its readers do not belong. `tells_time`: it says when a session is, with buttons that are stale
    once that has moved. `stays`: nothing on it dies, or it went to many who may have nothing to do with it: it is
    never brought up to date. `answers`: to whoever caused it, it says what they have done, so that it is the answer
    to that where it can be; `only_answers`: nothing else can say it, for nobody keeps what it shows. `pays`: it has a
    link to pay by, leaves only to platforms where that may stand, and is mailed once there is one.
    `mails`: it is mailed besides, to those who have an address for that, as a part of this group.
    """

    kind: Kind
    silent: bool = False
    edits: bool = False
    repeatable: bool = False
    waits: bool = True
    escalates: bool = True
    for_admins: bool = False
    tells_time: bool = False
    stays: bool = False
    answers: bool = False
    only_answers: bool = False
    pays: bool = False
    asks: Asks | None = None
    planned_by: PlannedBy | None = None
    mails: MailClass | None = None


_ROWS = (
    Told(Kind.WELCOME, answers=True),
    Told(Kind.ROLE_CHANGED),
    Told(Kind.PLAN_CHANGED),
    Told(Kind.PLAN_ASKED),
    Told(Kind.DECIDED, stays=True),
    Told(Kind.HOURS_CHANGED),
    Told(Kind.SETTINGS_CHANGED),
    Told(Kind.ACCOUNT_LINKING, answers=True, waits=False, escalates=False),
    Told(Kind.ACCOUNTS_CHANGED, waits=False, stays=True),
    Told(Kind.HANDED_OUT, answers=True, only_answers=True, waits=False, escalates=False),
    Told(Kind.BOOKED, answers=True, tells_time=True, mails=MailClass.MATTERS),
    Told(Kind.CANCELLED, answers=True, stays=True, mails=MailClass.MATTERS),
    Told(Kind.EDITED, tells_time=True, mails=MailClass.MATTERS),
    Told(Kind.LATE, waits=False, escalates=False, tells_time=True),
    Told(Kind.REQUESTED, tells_time=True, asks=Asks.BOOKING, mails=MailClass.MATTERS),
    Told(Kind.REQUEST_SENT, answers=True, tells_time=True, asks=Asks.BOOKING),
    Told(
        Kind.REQUEST_PROMPT, tells_time=True, asks=Asks.BOOKING, repeatable=True, mails=MailClass.REMINDERS
    ),
    Told(Kind.REQUEST_ENDED, answers=True, stays=True, mails=MailClass.MATTERS),
    Told(Kind.RESCHEDULE_ASKED, asks=Asks.MOVE, mails=MailClass.MATTERS),
    Told(Kind.RESCHEDULE_SENT, answers=True, asks=Asks.MOVE),
    Told(Kind.RESCHEDULE_PROMPT, asks=Asks.MOVE, repeatable=True, mails=MailClass.REMINDERS),
    Told(Kind.RESCHEDULE_ENDED, answers=True, stays=True, mails=MailClass.MATTERS),
    Told(Kind.RESCHEDULED, answers=True, tells_time=True, mails=MailClass.MATTERS),
    Told(Kind.RECORDING, tells_time=True, waits=False),
    Told(Kind.UNDONE, stays=True),
    Told(Kind.MENTOR_LEFT, answers=True, stays=True, mails=MailClass.MATTERS),
    Told(Kind.REASSIGNED, answers=True, mails=MailClass.MATTERS),
    Told(Kind.REASSIGNMENT_PROMPT, repeatable=True, mails=MailClass.REMINDERS),
    Told(Kind.REASSIGNMENT_SETTLED, answers=True, tells_time=True, mails=MailClass.MATTERS),
    Told(Kind.ASSIGNED, tells_time=True, mails=MailClass.MATTERS),
    Told(Kind.FEEDBACK, asks=Asks.OUTCOME, mails=MailClass.NEWS),
    Told(Kind.ATTENDANCE, asks=Asks.OUTCOME),
    Told(Kind.NO_SHOW, answers=True, asks=Asks.OUTCOME, mails=MailClass.MATTERS),
    Told(Kind.UNCONFIRMED, for_admins=True),
    Told(Kind.DISPUTED, for_admins=True),
    Told(Kind.DISPUTE_URGENT, for_admins=True, waits=False),
    Told(Kind.DISPUTE_NEWS, for_admins=True),
    Told(Kind.DISPUTE_CLOSED, answers=True, mails=MailClass.MATTERS),
    Told(Kind.REPORTED, answers=True, stays=True),
    Told(Kind.REPORT_ASKED, stays=True),
    Told(Kind.REPORT_CLOSED, answers=True, stays=True, mails=MailClass.MATTERS),
    Told(Kind.SUPPORT, stays=True, mails=MailClass.MATTERS),
    Told(Kind.ALLOWED, tells_time=True, mails=MailClass.MATTERS),
    Told(Kind.REFUND_WAITS, for_admins=True),
    Told(Kind.REFUND_DECIDED, for_admins=True),
    Told(Kind.PAYMENT_DUE, answers=True, pays=True, tells_time=True, mails=MailClass.MATTERS),
    Told(Kind.PAYMENT_ENDED, answers=True, stays=True, mails=MailClass.MATTERS),
    Told(Kind.PAYMENT_RETURNED, stays=True, mails=MailClass.MATTERS),
    Told(Kind.PAYMENT_SAFE, tells_time=True, mails=MailClass.MATTERS),
    Told(Kind.PAYMENT_ALERT, stays=True),
    Told(Kind.REFUND_CHANGED, stays=True, mails=MailClass.MATTERS),
    Told(Kind.REFUND_FAILED, for_admins=True),
    Told(Kind.REFUNDS_WAIT),
    Told(Kind.REFUNDS_DECIDED),
    Told(Kind.ANNOUNCEMENT, stays=True, mails=MailClass.NEWS),
    Told(
        Kind.REMINDER,
        tells_time=True,
        repeatable=True,
        planned_by=PlannedBy.MEETING,
        mails=MailClass.REMINDERS,
    ),
    Told(Kind.JOIN, tells_time=True, repeatable=True, waits=False, planned_by=PlannedBy.MEETING),
    Told(Kind.CHAT_TEXT, waits=False, escalates=False, stays=True),
    Told(Kind.CHAT_TURN, waits=False, escalates=False, stays=True),
    Told(Kind.CHAT_LOST, waits=False, stays=True),
    Told(Kind.CHAT_CLOSED, waits=False, escalates=False, stays=True),
    Told(Kind.SETTLE, silent=True, edits=True, repeatable=True, waits=False, escalates=False),
    Told(Kind.CALENDAR_LOST),
    Told(Kind.CALENDAR_BACK),
    Told(Kind.CALENDAR_UNREADABLE),
    Told(Kind.MENTOR_UNREACHABLE, tells_time=True),
    Told(Kind.MENTOR_REACHABLE, tells_time=True),
    Told(Kind.HOME, silent=True, repeatable=True, waits=False, escalates=False),
    Told(Kind.ERASURE, escalates=False),
    Told(Kind.MAIL_REFUSED),
    Told(Kind.MAIL_BROKEN),
    Told(Kind.UNDELIVERABLE, escalates=False),
    Told(Kind.ROOMS_LATE, stays=True),
    Told(Kind.CHANNEL_OPENED, waits=False, escalates=False),
    Told(Kind.WORKSPACE_CLOSED, stays=True),
    Told(Kind.CHANNEL_CLOSED),
    Told(Kind.ALARM),
    Told(Kind.WEEKLY_SUMMARY, stays=True),
    Told(Kind.COUNCIL_OPEN, escalates=False, stays=True, mails=MailClass.NEWS),
    Told(Kind.COUNCIL_POLL, asks=Asks.POLL, mails=MailClass.POLLS),
    Told(Kind.COUNCIL_NUDGE, asks=Asks.POLL, planned_by=PlannedBy.POLL, mails=MailClass.POLLS),
    Told(Kind.COUNCIL_PROGRESS),
    Told(Kind.COUNCIL_ALERT, planned_by=PlannedBy.POLL),
    Told(Kind.COUNCIL_CONFIRMED, mails=MailClass.MATTERS),
    Told(Kind.COUNCIL_CHANGED, mails=MailClass.MATTERS),
    Told(Kind.COUNCIL_MOVED_UP, mails=MailClass.MATTERS),
    Told(Kind.COUNCIL_PREPARATION, planned_by=PlannedBy.MATERIAL, mails=MailClass.REMINDERS),
    Told(Kind.COUNCIL_CANCELLED, mails=MailClass.MATTERS),
    Told(Kind.COUNCIL_FAILED, mails=MailClass.MATTERS),
    Told(Kind.COUNCIL_EDIT, silent=True, edits=True, repeatable=True, waits=False, escalates=False),
)
TOLD = {row.kind: row for row in _ROWS}


def kinds_that(fit: Callable[[Told], object]) -> frozenset[Kind]:
    """The kinds whose row fits."""
    return frozenset(row.kind for row in _ROWS if fit(row))


ANSWERED_WITHIN = timedelta(minutes=2)
"""How long a notice is left to the answer that tells it: where a process dies over it, another answers before."""
SILENT = kinds_that(lambda told: told.silent)
AHEAD = kinds_that(lambda told: told.planned_by is PlannedBy.MEETING)
"""Reminders and join links."""
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


class Payload(BaseModel):
    """What a notice knows beside its person and its session or council: ids and codes, rendered when it is sent.

    `starts_at` is when its session was to start as it was written. `deputy` is the admin who caused it for a `party` of
    the session.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    starts_at: datetime | None = None
    deputy: int | None = None
    party: int | None = None


NOTHING = Payload()
OfPayload = TypeVar("OfPayload", bound=Payload)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell one person.

    `due_at` and `expires_at` are aware UTC; after `expires_at` it is dropped, not sent late. `revision` is the
    session's or council's when the notice was written: a reminder of another revision is no longer true. `dedupe`
    makes a repetition of its cause write nothing. `payload` is that of its kind, see `core.payloads`.
    `ambiguous`: an earlier attempt may have left, which nobody has written down. One that goes to an `admin_channel`
    is read there as `person`, an admin, reads it.
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
    payload: Payload = NOTHING
    attempts: int = 0
    ambiguous: bool = False
    admin_channel: int | None = None

    def of(self, kind: type[OfPayload]) -> OfPayload:
        """The payload, which is of this type; raises KeyError for one that could not be read."""
        if not isinstance(self.payload, kind):
            raise KeyError(kind.__name__)
        return self.payload


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to tell admins: once in each admin channel, or where there is none, to each of `people`.

    `key` makes a repetition of its cause write nothing; the rest is as in `Notice`.
    """

    kind: Kind
    people: Sequence[int]
    key: str
    due_at: datetime
    expires_at: datetime | None = None
    session: int | None = None
    revision: int | None = None
    payload: Payload = NOTHING


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
    if not TOLD[notice.kind].waits:
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
