"""Members and their chat identities in the store."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.people import Address, Person, Plan


class AddressTaken(Exception):  # noqa: N818
    """The chat identity belongs to a member already: read again."""


class People(Protocol):
    """Members and their chat identities."""

    def get(self, person: int) -> Person | None:
        """The member; by the id of somebody who was joined to another, that one."""

    def of(self, people: Iterable[int]) -> Sequence[Person]:
        """These members, in any order, each under the id that was asked for; whoever is none is left out."""

    def who_are(self, members: Iterable[int]) -> Mapping[int, int]:
        """Who former members are now, by the ids that they had; whoever is none is left out."""

    def with_account(self, platform: str, account: str) -> Sequence[Person]:
        """The members with this id on the platform, in whatever workspace; at most two."""

    def find(self, address: Address) -> Person | None:
        """The member with this chat identity."""

    def of_enterprise(self, address: Address) -> Person | None:
        """The only member with this user id in a workspace of `address.enterprise`.

        Until the transaction ends, nobody else is told so of the same user id and enterprise.
        """

    def add_address(self, person: int, address: Address, *, reachable: bool = True) -> None:
        """One more chat identity of a member; raises AddressTaken when another transaction was faster."""

    def add(self, person: Person) -> None:
        """A new member with `person.addresses`; raises AddressTaken when another transaction was faster."""

    def save(self, person: Person) -> None:
        """Everything but the addresses."""

    def called(self, texts: Collection[str]) -> Sequence[Person]:
        """Whose whole name, handle or e-mail address is one of these folded texts."""

    def set_plans(self, plans: Mapping[int, Plan]) -> None:
        """Put members on plans, by their ids."""

    def ask_for_plan(self, person: int, at: datetime) -> None:
        """Note that a member asks for a plan; the first time counts."""

    def asking_for_plan(self, without: Collection[Plan], limit: int) -> Sequence[Person]:
        """Who asks for a plan and is on none of these, the suspended aside, whoever has waited longest first."""

    def end_plan_requests(self, people: Collection[int]) -> bool:
        """These members ask for a plan no more; whether any of them did."""

    def search(self, text: str, limit: int = 20, offset: int = 0) -> Sequence[Person]:
        """Members whose name, handle or e-mail contains `text` in any case, best first; "" is all, by name."""

    def count_admins(self) -> int:
        """How many admins there are, the suspended aside, under a lock, so that the last one cannot go twice."""

    def admins(self) -> Sequence[int]:
        """Who the admins are, the suspended aside."""

    def lock(self, people: Iterable[int]) -> None:
        """Hold these members' rows, in id order, until the transaction ends: counts checked after it stand."""

    def menus(self, person: int) -> Mapping[Address, str]:
        """What the menus of this member's chats showed last, where anything is known."""

    def set_menu(self, address: Address, shown: str | None) -> None:
        """Keep what the menu of a chat shows; None: it is not known."""

    def set_handle(self, address: Address, handle: str | None, reachable: bool | None = None) -> None:
        """Keep what the platform calls this identity (without @), its enterprise, and if it can be written to."""
