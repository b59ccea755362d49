"""Recordings of sessions: made only while both parties agree, kept for as long as the rules say."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

OPEN_FOR = timedelta(minutes=10)
"""How long an address that opens a recording does so."""
PATH = "/recording/{token}"


class RecordingState(StrEnum):
    """Where a recording is."""

    ASKED = "asked"  # its provider is to begin
    RUNNING = "running"
    KEPT = "kept"
    FAILED = "failed"
    DROPPED = "dropped"  # somebody agrees no more, or its time is over: it is to be deleted
    DELETED = "deleted"


UNDER_WAY = frozenset({RecordingState.ASKED, RecordingState.RUNNING})


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording of a session in a provider's room. `handle` is the provider's name for it, once it has begun.

    Times are aware UTC; `ended_at` is when its provider was done with it.
    """

    id: int
    session: int
    room: int
    channel: str
    asked_at: datetime
    state: RecordingState = RecordingState.ASKED
    handle: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def name(self) -> str:
        """What its file is called."""
        return f"parley-{self.id}.mp4"

    @property
    def was_seen_to(self) -> bool:
        """Whether there is nothing more to stop."""
        return self.ended_at is not None or self.state in {RecordingState.FAILED, RecordingState.DELETED}


@dataclass(frozen=True, slots=True)
class Recorded:
    """The recording that its provider calls `handle` has ended; `kept` says whether there is a file."""

    channel: str
    handle: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Tickets:
    """Addresses that open one recording to one person for a while, by the first of the `keys`; nothing is stored."""

    base: str
    keys: Sequence[bytes] = field(repr=False)

    def address(self, recording: int, person: int, now: datetime) -> str:
        """Where the person sees the recording until `OPEN_FOR` is over."""
        named = f"{recording}.{person}.{int((now + OPEN_FOR).timestamp())}"
        return f"{self.base}{PATH.format(token=f'{named}.{_proof(self.keys[0], named)}')}"

    def read(self, token: str, now: datetime) -> tuple[int, int] | None:
        """The recording and the person; None for what somebody made up, or once its time is over."""
        named, _, proof = token.rpartition(".")
        shown = proof.encode("utf-8", "surrogateescape")
        fits = [hmac.compare_digest(shown, _proof(key, named).encode()) for key in self.keys]
        if not any(fits):
            return None
        recording, person, until = map(int, named.split("."))
        return (recording, person) if now < datetime.fromtimestamp(until, UTC) else None


def _proof(key: bytes, named: str) -> str:
    message = b"recording:" + named.encode("utf-8", "surrogateescape")
    return urlsafe_b64encode(hmac.digest(key, message, "sha256")[:16]).decode().rstrip("=")
