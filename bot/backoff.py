"""Who was asked to wait."""

from collections.abc import Iterator
from contextlib import contextmanager

from core.clock import steady
from core.outbox import Scope, TryLater


class Floods:
    """Remembers which chats rest. A platform does not say whether it means a chat or the bot: two chats are all."""

    def __init__(self) -> None:
        self._resting: dict[str, float] = {}

    @contextmanager
    def watch(self, chat: str) -> Iterator[None]:
        """Widen a request to wait, raised by writing to `chat`, to the whole bot where another chat rests too."""
        try:
            yield
        except TryLater as later:
            if later.after is None:
                raise
            now = steady()
            self._resting = {known: until for known, until in self._resting.items() if until > now}
            others = self._resting.keys() - {chat}
            self._resting[chat] = now + later.after.total_seconds()
            raise TryLater(str(later), later.after, Scope.BOT if others else later.scope) from later
