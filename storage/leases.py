"""Leases on what one process at a time may do, such as polling Telegram."""

from datetime import timedelta

from sqlalchemy import bindparam, delete, or_
from sqlalchemy.dialects import postgresql

from storage.store import SqlStore
from storage.tables import leases

_NEW = postgresql.insert(leases)
_HOLD = _NEW.on_conflict_do_update(
    index_elements=[leases.c.name],
    set_={"owner": _NEW.excluded.owner, "until": _NEW.excluded.until},
    where=or_(leases.c.owner == _NEW.excluded.owner, leases.c.until <= bindparam("now")),
).returning(leases.c.name)
_RELEASE = delete(leases).where(leases.c.name == bindparam("name"), leases.c.owner == bindparam("owner"))


class SqlLeases:
    """Named leases; every call is its own transaction, `owner` is the process."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    def hold(self, name: str, owner: str, lease: timedelta) -> bool:
        """Take or prolong it; False while another process has it."""
        with self._store.work() as work:
            values = {"name": name, "owner": owner, "until": work.now + lease, "now": work.now}
            return work.connection.execute(_HOLD, values).one_or_none() is not None

    def release(self, name: str, owner: str) -> None:
        """Let go of it."""
        with self._store.work() as work:
            work.connection.execute(_RELEASE, {"name": name, "owner": owner})
