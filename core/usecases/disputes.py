"""What admins decide about sessions: which disputes there are, one of them, and who came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.aftermath import upheld
from core.attendance import UNDECIDED, Dispute, DisputeEvent, DisputeStatus, Resolution, Step
from core.desk import Desk
from core.disputes import DisputeQuery, Whose, concealed, parties_of
from core.errors.aftermath import DisputeClosed, OwnDispute
from core.errors.common import NotFound
from core.evidence import Evidence
from core.ids import new_id
from core.interventions import checked_words
from core.notices import Kind
from core.payloads import DisputeStep, OfDispute
from core.people import Person
from core.ports.store import Transaction
from core.sessions import Session, parties
from core.usecases.closing import save_outcome
from core.usecases.members import check_admin
from core.usecases.telling import refresh_homes, settle, tell

PAGE = 5
TO_ADMINS = frozenset({Kind.DISPUTED, Kind.DISPUTE_URGENT})
ABOUT_DISPUTES = TO_ADMINS | {Kind.REPORT_ASKED}


@dataclass(frozen=True, slots=True)
class Case:
    """A session as an admin sees it; `dispute` is what is to be decided about it, or was.

    `events` and `files` are the dispute's, oldest first, and `people` all whom they name. Whoever may not decide
    (`may_decide`), being a party, sees nothing of what others wrote about it.
    """

    session: Session
    mentor: Person
    mentee: Person
    reader: Person
    now: datetime
    dispute: Dispute | None = None
    may_decide: bool = True
    events: Sequence[DisputeEvent] = ()
    files: Sequence[Evidence] = ()
    people: Mapping[int, Person] = field(default_factory=dict)

    @property
    def is_own(self) -> bool:
        """Whether the reader is a party after all."""
        return self.reader.id in {self.mentor.id, self.mentee.id, self.session.mentor}

    @property
    def assignee(self) -> Person | None:
        """The admin who has taken it, as long as they are one."""
        found = self.dispute and self.people.get(self.dispute.assigned_to or 0)
        return found if found and found.is_admin else None


@dataclass(frozen=True, slots=True)
class DisputesPage:
    """A page of what the query finds; `count` is how many there are in all."""

    query: DisputeQuery
    cases: tuple[Case, ...]
    reader: Person
    page: int
    count: int

    @property
    def more(self) -> bool:
        """Whether another page follows."""
        return self.count > (self.page + 1) * PAGE


def disputes(desk: Desk, actor: Person, query: DisputeQuery, page: int) -> DisputesPage:
    """A page of what the query finds, the last one where there are not so many; raises NotAdmin."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        wanted = replace(query, assignee=actor.id) if query.whose is Whose.MINE else query
        count = tx.disputes.count(wanted)
        page = max(0, min(page, (count - 1) // PAGE))
        found = tx.disputes.find(wanted, PAGE, page * PAGE) if count else ()
        sessions = {session.id: session for session in tx.sessions.of(each.session for each in found)}
        cases = tuple(case_of(tx, sessions[each.session], each, actor) for each in found)
        return DisputesPage(query, cases, actor, page, count)


def case(desk: Desk, actor: Person, session_id: int, dispute_id: int | None) -> Case:
    """A session, and a dispute about it, as admins are told of them; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        session = tx.sessions.get(session_id)
        dispute = None if dispute_id is None else tx.disputes.get(dispute_id)
        if session is None or (dispute_id is not None and dispute is None):
            raise NotFound("dispute")
        return case_of(tx, session, dispute, actor)


def dispute(desk: Desk, actor: Person, dispute_id: int) -> Case:
    """One dispute, decided or not, with all that happened to it; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        return _detailed(tx, tx.disputes.get(dispute_id), actor)


def step(desk: Desk, actor: Person, dispute_id: int, event_id: int) -> tuple[Case, DisputeEvent]:
    """One dispute, and what an admin is told has happened to it; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        case = _detailed(tx, tx.disputes.get(dispute_id), actor)
        event = next((each for each in tx.disputes.events(dispute_id) if each.id == event_id), None)
        if event is None:
            raise NotFound("dispute")
        return case, event


def coded(desk: Desk, actor: Person, code: str) -> Case:
    """The same, by its short name."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        return _detailed(tx, tx.disputes.coded(code), actor)


def uphold(desk: Desk, actor: Person, dispute_id: int) -> Case:
    """Decide that it was as the dispute about who came says; with an absent mentor all is given back.

    Raises NotAdmin, NotFound, DisputeClosed, OwnDispute.
    """
    with desk.begin() as tx:
        before, dispute = to_handle(tx, actor, dispute_id)
        if dispute.is_report:
            raise NotFound("dispute")
        after = upheld(before, dispute)
        action = "SESSION_COMPLETED" if after.absent is None else "SESSION_NO_SHOW"
        save_outcome(desk, tx, before, after, actor.id, action)
        refunded = after.refundable < before.refundable
        resolution = Resolution.REFUND_ISSUED if refunded else Resolution.NO_ACTION
        closed = replace(dispute, resolution=resolution)
        closed = close_dispute(
            desk, tx, after, closed, DisputeStatus.RESOLVED, actor.id, "ADMIN_DISPUTE_RESOLVED"
        )
        return case_of(tx, after, closed, actor)


def dismiss(desk: Desk, actor: Person, dispute_id: int, reason: str) -> Case:
    """Decide that nothing follows from it; both parties read the reason. Raises as `uphold`, and Missing, TooLong."""
    reason = checked_words(reason, "reason")
    with desk.begin() as tx:
        session, dispute = to_handle(tx, actor, dispute_id)
        closed = replace(dispute, words=reason)
        closed = close_dispute(
            desk, tx, session, closed, DisputeStatus.DISMISSED, actor.id, "ADMIN_DISPUTE_RESOLVED"
        )
        return case_of(tx, session, closed, actor)


def handling(desk: Desk, actor: Person, dispute_id: int) -> Case:
    """An undecided dispute that the actor may handle; raises NotAdmin, NotFound, DisputeClosed, OwnDispute."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        found = tx.disputes.get(dispute_id)
        session = None if found is None else tx.sessions.get(found.session)
        _check_open(tx, actor, session, found)
        return _detailed(tx, found, actor)


def judges(tx: Transaction, session: Session, dispute: Dispute | None = None) -> Sequence[int]:
    """Who can decide about the session: admins who are no party to it, or all where there are no others."""
    barred = {session.mentor, session.mentee, *(parties_of(dispute, session) if dispute else ())}
    admins = tx.people.admins()
    return [admin for admin in admins if admin not in barred] or admins


def close_dispute(
    desk: Desk,
    tx: Transaction,
    session: Session,
    dispute: Dispute,
    how: DisputeStatus,
    actor: int | None,
    action: str,
    step: Step | None = None,
) -> Dispute:
    """End a dispute; the parties are told, and what admins were sent is settled."""
    closed = replace(dispute, status=how, closed_at=tx.now, closed_by=actor, alarm_at=None)
    tx.disputes.put(closed)
    usual = Step.RESOLVED if how is DisputeStatus.RESOLVED else Step.DISMISSED
    made = happened(tx, closed, step or usual, actor, closed.words, code=closed.resolution or "")
    about = str(dispute.id)
    if dispute.is_report:
        told = _told_of_end(tx, session, closed, made)
        payload = DisputeStep(dispute=dispute.id, event=made.id)
        tell(tx, session, Kind.REPORT_CLOSED, told, key=about, payload=payload)
    else:
        told = [person for person, _ in parties(session)]
        tell(tx, session, Kind.DISPUTE_CLOSED, told, about=about, payload=OfDispute(dispute=dispute.id))
        settle(tx, session, {Kind.NO_SHOW}, about=f"closed{about}")
    settle(tx, session, ABOUT_DISPUTES, about=f"closed{about}", dispute=dispute.id)
    refresh_homes(tx, session, list({*told, *judges(tx, session, closed)}), f"closed{about}")
    desk.note(
        tx,
        action,
        actor,
        session=session.id,
        before={"dispute": dispute.id, "status": dispute.status},
        after={
            "dispute": dispute.id,
            "status": how,
            "session_status": session.status,
            **({"resolution": closed.resolution.value} if closed.resolution else {}),
        },
    )
    return closed


def happened(
    tx: Transaction,
    dispute: Dispute,
    step: Step,
    by: int | None,
    words: str = "",
    *,
    person: int | None = None,
    code: str = "",
) -> DisputeEvent:
    """Keep what has happened to a dispute."""
    event = DisputeEvent(new_id(tx.now), dispute.id, step, tx.now, by, words, person, code)
    tx.disputes.add_event(event)
    return event


def to_handle(tx: Transaction, actor: Person, dispute_id: int) -> tuple[Session, Dispute]:
    """The session, locked, and the dispute as it is then: of two admins at once the second finds it closed.

    Raises NotAdmin, NotFound, DisputeClosed, OwnDispute.
    """
    check_admin(tx, actor)
    found = tx.disputes.get(dispute_id)
    session = None if found is None else tx.sessions.lock(found.session)
    return _check_open(tx, actor, session, tx.disputes.get(dispute_id))


def case_of(tx: Transaction, session: Session, dispute: Dispute | None, reader: Person) -> Case:
    """The case without what happened to it."""
    mentor, mentee = parties_of(dispute, session) if dispute else (session.mentor, session.mentee)
    wanted = {mentor, mentee, *((dispute.assigned_to,) if dispute and dispute.assigned_to else ())}
    people = {person.id: person for person in tx.people.of(wanted)}
    may_decide = reader.id in judges(tx, session, dispute)
    if dispute is not None and not may_decide and dispute.by != reader.id:
        dispute = concealed(dispute)
    return Case(session, people[mentor], people[mentee], reader, tx.now, dispute, may_decide, people=people)


def _detailed(tx: Transaction, dispute: Dispute | None, reader: Person) -> Case:
    session = None if dispute is None else tx.sessions.get(dispute.session)
    if dispute is None or session is None:
        raise NotFound("dispute")
    case = case_of(tx, session, dispute, reader)
    if not case.may_decide:
        return case
    events, files = tx.disputes.events(dispute.id), tx.evidence.of(dispute.id)
    named = {each.by for each in events} | {each.person for each in events}
    named |= {each.person for each in files} | {dispute.closed_by}
    missing = {each for each in named if each is not None} - set(case.people)
    others = {person.id: person for person in tx.people.of(missing)} if missing else {}
    return replace(case, events=events, files=files, people={**case.people, **others})


def _check_open(
    tx: Transaction, actor: Person, session: Session | None, dispute: Dispute | None
) -> tuple[Session, Dispute]:
    if session is None or dispute is None:
        raise NotFound("dispute")
    if dispute.status not in UNDECIDED:
        raise DisputeClosed(dispute.id, dispute.status.value)
    if actor.id not in judges(tx, session, dispute):
        raise OwnDispute
    return session, dispute


def _told_of_end(tx: Transaction, session: Session, dispute: Dispute, end: DisputeEvent) -> list[int]:
    """Both parties; of a report that was taken back only those who have heard of it."""
    both = list(parties_of(dispute, session))
    if end.step is not Step.WITHDRAWN:
        return both
    heard = {each.person for each in tx.disputes.events(dispute.id) if each.step is Step.ASKED}
    return [person for person in both if person in heard | {dispute.by}]
