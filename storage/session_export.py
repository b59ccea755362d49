"""Sessions as CSV files, written slice by slice in one read transaction on a connection of its own."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Row, Select, func, select

from core.exports import BOM, csv_line, safe
from core.ids import code_of
from core.money import MINOR_UNITS, USUAL_MINOR_UNITS
from core.session_queries import SessionQuery
from storage.session_queries import found_in_order
from storage.store import SqlStore
from storage.tables import people, sessions

SLICE = 2_000
COLUMNS = (
    "id", "code", "title", "mentor", "mentor_email", "mentee", "mentee_email", "starts_at_utc", "minutes", "status",
    "type", "rate", "currency", "refund_status", "refund_amount", "reschedules", "reassignment", "booked_at_utc",
    "cancelled_by", "cancelled_at_utc", "cancel_reason", "cancel_note", "absent",
)  # fmt: skip
"""What mentors note for themselves is none of them."""
_MENTOR, _MENTEE = people.alias("the_mentor"), people.alias("the_mentee")
_ROWS = select(
    sessions.c.id,
    sessions.c.title,
    _MENTOR.c.name.label("mentor"),
    _MENTOR.c.email.label("mentor_email"),
    _MENTEE.c.name.label("mentee"),
    _MENTEE.c.email.label("mentee_email"),
    *(
        sessions.c[name]
        for name in (
            "starts_at", "minutes", "status", "meeting", "rate", "currency", "refund_status", "refund_amount",
            "reschedules", "reassignment", "booked_at", "cancelled_by", "cancelled_at", "cancel_reason", "cancel_note",
            "absent",
        )
    ),
).select_from(
    sessions.join(_MENTOR, _MENTOR.c.id == sessions.c.mentor).join(_MENTEE, _MENTEE.c.id == sessions.c.mentee)
)  # fmt: skip


class SqlSessionExport:
    """Meets core.ports.session_queries.SessionExport."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    def write(
        self, query: SessionQuery, folder: Path, largest: int, progress: Callable[[int, int], bool]
    ) -> list[Path]:
        """Write what the query finds, in its order, into files of at most `largest` bytes, each with the heading.

        After each slice `progress` is told how many rows are written, and of how many; False stops the work.
        """
        with self._store.work(read_only=True) as work:
            found = found_in_order(work, query, _ROWS, _MENTOR, _MENTEE)
            connection = work.connection
            total = connection.execute(_counted(found)).scalar_one()
            files = _Files(folder, largest)
            written = 0
            with connection.execution_options(yield_per=SLICE).execute(found) as rows:
                for part in rows.partitions():
                    for row in part:
                        files.write(_line(row))
                    written += len(part)
                    if not progress(written, total):
                        break
            return files.close()


def _counted(found: Select[Any]) -> Select[Any]:
    return select(func.count()).select_from(
        found.with_only_columns(sessions.c.id).order_by(None).subquery()
    )


class _Files:
    """The files that are being written, one after the other."""

    def __init__(self, folder: Path, largest: int) -> None:
        self._folder, self._largest = folder, largest
        self._paths: list[Path] = []
        self._file: BinaryIO | None = None
        self._size = 0
        self._heading = (BOM + csv_line(COLUMNS)).encode()
        self._next()

    def write(self, line: bytes) -> None:
        """Add a line, in a new file where the open one is full."""
        if self._size + len(line) > self._largest:
            self._next()
        assert self._file is not None
        self._file.write(line)
        self._size += len(line)

    def close(self) -> list[Path]:
        """All files, in order."""
        assert self._file is not None
        self._file.close()
        return self._paths

    def _next(self) -> None:
        if self._file is not None:
            self._file.close()
        path = self._folder / f"{len(self._paths) + 1}.csv"
        self._paths.append(path)
        self._file = path.open("wb")
        self._file.write(self._heading)
        self._size = len(self._heading)


def _line(row: Row[Any]) -> bytes:
    (
        session, title, mentor, mentor_email, mentee, mentee_email, starts, minutes, status, meeting, rate, currency,
        refund, amount, reschedules, reassignment, booked, cancelled_by, cancelled, reason, note, absent,
    ) = tuple(row)  # fmt: skip
    fields = (
        str(session),
        code_of(session),
        safe(title),
        safe(mentor),
        safe(mentor_email or ""),
        safe(mentee),
        safe(mentee_email or ""),
        _instant(starts),
        str(minutes),
        status,
        meeting,
        _amount(rate, currency),
        currency,
        refund or "none",
        "" if amount is None else _amount(amount, currency),
        str(reschedules),
        reassignment,
        _instant(booked),
        cancelled_by or "",
        "" if cancelled is None else _instant(cancelled),
        reason or "",
        safe(note or ""),
        absent or "",
    )
    return csv_line(fields).encode()


def _instant(at: datetime) -> str:
    return f"{at.replace(tzinfo=None).isoformat(timespec='seconds')}Z"  # instants are read as UTC


def _amount(minor: int, currency: str) -> str:
    units = MINOR_UNITS.get(currency, USUAL_MINOR_UNITS)
    if units == 1:
        return str(minor)
    whole, rest = divmod(minor, units)
    return f"{whole}.{rest:0{len(str(units)) - 1}}"
