"""Connections to SQLite and PostgreSQL, set up so that a transaction is one."""

import fcntl
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    ExceptionContext,
    PoolProxiedConnection,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from core.starting import CannotStart
from storage.durability import WriteAheadLog, wait_or_leave

_BUSY_MILLISECONDS = 30_000
_CONNECTIONS = 10
_COUNTED = 400
"""Rows of an index that SQLite looks at to know how many are alike."""
_VIGILANCE = {
    "connect_timeout": "10",
    "keepalives_idle": "20",
    "keepalives_interval": "5",
    "keepalives_count": "4",
    "tcp_user_timeout": "40000",
}
"""A server that went without a word (its host, or the network) is noticed within a minute, not within hours."""


class DatabaseInUse(CannotStart):
    """Another process keeps its programme in the same SQLite file."""

    def __init__(self, file: str, holder: str) -> None:
        super().__init__(
            f"{file} is in use by {holder}: one bot at a time may run on an SQLite file. "
            "Stop the other one, or use PostgreSQL."
        )


class DatabaseUnsupported(CannotStart):
    """The URL names a database that is neither an SQLite file nor PostgreSQL."""

    def __init__(self, url: str) -> None:
        scheme, colon, _ = url.partition(":")  # the rest may hold a password
        kind = scheme if colon else "what PARLEY_DATABASE_URL says"
        super().__init__(
            f"{kind} is neither an SQLite file (sqlite:///parley.db) nor PostgreSQL (postgresql://…)"
        )


class DatabaseUnreachable(CannotStart):
    """The database does not answer, refuses us, or is none."""

    def __init__(self, problem: DBAPIError | OSError | str) -> None:
        said = str(problem.orig if isinstance(problem, DBAPIError) else problem).splitlines()[0]
        super().__init__(f"the database cannot be opened ({said}); look at PARLEY_DATABASE_URL")


def direct(url: str) -> str:
    """A PostgreSQL URL as libpq reads it, for a connection that is not of a pool."""
    return _vigilant(make_url(url), "postgresql").render_as_string(hide_password=False)


@dataclass(frozen=True, slots=True)
class Engines:
    """Connections that may write, and connections for consistent views."""

    writer: Engine
    reader: Engine
    log: WriteAheadLog | None = None
    """Of SQLite; on PostgreSQL a commit returns when it is on the disk."""

    @property
    def on_postgresql(self) -> bool:
        """Whether other processes may use the same database."""
        return self.writer.dialect.name == "postgresql"

    def optimize(self, *, anew: bool = False) -> None:
        """Have SQLite count again what it plans by, where that has changed much; `anew` also what nobody asked for yet.

        It looks at some hundred rows of an index, which takes milliseconds. PostgreSQL counts by itself.
        """
        if not self.on_postgresql:
            with self.writer.begin() as connection:
                connection.exec_driver_sql(f"PRAGMA optimize={0x10002 if anew else 0xFFFE}")

    def wait_for_disk(self) -> None:
        """Return once all that was committed is on the disk, or at once where somebody else waits for that."""
        if self.log is not None:
            wait_or_leave(self.log.last)

    def dispose(self) -> None:
        """Close all connections."""
        if self.log is not None:
            self.log.close()
        self.reader.pool.dispose()
        self.writer.pool.dispose()


def engines_for(url: str) -> Engines:
    """Engines for `sqlite:///file` or `postgresql://…`; raises DatabaseUnsupported."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise DatabaseUnsupported(url) from None
    match parsed.get_backend_name():
        case "postgresql":
            return _postgresql(_vigilant(parsed, "postgresql+psycopg"))
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return _sqlite(parsed)
        case _:
            raise DatabaseUnsupported(parsed.render_as_string())


def interrupt(connection: Connection) -> None:
    """Make the statement that the connection is at fail in its own thread; harmless between statements."""
    raw = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        raw.cancel_safe()  # type: ignore[union-attr]
    else:
        raw.interrupt()  # type: ignore[union-attr]


_OLDEST_SNAPSHOT = text(
    "SELECT clock_timestamp() - min(xact_start) FROM pg_stat_activity "
    "WHERE backend_xmin IS NOT NULL AND datname = current_database() AND pid <> pg_backend_pid()"
)


def oldest_snapshot(connection: Connection) -> timedelta:
    """For how long a transaction has been looking at the database as it was: what has gone since takes room and time.

    SQLite keeps nothing for others. Of other roles' sessions PostgreSQL tells members of pg_read_all_stats.
    """
    if connection.dialect.name != "postgresql":
        return timedelta()
    age: timedelta | None = connection.execute(_OLDEST_SNAPSHOT).scalar_one()
    return max(age or timedelta(), timedelta())


def in_use(engine: Engine) -> tuple[int, int]:
    """How many connections are in use, and how many there may be."""
    pool = engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout(), pool.size() + max(0, pool._max_overflow)  # noqa: SLF001 (it has no other name)


def _postgresql(url: URL) -> Engines:
    writer = create_engine(
        url,
        pool_size=_CONNECTIONS,
        max_overflow=_CONNECTIONS,
        hide_parameters=True,
        pool_use_lifo=True,
        connect_args={"options": "-c timezone=UTC", "application_name": "parley"},
    )
    event.listen(writer, "handle_error", _keep_rows_out)
    event.listen(writer, "checkout", _as_the_server_has_it)
    reader = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(writer, reader)


def _vigilant(url: URL, driver: str) -> URL:
    """What the URL says itself goes first."""
    return url.set(drivername=driver, query=_VIGILANCE | dict(url.query))


def _sqlite(url: URL) -> Engines:
    # The driver's own transactions leave SELECT outside of them; ours begin where the dialect begins one, and not in an
    # event of the engine, for which SQLAlchemy would look before and after each statement. There is one connection that
    # writes: waiting for it in the pool's queue is fair and needs no polling.
    def engine(pragmas: tuple[str, ...], connections: int) -> Engine:
        made = create_engine(
            url,
            pool_size=connections,
            max_overflow=0,
            hide_parameters=True,
            connect_args={"isolation_level": None, "check_same_thread": False, "cached_statements": 256},
        )
        event.listen(made, "connect", _pragmas(f"busy_timeout={_BUSY_MILLISECONDS}", *pragmas))
        return made

    log = WriteAheadLog(url.database or "")
    written = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"analysis_limit={_COUNTED}")
    writer = engine(written, 1)
    writer.dialect.do_begin, writer.dialect.do_commit = log.begin, log.commit  # type: ignore[method-assign]
    reader = engine(("query_only=ON",), _CONNECTIONS)
    reader.dialect.do_begin = _begin  # type: ignore[method-assign]
    return Engines(writer, reader, log)


def _as_the_server_has_it(connection: Any, _record: Any, _proxy: Any) -> None:
    """Leave it to the server whether writing is allowed.

    After a view SQLAlchemy says READ WRITE for good, and an operator who has set default_transaction_read_only
    would be overruled.
    """
    if connection.read_only is not None:
        connection.read_only = None


def _keep_rows_out(context: ExceptionContext) -> None:
    """Take PostgreSQL's DETAIL from the words of a fault: it quotes the row, and faults are logged."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None:
            error.args = tuple(str(part).partition("\nDETAIL:")[0] for part in error.args)


def _pragmas(*pragmas: str) -> Callable[[Any, Any], None]:
    def on_connect(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return on_connect


def _begin(dbapi_connection: PoolProxiedConnection) -> None:
    dbapi_connection.cursor().execute("BEGIN")


def is_missing(url: str) -> bool:
    """Whether it names an SQLite file that does not exist, and that looking at it would make."""
    parsed = make_url(url)
    return parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists()


def lock_file(url: str) -> TextIO | None:
    """Reserve an SQLite file for this process until the result is closed; raises DatabaseInUse, DatabaseUnreachable."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    path = Path(f"{parsed.database}.lock")
    try:
        file = path.open("a+")
    except OSError as error:
        raise DatabaseUnreachable(error) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.seek(0)
        holder = file.read().strip() or "another process"
        file.close()
        raise DatabaseInUse(parsed.database, holder) from error
    file.truncate(0)
    file.write(f"process {os.getpid()}")
    file.flush()
    return file
