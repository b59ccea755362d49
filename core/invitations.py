"""Invitations: what a person's calendar was last told of a session or council, and what it is to be told next."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from core.calendars import CalendarEntry
from core.councils import CouncilStatus
from core.sessions import Session, Status


class Method(StrEnum):
    """What an invitation does to a calendar (RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Place(StrEnum):
    """What a session or council is to a person's calendar: it stands there, does not, or is left as it is."""

    STANDS = "stands"
    GONE = "gone"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Parties:
    """Who invites whom: addresses, with the names that calendars show beside them."""

    organizer: str
    attendee: str
    organizer_name: str = ""
    attendee_name: str = ""


@dataclass(frozen=True, slots=True)
class Invited:
    """The last invitation of one person to one session or council, its `subject`.

    `starts_at`, `ends_at` and `stamped_at`, when it was made, are aware UTC. `digest` is of all that the calendar
    shows. `carrier` is the notice whose mail carries it, None where that mail was given up. A calendar takes an
    invitation of a higher `sequence` only.
    """

    subject: int
    person: int
    method: Method
    sequence: int
    starts_at: datetime
    ends_at: datetime
    digest: str
    stamped_at: datetime
    organizer: str
    attendee: str
    carrier: int | None

    def is_to(self, address: str) -> bool:
        """Whether it went to this address."""
        return self.attendee.casefold() == address.casefold()

    def stands_elsewhere(self, address: str, now: datetime) -> bool:
        """Whether a calendar shows it that is not known to be read at this address."""
        return self.method is Method.REQUEST and self.ends_at > now and not self.is_to(address)


def place_of_session(session: Session, person: int) -> Place:
    """What a session is to the calendar of somebody who is or was a party of it.

    What nobody has accepted or paid yet stands nowhere; what was held keeps its place.
    """
    if session.status is Status.CANCELLED or session.role_of(person) is None:
        return Place.GONE
    if session.status in {Status.SCHEDULED, Status.IN_PROGRESS}:
        return Place.STANDS
    return Place.LEFT


def place_of_council(status: CouncilStatus, *, takes_part: bool) -> Place:
    """What a council is to the calendar of somebody who takes part, or does not any more."""
    if status is CouncilStatus.COMPLETED:
        return Place.LEFT
    return Place.STANDS if status is CouncilStatus.CONFIRMED and takes_part else Place.GONE


def invite(
    last: Invited | None,
    entry: CalendarEntry,
    subject: int,
    person: int,
    parties: Parties,
    carrier: int,
    now: datetime,
) -> Invited | None:
    """The invitation that puts the entry into the person's calendar; None where it stands there like that.

    What is over is not written to any calendar. The `carrier` that had it before gets it again, unchanged.
    """
    seen = digest_of(entry)
    if last is not None and last.method is Method.REQUEST:
        as_it_is = (last.digest, last.organizer) == (seen, parties.organizer)
        if as_it_is and last.is_to(parties.attendee) and last.carrier is not None:
            return last if last.carrier == carrier else None
    if entry.ends_at <= now:
        return None
    return Invited(
        subject,
        person,
        Method.REQUEST,
        0 if last is None else last.sequence + 1,
        entry.starts_at,
        entry.ends_at,
        seen,
        now,
        parties.organizer,
        parties.attendee,
        carrier,
    )


def withdraw(last: Invited | None, parties: Parties, carrier: int, now: datetime) -> Invited | None:
    """The invitation that takes the entry out of the calendar again; None where it does not stand there.

    It comes from the same organizer as the last one, or calendars would not follow it.
    """
    if last is None or not last.is_to(parties.attendee):
        return None
    if last.method is Method.CANCEL and last.carrier is not None:
        return last if last.carrier == carrier else None
    if last.ends_at <= now:
        return None
    return replace(
        last,
        method=Method.CANCEL,
        sequence=last.sequence + 1,
        digest="",
        stamped_at=now,
        attendee=parties.attendee,
        carrier=carrier,
    )


def digest_of(entry: CalendarEntry) -> str:
    """The same as long as a calendar shows the same."""
    shown = (entry.starts_at, entry.ends_at, entry.title, entry.text, entry.place, entry.agreed, entry.busy)
    return sha256(repr(shown).encode()).hexdigest()[:32]
