"""Installations of the Slack app in the store."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.installations import Installation, Place


class Installations(Protocol):
    """Where the app is installed. What no key opens is as good as gone: it is installed anew."""

    def all(self) -> Sequence[Installation]:
        """Each of them."""

    def places(self) -> Sequence[Place]:
        """Where it is, by name, also where no key opens its token."""

    def enterprises(self) -> Mapping[str, str]:
        """The organisations of workspaces, as far as a member's identity says."""

    def put(self, installation: Installation) -> None:
        """Insert or replace."""

    def drop(self, place: str) -> None:
        """Forget it with its tokens."""

    def due(self, now: datetime) -> Sequence[str]:
        """The places whose tokens are to be renewed, the longest due first."""

    def take(self, place: str, now: datetime, again: datetime) -> Installation | None:
        """The one there if its token is to be renewed, which nobody else takes before `again`."""

    def use_ticket(self, digest: str, until: datetime) -> bool:
        """Keep that it was used; False when it was before."""
