"""Workspaces in the store."""

from collections.abc import Sequence
from typing import Protocol

from core.people import Address


class Workspaces(Protocol):
    """Workspaces from which we have been removed, and the identities in a workspace."""

    def close(self, platform: str, workspace: str) -> bool:
        """Keep that it is closed to us; False when that was known."""

    def open(self, platform: str, workspace: str) -> bool:
        """Keep that it is not any more; False when it was not."""

    def mentors_in(self, platform: str, workspace: str, *, reachable: bool) -> Sequence[Address]:
        """Identities of mentors there that can be written to, or cannot."""

    def set_reachable(self, platform: str, workspace: str, *, reachable: bool) -> None:
        """Keep of all identities there that they can be written to, or cannot."""
