"""Councils in the store."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.councils import Council, CouncilNote, Place, ProposedTime, Suggestion, Vote


class Councils(Protocol):
    """Councils with their seats, proposals, votes and suggestions; registrations and notes apart."""

    def get(self, council: int) -> Council | None:
        """The council."""

    def of(self, councils: Iterable[int]) -> Sequence[Council]:
        """These councils, in any order; what is none is left out."""

    def take(self, council: int) -> Council | None:
        """The council, its row held until the transaction ends; before people and claims."""

    def add(self, council: Council) -> None:
        """A new council with its seats and proposals."""

    def save(self, council: Council, was: int) -> None:
        """The council and its seats, provided the stored revision is still `was`; raises StaleCouncil."""

    def save_all(self, councils: Sequence[tuple[Council, int]]) -> None:
        """What `save` does with each and the revision it had, in this order, at once."""

    def put_proposals(self, council: int, proposals: Sequence[ProposedTime]) -> None:
        """These are its proposals now; votes on those that are gone go with them."""

    def put_votes(self, council: int, votes: Sequence[Vote]) -> None:
        """Keep these answers in place of earlier ones."""

    def explain(self, council: int, mentor: int, conflict: str) -> None:
        """Keep the mentor's explanation of their conflicts."""

    def add_suggestion(self, council: int, suggestion: Suggestion) -> None:
        """Keep another time that a mentor has suggested; one that is known is left out."""

    def note_mentor_joined(self, council: int, mentor: int, at: datetime) -> None:
        """Keep when the mentor came first."""

    def places(self, councils: Iterable[int]) -> Mapping[int, tuple[Place, ...]]:
        """The registrations of each council, whoever left aside, in the order they were made."""

    def invited(self, council: Council, after: int, limit: int) -> Sequence[int]:
        """Active members on the council plan who have nothing to do with the council yet, by id from `after` on."""

    def inviting(self) -> Sequence[int]:
        """The councils of which not all who are invited have been told."""

    def invited_until(self, council: int) -> int | None:
        """The last member who has been told of the council; None where nobody is left to be told."""

    def invite_after(self, council: int, person: int | None) -> None:
        """Go on telling of the council behind this member; None: nobody is left to be told."""

    def place(self, council: int, person: int) -> Place | None:
        """The person's registration, also one they have left."""

    def put_places(self, places: Mapping[int, Sequence[Place]]) -> None:
        """Insert or replace these registrations for each council."""

    def notes(self, council: int) -> Sequence[CouncilNote]:
        """The private notes, oldest first."""

    def add_note(self, council: int, note: CouncilNote) -> None:
        """Keep a private note."""

    def due(self, now: datetime) -> Sequence[int]:
        """The councils whose deadline has passed, oldest first."""

    def over(self, until: datetime) -> Sequence[int]:
        """The confirmed ones that ended by then, oldest first."""

    def take_free(self, councils: Sequence[int]) -> Sequence[Council]:
        """These, oldest deadline first, their rows held; whoever is at work on one keeps it."""

    def take_all(self, councils: Sequence[int]) -> Sequence[Council]:
        """These, their rows held."""

    def confirmed_after(self, start: datetime) -> Sequence[int]:
        """The confirmed ones that begin then or later, in their order."""

    def listed(self, person: int, limit: int, offset: int = 0, *, everything: bool) -> Sequence[Council]:
        """What is ahead: open ones and the person's own, soonest first; `everything` is for admins."""

    def concerning(self, person: int, limit: int) -> Sequence[Council]:
        """What is ahead of those that the person coordinates, is asked to or has to do with, soonest first."""

    def between(self, person: int, start: datetime, end: datetime) -> Sequence[Council]:
        """Decided ones that lie in [start, end), if only in part, and in which the person has a seat or a place."""

    def coded(self, code: str) -> Sequence[int]:
        """Those with this short name, such as `C-7F3K`, the latest first; none for what is none."""

    def past(self, person: int, limit: int, offset: int = 0) -> Sequence[Council]:
        """What has ended of those that the person coordinated or took part in, latest first."""
