"""Workspaces in the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.people import Address


@dataclass(frozen=True, slots=True)
class Presence:
    """How many members there can be written to, how many of these are mentors, and of sessions ahead that they have.

    `channels` are admin channels there; `admins_elsewhere` are those who could be written to without it.
    """

    members: int
    mentors: int
    sessions: int
    channels: int
    admins_elsewhere: int


class Workspaces(Protocol):
    """Workspaces from which we have been removed, and the identities in a workspace."""

    def close(self, platform: str, workspace: str) -> bool:
        """Keep that it is closed to us; False when that was known."""

    def open(self, platform: str, workspace: str) -> bool:
        """Keep that it is not any more; False when it was not."""

    def closed(self, platform: str) -> Sequence[tuple[str, datetime]]:
        """Those from which we have been removed, and when, latest first."""

    def there(self, platform: str, workspace: str) -> Presence:
        """Who and what is there."""

    def mentors_in(self, platform: str, workspace: str, *, reachable: bool) -> Sequence[Address]:
        """Identities of mentors there that can be written to, or cannot."""

    def set_reachable(self, platform: str, workspace: str, *, reachable: bool) -> None:
        """Keep of all identities there that they can be written to, or cannot."""
