"""Files with sessions."""

from datetime import timedelta

from core.desk import Desk
from core.errands import Errand, Task
from core.ids import new_id
from core.jobs import ExportWish, Job, JobState
from core.people import Person
from core.usecases.admin_sessions import stored_query
from core.usecases.members import check_admin

EXPORTS = "export"
"""The channel of errands that make files."""
EXPORTED_WITHIN = timedelta(hours=6)


def order_export(desk: Desk, actor: Person, stored_id: int, channel: int | None = None) -> Job:
    """Have what the query finds sent as a file, to the admin channel or else the actor; one at a time of each query.

    Raises NotAdmin, NotFound.
    """
    with desk.begin() as tx:
        check_admin(tx, actor)
        wish = ExportWish(stored_query(tx, actor, stored_id).query)
        for under_way in tx.jobs.running(actor.id):
            if under_way.wish == wish:
                return under_way
        job = Job(
            new_id(tx.now), actor.id, wish, JobState.RUNNING, tx.now, query=wish.query, channel=channel
        )
        tx.jobs.add(job, ())
        tx.errands.add(
            [
                Errand(
                    new_id(tx.now),
                    Task.EXPORT,
                    EXPORTS,
                    actor.id,
                    tx.now,
                    f"export:{job.id}",
                    expires_at=tx.now + EXPORTED_WITHIN,
                    details={"job": str(job.id), "asker": str(desk.asker or "")},
                )
            ]
        )
        desk.note(tx, "SESSIONS_EXPORTED", actor.id, after={"query": stored_id, "job": job.id})
        return job
