"""The errands about meeting rooms."""

from datetime import datetime

from core.desk import Desk
from core.errands import Errand, Task
from core.outbox import Untrue
from core.ports.rooms import RoomProvider
from core.ports.store import Transaction
from core.rooms import MadeRoom
from core.usecases import linking

MOST_SECONDS = 15.0


class RoomAgent:
    """Meets core.outbox.Agent: has a provider make and remove rooms."""

    patience = MOST_SECONDS

    def __init__(self, desk: Desk, provider: RoomProvider) -> None:
        self._desk = desk
        self._provider = provider

    async def run(self, errand: Errand, now: datetime) -> MadeRoom | None:
        """The room that was made; None where one was removed.

        What an earlier attempt may have made is looked for, also when it is too late to make one.
        """
        asked = errand.details
        if errand.kind is Task.CLOSE_ROOM:
            await self._provider.close(asked["handle"])
            return None
        name = f"Parley {asked['room']}"
        if errand.ambiguous and (found := await self._provider.find(name)):
            return found
        if errand.expires_at is not None and now >= errand.expires_at:
            raise Untrue("too late to be of use")
        return await self._provider.make(
            name, datetime.fromisoformat(asked["starts_at"]), int(asked["minutes"])
        )

    def conclude(self, tx: Transaction, errand: Errand, answer: object | None) -> None:
        """The session or council has the room's link, or another one."""
        if errand.kind is Task.MAKE_ROOM:
            assert answer is None or isinstance(answer, MadeRoom)
            linking.conclude(self._desk, tx, errand, answer)
