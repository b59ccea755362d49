"""When what was committed on SQLite is on the disk: one sync for several transactions, while others go on.

SQLite would sync in each commit, with its only connection that writes in hand. Here whoever tells others waits.
"""

import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar

from sqlalchemy import PoolProxiedConnection

Sync = Future[None]
_left: ContextVar[list[Sync] | None] = ContextVar("left", default=None)
sync_data = getattr(os, "fdatasync", os.fsync)  # macOS has the second alone


class WriteAheadLog:
    """The file in which SQLite writes what is committed, until it is copied to the database."""

    def __init__(self, database: str) -> None:
        self._file = f"{database}-wal"
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="disk")
        self._commits = self._lasting = self._changes = 0
        self.last = Sync()
        """Of all that has been committed."""
        self.last.set_result(None)

    def begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        """Begin a transaction that may write."""
        dbapi_connection.cursor().execute("BEGIN IMMEDIATE")
        self._changes = dbapi_connection.total_changes

    def commit(self, dbapi_connection: PoolProxiedConnection) -> None:
        """Commit, and begin to bring to the disk what was changed."""
        dbapi_connection.commit()
        if dbapi_connection.total_changes != self._changes:
            self._commits += 1
            self.last = self._thread.submit(self._bring, self._commits)

    def _bring(self, commit: int) -> None:
        if commit <= self._lasting:
            return
        reached = self._commits
        try:
            log = os.open(self._file, os.O_RDWR)
        except FileNotFoundError:
            return  # whoever closed the last connection has copied it to the database, and synced that
        try:
            sync_data(log)
        finally:
            os.close(log)
        self._lasting = reached

    def close(self) -> None:
        """Wait for what has begun."""
        self._thread.shutdown()


def wait_or_leave(sync: Sync) -> None:
    """Return once it is done; at once where somebody else waits."""
    if (left := _left.get()) is None:
        sync.result()
    elif not sync.done() or sync.exception():
        left.append(sync)


def leave_to(left: list[Sync]) -> None:
    """From now on in this context others wait: for what is in the list."""
    _left.set(left)
