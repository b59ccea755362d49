"""Admins' queries about all sessions, and what is on record about one."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from core.session_queries import AuditRecord, Count, NoticeRecord, SessionQuery, StoredQuery


class SessionQueries(Protocol):
    """Stored queries, and what they find."""

    def get(self, query: int) -> StoredQuery | None:
        """The stored query."""

    def keep(self, owner: int, query: SessionQuery, fresh: int) -> StoredQuery:
        """The owner's unnamed row of this query, used now; a new one with the id `fresh` where there is none."""

    def latest(self, owner: int) -> StoredQuery | None:
        """The one that the owner used last."""

    def named(self, owner: int) -> Sequence[StoredQuery]:
        """The owner's saved views, by name."""

    def add(self, stored: StoredQuery) -> None:
        """A saved view; raises core.errors.session_queries.ViewNameTaken."""

    def rename(self, query: int, name: str) -> None:
        """Give a saved view another name; raises core.errors.session_queries.ViewNameTaken."""

    def drop(self, query: int) -> None:
        """Forget a saved view."""

    def page(self, query: SessionQuery, limit: int, offset: int = 0) -> Sequence[int]:
        """The ids of what the query finds, in its order; `offset` is at most COUNTED."""

    def count(self, query: SessionQuery) -> Count:
        """How many it finds, as far as that is counted."""

    def coded(self, code: str, limit: int) -> Sequence[int]:
        """The sessions with this short name, the latest first."""


class SessionRecords(Protocol):
    """What is on record about one session."""

    def audited(self, session: int, limit: int, offset: int = 0) -> Sequence[AuditRecord]:
        """Its entries in the audit log, the latest first."""

    def notices(self, session: int, limit: int, offset: int = 0) -> Sequence[NoticeRecord]:
        """The notices about it that somebody reads, the latest first."""


class SessionExport(Protocol):
    """Writes what a query finds into files."""

    def write(
        self, query: SessionQuery, folder: Path, largest: int, progress: Callable[[int, int], bool]
    ) -> Sequence[Path]:
        """Write what the query finds, in its order, into files of at most `largest` bytes.

        `progress` is told how many rows are written, and of how many; False stops the work. It takes long, and is to be
        called in a thread of its own.
        """
