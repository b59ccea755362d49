"""Homes that people have opened, in the store."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.people import Address


class Homes(Protocol):
    """Which homes were opened, when, and under which policies they were to be drawn last."""

    def is_current(self, address: Address, since: datetime) -> bool:
        """Whether it is known to have been opened after this instant, under the policies in force."""

    def opened(self, address: Address) -> None:
        """It is being opened, and drawn by the policies in force."""

    def outdated(self, since: datetime, limit: int) -> Sequence[int]:
        """Members whose homes were opened after this instant and drawn by other policies, the latest opened first."""

    def drawn(self, people: Collection[int]) -> None:
        """Those of these members are drawn by the policies in force."""

    def figures(self, since: datetime) -> Mapping[int, str]:
        """What the homes of admins, opened after this instant, say of the programme; empty where that is not known."""

    def keep_figures(self, figures: Mapping[int, str]) -> None:
        """They say this now."""
