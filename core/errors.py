"""Refusals: facts that a person can act on. Each carries what its next step needs; the words are elsewhere.

Every class here has a phrase in `bot.phrases`, and a test proves it.
"""

from dataclasses import dataclass
from datetime import date, datetime


class Refusal(Exception):  # noqa: N818 (it is not an error: the answer is no, with a reason)
    """The request was understood and cannot be done; nothing has changed."""


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
    """The name fits several mentors, (id, name) each."""

    query: str
    mentors: tuple[tuple[int, str], ...]


@dataclass
class MemberNotFound(Refusal):
    """No member of that name or mention."""

    query: str


@dataclass
class SeveralMembers(Refusal):
    """The name fits several members, (id, name) each."""

    query: str
    members: tuple[tuple[int, str], ...]


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
    """The matter has moved on since the button was drawn; `session` shows the present state."""

    session: int


@dataclass
class AlreadyOver(Refusal):
    """The session has started or ended, or was cancelled before. `status` is its code."""

    session: int
    status: str


@dataclass
class CancelTooLate(Refusal):
    """Cancelling was possible until `until`."""

    until: datetime


@dataclass
class NotAllowed(Refusal):
    """Policy does not let this role do it. `what` is a code."""

    what: str


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
class HoursUnclear(Refusal):
    """Typed or filled-in hours make no sense. `problem` is a code, `fragment` the words it is about.

    `field` is the number of the schedule that is to blame, if one is.
    """

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


@dataclass
class CouncilPlanNeeded(Refusal):
    """Councils are for the council plan. `plan` is the person's."""

    plan: str


@dataclass
class CouncilOver(Refusal):
    """The council is not in a state in which this can be done. `status` is its code."""

    council: int
    status: str


@dataclass
class StaleCouncil(Refusal):
    """The council has changed since the button was drawn."""

    council: int


@dataclass
class WrongNumber(Refusal):
    """A council has so many mentors, proposed times or places (`what` is a code), and no other number."""

    what: str
    least: int
    most: int
    count: int


@dataclass
class TimeTooSoon(Refusal):
    """A time for a council must not be before `earliest`."""

    wanted: datetime
    earliest: datetime


@dataclass
class MentorsBusy(Refusal):
    """These mentors have something else at that time, or have said that they cannot."""

    council: int
    starts_at: datetime
    names: tuple[str, ...]


@dataclass
class BusyThen(Refusal):
    """The person has something else at the time of the council."""

    starts_at: datetime


@dataclass
class NotInstant(Refusal):
    """These mentors want to be asked first, so that no time can be confirmed at once."""

    names: tuple[str, ...]
