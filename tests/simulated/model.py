"""What the audit log tells, replayed by a small model: it gives what is stored.

Of sessions: status, mentor, time, and whether they count against the month of their time; what members have used
follows. Of requests to move one: status and the time on the table. Of councils: status, coordinator, time, who takes
part as mentor or mentee, and what mentors answered.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, select

from core.attendance import DisputeStatus
from core.councils import Attendance, CouncilStatus, Standing
from core.invariants import AUDITED
from core.people import Role
from core.policies import Policies
from core.reschedules import OPEN, RequestStatus
from core.sessions import Absent, Status
from storage.account_tables import former_members
from storage.council_tables import council_places, council_proposals, council_seats, council_votes, councils
from storage.session_tables import reschedules
from storage.tables import audit, people, policy_states, sessions
from tests.simulated.world import World

Facts = Mapping[str, Any]

_BECOMES = {
    action: status
    for status, actions in AUDITED.items()
    for action in actions
    if status is not Status.IN_PROGRESS
}
_NEW_MENTOR = {
    "SESSION_REASSIGNMENT_ACCEPTED",
    "ADMIN_REASSIGN_SESSION",
    "SESSION_MENTOR_LEFT",
    "ADMIN_CLEAR_NO_SHOW",
}
_GIVEN_BACK = {
    "SESSION_UNPAID",
    "SESSION_DECLINED",
    "SESSION_REQUEST_EXPIRED",
    "SESSION_REASSIGNMENT_REJECTED",
    "SESSION_REASSIGNMENT_EXPIRED",
    "ADMIN_FORCE_CANCEL",
}
"""What gives the month's place back, whoever does it."""
_OF_REQUESTS = {
    "SESSION_RESCHEDULE_REQUESTED": RequestStatus.PENDING,
    "SESSION_RESCHEDULE_COUNTERED": RequestStatus.COUNTERED,
    "SESSION_RESCHEDULED": RequestStatus.ACCEPTED,
    "SESSION_RESCHEDULE_DECLINED": RequestStatus.DECLINED,
    "SESSION_RESCHEDULE_WITHDRAWN": RequestStatus.WITHDRAWN,
    "SESSION_RESCHEDULE_EXPIRED": RequestStatus.EXPIRED,
}
_GOES_ON = {"SESSION_BOOKED", "SESSION_REASSIGNMENT_ACCEPTED"}
"""What does not end an open request, of all that is told of a session's status and mentor."""


@dataclass(frozen=True)
class Agreed:
    """A session."""

    status: str | None = None
    mentor: int | None = None
    starts_at: str | None = None
    counts: bool = True


@dataclass(frozen=True)
class Asked:
    """A request to move a session."""

    session: int
    status: str
    starts_at: str | None


@dataclass
class Convened:
    """A council; `mentors` take part, `places` are the mentees' attendance, `answers` are by mentor and time."""

    status: str | None = None
    coordinator: int | None = None
    starts_at: str | None = None
    mentors: set[int] = field(default_factory=set)
    places: dict[int, str] = field(default_factory=dict)
    answers: dict[tuple[int, int], str] = field(default_factory=dict)


class Told:
    """What has been told so far."""

    def __init__(self, rules: Mapping[int, Policies]) -> None:
        self._rules = rules
        self.sessions: dict[int, Agreed] = {}
        self.requests: dict[int, Asked] = {}
        self.councils: dict[int, Convened] = {}

    def hear(self, row: Row[Any]) -> None:
        before, after = row.before or {}, row.after or {}
        if row.session is not None:
            self._hear_of_session(row, before, after)
            self._hear_of_requests(row, after)
        if row.council is not None:
            self._hear_of_council(row, before, after)

    def _hear_of_session(self, row: Row[Any], before: Facts, after: Facts) -> None:
        agreed = self.sessions.get(row.session, Agreed())
        counts = _counts(row.action, after, agreed.counts)
        if row.action == "SESSION_CANCELLED" and "counted" in after:
            counts = self._called_off_late(row, before, after)
        if row.action in _BECOMES or row.action in _NEW_MENTOR:
            agreed = Agreed(
                _BECOMES.get(row.action, after.get("status", agreed.status)),
                after.get("mentor") or agreed.mentor,  # who has left stays until another is found
                after.get("starts_at", agreed.starts_at),
                agreed.counts,
            )
        if "restored" in after:
            agreed = replace(agreed, status=after["restored"])
        self.sessions[row.session] = replace(agreed, counts=counts)

    def _called_off_late(self, row: Row[Any], before: Facts, after: Facts) -> bool:
        """Whether the mentee called it off after the cutoff of these days: the month's place is not given back."""
        by_rule = after["by"] == Role.MENTEE and "request" not in before
        if not by_rule or before["status"] == Status.REQUESTED:
            return False
        starts_at = datetime.fromisoformat(self.sessions[row.session].starts_at or "")
        cutoff = self._rules[row.policies].cancellation_cutoff_hours(Role.MENTEE)
        return bool(row.at > starts_at - timedelta(hours=cutoff or 0))

    def _hear_of_requests(self, row: Row[Any], after: Facts) -> None:
        status = _OF_REQUESTS.get(row.action)
        if status is not None and "request" in after:
            table = self.requests.get(after["request"])
            time = after.get("starts_at", table and table.starts_at)
            self.requests[after["request"]] = Asked(row.session, status, time)
        if (row.action in _BECOMES or row.action in _NEW_MENTOR) and row.action not in _GOES_ON:
            for number, asked in self.requests.items():
                if asked.session == row.session and asked.status in OPEN:
                    self.requests[number] = replace(asked, status=RequestStatus.CANCELLED)

    def _hear_of_council(self, row: Row[Any], before: Facts, after: Facts) -> None:
        council = self.councils.setdefault(row.council, Convened())
        council.status = after.get("status", council.status)
        match row.action:
            case "COUNCIL_CALLED":
                council.coordinator = row.actor
            case "COUNCIL_HANDED_OVER":
                council.coordinator = after["coordinator"]
            case "COUNCIL_CONFIRMED":
                council.starts_at = after["starts_at"]
                council.mentors = _numbers(after["mentors"])
            case "COUNCIL_MENTORS_ADDED" if council.status == CouncilStatus.CONFIRMED:
                council.mentors |= _numbers(after["mentors"])
            case "COUNCIL_MENTOR_DROPPED":
                council.mentors.discard(before["mentor"])
                council.mentors |= {after["replacement"]} - {None}
            case "COUNCIL_REGISTERED" | "COUNCIL_LEFT":
                council.places[row.actor] = after["attendance"]
            case "COUNCIL_MOVED_UP":
                council.places[before["person"]] = after["attendance"]
            case "COUNCIL_ANSWERED":
                council.answers |= {(row.actor, int(time)): answer for time, answer in after.items()}


def _counts(action: str, after: Facts, before: bool) -> bool:
    """Whether a session counts against the month after this."""
    if "counted" in after:
        return bool(after["counted"])
    if action in _GIVEN_BACK or (action == "SESSION_CANCELLED" and "by" in after):
        return False
    match action, after:
        case "SESSION_NO_SHOW", {"absent": Absent.MENTOR}:
            return False
        case "SESSION_DISPUTE_LAPSED", {"status": DisputeStatus.RESOLVED}:
            return False
        case "ADMIN_CLEAR_NO_SHOW", {"restored": restored}:
            return restored == Status.COMPLETED
        case ("SESSION_BOOKED", _):
            return True
    return before


def _numbers(text: str) -> set[int]:
    return {int(number) for number in text.split(",") if number}


def differences(world: World) -> Iterator[str]:
    """What is stored otherwise than the audit log tells."""
    with world.shared.work(read_only=True) as work:

        def rows(wanted: Select[Any]) -> Sequence[Row[Any]]:
            return work.connection.execute(wanted).all()

        told = Told(
            {row.id: Policies.model_validate_json(row.rules) for row in rows(select(policy_states))}
        )
        log = rows(select(audit).order_by(audit.c.seq))
        for row in log:
            told.hear(row)
        joined = {row.id: row.person for row in rows(select(former_members.c.id, former_members.c.person))}
        stored = rows(select(sessions))
        yield from _of_sessions(told, stored, joined)
        yield from _of_months(stored, _zones(log, rows(select(people.c.id, people.c.zone)), joined))
        yield from _of_requests(told, rows(select(reschedules)))
        yield from _of_councils(told, rows, joined)


def _now(member: int | None, joined: Mapping[int, int]) -> int | None:
    """Who that is by now: the log is never rewritten."""
    while member in joined:
        member = joined[member]
    return member


def _of_sessions(told: Told, stored: Sequence[Row[Any]], joined: Mapping[int, int]) -> Iterator[str]:
    for each in stored:
        agreed = told.sessions.get(each.id, Agreed())
        agreed = replace(agreed, mentor=_now(agreed.mentor, joined))
        # Nobody says so when a session begins: that is the clock's.
        status = Status.SCHEDULED if each.status == Status.IN_PROGRESS else Status(each.status)
        now = Agreed(status, each.mentor, each.starts_at.isoformat(), each.counted)
        if agreed != now:
            yield f"session {each.id} is {now}, and the audit log says {agreed}"


def _zones(
    log: Sequence[Row[Any]], members: Sequence[Row[Any]], joined: Mapping[int, int]
) -> dict[int, set[str]]:
    """The zones in which members have lived."""
    zones = {row.id: {row.zone or "UTC"} for row in members}
    for row in log:
        if row.action == "ZONE_SET" and (member := _now(row.actor, joined)) in zones:
            zones[member] |= {row.before["zone"] or "UTC", row.after["zone"]}
        if row.action == "ACCOUNTS_JOINED":
            zones[_now(row.actor, joined)] |= zones.get(row.before["person"], set())
    return zones


def _of_months(stored: Sequence[Row[Any]], zones: Mapping[int, set[str]]) -> Iterator[str]:
    """A session counts against the month in which it begins where the mentee lives, or lived when it was agreed."""
    for each in stored:
        months = {f"{each.starts_at.astimezone(ZoneInfo(zone)):%Y-%m-01}" for zone in zones[each.mentee]}
        if each.month not in months:
            yield f"session {each.id} counts in {each.month}, and begins in {sorted(months)}"


def _of_requests(told: Told, stored: Sequence[Row[Any]]) -> Iterator[str]:
    for each in stored:
        time = each.proposals[-1]["starts_at"]
        now = Asked(each.session, each.status, time)
        if told.requests.get(each.id) != now:
            yield f"request {each.id} is {now}, and the audit log says {told.requests.get(each.id)}"


def _of_councils(
    told: Told, rows: Callable[[Select[Any]], Sequence[Row[Any]]], joined: Mapping[int, int]
) -> Iterator[str]:
    now = {
        row.id: Convened(row.status, row.coordinator, row.starts_at and row.starts_at.isoformat())
        for row in rows(select(councils))
    }
    own = {row.id for row in rows(select(councils.c.id).where(councils.c.own))}
    for seat in rows(select(council_seats).where(council_seats.c.standing == Standing.PARTICIPATING)):
        now[seat.council].mentors.add(seat.mentor)
    for place in rows(select(council_places)):
        now[place.council].places[place.person] = place.attendance
    for vote in rows(select(council_votes)):
        now[vote.council].answers[vote.mentor, vote.proposal] = vote.answer
    times = {row.id for row in rows(select(council_proposals.c.id))}
    for number, council in now.items():
        heard = told.councils.get(number, Convened())
        heard.coordinator = _now(heard.coordinator, joined)
        heard.mentors = {_now(mentor, joined) or 0 for mentor in heard.mentors}
        heard.places = {_now(person, joined) or 0: place for person, place in heard.places.items()}
        if number in own and heard.coordinator is not None:
            heard.places.setdefault(heard.coordinator, Attendance.REGISTERED)
        heard.answers = {
            (_now(mentor, joined) or 0, time): answer
            for (mentor, time), answer in heard.answers.items()
            if time in times
        }
        if heard != council:
            yield f"council {number} is {council}, and the audit log says {heard}"
