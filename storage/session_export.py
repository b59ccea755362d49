"""Sessions as CSV files, written slice by slice in one read transaction on a connection of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import ColumnElement, Integer, Row, Select, cast, func, select

from core.exports import BOM, END, csv_line, quoted, safe
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


def _utc(instant: ColumnElement[Any], *, on_postgresql: bool) -> ColumnElement[str]:
    """`2026-03-02T08:00:00Z`, written by the database: it does so faster."""
    if on_postgresql:
        return func.to_char(func.timezone("UTC", instant), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    return func.strftime("%Y-%m-%dT%H:%M:%SZ", cast(instant, Integer) // 1_000_000, "unixepoch")


def _rows(*, on_postgresql: bool) -> Select[Any]:
    starts, booked, cancelled = (
        _utc(sessions.c[name], on_postgresql=on_postgresql)
        for name in ("starts_at", "booked_at", "cancelled_at")
    )
    return select(
        sessions.c.id,
        sessions.c.title,
        _MENTOR.c.name,
        _MENTOR.c.email,
        _MENTEE.c.name,
        _MENTEE.c.email,
        starts,
        sessions.c.minutes,
        sessions.c.status,
        sessions.c.meeting,
        sessions.c.rate,
        sessions.c.currency,
        sessions.c.refund_status,
        sessions.c.refund_amount,
        sessions.c.reschedules,
        sessions.c.reassignment,
        booked,
        sessions.c.cancelled_by,
        cancelled,
        sessions.c.cancel_reason,
        sessions.c.cancel_note,
        sessions.c.absent,
    ).select_from(
        sessions.join(_MENTOR, _MENTOR.c.id == sessions.c.mentor).join(
            _MENTEE, _MENTEE.c.id == sessions.c.mentee
        )
    )


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
            rows_of = _rows(on_postgresql=work.on_postgresql)
            found = found_in_order(work, query, rows_of, _MENTOR, _MENTEE)
            connection = work.connection
            total = connection.execute(_counted(found)).scalar_one()
            files = _Files(folder, largest)
            written = 0
            with connection.inner.execution_options(yield_per=SLICE).execute(found) as rows:
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
    given_back = "" if amount is None else _amount(amount, currency)
    return (
        f'"{session}","{code_of(session)}",{_text(title)},{_text(mentor)},{_text(mentor_email)},{_text(mentee)},'
        f'{_text(mentee_email)},"{starts}","{minutes}","{status}","{meeting}","{_amount(rate, currency)}","{currency}",'
        f'"{refund or "none"}","{given_back}","{reschedules}","{reassignment}","{booked}","{cancelled_by or ""}",'
        f'"{cancelled or ""}","{reason or ""}",{_text(note)},"{absent or ""}"{END}'
    ).encode()


def _text(said: str | None) -> str:
    """What people wrote."""
    return quoted(safe(said)) if said else '""'


def _amount(minor: int, currency: str) -> str:
    units = MINOR_UNITS.get(currency, USUAL_MINOR_UNITS)
    if units == 1:
        return str(minor)
    whole, rest = divmod(minor, units)
    return f"{whole}.{rest:0{len(str(units)) - 1}}"
