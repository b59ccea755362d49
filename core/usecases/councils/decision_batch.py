"""Decides councils in one transaction: reads their people at once, writes what follows at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from core.councils import Council, Place
from core.decisions import Taken
from core.desk import Desk
from core.ports.audit import AuditEntry
from core.ports.claims import Claim
from core.ports.store import Transaction
from core.usecases.councils.claiming import buffers_of, busy_in, claim_of, is_busy, taken_of, times_of
from core.usecases.councils.notice_batch import NoticeBatch


class DecisionBatch:
    """Decisions about councils whose rows are held; `finish` writes them, or raises SlotTaken.

    The rows of all who may be claimed are held from the beginning. `also` are times that are no proposals.
    """

    def __init__(
        self, desk: Desk, tx: Transaction, councils: Sequence[Council], also: Collection[datetime] = ()
    ) -> None:
        self.desk, self.tx, self.notices = desk, tx, NoticeBatch(tx)
        self._places = dict(tx.councils.places(council.id for council in councils))
        mentors = {seat.mentor for council in councils for seat in council.seats}
        people = mentors | {place.person for each in self._places.values() for place in each}
        tx.people.lock(people)
        asked = tx.mentors.of(sorted(mentors))
        self._buffers = buffers_of(asked)
        times: defaultdict[int, set[tuple[datetime, datetime]]] = defaultdict(set)
        for council in councils:
            concerned = {seat.mentor for seat in council.seats} | {p.person for p in self.places(council)}
            for person, those in times_of(council, concerned, self._buffers, also).items():
                times[person] |= those
        self._busy = busy_in(tx, times, asked)
        self._claims: list[Claim] = []
        self._saved: list[tuple[Council, int]] = []
        self._entries: list[AuditEntry] = []
        self._registered: dict[int, Sequence[Place]] = {}

    def places(self, council: Council) -> tuple[Place, ...]:
        """The council's registrations."""
        return self._places.get(council.id, ())

    def taken(self, council: Council) -> Taken:
        """(mentor, proposal) of mentors who have something else by then, or of times that have passed."""
        passed = {
            (seat.mentor, each.id)
            for each in council.proposals
            if each.starts_at <= self.tx.now
            for seat in council.seats
        }
        return taken_of(council, self._busy, self._buffers) | passed

    def busy_at(self, council: Council, start: datetime, people: Iterable[int]) -> set[int]:
        """Who of these has something else if the council begins at `start`; mentors with their pause after it."""
        return {
            person
            for person in people
            if is_busy(council, start, self._busy[person], self._pause(council, person))
        }

    def claim(self, council: Council, people: Iterable[int]) -> None:
        """Have these people's time claimed for a council whose time is decided; mentors with their pause after it."""
        for person in people:
            claim = claim_of(council, person, self._pause(council, person))
            self._claims.append(claim)
            self._busy[person].append(claim)

    def _pause(self, council: Council, person: int) -> int:
        return self._buffers.get(person, 0) if council.seat_of(person) else 0

    def register(self, council: Council, places: Sequence[Place]) -> None:
        """Have these registrations kept."""
        self._registered[council.id] = places

    def save(
        self,
        action: str,
        actor: int | None,
        before: Council,
        after: Council,
        **more: str | int | None,
    ) -> None:
        """Have the council kept, and the audit log tell of it."""
        self._saved.append((after, before.revision))
        was: dict[str, str | int | None] = {"status": before.status, "revision": before.revision}
        now = {"status": after.status, "revision": after.revision, **more}
        entry = self.desk.entry(action, actor, council=after.id, before=was, after=now)
        self._entries.append(entry)

    def finish(self) -> None:
        """Claim everybody's time at once, and write what has been decided; raises SlotTaken, StaleCouncil."""
        self.tx.claims.take(self._claims)
        self.tx.councils.save_all(self._saved)
        self.tx.councils.put_places(self._registered)
        self.tx.audit(*self._entries)
        self.notices.send()
        self._claims, self._saved, self._entries, self._registered = [], [], [], {}
