"""The stamp by which a delivery takes effect once; `storage.inbox` keeps and hands out deliveries."""

from sqlalchemy import bindparam, update

from storage.message_tables import inbox
from storage.transaction import UnitOfWork

_STAMP = (
    update(inbox)
    .where(inbox.c.key == bindparam("of_key"), inbox.c.effect_at.is_(None))
    .values(effect_at=bindparam("now"))
)


class SqlStamps:
    """Meets core.ports.stamps.Stamps."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def add(self, key: str) -> bool:
        """Mark the delivery as having taken effect; False when it had before (or was never kept)."""
        return self._work.connection.execute(_STAMP, {"of_key": key, "now": self._work.now}).rowcount > 0
