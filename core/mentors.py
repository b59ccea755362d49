"""What a mentor shows, and the rules by which their time is offered."""

from dataclasses import dataclass

from core.availability import Schedule
from core.people import Person


@dataclass(frozen=True, slots=True)
class Mentor:
    """A person as mentor. `rate` is in minor units of `currency` for one session, 0 is free; seniority is 1 to 5.

    Until their hours are confirmed, nobody knows when they have time.
    """

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
    calendly_link: str = ""
    hours_confirmed: bool = True

    @property
    def id(self) -> int:
        """The person's id."""
        return self.person.id

    @property
    def hindrance(self) -> str | None:
        """Why the mentor takes no sessions now, None where they do.

        suspended, unreachable, inactive, unverified, unconfirmed (hours) or paused.
        """
        hindrances = (
            (self.person.suspended, "suspended"),
            (not self.person.reachable, "unreachable"),
            (not self.active or not self.schedule.active, "inactive"),
            (not self.verified, "unverified"),
            (not self.hours_confirmed, "unconfirmed"),
            (not self.accepting, "paused"),
        )
        return next((why for applies, why in hindrances if applies), None)


@dataclass(frozen=True, slots=True)
class Offer:
    """What of a mentor is compared where many are: topics, the rate as in Mentor, whether booking needs no answer."""

    tags: tuple[str, ...]
    rate: int
    currency: str
    instant: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What mentors are looked for by; all of it must fit, in any case and without accents.

    Each word of `words` begins a word of the name, a handle, the headline or a tag; each of `name` one of the
    name or a handle. `tags` are tags in full. `most` is the highest rate, in whole units of the mentor's currency.
    """

    words: str = ""
    name: str = ""
    tags: tuple[str, ...] = ()
    most: int | None = None


EVERYBODY = Wanted()
