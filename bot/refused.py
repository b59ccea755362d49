"""What a service has refused because it does not know it."""

from collections.abc import Callable, Hashable

from core.clock import steady

SECONDS = 3600.0


class Refused:
    """Believed for an hour, since services learn; `now` are the seconds of a clock that nobody sets back."""

    def __init__(self, now: Callable[[], float] = steady) -> None:
        self._now = now
        self._at: dict[Hashable, float] = {}

    def note(self, what: Hashable) -> None:
        """It has just been refused."""
        self._at[what] = self._now()

    def __contains__(self, what: Hashable) -> bool:
        at = self._at.get(what)
        return at is not None and self._now() - at < SECONDS
