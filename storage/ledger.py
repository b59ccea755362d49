"""The ledger of what mentees get back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from core.refunds import RefundEntry, RefundKind, RefundStatus
from storage.intervention_tables import WAITS_FOR_APPROVAL, refunds
from storage.transaction import UnitOfWork

_OF = (
    select(refunds)
    .where(refunds.c.session.in_(bindparam("sessions", expanding=True)))
    .order_by(refunds.c.at, refunds.c.id)
)
_GET = select(refunds).where(refunds.c.id == bindparam("entry"))
_ADD = insert(refunds)
_SETTLE = update(refunds).where(refunds.c.id == bindparam("entry"), refunds.c.status == bindparam("was"))
_WAITING = (
    select(refunds)
    .where(WAITS_FOR_APPROVAL)
    .order_by(refunds.c.expires_at, refunds.c.id)
    .limit(bindparam("limit"))
)
_OVERDUE = (
    select(refunds.c.id)
    .where(WAITS_FOR_APPROVAL, refunds.c.expires_at <= bindparam("now"))
    .order_by(refunds.c.expires_at, refunds.c.id)
)


class SqlLedger:
    """Meets core.ports.interventions.Ledger."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def add(self, *entries: RefundEntry) -> None:
        """More lines."""
        if entries:
            self._work.connection.execute(_ADD, [_values(entry) for entry in entries])

    def of(self, session: int) -> Sequence[RefundEntry]:
        """All lines about the session, oldest first."""
        return self.of_all([session]).get(session, ())

    def of_all(self, sessions: Iterable[int]) -> Mapping[int, Sequence[RefundEntry]]:
        """The same of each of these sessions that has any."""
        found: defaultdict[int, list[RefundEntry]] = defaultdict(list)
        for row in self._work.connection.execute(_OF, {"sessions": sorted({*sessions})}):
            found[row.session].append(entry_of(row))
        return found

    def get(self, entry: int) -> RefundEntry | None:
        """The line."""
        row = self._work.connection.execute(_GET, {"entry": entry}).one_or_none()
        return None if row is None else entry_of(row)

    def settle(self, entry: RefundEntry, was: RefundStatus) -> bool:
        """Keep its status, and who decided when; False where it is not `was` any more."""
        values = {
            "status": entry.status.value,
            "approved_by": entry.approved_by,
            "settled_at": entry.settled_at,
        }
        wanted = {"entry": entry.id, "was": was.value}
        return self._work.connection.execute(_SETTLE.values(values), wanted).rowcount > 0

    def waiting(self, limit: int) -> Sequence[RefundEntry]:
        """Lines that wait for a second admin, those first whose time is over first."""
        return [entry_of(row) for row in self._work.connection.execute(_WAITING, {"limit": limit})]

    def overdue(self, now: datetime) -> Sequence[int]:
        """Lines whose time to be approved is over, the longest overdue first."""
        return self._work.connection.execute(_OVERDUE, {"now": now}).scalars().all()


def _values(entry: RefundEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "session": entry.session,
        "amount": entry.amount,
        "currency": entry.currency,
        "kind": entry.kind.value,
        "status": entry.status.value,
        "words": entry.words,
        "person": entry.by,
        "at": entry.at,
        "approved_by": entry.approved_by,
        "settled_at": entry.settled_at,
        "expires_at": entry.expires_at,
        "payment": entry.payment,
        "handle": entry.handle,
        "tries": entry.tries,
    }


def entry_of(row: Row[Any]) -> RefundEntry:
    """The line that a row of the table keeps."""
    return RefundEntry(
        id=row.id,
        session=row.session,
        amount=row.amount,
        currency=row.currency,
        kind=RefundKind(row.kind),
        status=RefundStatus(row.status),
        at=row.at,
        by=row.person,
        words=row.words,
        approved_by=row.approved_by,
        settled_at=row.settled_at,
        expires_at=row.expires_at,
        payment=row.payment,
        handle=row.handle,
        tries=row.tries,
        trouble=row.trouble,
    )
