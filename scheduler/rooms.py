"""The errands about meeting rooms."""

from datetime import datetime

from core.desk import Desk
from core.errands import Errand, Task
from core.outbox import Unreachable, Untrue
from core.ports.recordings import Recorder
from core.ports.rooms import RoomProvider
from core.ports.store import Run, Transaction
from core.recordings import Recorded
from core.rooms import MadeRoom, Wanted
from core.usecases import linking, recording
from core.usecases.rooms import name_of, present_times, with_people

MOST_SECONDS = 15.0


class RoomAgent:
    """Meets core.outbox.Agent: has a provider make, move and remove rooms."""

    patience = MOST_SECONDS

    def __init__(
        self, desk: Desk, provider: RoomProvider, run: Run, recorder: Recorder | None = None
    ) -> None:
        self._desk = desk
        self._provider = provider
        self._run = run
        self._recorder = recorder

    async def run(self, errand: Errand, now: datetime) -> MadeRoom | Recorded | str | bool | None:
        """The room that was made or moved, the handle of a recording, or what became of it; else None.

        What an earlier attempt may have made is looked for, also when it is too late to make one.
        """
        asked = errand.details
        if errand.kind in _RECORDING:
            return await self._record(errand)
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

    async def _record(self, errand: Errand) -> Recorded | str | bool:
        asked = errand.details
        if self._recorder is None:
            raise Unreachable("recording is not switched on")
        match errand.kind:
            case Task.START_RECORDING:
                if not await self._run(recording.is_wanted, self._desk, int(asked["recording"])):
                    raise Untrue("it is not wanted any more")
                return await self._recorder.start(asked["handle"], asked["name"])
            case Task.STOP_RECORDING:
                return await self._recorder.stop(asked["handle"])
            case _:
                await self._recorder.delete(asked["name"])
                return True

    def conclude(self, tx: Transaction, errand: Errand, answer: object | None) -> None:
        """The session or council has the room's link, or another one; a recording has begun, ended, or gone."""
        if errand.kind in _RECORDING:
            self._conclude_recording(tx, errand, answer)
        if errand.kind in {Task.MAKE_ROOM, Task.MOVE_ROOM}:
            assert answer is None or isinstance(answer, MadeRoom)
            linking.conclude(self._desk, tx, errand, answer)

    def _conclude_recording(self, tx: Transaction, errand: Errand, answer: object | None) -> None:
        known = int(errand.details["recording"])
        match errand.kind:
            case Task.START_RECORDING:
                recording.started(tx, known, None if answer is None else str(answer))
            case Task.STOP_RECORDING:
                lost = Recorded(errand.channel, errand.details["handle"], kept=False)
                recording.ended(tx, known, answer if isinstance(answer, Recorded) else lost)
            case Task.DELETE_RECORDING if answer is True:
                recording.deleted(tx, known)


_RECORDING = frozenset({Task.START_RECORDING, Task.STOP_RECORDING, Task.DELETE_RECORDING})
