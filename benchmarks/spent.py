"""Processor time, which tells more than the clock does where a machine has other work."""

from pathlib import Path
from time import process_time_ns

from sqlalchemy import text

from storage.store import SqlStore


class Spent:
    """The processor time that we and the database's server take; SQLite works in ours."""

    def __init__(self, store: SqlStore) -> None:
        self._servers: list[Path] = []
        if store.engines.on_postgresql:
            with store.engines.reader.begin() as connection:
                found = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
                self._servers = [
                    Path(f"/proc/{pid}/schedstat") for pid in connection.execute(found).scalars()
                ]
        self._began = self._so_far()

    def milliseconds(self) -> float:
        """Since this was made, or last asked."""
        until = self._so_far()
        spent, self._began = until - self._began, until
        return spent / 1_000_000

    def _so_far(self) -> int:
        # Linux tells how long a process has worked, and forgets it when it ends.
        servers = sum(int(each.read_text().split()[0]) for each in self._servers if each.exists())
        return process_time_ns() + servers
