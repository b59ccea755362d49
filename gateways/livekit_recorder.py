"""Recording rooms of LiveKit: its egress service writes a file into a folder that is ours too."""

import asyncio
from pathlib import Path
from typing import Any

from core.outbox import Scope, TryLater
from core.recordings import Recorded
from gateways.livekit import LiveKitRooms
from gateways.rooms import LIVEKIT

KEPT = {
    "EGRESS_COMPLETE": True,
    "EGRESS_LIMIT_REACHED": True,
    "EGRESS_FAILED": False,
    "EGRESS_ABORTED": False,
}
"""What an egress is in that has ended, and whether its file is there."""
_GRANTS = {"roomRecord": True}
_OVER = ("not_found", "failed_precondition")


class LiveKitRecorder:
    """Meets core.ports.recordings.Recorder. The `folder` is called `there` by the egress service."""

    def __init__(self, rooms: LiveKitRooms, folder: Path, there: str) -> None:
        self._rooms = rooms
        self._folder = folder
        self._there = there.rstrip("/")

    async def start(self, room: str, name: str) -> str:
        """Of a room one recording at a time is made: where one runs, it is ours."""
        for each in await self._known({"room_name": room, "active": True}):
            return str(each.get("egress_id"))
        outputs = [{"file_type": "MP4", "filepath": f"{self._there}/{name}", "disable_manifest": True}]
        asked = {"room_name": room, "layout": "grid", "file_outputs": outputs}
        said = await self._ask("StartRoomCompositeEgress", asked)
        handle = said.get("egress_id")
        if not isinstance(handle, str) or not handle:
            raise TryLater("LiveKit’s answer tells of no recording", scope=Scope.NOTICE)
        return handle

    async def stop(self, handle: str) -> Recorded:
        """Ended by us or with its room, it takes a moment until the file is there."""
        await self._ask("StopEgress", {"egress_id": handle}, fine=_OVER)
        for each in await self._known({"egress_id": handle}):
            kept = KEPT.get(str(each.get("status")))
            if kept is None:
                raise TryLater("the recording is not there yet", scope=Scope.NOTICE)
            return Recorded(LIVEKIT, handle, kept)
        return Recorded(LIVEKIT, handle, kept=False)

    async def delete(self, name: str) -> None:
        """Delete the file; that it is gone is no fault."""
        await asyncio.to_thread((self._folder / name).unlink, missing_ok=True)

    async def _known(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        items = (await self._ask("ListEgress", asked)).get("items", [])
        return [each for each in items if isinstance(each, dict)]

    async def _ask(self, method: str, body: dict[str, Any], fine: tuple[str, ...] = ()) -> Any:
        return await self._rooms.ask(method, _GRANTS, body, service="Egress", fine=fine)
