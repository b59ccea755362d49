"""Jobs once they are confirmed: done slice by slice, each in one transaction with what it changes, and stopped."""

from collections.abc import Sequence
from dataclasses import replace

from core.desk import Desk
from core.errands import Errand, Task
from core.errors.common import NotFound
from core.errors.jobs import JobSettled
from core.ids import new_id
from core.jobs import PLANNED_FOR, ApproveWish, Job, JobItem, JobState, Outcome, Why, Work
from core.notices import Alert, Kind, Notice, Receipt
from core.payloads import OfJob
from core.people import Person
from core.ports.store import Transaction
from core.usecases.jobs.slices import carry_out
from core.usecases.members import check_admin

JOBS = "jobs"
"""The channel of errands that carry jobs out."""
SLICE = 50
"""Sessions or people of one transaction: others have their turn in between."""
CAREFUL_FROM = 3
"""From this attempt on, what fails is failed alone."""


def confirm(desk: Desk, actor: Person, job_id: int, channel: int | None) -> Job:
    """Do what was shown, as an errand; `channel` is the admin channel that hears of it.

    Raises NotAdmin, NotFound, JobSettled.
    """
    with desk.begin() as tx:
        check_admin(tx, actor)
        job = tx.jobs.lock(job_id)
        if job is None or job.by != actor.id:
            raise NotFound("job")
        if job.state is not JobState.PLANNED:
            raise JobSettled(job.id, job.state)
        if tx.now - job.at > PLANNED_FOR or not job.total:
            raise NotFound("job")
        started = replace(job, state=JobState.RUNNING, channel=channel)
        tx.jobs.save(started)
        errand = Errand(
            new_id(tx.now),
            Task.JOB,
            JOBS,
            actor.id,
            tx.now,
            f"job:{job.id}",
            details={"job": str(job.id), "asker": str(desk.asker or "")},
        )
        tx.errands.add([errand])
        desk.note(tx, f"JOB_{job.work.name}", actor.id, after={"job": job.id, "total": job.total})
        return started


def discard(desk: Desk, actor: Person, job_id: int) -> Job:
    """Do nothing of what was shown; raises NotAdmin, NotFound, JobSettled."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        job = tx.jobs.lock(job_id)
        if job is None or job.by != actor.id:
            raise NotFound("job")
        if job.state is not JobState.PLANNED:
            raise JobSettled(job.id, job.state)
        tx.jobs.drop_planned(actor.id)
        return job


def stop(desk: Desk, actor: Person, job_id: int) -> Job:
    """Do no more of a job, whoever ordered it; 0 is the one that was begun last.

    Raises NotAdmin, NotFound, JobSettled.
    """
    with desk.begin() as tx:
        check_admin(tx, actor)
        running = next((each.id for each in tx.jobs.running()), None)
        job = tx.jobs.lock(job_id or running or 0)
        if job is None or job.state is JobState.PLANNED:
            raise NotFound("running job" if not job_id else "job")
        if job.state is not JobState.RUNNING:
            raise JobSettled(job.id, job.state)
        desk.note(tx, "JOB_STOPPED", actor.id, after={"job": job.id})
        return _end(tx, job, JobState.STOPPED, actor.id)


def carry_on(desk: Desk, job_id: int, *, careful: bool = False) -> Job:
    """Do the next slice; the job is as it was where nothing is left of it.

    With `careful` each item is tried alone, and what fails for a fault of ours is failed alone.
    """
    with desk.unasked().begin() as tx:
        job = tx.jobs.lock(job_id)
        if job is None:
            raise NotFound("job")
        if job.state is not JobState.RUNNING:
            return job
        by = tx.people.get(job.by)
        if by is None or not by.is_admin:
            return _end(tx, job, JobState.REVOKED)
        items = tx.jobs.waiting(job.id, SLICE)
        if items:
            done = _carefully(desk, tx, by, job, items) if careful else carry_out(desk, tx, by, job, items)
            tx.jobs.settle(job.id, done)
        return job if len(items) == SLICE else _end(tx, job, JobState.DONE)


def _carefully(
    desk: Desk, tx: Transaction, by: Person, job: Job, items: Sequence[JobItem]
) -> Sequence[JobItem]:
    done: list[JobItem] = []
    for item in items:
        try:
            with tx.attempt():
                done += carry_out(desk, tx, by, job, [item])
        except Exception:  # noqa: BLE001 (whatever it is: the others are done, and this one is named)
            done.append(replace(item, outcome=Outcome.FAILED, why=Why.FAULT))
    return done


def show_at(desk: Desk, job_id: int, receipt: Receipt) -> None:
    """Remember where the progress of a job is shown."""
    with desk.unasked().begin() as tx:
        job = tx.jobs.lock(job_id)
        if job is not None:
            tx.jobs.save(replace(job, receipt=receipt))


def give_up(tx: Transaction, job_id: int) -> None:
    """The errand was given up."""
    job = tx.jobs.lock(job_id)
    if job is not None and job.state is JobState.RUNNING:
        _end(tx, job, JobState.FAILED)


def finish(desk: Desk, job_id: int, total: int) -> Job:
    """A file of so many sessions is written, unless somebody has stopped it."""
    with desk.unasked().begin() as tx:
        job = tx.jobs.lock(job_id)
        if job is None:
            raise NotFound("job")
        return (
            job if job.state is not JobState.RUNNING else _end(tx, replace(job, total=total), JobState.DONE)
        )


def resume(desk: Desk, job_id: int) -> Job:
    """The job as it is; one that was given up goes on, and one of somebody who is no admin any more ends.

    Raises NotFound.
    """
    with desk.unasked().begin() as tx:
        job = tx.jobs.lock(job_id)
        if job is None:
            raise NotFound("job")
        if job.state not in {JobState.RUNNING, JobState.FAILED}:
            return job
        by = tx.people.get(job.by)
        if by is None or not by.is_admin:
            return _end(tx, job, JobState.REVOKED)
        if job.state is JobState.FAILED:
            job = replace(job, state=JobState.RUNNING, ended_at=None)
            tx.jobs.save(job)
        return job


def _end(tx: Transaction, job: Job, state: JobState, by: int | None = None) -> Job:
    """Nothing more is done; of refunds that wait the other admins are told once, as is who asked for those approved."""
    ended = replace(job, state=state, ended_at=tx.now, ended_by=by)
    tx.jobs.save(ended)
    done = tx.jobs.counts(job.id)
    if job.work is Work.CANCEL and done.get((Outcome.DONE, Why.APPROVAL)):
        others = [admin for admin in tx.people.admins() if admin != job.by]
        tx.notices.alert(Alert(Kind.REFUNDS_WAIT, others, str(job.id), tx.now, payload=OfJob(job=job.id)))
    if isinstance(job.wish, ApproveWish) and done.get((Outcome.DONE, Why.NOTHING)):
        _tell_approved(tx, job, job.wish)
    return ended


def _tell_approved(tx: Transaction, job: Job, wish: ApproveWish) -> None:
    """Whoever asked for the refunds hears once that they are on their way."""
    if (asked := tx.jobs.get(wish.job)) is not None:
        key, payload = f"{Kind.REFUNDS_DECIDED}:{job.id}", OfJob(job=job.id)
        notice = Notice(new_id(tx.now), Kind.REFUNDS_DECIDED, asked.by, tx.now, key, payload=payload)
        tx.notices.add([notice])
