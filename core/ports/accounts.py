"""Accounts that become one member's, in the store."""

from collections.abc import Sequence
from typing import Protocol

from core.accounts import AccountLink, Apart, Clash, Holdings
from core.people import Address


class Accounts(Protocol):
    """The links of accounts, and the members whom they join."""

    def add(self, link: AccountLink) -> None:
        """A new code."""

    def end_offers(self, person: int) -> Sequence[int]:
        """The person's codes that nobody has entered end; these are their links."""

    def get(self, link: int) -> AccountLink | None:
        """The link, which nobody else changes until a writing transaction ends."""

    def with_digest(self, digest: str) -> AccountLink | None:
        """The same by the digest of its code."""

    def open_of(self, person: int) -> Sequence[AccountLink]:
        """Links of the person's that wait for somebody to agree, the latest first."""

    def save(self, link: AccountLink) -> None:
        """A later state."""

    def holdings(self, person: int) -> Holdings:
        """How much the member has of what is joined."""

    def matters(self, person: int) -> Sequence[tuple[int, str]]:
        """The member's sessions and councils that are ahead or under way, with their states, in order of their ids."""

    def clashes(self, person: int, other: int) -> Sequence[Clash]:
        """What they have at the same time, from now on."""

    def together(self, person: int, other: int) -> Sequence[int]:
        """Sessions of the two with each other that are ahead or under way."""

    def councils_of_both(self, person: int, other: int) -> Sequence[int]:
        """Councils that are not over, in which both have a seat or a place."""

    def apart(self, person: int, other: int) -> Apart | None:
        """What shows that the two are not one person."""

    def hold_both(self, stays: int, goes: int) -> None:
        """Let nobody write anything of the two until the transaction ends."""

    def join(self, stays: int, goes: int, page: int) -> None:
        """Have everything of the member who goes be of the one who stays, with the mentor page of `page`.

        Raises SlotTaken where they have something at the same time.
        """

    def separate(self, address: Address, person: int) -> None:
        """Give an account to another member."""

    def arrange(self, addresses: Sequence[Address]) -> None:
        """Try a member's accounts in this order."""
