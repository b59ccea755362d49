"""What admins decide about who came to a session."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.aftermath import upheld
from core.attendance import UNDECIDED, Dispute, DisputeStatus
from core.desk import Desk
from core.errors.aftermath import DisputeClosed, OwnDispute
from core.errors.common import NotFound
from core.notices import Kind
from core.payloads import OfDispute
from core.people import Person
from core.ports.store import Transaction
from core.sessions import Session, parties
from core.usecases.closing import save_outcome
from core.usecases.members import check_admin
from core.usecases.telling import refresh_homes, settle, tell

PAGE = 2  # what people write about it is long


@dataclass(frozen=True, slots=True)
class Case:
    """A session as an admin sees it, who is no party; `dispute` is what is to be decided about it."""

    session: Session
    mentor: Person
    mentee: Person
    reader: Person
    dispute: Dispute | None = None

    @property
    def is_own(self) -> bool:
        """Whether the reader is a party after all."""
        return self.reader.id in {self.mentor.id, self.mentee.id}


@dataclass(frozen=True, slots=True)
class DisputesPage:
    """What nobody has decided, most urgent first; `more` when another page follows."""

    cases: tuple[Case, ...]
    page: int
    more: bool


def disputes(desk: Desk, actor: Person, page: int) -> DisputesPage:
    """What admins have to decide; raises NotAdmin."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        return _page(tx, actor, page)


def case(desk: Desk, actor: Person, session_id: int, dispute_id: int | None) -> Case:
    """A session, and a dispute about it, as admins are told of them; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        session = tx.sessions.get(session_id)
        dispute = None if dispute_id is None else tx.aftermath.dispute(dispute_id)
        if session is None or (dispute_id is not None and dispute is None):
            raise NotFound("dispute")
        return _case(tx, session, dispute, actor)


def dispute(desk: Desk, actor: Person, dispute_id: int) -> Case:
    """One dispute, decided or not; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        found = tx.aftermath.dispute(dispute_id)
        session = None if found is None else tx.sessions.get(found.session)
        if session is None:
            raise NotFound("dispute")
        return _case(tx, session, found, actor)


def uphold(desk: Desk, actor: Person, dispute_id: int) -> Case:
    """Decide that it was as the dispute says; with an absent mentor all is given back.

    Raises NotAdmin, NotFound, DisputeClosed, OwnDispute.
    """
    with desk.begin() as tx:
        before, dispute = _to_decide(tx, actor, dispute_id)
        after = upheld(before, dispute)
        action = "SESSION_COMPLETED" if after.absent is None else "SESSION_NO_SHOW"
        save_outcome(desk, tx, before, after, actor.id, action)
        closed = _resolve(desk, tx, after, dispute, DisputeStatus.RESOLVED, actor)
        return _case(tx, after, closed, actor)


def dismiss(desk: Desk, actor: Person, dispute_id: int) -> Case:
    """Decide that it was not so: the session stays as it is. Raises as `uphold`."""
    with desk.begin() as tx:
        session, dispute = _to_decide(tx, actor, dispute_id)
        closed = _resolve(desk, tx, session, dispute, DisputeStatus.DISMISSED, actor)
        return _case(tx, session, closed, actor)


def judges(tx: Transaction, session: Session) -> Sequence[int]:
    """Who can decide about the session: admins who are no party to it, or all where there are no others."""
    admins = tx.people.admins()
    return [admin for admin in admins if admin not in {session.mentor, session.mentee}] or admins


def close_dispute(
    desk: Desk,
    tx: Transaction,
    session: Session,
    dispute: Dispute,
    how: DisputeStatus,
    actor: int,
    action: str,
) -> Dispute:
    """End a dispute; the parties are told, and what admins were sent is settled."""
    closed = replace(dispute, status=how, closed_at=tx.now, closed_by=actor)
    tx.aftermath.put_dispute(closed)
    about = str(dispute.id)
    both = [person for person, _ in parties(session)]
    tell(tx, session, Kind.DISPUTE_CLOSED, both, about=about, payload=OfDispute(dispute=dispute.id))
    settle(tx, session, {Kind.DISPUTED}, about="closed", dispute=dispute.id)
    settle(tx, session, {Kind.NO_SHOW}, about=f"closed{about}")
    refresh_homes(tx, session, both, about)
    desk.note(
        tx,
        action,
        actor,
        session=session.id,
        before={"dispute": dispute.id, "status": dispute.status},
        after={"dispute": dispute.id, "status": how, "session_status": session.status},
    )
    return closed


def _resolve(
    desk: Desk, tx: Transaction, session: Session, dispute: Dispute, how: DisputeStatus, actor: Person
) -> Dispute:
    return close_dispute(desk, tx, session, dispute, how, actor.id, "ADMIN_DISPUTE_RESOLVED")


def _to_decide(tx: Transaction, actor: Person, dispute_id: int) -> tuple[Session, Dispute]:
    """The session, locked, and the dispute as it is then: of two admins at once the second finds it closed."""
    check_admin(tx, actor)
    found = tx.aftermath.dispute(dispute_id)
    session = None if found is None else tx.sessions.lock(found.session)
    dispute = tx.aftermath.dispute(dispute_id)
    if session is None or dispute is None:
        raise NotFound("dispute")
    if dispute.status not in UNDECIDED:
        raise DisputeClosed(dispute.id, dispute.status.value)
    if actor.id not in judges(tx, session):
        raise OwnDispute
    return session, dispute


def _page(tx: Transaction, actor: Person, page: int) -> DisputesPage:
    found = tx.aftermath.open_disputes(PAGE + 1, page * PAGE)
    sessions = {session.id: session for session in tx.sessions.of(each.session for each in found)}
    cases = tuple(_case(tx, sessions[each.session], each, actor) for each in found[:PAGE])
    return DisputesPage(cases, page, len(found) > PAGE)


def _case(tx: Transaction, session: Session, dispute: Dispute | None, reader: Person) -> Case:
    mentor, mentee = tx.people.get(session.mentor), tx.people.get(session.mentee)
    assert mentor is not None
    assert mentee is not None
    return Case(session, mentor, mentee, reader, dispute)
