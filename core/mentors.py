"""What a mentor shows, and the rules by which their time is offered."""

from dataclasses import dataclass

from core.availability import Schedule
from core.people import Person


@dataclass(frozen=True, slots=True)
class Mentor:
    """A person as mentor. `rate` is in minor units of `currency` for one session, 0 is free; seniority is 1 to 5."""

    person: Person
    schedule: Schedule
    headline: str = ""
    bio: str = ""
    tags: tuple[str, ...] = ()
    seniority: int = 3
    rate: int = 0
    currency: str = "USD"
    verified: bool = True
    active: bool = True
    accepting: bool = True
    meeting_link: str = ""

    @property
    def id(self) -> int:
        """The person's id."""
        return self.person.id
