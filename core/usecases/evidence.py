"""Files of disputes, for admins who are no party: sent to their own chat, and audited."""

from datetime import timedelta

from core.desk import Desk
from core.errands import Errand, Task
from core.errors.aftermath import OwnDispute
from core.errors.common import NotFound
from core.evidence import Evidence
from core.ids import new_id
from core.people import Person
from core.ports.store import Transaction
from core.usecases.disputes import judges
from core.usecases.members import check_admin

EVIDENCE = "evidence"
"""The channel of errands that send files of disputes."""
SHOWN_WITHIN = timedelta(hours=1)


def open_file(desk: Desk, actor: Person, dispute_id: int, evidence_id: int) -> Evidence:
    """Have a file sent to the actor's own chat, once a minute at most; raises NotAdmin, NotFound, OwnDispute."""
    with desk.begin() as tx:
        found = _readable(tx, actor, evidence_id)
        if found.dispute != dispute_id:
            raise NotFound("dispute")
        dispute = tx.disputes.get(dispute_id)
        assert dispute is not None
        tx.errands.add(
            [
                Errand(
                    new_id(tx.now),
                    Task.SHOW_FILE,
                    EVIDENCE,
                    actor.id,
                    tx.now,
                    f"evidence:{actor.id}:{evidence_id}:{tx.now:%Y-%m-%dT%H:%M}",
                    expires_at=tx.now + SHOWN_WITHIN,
                    details={"evidence": str(evidence_id)},
                )
            ]
        )
        desk.note(
            tx,
            "ADMIN_EVIDENCE_OPENED",
            actor.id,
            session=dispute.session,
            after={"dispute": dispute_id, "evidence": evidence_id},
        )
        return found


def readable(desk: Desk, actor: Person, evidence_id: int) -> Evidence:
    """A file that the actor may still read when it is sent; raises NotAdmin, NotFound, OwnDispute."""
    with desk.store.read() as tx:
        return _readable(tx, actor, evidence_id)


def _readable(tx: Transaction, actor: Person, evidence_id: int) -> Evidence:
    check_admin(tx, actor)
    found = tx.evidence.get(evidence_id)
    dispute = None if found is None else tx.disputes.get(found.dispute)
    session = None if dispute is None else tx.sessions.get(dispute.session)
    if found is None or dispute is None or session is None:
        raise NotFound("dispute")
    if actor.id not in judges(tx, session, dispute):
        raise OwnDispute
    return found
