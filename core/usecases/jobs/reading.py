"""How far jobs are, and what became of each session."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.desk import Desk
from core.errors.common import NotFound
from core.jobs import Job, JobItem, MessageWish, Outcome, Why
from core.people import Person
from core.ports.store import Transaction
from core.sessions import Session
from core.usecases.members import check_admin

NAMED = 10
"""Sessions that a report names; a file says the rest."""
LISTED = 10
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """An item with the session and the people that it is about."""

    item: JobItem
    session: Session | None
    people: Mapping[int, Person]


@dataclass(frozen=True, slots=True)
class Report:
    """How far a job is; `undone` are the first of what was skipped or failed, as `reader` is to read of them."""

    job: Job
    by: Person
    reader: Person
    counts: Mapping[tuple[Outcome, Why], int]
    undone: Sequence[Line]

    def came_to(self, outcome: Outcome) -> int:
        """How many items came to this."""
        return sum(n for (each, _), n in self.counts.items() if each is outcome)


def report(desk: Desk, actor: Person, job_id: int) -> Report:
    """A job as it is now; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        return _report(tx, job_id, actor)


def progress(desk: Desk, job_id: int) -> Report:
    """The same for whoever ordered it, also where they are no admin any more; raises NotFound."""
    with desk.store.read() as tx:
        return _report(tx, job_id, None)


def listed(desk: Desk, actor: Person) -> Sequence[Report]:
    """The latest jobs of all admins, latest first; raises NotAdmin."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        return [_report(tx, job.id, actor) for job in tx.jobs.latest(LISTED)]


def lines(desk: Desk, job_id: int) -> Iterator[Line]:
    """All that a job was about, in its turn."""
    with desk.store.read() as tx:
        at = 0
        while items := tx.jobs.items(job_id, AT_ONCE, at):
            yield from _lines(tx, items)
            at += AT_ONCE


def announced(desk: Desk, job_id: int) -> tuple[Job, MessageWish]:
    """What an admin has had written to those concerned; raises NotFound."""
    with desk.store.read() as tx:
        job = tx.jobs.get(job_id)
        if job is None or not isinstance(job.wish, MessageWish):
            raise NotFound("job")
        return job, job.wish


def _report(tx: Transaction, job_id: int, reader: Person | None) -> Report:
    job = tx.jobs.get(job_id)
    by = None if job is None else tx.people.get(job.by)
    if job is None or by is None:
        raise NotFound("job")
    undone = _lines(tx, tx.jobs.items(job_id, NAMED, undone=True))
    return Report(job, by, reader or by, tx.jobs.counts(job_id), undone)


def _lines(tx: Transaction, items: Sequence[JobItem]) -> Sequence[Line]:
    wanted = [item.session for item in items if item.session is not None]
    sessions = {session.id: session for session in tx.sessions.of(wanted)} if wanted else {}
    parties = {party for session in sessions.values() for party in (session.mentor, session.mentee)}
    parties |= {item.person for item in items if item.person is not None}
    people = {person.id: person for person in tx.people.of(parties)} if parties else {}
    return [
        Line(item, None if item.session is None else sessions.get(item.session), people) for item in items
    ]
