"""What admins do about a dispute before they decide it: take it, give it away, weigh it, ask."""

from dataclasses import replace

from core.attendance import Dispute, DisputeEvent, DisputeStatus, Priority, Step
from core.desk import Desk
from core.disputes import ALARM_AFTER, PRESSING, parties_of
from core.errors.common import NotFound
from core.errors.disputes import DisputeTaken, NotAnAdmin, PartyOf
from core.interventions import checked_words
from core.notices import Kind
from core.payloads import DisputeStep
from core.people import Person
from core.ports.store import Transaction
from core.sessions import Session
from core.usecases.disputes import TO_ADMINS, Case, case_of, happened, judges, to_handle
from core.usecases.telling import refresh_homes, settle, tell, tell_admins


def take(desk: Desk, actor: Person, dispute_id: int) -> Case:
    """Take it on; raises NotAdmin, NotFound, DisputeClosed, OwnDispute, DisputeTaken."""
    with desk.begin() as tx:
        session, dispute = to_handle(tx, actor, dispute_id)
        _check_free(tx, dispute)
        taken = _assign(desk, tx, session, dispute, actor.id, actor, Step.TAKEN)
        return case_of(tx, session, taken, actor)


def give(desk: Desk, actor: Person, dispute_id: int, admin: int) -> Case:
    """Give it to an admin, who is told; raises NotAdmin, NotFound, DisputeClosed, OwnDispute, NotAnAdmin, PartyOf."""
    with desk.begin() as tx:
        session, dispute = to_handle(tx, actor, dispute_id)
        person = tx.people.get(admin)
        if person is None:
            raise NotFound("member")
        if not person.is_admin:
            raise NotAnAdmin(person.name)
        if person.id not in judges(tx, session, dispute):
            raise PartyOf(person.name)
        if dispute.assigned_to != admin:
            dispute = _assign(desk, tx, session, dispute, admin, actor, Step.GIVEN)
        return case_of(tx, session, dispute, actor)


def set_priority(desk: Desk, actor: Person, dispute_id: int, priority: Priority) -> Case:
    """Weigh it anew; what has become pressing alarms admins at once.

    Raises NotAdmin, NotFound, DisputeClosed, OwnDispute.
    """
    with desk.begin() as tx:
        session, before = to_handle(tx, actor, dispute_id)
        if before.priority is priority:
            return case_of(tx, session, before, actor)
        pressing = priority in PRESSING
        alarm = tx.now + ALARM_AFTER if pressing and _assignee(tx, before) is None else None
        if pressing and before.priority in PRESSING:
            alarm = before.alarm_at
        after = replace(before, priority=priority, alarm_at=alarm)
        tx.disputes.put(after)
        event = happened(tx, after, Step.PRIORITY, actor.id, code=priority)
        if pressing and before.priority not in PRESSING:
            alarm_admins(tx, session, after, event)
        desk.note(
            tx,
            "ADMIN_DISPUTE_PRIORITY_SET",
            actor.id,
            session=session.id,
            before={"dispute": after.id, "priority": before.priority},
            after={"dispute": after.id, "priority": priority},
        )
        return case_of(tx, session, after, actor)


def ask(desk: Desk, actor: Person, dispute_id: int, person: int, question: str) -> Case:
    """Ask a party for more; whoever asks has it from then on, if nobody had.

    Raises NotAdmin, NotFound, DisputeClosed, OwnDispute, Missing, TooLong.
    """
    question = checked_words(question, "question")
    with desk.begin() as tx:
        session, dispute = to_handle(tx, actor, dispute_id)
        if person not in parties_of(dispute, session):
            raise NotFound("member")
        if _assignee(tx, dispute) is None:
            dispute = _assign(desk, tx, session, dispute, actor.id, actor, Step.TAKEN)
        event = happened(tx, dispute, Step.ASKED, actor.id, question, person=person)
        payload = DisputeStep(dispute=dispute.id, event=event.id)
        tell(tx, session, Kind.REPORT_ASKED, [person], about=str(event.id), payload=payload)
        refresh_homes(tx, session, [person], str(event.id))
        desk.note(
            tx,
            "ADMIN_DISPUTE_PARTY_ASKED",
            actor.id,
            session=session.id,
            after={"dispute": dispute.id, "person": person, "event": event.id},
        )
        return case_of(tx, session, dispute, actor)


def alarm_admins(tx: Transaction, session: Session, dispute: Dispute, event: DisputeEvent) -> None:
    """Tell admins at once of a pressing dispute, whatever the hour."""
    payload = DisputeStep(dispute=dispute.id, event=event.id)
    tell_admins(
        tx,
        session,
        Kind.DISPUTE_URGENT,
        judges(tx, session, dispute),
        about=f"{dispute.id}:{event.id}",
        payload=payload,
    )


def tell_handlers(
    tx: Transaction, session: Session, dispute: Dispute, event: DisputeEvent, *, about: str = ""
) -> None:
    """Tell whoever has the dispute what has happened, once for each `about`; all admins where nobody has it."""
    payload = DisputeStep(dispute=dispute.id, event=event.id)
    about, admin = about or f"{dispute.id}:{event.id}", _assignee(tx, dispute)
    if admin is not None:
        tell(tx, session, Kind.DISPUTE_NEWS, [admin.id], about=about, payload=payload)
    else:
        deciding = judges(tx, session, dispute)
        tell_admins(tx, session, Kind.DISPUTE_NEWS, deciding, about=about, payload=payload)


def _assignee(tx: Transaction, dispute: Dispute) -> Person | None:
    """The admin who has it, as long as they are one."""
    person = None if dispute.assigned_to is None else tx.people.get(dispute.assigned_to)
    return person if person is not None and person.is_admin else None


def _check_free(tx: Transaction, dispute: Dispute) -> None:
    admin = _assignee(tx, dispute)
    if admin is not None:
        raise DisputeTaken(dispute.id, admin.name)


def _assign(
    desk: Desk,
    tx: Transaction,
    session: Session,
    before: Dispute,
    admin: int,
    actor: Person,
    step: Step,
) -> Dispute:
    after = replace(before, status=DisputeStatus.IN_PROGRESS, assigned_to=admin, alarm_at=None)
    tx.disputes.put(after)
    event = happened(tx, after, step, actor.id, person=admin)
    settle(tx, session, TO_ADMINS, about=str(event.id), dispute=after.id)
    if admin != actor.id:
        tell_handlers(tx, session, after, event)
    desk.note(
        tx,
        "ADMIN_DISPUTE_ASSIGNED",
        actor.id,
        session=session.id,
        before={"dispute": after.id, "status": before.status, "assigned_to": before.assigned_to},
        after={"dispute": after.id, "status": after.status, "assigned_to": admin},
    )
    return after
