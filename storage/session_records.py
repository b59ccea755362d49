"""What is on record about one session, for admins to read."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from core.notices import SILENT, Kind
from core.session_queries import AuditRecord, NoticeRecord
from storage.message_tables import notices
from storage.tables import audit
from storage.transaction import UnitOfWork

_AUDITED = (
    select(audit)
    .where(audit.c.session == bindparam("of_session"))
    .order_by(audit.c.seq.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_READ = frozenset(kind.value for kind in Kind) - frozenset(kind.value for kind in SILENT)
_NOTICES = (
    select(notices)
    .where(notices.c.session == bindparam("of_session"), notices.c.kind.in_(sorted(_READ)))
    .order_by(notices.c.due_at.desc(), notices.c.id.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)


class SqlSessionRecords:
    """Meets core.ports.session_queries.SessionRecords."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def audited(self, session: int, limit: int, offset: int = 0) -> Sequence[AuditRecord]:
        """Its entries in the audit log, the latest first."""
        return [
            AuditRecord(row.at, row.action, row.actor, row.platform, row.before or {}, row.after or {})
            for row in self._rows(_AUDITED, session, limit, offset)
        ]

    def notices(self, session: int, limit: int, offset: int = 0) -> Sequence[NoticeRecord]:
        """The notices about it that somebody reads, the latest first."""
        return [
            NoticeRecord(
                Kind(row.kind),
                row.person,
                row.due_at,
                row.state,
                row.ended_at,
                row.last_error,
                row.receipt_platform,
            )
            for row in self._rows(_NOTICES, session, limit, offset)
        ]

    def _rows(self, found: Any, session: int, limit: int, offset: int) -> Any:
        wanted = {"of_session": session, "limit": limit, "offset": offset}
        return self._work.connection.execute(found, wanted)
