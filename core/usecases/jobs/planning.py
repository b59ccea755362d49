"""What a job would do, worked out before it is confirmed; the list that is confirmed is the one that was shown."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from core.day_shifts import Shift, bounds_of, shifted, shifts_of
from core.desk import Desk
from core.errors.common import NotFound
from core.errors.jobs import NoneWaits, NothingThatDay, NothingToDo, ShiftUnclear, TooManyListed
from core.ids import new_id
from core.interventions import Act, CancelWish, checked_words, is_possible
from core.jobs import (
    FARTHEST,
    MESSAGE_LIMIT,
    MOST,
    ApproveWish,
    Job,
    JobItem,
    JobState,
    MessageWish,
    MoveDayWish,
    Outcome,
    Why,
    Work,
)
from core.people import Person
from core.ports.store import Transaction
from core.refunds import needs_second_admin
from core.session_queries import StoredQuery
from core.sessions import Session
from core.usecases.admin_sessions import stored_query
from core.usecases.interventions.cases import Case, cases_of
from core.usecases.interventions.endings import amount_of
from core.usecases.interventions.refunds import waiting_of
from core.usecases.members import check_admin

AT_ONCE = 1000
_AROUND = timedelta(days=2)


@dataclass(slots=True)
class Sum:
    """What is given back in one currency, in minor units: at once, and after a second admin's approval."""

    refunded: int = 0
    waiting: int = 0
    waits: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What a job would do for whom. `left_out` counts what nothing is done to, and why.

    `others` are admins who could approve refunds. `shifts` are where sessions move. `by` has asked for what
    is approved.
    """

    job: Job
    reader: Person
    left_out: Mapping[Why, int]
    mentors: int = 0
    mentees: int = 0
    money: Mapping[str, Sum] = field(default_factory=dict)
    others: int = 0
    shifts: Sequence[Shift] = ()
    people: Mapping[int, Person] = field(default_factory=dict)
    by: Person | None = None


@dataclass(frozen=True, slots=True)
class Mentored:
    """The mentor whose day is to be moved."""

    mentor: Person
    reader: Person


def plan_cancel(desk: Desk, actor: Person, stored_id: int, wish: CancelWish) -> Preview:
    """What cancelling the sessions of a list means.

    Raises NotAdmin, NotFound, Missing, TooLong, TooManyListed, NothingToDo.
    """
    checked_words(wish.reason, "reason")
    left_out: Counter[Why] = Counter()
    money: defaultdict[str, Sum] = defaultdict(Sum)
    fit: list[Session] = []
    with desk.store.read() as tx:
        stored, ids = _found(tx, actor, stored_id)
        for session in _sessions(tx, ids):
            if actor.id in {session.mentor, session.mentee}:
                left_out[Why.OWN] += 1
            elif not is_possible(Act.FORCE_CANCEL, session, tx.now):
                left_out[Why.OVER] += 1
            else:
                fit.append(session)
        _add_up(tx, fit, wish, money)
        others = len({*tx.people.admins()} - {actor.id})
    if not fit:
        raise NothingToDo(Work.CANCEL, stored_id)
    items = [JobItem(n, session.id, revision=session.revision) for n, session in enumerate(fit)]
    job = _planned(desk, actor, wish, items, stored)
    return Preview(
        job,
        actor,
        left_out,
        len({session.mentor for session in fit if session.role_of(session.mentor)}),
        len({session.mentee for session in fit}),
        money,
        others,
    )


def plan_message(desk: Desk, actor: Person, stored_id: int, wish: MessageWish) -> Preview:
    """Whom a message about the sessions of a list would reach.

    Raises NotAdmin, NotFound, Missing, TooLong, TooManyListed, NothingToDo.
    """
    checked_words(wish.text, "text", MESSAGE_LIMIT)
    with desk.store.read() as tx:
        stored, ids = _found(tx, actor, stored_id)
        concerned: dict[str, set[int]] = {"mentor": set(), "mentee": set()}
        for session in _sessions(tx, ids):
            concerned["mentee"].add(session.mentee)
            if session.role_of(session.mentor):
                concerned["mentor"].add(session.mentor)
        asked = {person for role in wish.to.roles for person in concerned[role]} - {actor.id}
        people = {person.id: person for person in tx.people.of(asked)} if asked else {}
    reached = sorted(person.id for person in people.values() if person.reachable)
    if not reached:
        raise NothingToDo(Work.MESSAGE, stored_id)
    items = [JobItem(n, person=person) for n, person in enumerate(reached)]
    job = _planned(desk, actor, wish, items, stored)
    mentors, mentees = (
        len(concerned[name] & {*reached}) if name in wish.to.roles else 0 for name in ("mentor", "mentee")
    )
    return Preview(job, actor, {Why.UNREACHABLE: len(people) - len(reached)}, mentors, mentees)


def plan_approve(desk: Desk, actor: Person, job_id: int) -> Preview:
    """What approving all refunds means that a job has left waiting; raises NotAdmin, NotFound, NoneWaits."""
    left_out: Counter[Why] = Counter()
    money: defaultdict[str, Sum] = defaultdict(Sum)
    fit: list[Session] = []
    with desk.store.read() as tx:
        check_admin(tx, actor)
        job = tx.jobs.get(job_id)
        if job is None or job.work is not Work.CANCEL:
            raise NotFound("job")
        for case in _left_waiting(tx, actor, job_id):
            if (entry := waiting_of(case, job.by)) is None:
                left_out[Why.OVER] += 1
            elif case.is_own:
                left_out[Why.OWN] += 1
            elif job.by != actor.id:
                money[entry.currency].refunded += entry.amount
                fit.append(case.session)
        by = tx.people.get(job.by)
    if not fit or by is None:
        raise NoneWaits(job_id)
    items = [JobItem(n, session.id, revision=session.revision) for n, session in enumerate(fit)]
    planned = _planned(desk, actor, ApproveWish(job_id), items)
    mentees = len({session.mentee for session in fit})
    return Preview(planned, actor, left_out, mentees=mentees, money=money, by=by)


def moving(desk: Desk, actor: Person, mentor_id: int) -> Mentored:
    """The mentor whose day is to be moved; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        return Mentored(_mentor(tx, mentor_id), actor)


def plan_move(desk: Desk, actor: Person, wish: MoveDayWish) -> Preview:
    """Where the sessions of a mentor's day would move.

    Raises NotAdmin, NotFound, Missing, TooLong, ShiftUnclear, NothingThatDay.
    """
    checked_words(wish.reason, "reason")
    if (wish.to is None and not wish.minutes) or wish.to == wish.day:
        raise ShiftUnclear("same")
    far = timedelta(minutes=abs(wish.minutes or 0)) if wish.to is None else abs(wish.to - wish.day)
    if far > FARTHEST:
        raise ShiftUnclear("far")
    left_out: Counter[Why] = Counter()
    fit: list[Session] = []
    with desk.store.read() as tx:
        check_admin(tx, actor)
        mentor = _mentor(tx, wish.mentor)
        begins, ends = bounds_of(wish.day, mentor.clock_zone)
        for session in tx.sessions.between(mentor.id, begins, ends):
            if session.mentor != mentor.id or not begins <= session.starts_at < ends:
                continue
            if actor.id in {session.mentor, session.mentee}:
                left_out[Why.OWN] += 1
            elif not is_possible(Act.RESCHEDULE, session, tx.now):
                left_out[Why.OVER] += 1
            else:
                fit.append(session)
        shifts = _shifts(tx, fit, wish, mentor.clock_zone) if fit else ()
        people = tx.people.of({party for each in fit for party in (each.mentor, each.mentee)} | {mentor.id})
    if not shifts:
        raise NothingThatDay(mentor.id, wish.day)
    items = [
        JobItem(
            n,
            shift.session.id,
            shift.person,
            shift.session.revision,
            shift.starts_at,
            Outcome.SKIPPED if shift.why else Outcome.WAITING,
            shift.why,
        )
        for n, shift in enumerate(shifts)
    ]
    job = _planned(desk, actor, wish, items)
    moved = {shift.session.mentee for shift in shifts if not shift.why}
    return Preview(
        job,
        actor,
        left_out,
        1 if moved else 0,
        len(moved),
        shifts=shifts,
        people={person.id: person for person in people},
    )


def _shifts(tx: Transaction, sessions: Sequence[Session], wish: MoveDayWish, zone: str) -> Sequence[Shift]:
    requests = tx.reschedules.of(session.id for session in sessions)
    owners = {
        session.id: frozenset({session.id, *(request.id for request in requests.get(session.id, ()))})
        for session in sessions
    }
    starts = [start for each in sessions for start in (each.starts_at, shifted(each.starts_at, wish, zone))]
    people = {party for session in sessions for party in (session.mentor, session.mentee)}
    claims = tx.claims.of(people, min(starts) - _AROUND, max(starts) + _AROUND, tx.now)
    latest = tx.now + timedelta(days=tx.policies().max_days_ahead)
    return shifts_of(sessions, wish, zone, claims, owners, (tx.now, latest))


def _mentor(tx: Transaction, mentor: int) -> Person:
    found = tx.people.get(mentor)
    if found is None or not found.is_mentor:
        raise NotFound("member")
    return found


def _found(tx: Transaction, actor: Person, stored_id: int) -> tuple[StoredQuery, Sequence[int]]:
    check_admin(tx, actor)
    stored = stored_query(tx, actor, stored_id)
    ids = tx.session_queries.page(stored.query, MOST + 1)
    if len(ids) > MOST:
        raise TooManyListed(MOST, stored_id)
    return stored, ids


def _sessions(tx: Transaction, ids: Sequence[int]) -> Iterator[Session]:
    """In the order of the list."""
    for some in _some(ids):
        known = {session.id: session for session in tx.sessions.of(some)}
        yield from (known[each] for each in some if each in known)


def _left_waiting(tx: Transaction, actor: Person, job_id: int) -> Iterator[Case]:
    """What a job has done whose refund waits, or waited, for a second admin."""
    at = 0
    while items := tx.jobs.items(job_id, AT_ONCE, at):
        waits = [each.session for each in items if each.why is Why.APPROVAL and each.session is not None]
        yield from cases_of(tx, actor, tx.sessions.of(waits)) if waits else ()
        at += AT_ONCE


def _some(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))


def _add_up(
    tx: Transaction, sessions: Iterable[Session], wish: CancelWish, money: Mapping[str, Sum]
) -> None:
    """What is given back, and what waits for a second admin, session by session (ADM-9)."""
    given = {session.id: (session, amount_of(session, wish)) for session in sessions}
    paid = [session for session, (_, amount) in given.items() if amount]
    policies = tx.policies()
    for some in _some(paid):
        entries = tx.ledger.of_all(some)
        for session, amount in (given[each] for each in some):
            total = money[session.currency]
            if needs_second_admin(entries.get(session.id, ()), amount, session.currency, policies):
                total.waiting += amount
                total.waits += 1
            else:
                total.refunded += amount


def _planned(
    desk: Desk,
    actor: Person,
    wish: CancelWish | MessageWish | MoveDayWish | ApproveWish,
    items: Sequence[JobItem],
    stored: StoredQuery | None = None,
) -> Job:
    """Keep it until it is confirmed; what the actor was shown before is given up."""
    waiting = sum(item.outcome is Outcome.WAITING for item in items)
    with desk.begin() as tx:
        check_admin(tx, actor)
        tx.jobs.drop_planned(actor.id)
        job = Job(
            new_id(tx.now),
            actor.id,
            wish,
            JobState.PLANNED,
            tx.now,
            waiting,
            query=stored.query if stored else None,
        )
        tx.jobs.add(job, items)
        return job
