"""What being erased means for a member, asking for it, and staying after all."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.cancelling import refund_of
from core.desk import Desk
from core.erasing import GRACE, Erasure, Unfinished
from core.errors.booking import Suspended
from core.errors.members import LastAdmin
from core.errors.own_data import ErasureBegun
from core.people import Person, Role
from core.ports.store import Transaction
from core.sessions import Session, Status
from core.usecases.erasing.ahead import councils_ahead, sessions_ahead
from core.usecases.members import fresh, held, refresh_home

NAMED = 5


@dataclass(frozen=True, slots=True)
class Meaning:
    """What being erased at `due_at` means for the `person`: `erasure` where they have asked for it already.

    `given` and `taken` are their sessions that are ahead then, with the other party; `money` is what comes back by
    the terms, by its currency; `councils` how many they leave. `others` are sought for what a mentor gives.
    """

    person: Person
    due_at: datetime
    given: tuple[tuple[Session, Person], ...]
    taken: tuple[tuple[Session, Person], ...]
    money: Mapping[str, int]
    councils: int
    unfinished: Unfinished
    seeks_others: bool
    erasure: Erasure | None = None


def meaning(desk: Desk, actor: Person) -> Meaning:
    """What it means, or would mean if it were asked for now."""
    with desk.store.read() as tx:
        return _meaning(tx, fresh(tx, actor))


def reviewed(desk: Desk, actor: Person) -> Meaning:
    """The same for who could ask for it; raises Suspended, LastAdmin."""
    with desk.store.read() as tx:
        person = fresh(tx, actor)
        check_erasable(person, len(tx.people.admins()))
        return _meaning(tx, person)


def ask(desk: Desk, actor: Person) -> Meaning:
    """Be erased when the grace is over; asking again changes nothing. Raises Suspended, LastAdmin."""
    with desk.begin() as tx:
        admins = tx.people.count_admins() if actor.is_admin else None
        person = held(tx, actor.id)
        check_erasable(person, admins)
        if tx.erasures.get(person.id) is None:
            tx.erasures.put(Erasure(person.id, tx.now, tx.now + GRACE))
            refresh_home(tx, person)
            desk.note(tx, "ERASURE_ASKED", person.id, after={"person": person.id})
        return _meaning(tx, person)


def keep(desk: Desk, actor: Person) -> bool:
    """Stay; False where nothing was to be stopped. Raises ErasureBegun."""
    with desk.begin() as tx:
        person = held(tx, actor.id)
        known = tx.erasures.get(person.id)
        if known is None:
            return False
        if known.left_at is not None:
            raise ErasureBegun
        tx.erasures.drop(person.id)
        refresh_home(tx, person)
        desk.note(tx, "ERASURE_STOPPED", person.id, before={"asked_at": known.asked_at.isoformat()})
        return True


def check_erasable(person: Person, admins: int | None) -> None:
    """Raise Suspended for who would come back as if nothing had been, LastAdmin where there are no other `admins`."""
    if person.suspended:
        raise Suspended
    if person.is_admin and admins == 1:
        raise LastAdmin


def unfinished_of(tx: Transaction, person: int) -> Unfinished:
    """What has to end first."""
    return Unfinished(len(tx.disputes.of_party(person)), tx.erasures.refunds_under_way(person))


def _meaning(tx: Transaction, person: Person) -> Meaning:
    erasure = tx.erasures.get(person.id)
    due_at = tx.now + GRACE if erasure is None else max(erasure.due_at, tx.now)
    ahead = sessions_ahead(tx, person.id, due_at)
    others = {each.id: each for each in tx.people.of({session.other(person.id) for session in ahead})}
    given, taken = (
        tuple(
            (session, others[session.other(person.id)])
            for session in ahead
            if (session.mentee == person.id) is (role is Role.MENTEE)
        )
        for role in (Role.MENTOR, Role.MENTEE)
    )
    policies = tx.policies()
    money: defaultdict[str, int] = defaultdict(int)
    for session, _ in taken:
        if session.status is Status.SCHEDULED:
            amount = refund_of(
                session, None if session.is_unanswered else Role.MENTEE, due_at, policies
            ).amount
            money[session.currency] += amount - (session.refund.amount if session.refund else 0)
    return Meaning(
        person,
        due_at,
        given,
        taken,
        {currency: amount for currency, amount in money.items() if amount > 0},
        len(councils_ahead(tx, person.id)),
        unfinished_of(tx, person.id),
        policies.reassign_on_mentor_cancel,
        erasure,
    )
