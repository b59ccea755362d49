"""People's calendars read what is booked: under an address that each person opens, changes and closes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.councils import Council, CouncilStatus
from core.desk import Desk
from core.people import Person
from core.ports.store import Transaction
from core.sessions import Session, Status
from core.subscriptions import Subscription, digest_of
from core.usecases.councils.views import views_of
from core.usecases.handing_out import How, hand_out, settle_handed

BEHIND = timedelta(days=90)
AHEAD = timedelta(days=400)
_RANDOM_BYTES = 24
_SHOWN = {Status.REQUESTED, Status.SCHEDULED, Status.IN_PROGRESS, Status.COMPLETED}
_HELD = {CouncilStatus.CONFIRMED, CouncilStatus.COMPLETED}


@dataclass(frozen=True, slots=True)
class Booked:
    """A session in somebody's calendar; `buffer` is how long its mentor, the reader, has to themselves around it."""

    session: Session
    mentor: str
    mentee: str
    buffer: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is in somebody's calendar in a time, as of `now`, soonest first."""

    now: datetime = field(repr=False)
    person: Person
    sessions: tuple[Booked, ...]
    councils: tuple[Council, ...]

    def version(self, drawn: str) -> str:
        """The same as long as nothing in it changes, nor how it is `drawn`."""
        return digest_of(f"{drawn} {self!r}")[:32]

    @property
    def stamp(self) -> datetime:
        """When the latest of it was made: one version reads the same whenever it is asked for."""
        made = [each.session.booked_at for each in self.sessions] + [
            each.created_at for each in self.councils
        ]
        return max(made, default=self.person.joined_at)


def show_subscription(desk: Desk, actor: Person) -> Subscription | None:
    """The actor's open one, whose address the answer shows."""
    with desk.begin() as tx:
        found = tx.subscriptions.of(actor.id)
        if found is not None:
            hand_out(tx, actor.id, "calendar", found.mark)
        return found


def open_subscription(desk: Desk, actor: Person) -> Subscription:
    """Open one in place of what was open."""
    with desk.begin() as tx:
        _close(tx, actor, "replaced")
        opened = Subscription(actor.id, desk.entropy.urlsafe(_RANDOM_BYTES), tx.now)
        while not tx.subscriptions.add(opened):  # another process has opened one meanwhile
            _close(tx, actor, "replaced")
        hand_out(tx, actor.id, "calendar", opened.mark)
        desk.note(tx, "SUBSCRIPTION_OPENED", actor.id, after={"open": True})
        return opened


def close_subscription(desk: Desk, actor: Person) -> bool:
    """Let nobody read by the actor's address any more; False where none was open."""
    with desk.begin() as tx:
        closed = _close(tx, actor, "over")
        if closed:
            desk.note(tx, "SUBSCRIPTION_CLOSED", actor.id, before={"open": True})
        return closed


def _close(tx: Transaction, actor: Person, how: How) -> bool:
    before = tx.subscriptions.of(actor.id)
    if before is not None:
        settle_handed(tx, actor.id, "calendar", before.mark, how)
    return tx.subscriptions.close(actor.id, tx.now)


def read_subscription(desk: Desk, token: str) -> Agenda | Subscription | None:
    """What whoever knows the token reads: an agenda, the subscription where it is closed, None where there is none."""
    with desk.store.read() as tx:
        found = tx.subscriptions.find(token)
        person = None if found is None else tx.people.get(found.person)
        if found is None or person is None or found.closed_at is not None:
            return found
        return agenda_between(tx, person, tx.now - BEHIND, tx.now + AHEAD)


def agenda_between(tx: Transaction, person: Person, start: datetime, end: datetime) -> Agenda:
    """What of the person's touches this time."""
    sessions = [each for each in tx.sessions.between(person.id, start, end) if each.status in _SHOWN]
    people = tx.people.of({party for each in sessions for party in (each.mentor, each.mentee)})
    names = {each.id: each.name for each in people}
    mentor = tx.mentors.get(person.id)
    minutes = 0 if mentor is None else mentor.schedule.buffer_minutes or 0
    councils = views_of(tx, tx.councils.between(person.id, start, end), person)
    return Agenda(
        tx.now,
        person,
        tuple(
            Booked(
                each,
                names.get(each.mentor, ""),
                names.get(each.mentee, ""),
                timedelta(minutes=minutes if each.mentor == person.id else 0),
            )
            for each in sessions
        ),
        tuple(view.council for view in councils if view.takes_part and view.council.status in _HELD),
    )
