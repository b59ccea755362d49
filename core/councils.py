"""What a council is: one session with several mentors and mentees, from the first idea to its end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.errors.councils import CouncilOver, StaleCouncil

LEAST_TIMES, MOST_TIMES = 3, 5


class CouncilStatus(StrEnum):
    """Where a council is in its life."""

    PENDING = "pending"  # being put together; nobody but its coordinators knows of it
    COLLECTING = "collecting"  # the mentors are asked
    DECIDING = "deciding"  # no time is feasible: the coordinator decides, until the deadline
    CONFIRMED = "confirmed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    COMPLETED = "completed"


LEGAL: Mapping[CouncilStatus, frozenset[CouncilStatus]] = {
    CouncilStatus.PENDING: frozenset(
        {CouncilStatus.COLLECTING, CouncilStatus.CONFIRMED, CouncilStatus.CANCELLED}
    ),
    CouncilStatus.COLLECTING: frozenset(
        {CouncilStatus.DECIDING, CouncilStatus.CONFIRMED, CouncilStatus.CANCELLED}
    ),
    CouncilStatus.DECIDING: frozenset(
        {
            CouncilStatus.COLLECTING,
            CouncilStatus.CONFIRMED,
            CouncilStatus.FAILED,
            CouncilStatus.CANCELLED,
        }
    ),
    CouncilStatus.CONFIRMED: frozenset({CouncilStatus.COMPLETED, CouncilStatus.CANCELLED}),
    CouncilStatus.FAILED: frozenset(),
    CouncilStatus.CANCELLED: frozenset(),
    CouncilStatus.COMPLETED: frozenset(),
}
"""The moves a council can make."""
POLLING = frozenset({CouncilStatus.COLLECTING, CouncilStatus.DECIDING})
"""While it is open when the council takes place: mentors may answer, and change their answers."""
AHEAD = POLLING | {CouncilStatus.CONFIRMED}
"""While mentees may register."""


class PollAnswer(StrEnum):
    """What a mentor says to a proposed time."""

    AVAILABLE = "available"
    MAYBE = "maybe"
    NO = "no"


class Standing(StrEnum):
    """What a mentor is to the council."""

    INVITED = "invited"
    PARTICIPATING = "participating"
    OPTIONAL = "optional"  # said Maybe: may come
    ABSENT = "absent"  # the council was decided without them
    DROPPED = "dropped"  # took part, and left


class Attendance(StrEnum):
    """What a mentee is to the council."""

    REGISTERED = "registered"
    WAITING = "waiting"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Seat:
    """A mentor of the council. `shared` is what they have of the expertise wanted, `place` their order.

    `conflict` is their explanation, for coordinators only. Seniority and expertise are those at the invitation.
    """

    mentor: int
    place: int
    invited_at: datetime
    seniority: int = 3
    shared: tuple[str, ...] = ()
    lead: bool = False
    standing: Standing = Standing.INVITED
    conflict: str = ""
    joined_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProposedTime:
    """A time at which the council could take place; of lower `priority` is what is wished for more."""

    id: int
    starts_at: datetime
    priority: int
    suggested_by: int | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """A mentor's answer to a proposal; `since` and `until` (aware UTC) where they can only between these."""

    mentor: int
    proposal: int
    answer: PollAnswer
    since: datetime | None = None
    until: datetime | None = None

    def counts(self, starts_at: datetime, ends_at: datetime) -> PollAnswer:
        """What the answer is worth: only times into which the whole council fits are more than No."""
        fits = (self.since is None or self.since <= starts_at) and (
            self.until is None or ends_at <= self.until
        )
        return self.answer if fits else PollAnswer.NO


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another time that a mentor has suggested."""

    id: int
    mentor: int
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A mentee's registration. `busy`: they have something else at the time that was decided."""

    person: int
    registered_at: datetime
    goals: str = ""
    questions: str = ""
    attendance: Attendance = Attendance.REGISTERED
    busy: bool = False
    joined_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CouncilNote:
    """A private note of a coordinator's."""

    id: int
    author: int
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a time was chosen: what it had, and what put it before the next best one.

    `edge` is a `core.decisions.Edge`; `number` counts Available twice and Maybe once; `weight` is that of those who
    take part; `over` the next best time; `by` who chose by hand.
    """

    edge: str
    lead: bool = False
    number: int = 0
    weight: float = 0.0
    over: datetime | None = None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Council:
    """A council; instants are aware UTC.

    `least` and `most` are numbers of mentors, `hours` how long they are asked. While COLLECTING the mentors answer
    until `deadline`, while DECIDING the coordinator decides until then. `own`: a mentee coordinates it, and it is
    theirs alone until it is `open`. `revision` counts what was agreed, not votes, registrations or notes.
    """

    id: int
    coordinator: int
    created_at: datetime
    topic: str
    minutes: int
    least: int
    most: int
    capacity: int
    hours: int
    expertise: tuple[str, ...] = ()
    material: str = ""
    own: bool = False
    open: bool = True
    status: CouncilStatus = CouncilStatus.PENDING
    revision: int = 1
    asked_at: datetime | None = None
    deadline: datetime | None = None
    starts_at: datetime | None = None
    meeting_url: str = ""
    verdict: Verdict | None = None
    ended_at: datetime | None = None
    ended_by: int | None = None
    reason: str = ""
    seats: tuple[Seat, ...] = ()
    proposals: tuple[ProposedTime, ...] = ()
    votes: tuple[Vote, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def length(self) -> timedelta:
        """How long it takes."""
        return timedelta(minutes=self.minutes)

    @property
    def ends_at(self) -> datetime | None:
        """The end, once a time is decided."""
        return None if self.starts_at is None else self.starts_at + self.length

    @property
    def lead(self) -> int | None:
        """The lead mentor."""
        return next((seat.mentor for seat in self.seats if seat.lead), None)

    def seat_of(self, person: int) -> Seat | None:
        """The person's seat among the mentors, also one they have left."""
        return next((seat for seat in self.seats if seat.mentor == person), None)

    def with_standing(self, *standings: Standing) -> tuple[Seat, ...]:
        """The mentors of these standings, in order."""
        return tuple(seat for seat in self.seats if seat.standing in standings)

    @property
    def participating(self) -> tuple[Seat, ...]:
        """The mentors who take part."""
        return self.with_standing(Standing.PARTICIPATING)

    def proposal(self, proposal: int) -> ProposedTime | None:
        """The proposal of this id."""
        return next((each for each in self.proposals if each.id == proposal), None)

    def votes_of(self, mentor: int) -> Mapping[int, Vote]:
        """The mentor's votes by proposal."""
        return {vote.proposal: vote for vote in self.votes if vote.mentor == mentor}

    def unanswered(self, mentor: int) -> tuple[ProposedTime, ...]:
        """The proposals to which the mentor has not answered."""
        answered = self.votes_of(mentor)
        return tuple(each for each in self.proposals if each.id not in answered)

    @property
    def silent(self) -> tuple[int, ...]:
        """The mentors asked who have not answered to everything, in order."""
        asked = self.with_standing(Standing.INVITED)
        return tuple(seat.mentor for seat in asked if self.unanswered(seat.mentor))

    def opens_at(self, window_minutes: int) -> datetime:
        """When Join opens, once a time is decided."""
        assert self.starts_at is not None
        return self.starts_at - timedelta(minutes=window_minutes)

    def joinable(self, now: datetime, window_minutes: int) -> bool:
        """Whether Join is open at `now`."""
        if self.status is not CouncilStatus.CONFIRMED or self.starts_at is None:
            return False
        return self.opens_at(window_minutes) <= now < self.starts_at + self.length


def moved(council: Council, status: CouncilStatus) -> Council:
    """The council in another status and a new revision; raises CouncilOver where that is no legal move."""
    if status not in LEGAL[council.status]:
        raise CouncilOver(council.id, council.status.value)
    return replace(council, status=status, revision=council.revision + 1)


def check_present(council: Council, revision: int) -> None:
    """Raise StaleCouncil where the council has changed since the button was drawn."""
    if council.revision != revision:
        raise StaleCouncil(council.id)


def check_status(council: Council, allowed: Iterable[CouncilStatus]) -> None:
    """Raise CouncilOver unless the council is in one of these."""
    if council.status not in allowed:
        raise CouncilOver(council.id, council.status.value)


def with_votes(council: Council, votes: Iterable[Vote]) -> Council:
    """The council with these votes in place of earlier ones by the same mentors on the same proposals."""
    kept = {(vote.mentor, vote.proposal): vote for vote in council.votes}
    kept |= {(vote.mentor, vote.proposal): vote for vote in votes}
    return replace(council, votes=tuple(kept.values()))


def with_seats(council: Council, seats: Iterable[Seat]) -> Council:
    """The council with these seats in place of those of the same mentors, or beside them."""
    kept = {seat.mentor: seat for seat in council.seats}
    kept |= {seat.mentor: seat for seat in seats}
    return replace(council, seats=tuple(sorted(kept.values(), key=lambda seat: seat.place)))
