"""Everybody's booked time in the store."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Claim:
    """A piece of somebody's time, [starts_at, ends_at), taken by `owner`: id of a session, hold, request or council.

    Of a mentor it includes `buffer_minutes` after the session; `expires_at` is set for holds.
    """

    person: int
    starts_at: datetime
    ends_at: datetime
    owner: int
    expires_at: datetime | None = None
    buffer_minutes: int = 0


class Claims(Protocol):
    """Where every person's time goes; the database refuses an overlap for one person."""

    def take(self, claims: Sequence[Claim]) -> None:
        """Claim all or raise SlotTaken; expired claims of these people make way."""

    def keep(self, owner: int, now: datetime, until: datetime | None = None) -> Mapping[int, int]:
        """Have claims that pass last until `until` (None: for good).

        Returns the minutes of the pause after each by person; nothing when they have expired or are gone.
        """

    def release(self, *owners: int) -> None:
        """Release all claims of the owners."""

    def release_of(self, owner: int, person: int) -> None:
        """Release the owner's claims on one person's time."""

    def of(self, people: Iterable[int], start: datetime, end: datetime, now: datetime) -> Sequence[Claim]:
        """Live claims that touch [start, end)."""

    def around(self, spans: Collection[tuple[int, datetime, datetime]], now: datetime) -> Sequence[Claim]:
        """Live claims that touch one of these, each of a person from a start to an end; in order of the start."""
