"""A clock for tests that depend on the very second."""

from datetime import datetime, timedelta

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
