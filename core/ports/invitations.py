"""Invitations in the store."""

from typing import Protocol

from core.invitations import Invited


class Invitations(Protocol):
    """The last invitation of each person to each session or council."""

    def of(self, subject: int, person: int, *, hold: bool = False) -> Invited | None:
        """The person's last one; `hold` keeps its row."""

    def save(self, invited: Invited) -> None:
        """Put it in the place of the person's last one."""

    def give_up(self, subject: int, person: int, carrier: int) -> None:
        """Note that the mail that carries the last one was given up, unless a later one has taken its place."""
