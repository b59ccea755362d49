"""Deliveries that nobody could handle."""

import json
from collections.abc import Sequence

from sqlalchemy import Update, bindparam, select, text, update

from core.ports.set_aside import DeliveryAside
from storage.message_tables import IS_SET_ASIDE, inbox
from storage.transaction import UnitOfWork

_LOCK = text(
    "SELECT pg_advisory_xact_lock(hashtextextended(lane, 0)) FROM json_array_elements_text(CAST(:lanes AS json)) lane"
)
_LISTED = (
    select(inbox.c.seq, inbox.c.lane, inbox.c.received_at, inbox.c.attempts)
    .where(IS_SET_ASIDE)
    .order_by(inbox.c.seq.desc())
    .limit(bindparam("limit"))
)
_LANE = select(inbox.c.lane).where(inbox.c.seq == bindparam("of_seq"))
_IT = update(inbox).where(inbox.c.seq == bindparam("of_seq"), IS_SET_ASIDE)
_RETRY = _IT.values(set_aside=False, done_at=None, attempts=0)
_DISMISS = _IT.values(set_aside=False, body="")


class SqlSetAside:
    """Meets core.ports.set_aside.SetAside."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def listed(self, limit: int) -> Sequence[DeliveryAside]:
        """The latest ones."""
        return [DeliveryAside(*row) for row in self._work.connection.execute(_LISTED, {"limit": limit})]

    def retry(self, delivery: int) -> bool:
        """Have it handled as if it had just come in; False when it is not set aside."""
        return self._change(_RETRY, delivery)

    def dismiss(self, delivery: int) -> bool:
        """Blank it; False when it is not set aside."""
        return self._change(_DISMISS, delivery)

    def _change(self, change: Update, delivery: int) -> bool:
        lane = self._work.connection.execute(_LANE, {"of_seq": delivery}).scalar_one_or_none()
        if lane is None:
            return False
        lock_lanes(self._work, lane)
        return self._work.connection.execute(change, {"of_seq": delivery}).rowcount > 0


def lock_lanes(work: UnitOfWork, *lanes: str) -> None:
    """Hold the lanes to the transaction's end, in order: nobody waits in a circle. On SQLite nobody else writes."""
    if work.on_postgresql:
        work.connection.execute(_LOCK, {"lanes": json.dumps(sorted({*lanes}))})
