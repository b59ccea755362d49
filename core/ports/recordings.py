"""Recordings in the store, and who makes them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.recordings import Recorded, Recording


class Recorder(Protocol):
    """Records what goes on in rooms. Every call raises core.outbox.Unreachable, TryLater or Unsure."""

    async def start(self, room: str, name: str) -> str:
        """Begin to record the room into a file of this name, unless that has begun; the recording's handle."""

    async def stop(self, handle: str) -> Recorded:
        """End it, unless it has ended; raises TryLater until its file is there."""

    async def delete(self, name: str) -> None:
        """Delete the file; that it is gone is no fault."""


class RecordingBook(Protocol):
    """Who agrees to recordings, and the recordings that were asked for."""

    def agreed(self, session: int) -> frozenset[int]:
        """Who agrees that the session is recorded."""

    def agree(self, session: int, person: int, at: datetime) -> None:
        """The person agrees."""

    def disagree(self, session: int, person: int) -> bool:
        """The person agrees no more; False where they did not."""

    def add(self, recording: Recording) -> None:
        """A new one."""

    def save(self, recording: Recording) -> None:
        """How it stands now."""

    def get(self, recording: int, *, hold: bool) -> Recording | None:
        """The recording; with `hold` nobody else changes it until the transaction ends."""

    def named(self, channel: str, handle: str) -> Recording | None:
        """The recording that the channel's provider calls so."""

    def of(self, session: int) -> Sequence[Recording]:
        """Those of the session, oldest first."""

    def with_person(self, person: int) -> Sequence[Recording]:
        """Those of the member's sessions that run or are kept."""

    def kept_until(self, before: datetime) -> Sequence[int]:
        """Kept ones that ended before then, oldest first."""
