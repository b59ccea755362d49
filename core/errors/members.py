"""Refusals about members and what they set for themselves."""

from dataclasses import dataclass
from typing import ClassVar

from core.errors.common import Refusal
from core.measures import Measure
from core.people import Person


@dataclass
class MemberNotFound(Refusal):
    """No member of that name or mention."""

    query: str


@dataclass
class SeveralMembers(Refusal):
    """The text fits several members."""

    query: str
    members: tuple[Person, ...]


@dataclass
class NoSuchPlan(Refusal):
    """There is no plan of this name; `plans` are the names there are."""

    name: str
    plans: tuple[str, ...]


@dataclass
class NotAdmin(Refusal):
    """Only admins may do this."""


@dataclass
class DirectChat(Refusal):
    """A chat with the bot alone cannot be an admin channel."""


@dataclass
class NotAsked(Refusal):
    """An admin channel is confirmed by the admin who asked for it."""


@dataclass
class NoAdminChannel(Refusal):
    """The chat is no admin channel."""


@dataclass
class LastAdmin(Refusal):
    """One admin always remains."""


@dataclass
class OwnMembership(Refusal):
    """Nobody warns, suspends or restores themselves."""


@dataclass
class MeasureNotPossible(Refusal):
    """The person is suspended already, or is not and need not be restored."""

    moved_on: ClassVar[bool] = True
    person: Person
    measure: Measure


@dataclass
class MemberChanged(Refusal):
    """Something about the member has changed since it was shown."""

    moved_on: ClassVar[bool] = True
    person: int


@dataclass
class MemberFilterUnclear(Refusal):
    """There is no such filter of members, or it has no such value; `known` are those there are."""

    text: str
    known: tuple[str, ...]


@dataclass
class ListChanged(Refusal):
    """A list of plans was confirmed before, or a plan has changed since it was shown."""

    moved_on: ClassVar[bool] = True


@dataclass
class PlanFileUnreadable(Refusal):
    """A file that is no list of plans: empty, long, letters (no text), columns (those `found`), gone or closed."""

    why: str
    found: str = ""


@dataclass
class QuietUnclear(Refusal):
    """What was typed are no quiet hours."""

    text: str


@dataclass
class LanguageUnknown(Refusal):
    """What was typed is no language that Parley speaks."""

    text: str


@dataclass
class ZoneMissing(Refusal):
    """The person's time zone must be known first."""
