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

Noted = dict[str, str | int | None]


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


@dataclass(frozen=True, slots=True)
class Deed:
    """What was acted on, how it is now, ids, codes and numbers of the act, and the refund that it gave."""

    case: Case
    session: Session
    details: dict[str, str | int]
    entry: RefundEntry | None = None


def look(tx: Transaction, actor: Person, session_id: int, *, lock: bool = False) -> Case:
    """A session, which with `lock` stays as it is until the transaction ends; raises NotAdmin, NotFound."""
    check_admin(tx, actor)
    session = tx.sessions.lock(session_id) if lock else tx.sessions.get(session_id)
    if session is None:
        raise NotFound("session")
    [case] = cases_of(tx, actor, [session])
    return case


def cases_of(tx: Transaction, actor: Person, sessions: Sequence[Session]) -> Sequence[Case]:
    """These sessions as the actor, an admin, has them before them."""
    ids = [session.id for session in sessions]
    parties = {party for session in sessions for party in (session.mentor, session.mentee)}
    people = {person.id: person for person in tx.people.of(parties)}
    requests, entries = tx.reschedules.of(ids), tx.ledger.of_all(ids)
    return [
        Case(
            session,
            people[session.mentor],
            people[session.mentee],
            actor,
            tx.policies(),
            tx.now,
            requests.get(session.id, ()),
            entries.get(session.id, ()),
        )
        for session in sessions
    ]


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
    made = _made(tx, case, act, words, after, details, told=told, expires_at=expires_at)
    tx.interventions.add(made)
    before, now = _noted(case, made, after)
    desk.note(tx, act.value, case.reader.id, session=case.session.id, before=before, after=now)
    return made


def record_all(
    desk: Desk, tx: Transaction, act: Act, words: str, deeds: Sequence[Deed], *, told: bool
) -> None:
    """The same of acts on many sessions, which no delivery asks for one by one."""
    made = [_made(tx, deed.case, act, words, deed.session, deed.details, told=told) for deed in deeds]
    tx.interventions.add(*made)
    noted = [_noted(deed.case, each, deed.session) for each, deed in zip(made, deeds, strict=True)]
    tx.audit(
        *(
            desk.entry(act.value, each.by, session=each.session, before=before, after=now)
            for each, (before, now) in zip(made, noted, strict=True)
        )
    )


def _made(
    tx: Transaction,
    case: Case,
    act: Act,
    words: str,
    after: Session,
    details: dict[str, str | int],
    *,
    told: bool,
    expires_at: datetime | None = None,
) -> Intervention:
    session = case.session
    return Intervention(
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


def _noted(case: Case, made: Intervention, after: Session) -> tuple[Noted, Noted]:
    """What the audit log tells of it: how the session was, and how it is."""
    session = case.session
    return (
        {"status": session.status, "revision": session.revision},
        {
            "status": after.status,
            "revision": after.revision,
            "intervention": made.id,
            **made.details,
            **({"until": made.expires_at.isoformat()} if made.expires_at else {}),
        },
    )
