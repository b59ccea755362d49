"""Mentors' profiles and schedules in the store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from core.availability import AvailabilityException, Schedule
from core.mentors import Mentor, Offer, Wanted


@dataclass(frozen=True, slots=True)
class MentorsListed:
    """A page of the mentors who were found, and how many there are in all."""

    mentors: Sequence[Mentor]
    page: int
    total: int


class Mentors(Protocol):
    """Mentor profiles and schedules. Exceptions come with the schedule."""

    def get(self, person: int) -> Mentor | None:
        """The mentor with all exceptions that end on or after yesterday (UTC)."""

    def save(self, mentor: Mentor) -> None:
        """Insert or replace profile and schedule, exceptions apart."""

    def add_exception(self, mentor: int, exception: AvailabilityException) -> None:
        """Add one exception (its id is given)."""

    def remove_exception(self, mentor: int, exception: int) -> bool:
        """Remove it; False when the mentor has no such exception."""

    def of(self, mentors: Sequence[int]) -> Sequence[Mentor]:
        """These mentors, as `get` returns them, in this order; whoever is none is left out."""

    def search(
        self, wanted: Wanted, limit: int, offset: int = 0, *, without: int | None = None
    ) -> Sequence[Mentor]:
        """Bookable mentors who are wanted, `without` this one, those whose name fits best first, then by name.

        Bookable is who is active, verified, accepting, not suspended, and can be written to.
        """

    def count(self, wanted: Wanted, *, without: int | None = None) -> int:
        """How many `search` would find without a limit."""

    def page(self, wanted: Wanted, size: int, page: int, *, without: int | None = None) -> MentorsListed:
        """A page, of so many each, of what `search` would find; one beyond the last is the last."""

    def schedules(self, wanted: Wanted, *, without: int | None = None) -> Sequence[tuple[int, Schedule]]:
        """All that `search` would find, in its order, as (id, schedule without exceptions): cheap for thousands."""

    def exceptions(
        self, mentors: Iterable[int], first: date, last: date
    ) -> Mapping[int, tuple[AvailabilityException, ...]]:
        """The mentors' exceptions that touch the dates from `first` to `last`, by mentor."""

    def offers(self, mentors: Iterable[int]) -> Mapping[int, Offer]:
        """What each of these mentors offers; whoever is none is left out. Cheap for thousands."""

    def names(self) -> Sequence[str]:
        """The names of all bookable mentors."""

    def tags(self) -> Sequence[str]:
        """The tags of all bookable mentors, one entry for each time that one is used."""
