"""The one place that reads the wall clock."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def steady() -> float:
    """Seconds of the running event loop, which nobody sets back: for how long something takes."""
    return asyncio.get_running_loop().time()


class Clock:
    """Real time plus an offset; the playground and the tests move the offset."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """The present instant, aware UTC."""
        return self.unmoved() + self.offset

    def unmoved(self) -> datetime:
        """The present without the offset: what timers of the process go by."""
        return datetime.now(UTC)

    def move(self, by: timedelta) -> None:
        """Shift the present and tell those who wait for a time."""
        self.offset += by
        for listener in self._listeners:
            listener()

    def move_to(self, instant: datetime) -> None:
        """Make `instant` (aware) the present."""
        self.move(instant - self.now())

    def on_move(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each move."""
        self._listeners.append(listener)
