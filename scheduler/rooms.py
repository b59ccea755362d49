"""The errands about meeting rooms."""

from datetime import datetime

from core.desk import Desk
from core.errands import Errand, Task
from core.outbox import Untrue
from core.ports.rooms import RoomProvider
from core.ports.store import Run, Transaction
from core.rooms import MadeRoom, Wanted
from core.usecases import linking
from core.usecases.rooms import name_of, present_times, with_people

MOST_SECONDS = 15.0


class RoomAgent:
    """Meets core.outbox.Agent: has a provider make, move and remove rooms."""

    patience = MOST_SECONDS

    def __init__(self, desk: Desk, provider: RoomProvider, run: Run) -> None:
        self._desk = desk
        self._provider = provider
        self._run = run

    async def run(self, errand: Errand, now: datetime) -> MadeRoom | None:
        """The room that was made or moved; None where one was removed.

        What an earlier attempt may have made is looked for, also when it is too late to make one.
        """
        asked = errand.details
        if errand.kind in {Task.CLOSE_ROOM, Task.END_ROOM}:
            await self._provider.close(asked["handle"])
            return None
        room = int(asked["room"])
        if errand.kind is Task.MOVE_ROOM:
            present = await self._run(present_times, self._desk, room)
            if present is None:
                raise Untrue("it is not wanted any more")
            return await self._provider.move(asked["handle"], present)
        wanted = Wanted(name_of(room), datetime.fromisoformat(asked["starts_at"]), int(asked["minutes"]))
        if self._provider.invites:
            wanted = await self._run(with_people, self._desk, room, wanted)
        if errand.ambiguous and (found := await self._provider.find(wanted)):
            return found
        if errand.expires_at is not None and now >= errand.expires_at:
            raise Untrue("too late to be of use")
        return await self._provider.make(wanted)

    def conclude(self, tx: Transaction, errand: Errand, answer: object | None) -> None:
        """The session or council has the room's link, or another one."""
        if errand.kind in {Task.MAKE_ROOM, Task.MOVE_ROOM}:
            assert answer is None or isinstance(answer, MadeRoom)
            linking.conclude(self._desk, tx, errand, answer)
