"""One person's turn in the talk: who asks, at which desk, from where."""

from dataclasses import dataclass

from bot.inbound import Origin
from core.desk import Desk
from core.people import Address, Person


class Unacquainted(Exception):  # noqa: N818
    """Somebody is concerned whom only the platform can tell about; nothing has been done yet.

    `known` is the member who writes from where we did not know them yet.
    """

    def __init__(self, address: Address, known: Person | None = None) -> None:
        super().__init__(str(address))
        self.address = address
        self.known = known


@dataclass(frozen=True, slots=True)
class Turn:
    """What it takes to answer one delivery; `modals` says whether the platform draws forms itself."""

    desk: Desk
    person: Person
    place: Origin
    modals: bool
