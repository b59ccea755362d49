"""A session before an admin who is no party to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.desk import Desk
from core.errors.common import NotFound
from core.errors.interventions import OwnSession
from core.ids import new_id
from core.interventions import Act, Intervention
from core.people import Person
from core.policies import Policies
from core.ports.store import Transaction
from core.refunds import RefundEntry
from core.reschedules import RescheduleRequest
from core.sessions import Session
from core.usecases.members import check_admin


@dataclass(frozen=True, slots=True)
class Case:
    """A session as it stands at `now`, with its parties, its requests to move it and its refunds, oldest first."""

    session: Session
    mentor: Person
    mentee: Person
    reader: Person
    policies: Policies
    now: datetime
    requests: Sequence[RescheduleRequest]
    entries: Sequence[RefundEntry]

    @property
    def is_own(self) -> bool:
        """Whether the reader is a party."""
        return self.reader.id in {self.session.mentor, self.session.mentee}

    @property
    def concerned(self) -> tuple[Person, ...]:
        """The parties; a mentor is none who cancelled while the mentee has to choose, or of what is not paid yet."""
        both = self.session.role_of(self.mentor.id) is not None
        return (self.mentor, self.mentee) if both else (self.mentee,)


def look(tx: Transaction, actor: Person, session_id: int, *, lock: bool = False) -> Case:
    """A session, which with `lock` stays as it is until the transaction ends; raises NotAdmin, NotFound."""
    check_admin(tx, actor)
    session = tx.sessions.lock(session_id) if lock else tx.sessions.get(session_id)
    if session is None:
        raise NotFound("session")
    people = {person.id: person for person in tx.people.of([session.mentor, session.mentee])}
    return Case(
        session,
        people[session.mentor],
        people[session.mentee],
        actor,
        tx.policies(),
        tx.now,
        tx.reschedules.of([session.id]).get(session.id, ()),
        tx.ledger.of(session.id),
    )


def open_case(tx: Transaction, actor: Person, session_id: int, *, lock: bool = False) -> Case:
    """A session that the actor may act on; raises NotAdmin, NotFound, OwnSession."""
    case = look(tx, actor, session_id, lock=lock)
    if case.is_own:
        raise OwnSession(session_id)
    return case


def record(
    desk: Desk,
    tx: Transaction,
    case: Case,
    act: Act,
    words: str,
    after: Session,
    details: dict[str, str | int],
    *,
    told: bool = True,
    expires_at: datetime | None = None,
) -> Intervention:
    """Keep what the reader has done with its reason, and have the audit log tell of it without."""
    session = case.session
    made = Intervention(
        new_id(tx.now),
        session.id,
        case.reader.id,
        act,
        words,
        tx.now,
        session.status,
        after.status,
        details,
        told,
        expires_at,
    )
    tx.interventions.add(made)
    desk.note(
        tx,
        act.value,
        case.reader.id,
        session=session.id,
        before={"status": session.status, "revision": session.revision},
        after={
            "status": after.status,
            "revision": after.revision,
            "intervention": made.id,
            **details,
            **({"until": expires_at.isoformat()} if expires_at else {}),
        },
    )
    return made
