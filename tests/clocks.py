"""A clock for tests that depend on the very second."""

import asyncio
from datetime import datetime, timedelta

import psycopg
import pytest
from psycopg import sql

from core.clock import Clock
from tests.conftest import MORNING


class Still(Clock):
    """Begins at MORNING, and only moves when it is moved."""

    def __init__(self) -> None:
        super().__init__()
        self.at = MORNING

    def now(self) -> datetime:
        return self.at

    def move(self, by: timedelta) -> None:
        self.at += by
        for listener in self._listeners:
            listener()


class Stopped(Clock):
    """Stands at MORNING until it is moved, on PostgreSQL too where `stop_time` was called."""

    def unmoved(self) -> datetime:
        return MORNING


def let_pass(patched: pytest.MonkeyPatch, seconds: float) -> None:
    """Have the running event loop believe that this much time has passed: whoever waits for so long waits no more."""
    loop = asyncio.get_running_loop()
    time = loop.time
    patched.setattr(loop, "time", lambda: time() + seconds)


def stop_time(database_url: str) -> None:
    """Have a PostgreSQL database of one's own tell MORNING to all who connect from now on."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        name = sql.Identifier(connection.info.dbname)
        connection.execute("CREATE SCHEMA stopped")
        connection.execute(
            sql.SQL(
                "CREATE FUNCTION stopped.clock_timestamp() RETURNS timestamptz IMMUTABLE RETURN {}::timestamptz"
            ).format(sql.Literal(MORNING.isoformat()))
        )
        connection.execute(
            sql.SQL("ALTER DATABASE {} SET search_path = stopped, public, pg_catalog").format(name)
        )
