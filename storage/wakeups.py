"""Telling other processes that a notice is due now (PostgreSQL): a hint, never the memory of it."""

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy import text

from storage.connection import Connection
from storage.engines import direct

_CHANNEL = "parley_notices"
_NOTIFY = text(f"NOTIFY {_CHANNEL}")
_PAUSE = 5.0
_log = logging.getLogger(__name__)


def announce(connection: Connection) -> None:
    """Wake every Listener when this transaction commits."""
    connection.execute(_NOTIFY)


class Listener:
    """Calls `wake` when any process has announced a notice, and after each reconnection.

    `url` is PostgreSQL's, of a direct connection: LISTEN does not pass through a transaction pooler.
    """

    def __init__(self, url: str, wake: Callable[[], None]) -> None:
        self._url = direct(url)
        self._wake = wake

    async def run(self) -> None:
        """Listen until cancelled; a lost connection is made again."""
        from psycopg import AsyncConnection, OperationalError

        while True:
            try:
                async with await AsyncConnection.connect(self._url, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {_CHANNEL}")
                    self._wake()
                    async for _ in connection.notifies():
                        self._wake()
            except OperationalError as problem:
                _log.warning("other processes are not heard of: %s", type(problem).__name__)
                await asyncio.sleep(_PAUSE)
