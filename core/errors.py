"""Refusals: facts that a person can act on. Each carries what its next step needs; the words are elsewhere.

Every class here has a phrase in a `refusals` module of the bot, and a test proves it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from core.people import Person


class Refusal(Exception):  # noqa: N818 (it is not an error: the answer is no, with a reason)
    """The request was understood and cannot be done; nothing has changed.

    `moved_on`: it could be done when the button was made; a second press, or somebody was faster.
    """

    moved_on: ClassVar[bool] = False


@dataclass
class NotFound(Refusal):
    """There is no such thing, or it is not this person's: the two look the same. `what` is a code."""

    what: str


@dataclass
class MentorNotFound(Refusal):
    """No mentor of that name; `near` are names that come close."""

    query: str
    near: tuple[str, ...] = ()


@dataclass
class SeveralMentors(Refusal):
    """The text fits several mentors."""

    query: str
    mentors: tuple[Person, ...]


@dataclass
class MemberNotFound(Refusal):
    """No member of that name or mention."""

    query: str


@dataclass
class SeveralMembers(Refusal):
    """The text fits several members."""

    query: str
    members: tuple[Person, ...]


@dataclass
class NoSuchPlan(Refusal):
    """There is no plan of this name; `plans` are the names there are."""

    name: str
    plans: tuple[str, ...]


@dataclass
class NotAdmin(Refusal):
    """Only admins may do this."""


@dataclass
class NotMentor(Refusal):
    """Only mentors may do this."""


@dataclass
class QuietUnclear(Refusal):
    """What was typed are no quiet hours."""

    text: str


@dataclass
class LastAdmin(Refusal):
    """One admin always remains."""


@dataclass
class ZoneMissing(Refusal):
    """The person's time zone must be known first."""


@dataclass
class PlanDoesNotBook(Refusal):
    """The person's plan does not include bookings. `plan` is its code."""

    plan: str


@dataclass
class MonthUsedUp(Refusal):
    """All sessions of the month are used; `renews` is the first day of the next, in the mentee's zone."""

    allowed: int
    renews: date


@dataclass
class OwnMentor(Refusal):
    """Nobody books themselves."""


@dataclass
class MentorNotBookable(Refusal):
    """The mentor takes no sessions now. `why` is inactive, unverified, paused or suspended."""

    name: str
    why: str


@dataclass
class Suspended(Refusal):
    """The person is suspended and cannot book."""


@dataclass
class TooFast(Refusal):
    """More of this than the limit allows; `seconds` until it is possible again."""

    seconds: int


@dataclass
class TimeNotFree(Refusal):
    """The time cannot be booked. `reason` is a `core.slots.Reason`; `nearest` are free starts near it."""

    mentor: int
    mentor_name: str
    wanted: datetime
    reason: str
    nearest: tuple[datetime, ...] = ()
    minutes: int = 30


@dataclass
class SlotTaken(Refusal):
    """Somebody was faster: the database's own verdict."""


@dataclass
class DurationNotOffered(Refusal):
    """The duration is not one that can be booked; `offered` are, in minutes."""

    minutes: int
    offered: tuple[int, ...]


@dataclass
class HoldExpired(Refusal):
    """The time was held for a while and is no longer; `mentor` and `starts_at` allow to choose again."""

    mentor: int | None = None


@dataclass
class Stale(Refusal):
    """The session has changed since the button was drawn; `session` shows its present state."""

    moved_on: ClassVar = True
    session: int


@dataclass
class AlreadyOver(Refusal):
    """The session has started or ended, or was cancelled before. `status` is its code."""

    moved_on: ClassVar = True
    session: int
    status: str


@dataclass
class AnswerFirst(Refusal):
    """The mentee has to say first how the session goes on, after its mentor cancelled."""

    moved_on: ClassVar = True
    session: int


@dataclass
class ReplacementNotFree(Refusal):
    """A mentor whom the mentee chose cannot take the session on. `reason` is a `core.slots.Reason`, or "suspended".

    `nearest` are free starts near the one that was wanted, where the time may change; `revision` is the session's.
    """

    session: int
    revision: int
    mentor: int
    mentor_name: str
    wanted: datetime
    reason: str
    nearest: tuple[datetime, ...] = ()


@dataclass
class RefundChanged(Refusal):
    """While the mentee decided a limit passed: less comes back now, `pct` percent, than they were shown."""

    session: int
    revision: int
    pct: int


@dataclass
class RequestOpen(Refusal):
    """There is a request to move the session already, which has to be answered first."""

    moved_on: ClassVar = True
    session: int = 0


@dataclass
class StillRequested(Refusal):
    """The mentor has not accepted the booking yet, so the mentee cannot move it."""

    session: int


@dataclass
class RequestClosed(Refusal):
    """The request to move the session has had its answer, or none in time. `status` is its code."""

    moved_on: ClassVar = True
    session: int
    status: str


@dataclass
class NothingToAnswer(Refusal):
    """Nobody has asked to move the session, or the request has ended."""

    session: int


@dataclass
class NotYourTurn(Refusal):
    """The other side has to answer what was proposed last."""

    session: int


@dataclass
class RoundsUsedUp(Refusal):
    """There were `allowed` counter-proposals: now it is taken or left."""

    session: int
    allowed: int


@dataclass
class RescheduleTooLate(Refusal):
    """Asking to move the session was possible until `until`."""

    session: int
    until: datetime


@dataclass
class RescheduledEnough(Refusal):
    """The role has moved the session as often as is `allowed`."""

    session: int
    allowed: int


@dataclass
class TooManyRequests(Refusal):
    """The role has asked to move the session as often as is `allowed`, whatever came of it."""

    session: int
    allowed: int


@dataclass
class SameTime(Refusal):
    """The time that was proposed is the one that stands, or is on the table already."""

    session: int


@dataclass
class LengthPaidFor(Refusal):
    """A session with a price keeps its length."""

    minutes: int


@dataclass
class MoveNotFree(Refusal):
    """A session cannot be moved to `wanted`. `reason` is a `core.slots.Reason`.

    `nearest` are free starts near it, which can be proposed where `turn` proposals were made; without them there
    is nothing left to propose. `revision` is the session's, `role` the reader's.
    """

    session: int
    revision: int
    turn: int
    role: str
    wanted: datetime
    reason: str
    nearest: tuple[datetime, ...]
    minutes: int


@dataclass
class TheirMonthUsedUp(Refusal):
    """The mentee has used all sessions of the month to which a mentor would move one; it renews on `renews`."""

    session: int
    name: str
    renews: date


@dataclass
class NoSuchPreset(Refusal):
    """There is no ready-made set of rules of this name; `near` is the one that comes close, `presets` are all."""

    name: str
    near: str | None
    presets: tuple[str, ...]


@dataclass
class NoSuchPolicy(Refusal):
    """There is no rule of this name; `near` are names that come close."""

    name: str
    near: tuple[str, ...]


@dataclass
class PolicyRefused(Refusal):
    """A rule does not take this value. `problem` is a code, `bound` the least or most that it takes, if that is it."""

    key: str
    problem: str
    bound: int | None = None


@dataclass
class Unaccepted(Refusal):
    """The session is a request, which its mentor has to accept or decline first."""

    moved_on: ClassVar = True
    session: int


@dataclass
class ConfirmTooLate(Refusal):
    """A booking could be accepted or declined until `until`."""

    session: int
    until: datetime


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
class OnlyFor(Refusal):
    """Only the other party of the session may do this. `role` is the one who may."""

    role: str
    session: int


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


@dataclass
class CancelTooLate(Refusal):
    """Cancelling was possible until `until`."""

    until: datetime


@dataclass
class NotAllowed(Refusal):
    """Policy does not let this role do it. `what` is a code, `instead` that of what the role may do."""

    what: str
    session: int
    role: str
    instead: str | None = None


@dataclass
class ReasonMissing(Refusal):
    """A reason is required; `field` says which part is missing."""

    field: str


@dataclass
class TooLong(Refusal):
    """A text is longer than its field takes."""

    field: str
    limit: int
    length: int


@dataclass
class Missing(Refusal):
    """A required field was left empty."""

    field: str


@dataclass
class TooEarlyToJoin(Refusal):
    """Join opens at `opens`."""

    opens: datetime


@dataclass
class MetInPerson(Refusal):
    """There is nothing to join: the two meet at `place`."""

    session: int
    place: str


@dataclass
class HoursUnclear(Refusal):
    """Hours make no sense: `problem` is a code, `fragment` the words, `field` the number to blame, if one is."""

    problem: str
    fragment: str = ""
    field: str = ""


@dataclass
class CalendarUnreadable(Refusal):
    """The calendar cannot be read. `trouble` is a `core.calendars.Trouble`; of its address only the host is told."""

    trouble: str
    host: str = ""


@dataclass
class TooManyCalendars(Refusal):
    """A mentor connects at most `allowed` calendars."""

    allowed: int
