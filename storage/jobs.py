"""Long work for admins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, exists, func, insert, select, update

from core.jobs import Job, JobItem, JobState, Outcome, Why, Work, wish_of, wish_text
from core.notices import Receipt
from core.session_queries import SessionQuery
from storage.bulk import Bulk
from storage.job_tables import job_items, jobs
from storage.transaction import UnitOfWork

_THIS = jobs.c.id == bindparam("this")
_OF_JOB = job_items.c.job == bindparam("this")
_GET = select(jobs).where(_THIS)
_LOCK = _GET.with_for_update()
_SAVE = update(jobs).where(_THIS)
_IS_PLANNED = (jobs.c.state == JobState.PLANNED.value, jobs.c.person == bindparam("of_person"))
_DROP_ITEMS = delete(job_items).where(exists().where(jobs.c.id == job_items.c.job, *_IS_PLANNED))
_DROP = delete(jobs).where(*_IS_PLANNED)
_LATEST = (
    select(jobs)
    .where(jobs.c.state != JobState.PLANNED.value)
    .order_by(jobs.c.id.desc())
    .limit(bindparam("limit"))
)
_RUNNING = select(jobs).where(jobs.c.state == JobState.RUNNING.value).order_by(jobs.c.id.desc())
_ADD = Bulk(
    job_items.c,
    lambda given: insert(job_items).from_select(
        given.c.keys(), select(*given.c).order_by(given.c.job, given.c.place)
    ),
)
_ITEMS = (
    select(job_items)
    .where(_OF_JOB)
    .order_by(job_items.c.place)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_UNDONE = _ITEMS.where(job_items.c.outcome.in_([Outcome.SKIPPED.value, Outcome.FAILED.value]))
_WAITING = (
    select(job_items)
    .where(_OF_JOB, job_items.c.outcome == Outcome.WAITING.value)
    .order_by(job_items.c.place)
    .limit(bindparam("limit"))
)
_SETTLE = (
    update(job_items)
    .where(_OF_JOB, job_items.c.place == bindparam("at_place"))
    .values(outcome=bindparam("becomes"), why=bindparam("because"), person=bindparam("of_person"))
)
_COUNTS = (
    select(job_items.c.outcome, job_items.c.why, func.count().label("items"))
    .where(_OF_JOB)
    .group_by(job_items.c.outcome, job_items.c.why)
)


class SqlJobs:
    """Meets core.ports.jobs.Jobs."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def add(self, job: Job, items: Sequence[JobItem]) -> None:
        """A new job."""
        values = {
            "id": job.id,
            "work": job.work.value,
            "person": job.by,
            "wish": wish_text(job.wish),
            "query": job.query and job.query.model_dump_json(exclude_defaults=True),
            "at": job.at,
            **_values(job),
        }
        self._work.connection.execute(insert(jobs), values)
        if items:
            _ADD.execute(self._work, [{"job": job.id, **asdict(item)} for item in items])

    def get(self, job: int) -> Job | None:
        """The job."""
        row = self._work.connection.execute(_GET, {"this": job}).one_or_none()
        return None if row is None else _job_of(row)

    def lock(self, job: int) -> Job | None:
        """The job as it is now; nobody else changes it or its items until the transaction ends."""
        row = self._work.connection.execute(_LOCK, {"this": job}).one_or_none()
        return None if row is None else _job_of(row)

    def save(self, job: Job) -> None:
        """Its state, how many items it has, and where it is shown."""
        self._work.connection.execute(_SAVE.values(_values(job)), {"this": job.id})

    def drop_planned(self, person: int) -> None:
        """Forget what this admin was shown and has not confirmed."""
        for statement in (_DROP_ITEMS, _DROP):
            self._work.connection.execute(statement, {"of_person": person})

    def latest(self, limit: int) -> Sequence[Job]:
        """What was confirmed by anybody, latest first."""
        return [_job_of(row) for row in self._work.connection.execute(_LATEST, {"limit": limit})]

    def running(self, person: int | None = None) -> Sequence[Job]:
        """What is being done, of this admin or of all, latest first."""
        found = map(_job_of, self._work.connection.execute(_RUNNING))
        return [job for job in found if person in {None, job.by}]

    def waiting(self, job: int, limit: int) -> Sequence[JobItem]:
        """The next items, in their turn."""
        return list(self._found(_WAITING, {"this": job, "limit": limit}))

    def settle(self, job: int, items: Sequence[JobItem]) -> None:
        """Keep what became of them."""
        rows = [
            {
                "this": job,
                "at_place": item.place,
                "becomes": item.outcome.value,
                "because": item.why.value,
                "of_person": item.person,
            }
            for item in items
        ]
        if rows:
            self._work.connection.execute(_SETTLE, rows)

    def counts(self, job: int) -> Mapping[tuple[Outcome, Why], int]:
        """How many items came to what."""
        found = self._work.connection.execute(_COUNTS, {"this": job})
        return {(Outcome(row.outcome), Why(row.why)): row.items for row in found}

    def items(self, job: int, limit: int, offset: int = 0, *, undone: bool = False) -> Sequence[JobItem]:
        """Its items in their turn; only those that were skipped or failed where `undone`."""
        wanted = {"this": job, "limit": limit, "offset": offset}
        return list(self._found(_UNDONE if undone else _ITEMS, wanted))

    def _found(self, items: Select[Any], wanted: dict[str, int]) -> Iterator[JobItem]:
        return map(_item_of, self._work.connection.execute(items, wanted))


def _values(job: Job) -> dict[str, object]:
    return {
        "state": job.state.value,
        "total": job.total,
        "admin_channel": job.channel,
        "receipt": job.receipt and asdict(job.receipt),
        "ended_at": job.ended_at,
        "ended_by": job.ended_by,
    }


def _job_of(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        by=row.person,
        wish=wish_of(Work(row.work), row.wish),
        state=JobState(row.state),
        at=row.at,
        total=row.total,
        query=None if row.query is None else SessionQuery.model_validate_json(row.query),
        channel=row.admin_channel,
        receipt=None if row.receipt is None else Receipt(**row.receipt),
        ended_at=row.ended_at,
        ended_by=row.ended_by,
    )


def _item_of(row: Row[Any]) -> JobItem:
    return JobItem(
        place=row.place,
        session=row.session,
        person=row.person,
        revision=row.revision,
        starts_at=row.starts_at,
        outcome=Outcome(row.outcome),
        why=Why(row.why),
    )
