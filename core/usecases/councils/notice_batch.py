"""The notices about councils: who is told what, and when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from fractions import Fraction

from core.councils import Attendance, Council, Place, Standing
from core.ids import new_id
from core.notices import (
    AHEAD,
    NOTHING,
    Asks,
    Kind,
    Notice,
    Payload,
    PlannedBy,
    ahead_key,
    kinds_that,
    reminders_between,
)
from core.payloads import Ahead, Attends, CouncilConfirmed, CouncilEditing, Need, Needed, Nudged, Polled
from core.ports.notices import CouncilMessage
from core.ports.store import Transaction
from core.usecases.councils.views import registrable

NUDGES = (Fraction(1, 3), Fraction(2, 3), Fraction(11, 12))
"""When those who have not answered are asked again, of the time until the deadline."""
LAST_CALL = Fraction(23, 24)
"""When the coordinator hears who has still not answered."""
PREPARATION = timedelta(hours=48)
"""How long before the council its material is given out."""
INVITED_AT_ONCE = 300
"""How many hear of a new council in one transaction, and so in a minute."""
_INVITED_TOGETHER, _INVITED_EVERY = 100, timedelta(seconds=20)
_QUESTIONS = kinds_that(lambda told: told.asks is Asks.POLL)
_BY_POLL = kinds_that(lambda told: told.planned_by is PlannedBy.POLL)
_PLANNED = kinds_that(lambda told: told.planned_by)


class NoticeBatch:
    """Gathers one transaction's notices about councils and writes them in one go."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._notices: list[Notice] = []
        self._homes: set[int] = set()
        self._dropped: defaultdict[frozenset[Kind], list[int]] = defaultdict(list)
        self._edited: defaultdict[tuple[Kind, ...], dict[int, Council]] = defaultdict(dict)

    def send(self) -> None:
        """Write what has been gathered, and before it, cancel what it replaces."""
        for kinds, councils in self._dropped.items():
            self._tx.notices.drop_of_councils(councils, kinds)
        for only, edited in self._edited.items():
            self._edit(only, edited)
        for person in sorted(self._homes):
            self._draw_home(person, str(new_id(self._tx.now)))
        self._tx.notices.add(self._notices)
        self._notices, self._homes = [], set()
        self._dropped.clear()
        self._edited.clear()

    def tell(
        self,
        kind: Kind,
        person: int,
        council: Council,
        *,
        due: datetime | None = None,
        expires: datetime | None = None,
        key: str | None = None,
        payload: Payload = NOTHING,
    ) -> None:
        """Tell somebody once for each revision, or for each `key`."""
        name = f"{kind}:{council.id}:{council.revision if key is None else key}:{person}"
        self._notices.append(
            Notice(
                new_id(self._tx.now),
                kind,
                person,
                due or self._tx.now,
                name,
                expires_at=expires,
                council=council.id,
                revision=council.revision,
                payload=payload,
            )
        )

    def invite(self, council: Council, after: int = -1) -> None:
        """Tell mentees on the council plan, once, of a council for which they can register, by id from `after` on.

        They hear of it some at a time, so that what others are told meanwhile does not wait for all of them.
        Where they are many, the rest is told later (`inviting`), so that no transaction is long.
        """
        found: Sequence[int] = ()
        if council.open and registrable(council, self._tx.now):
            found = self._tx.councils.invited(council, after, INVITED_AT_ONCE + 1)
        told = found[:INVITED_AT_ONCE]
        latest = council.starts_at or max((each.starts_at for each in council.proposals), default=None)
        for place, person in enumerate(told):
            due = self._tx.now + place // _INVITED_TOGETHER * _INVITED_EVERY
            self.tell(Kind.COUNCIL_OPEN, person, council, due=due, expires=latest, key="")
        self._tx.councils.invite_after(council.id, told[-1] if len(found) > len(told) else None)

    def ask(self, council: Council, mentors: Iterable[int], *, again: bool = False) -> None:
        """Send these mentors the poll."""
        for mentor in mentors:
            payload = Polled(again=again)
            self.tell(Kind.COUNCIL_POLL, mentor, council, expires=council.deadline, payload=payload)
            self.home(mentor)

    def nudge(self, council: Council) -> None:
        """Plan what those hear who have not answered, in place of what was planned before."""
        self._dropped[_BY_POLL].append(council.id)
        assert council.asked_at is not None
        assert council.deadline is not None
        span = council.deadline - council.asked_at
        for step, part in enumerate(NUDGES, 1):
            due = council.asked_at + span * part.numerator / part.denominator
            if due > self._tx.now:
                for mentor in council.silent:
                    key = f"{step}:{council.revision}"
                    self.tell(
                        Kind.COUNCIL_NUDGE,
                        mentor,
                        council,
                        due=due,
                        expires=council.deadline,
                        key=key,
                        payload=Nudged(step=step),
                    )
        due = council.asked_at + span * LAST_CALL.numerator / LAST_CALL.denominator
        if due > self._tx.now and council.silent:
            self.alert(council, "silent", due=due, expires=council.deadline)

    def alert(
        self,
        council: Council,
        why: Need,
        *,
        due: datetime | None = None,
        expires: datetime | None = None,
    ) -> None:
        """Tell the coordinator that they are needed. `why` is silent, undecided or short."""
        key = f"{why}:{council.revision}"
        self.tell(
            Kind.COUNCIL_ALERT,
            council.coordinator,
            council,
            due=due,
            expires=expires,
            key=key,
            payload=Needed(why=why),
        )
        if due is None:
            self.home(council.coordinator)

    def confirmed(self, council: Council, places: Iterable[Place]) -> None:
        """Tell everybody once that the time is decided; those who come are reminded of it.

        A coordinator who has chosen it and does not come has seen so already.
        """
        told: set[int] = set()
        for person, role in _concerned(council, places):
            if person not in told:
                told.add(person)
                self.tell(Kind.COUNCIL_CONFIRMED, person, council, payload=CouncilConfirmed(attends=role))
                self.home(person)
        self.plan_ahead(council, expected(council, places))

    def plan_ahead(self, council: Council, people: Iterable[int]) -> None:
        """Plan reminders, join link and material for these people; their homes show Join when it opens."""
        assert council.starts_at is not None
        starts_at, ends_at, now = council.starts_at, council.starts_at + council.length, self._tx.now
        policies = self._tx.policies()
        steps = [
            (kind, minutes, due, expires, Ahead(minutes=minutes))
            for kind, minutes, due, expires in reminders_between(
                starts_at, ends_at, now, policies.reminder_offsets_minutes, policies.join_window_minutes
            )
        ]
        for person in people:
            for kind, minutes, due, expires, payload in steps:
                key = f"{ahead_key(kind, minutes)}:{council.revision}"
                self.tell(
                    kind,
                    person,
                    council,
                    due=due,
                    expires=expires,
                    key=key,
                    payload=payload,
                )
                if kind is Kind.JOIN:
                    self._draw_home(person, f"join{minutes}:{council.id}:{person}", due)
            ahead = max(now, starts_at - PREPARATION)
            self.tell(Kind.COUNCIL_PREPARATION, person, council, due=ahead, expires=starts_at, key="")

    def renew_ahead(self, council: Council, people: Iterable[int]) -> None:
        """Remind of what is agreed now instead of what was before."""
        self._dropped[AHEAD].append(council.id)
        self.plan_ahead(council, people)

    def replan_ahead(self, council: Council, people: Iterable[int]) -> None:
        """Remind by the rules in force; what is due already stays."""
        self._tx.notices.drop_of_councils([council.id], AHEAD, due_after=self._tx.now)
        self.plan_ahead(council, people)

    def forget(self, council: Council) -> None:
        """Nobody is to be reminded of the council any more."""
        self._dropped[_PLANNED].append(council.id)

    def all_of(self, kind: Kind, council: Council, people: Iterable[int]) -> None:
        """Tell these people once, and draw their homes afresh."""
        for person in dict.fromkeys(people):
            self.tell(kind, person, council)
            self.home(person)

    def home(self, person: int) -> None:
        """Draw somebody's home afresh, once."""
        self._homes.add(person)

    def edit(self, council: Council, *kinds: Kind) -> None:
        """Bring messages about the council up to date: of these kinds, else all that were sent."""
        self._edited[kinds][council.id] = council

    def link_there(self, council: Council) -> None:
        """Confirmations of those who come, which say that the link follows, are brought up to date."""
        places = self._tx.councils.places([council.id]).get(council.id, ())
        people = set(expected(council, places))
        for message in self._tx.notices.receipts_of_councils([council.id], [Kind.COUNCIL_CONFIRMED]):
            if message.person in people:
                self._redraw(message, council, linked=True)

    def progress(self, council: Council) -> None:
        """The coordinator's message shows how far the poll is, edited in place."""
        self.edit(council, Kind.COUNCIL_PROGRESS, Kind.COUNCIL_ALERT)

    def own_poll(self, council: Council, mentor: int, *, always: bool) -> None:
        """A mentor's messages show what they answered; one alone is drawn by the press, unless `always`."""
        sent = self._tx.notices.receipts_of_councils([council.id], _QUESTIONS)
        own = [message for message in sent if message.person == mentor]
        if always or len(own) > 1:
            for message in own:
                self._redraw(message, council)

    def _edit(self, kinds: tuple[Kind, ...], councils: Mapping[int, Council]) -> None:
        for message in self._tx.notices.receipts_of_councils(councils, kinds):
            self._redraw(message, councils[message.council])

    def _redraw(self, message: CouncilMessage, council: Council, *, linked: bool = False) -> None:
        made, receipt = new_id(self._tx.now), message.receipt
        self._notices.append(
            Notice(
                made,
                Kind.COUNCIL_EDIT,
                message.person,
                self._tx.now,
                f"council_edit:{message.notice}:{made}",
                council=message.council,
                revision=council.revision,
                payload=CouncilEditing(**asdict(receipt), of=message.kind, linked=linked),
            )
        )

    def _draw_home(self, person: int, key: str, due: datetime | None = None) -> None:
        due = due or self._tx.now
        self._notices.append(Notice(new_id(self._tx.now), Kind.HOME, person, due, f"home:{key}"))


def expected(council: Council, places: Iterable[Place]) -> list[int]:
    """Who comes, or may come: mentors first."""
    mentors = [seat.mentor for seat in council.with_standing(Standing.PARTICIPATING, Standing.OPTIONAL)]
    mentees = [place.person for place in places if place.attendance is Attendance.REGISTERED]
    return list(dict.fromkeys([*mentors, *mentees]))


def everybody(council: Council, places: Iterable[Place]) -> list[int]:
    """Who has to do with the council: mentors who have not left, mentees who have a place or wait for one."""
    there = [seat.mentor for seat in council.seats if seat.standing not in _GONE]
    mentees = [place.person for place in places if place.attendance is not Attendance.LEFT]
    return list(dict.fromkeys([*there, *mentees, council.coordinator]))


_GONE = {Standing.ABSENT, Standing.DROPPED}
_ROLES: dict[Standing, Attends] = {
    Standing.PARTICIPATING: "mentor",
    Standing.OPTIONAL: "optional",
    Standing.ABSENT: "absent",
}


def _concerned(council: Council, places: Iterable[Place]) -> Iterator[tuple[int, Attends]]:
    for seat in council.seats:
        if seat.standing in _ROLES:
            yield seat.mentor, _ROLES[seat.standing]
    for place in places:
        yield place.person, "registrant" if place.attendance is Attendance.REGISTERED else "waiting"
    if council.verdict is None or council.verdict.by != council.coordinator:
        yield council.coordinator, "coordinator"
