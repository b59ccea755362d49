"""Errands, as a use case writes them; they leave as notices do (`storage.outbox`)."""

from collections.abc import Sequence

from sqlalchemy import bindparam, update
from sqlalchemy.dialects import postgresql

from core.errands import Errand
from storage.message_tables import IS_WAITING, notices
from storage.transaction import UnitOfWork

_ADD = postgresql.insert(notices).on_conflict_do_nothing(index_elements=[notices.c.dedupe])
_DROP = (
    update(notices)
    .where(
        notices.c.dedupe == bindparam("key"),
        IS_WAITING,
        notices.c.lease_owner.is_(None),
        ~notices.c.ambiguous,
    )
    .values(state="cancelled", ended_at=bindparam("now"))
)


class SqlErrands:
    """Meets core.ports.notices.Errands."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def add(self, errands: Sequence[Errand]) -> None:
        """Write them; one whose `dedupe` exists already is left out."""
        for errand in sorted(errands, key=lambda each: each.dedupe):
            self._work.connection.execute(_ADD, _values(errand))
            self._work.goes_out(errand.due_at)

    def drop(self, dedupe: str) -> bool:
        """Cancel one that nobody has begun; False when it may have been carried out."""
        values = {"key": dedupe, "now": self._work.now}
        dropped = self._work.connection.execute(_DROP, values).rowcount > 0
        if dropped:
            self._work.goes_out(self._work.now)
        return dropped


def _values(errand: Errand) -> dict[str, object]:
    return {
        "id": errand.id,
        "kind": errand.kind.value,
        "channel": errand.channel,
        "person": errand.person,
        "session": errand.session,
        "council": errand.council,
        "revision": errand.revision,
        "due_at": errand.due_at,
        "ready_at": errand.due_at,
        "expires_at": errand.expires_at,
        "dedupe": errand.dedupe,
        "details": errand.details,
        "attempts": errand.attempts,
        "state": "waiting",
    }
