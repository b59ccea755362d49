"""The calendar part of a mail: what its reader's calendar has to learn of the session or council."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.calendar_entries import entry_of
from bot.language import reading_as
from core.calendars import CalendarEntry
from core.desk import Desk
from core.errands import Errand
from core.invitations import Invited, Parties
from core.mail import Invitation
from core.people import Person
from core.usecases.invitations import next_invitation

Write = Callable[[CalendarEntry, Invited, Parties], bytes]
"""Makes the calendar file of an invitation."""


@dataclass(frozen=True, slots=True)
class Organizer:
    """Who invites, which is who writes: an address and a name; `write` makes the file."""

    address: str
    name: str
    write: Write

    def invite(self, desk: Desk, errand: Errand, person: Person, address: str) -> Invitation | None:
        """What the errand's mail to the address takes along; None where the calendar there is up to date.

        Mail programs show nobody an invitation from their own address.
        """
        if address.casefold() == self.address.casefold():
            return None
        parties = Parties(self.address, address, self.name, person.name)
        with reading_as(person.locale):
            door = desk.door(errand.session or errand.council or 0, person.id)
            ready = next_invitation(desk, person, errand, parties, lambda shown: entry_of(shown, door))
        if ready is None:
            return None
        return Invitation(ready.invited.method.value, self.write(ready.entry, ready.invited, ready.parties))
