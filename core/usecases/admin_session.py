"""One session with everything that is known about it, for admins. The mentors' private notes are not part of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.attendance import Dispute, Feedback
from core.desk import Desk
from core.disputes import concealed, role_in
from core.interventions import Act, Intervention
from core.payments import PaymentRecord
from core.people import Person
from core.recordings import RecordingState
from core.session_queries import AuditRecord, NoticeRecord
from core.sessions import Departure
from core.usecases.interventions.cases import Case, look

PAGE = 10


@dataclass(frozen=True, slots=True)
class Dossier:
    """A session, who left it, what was said, done and paid; `people` are all whom it names.

    `mail_waits` are those whose mail about it has been tried in vain; `is_recorded` where a recording can be opened.
    """

    case: Case
    departures: Sequence[Departure]
    feedback: Feedback | None
    disputes: Sequence[Dispute]
    interventions: Sequence[Intervention]
    people: Mapping[int, Person]
    payments: Sequence[PaymentRecord]
    mail_waits: frozenset[int] = frozenset()
    is_recorded: bool = False

    @property
    def notes(self) -> tuple[Intervention, ...]:
        """What admins wrote for each other, oldest first."""
        return tuple(each for each in self.interventions if each.act is Act.NOTE)


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page of a session's audit log, the latest first."""

    case: Case
    records: tuple[AuditRecord, ...]
    people: Mapping[int, Person]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """A page of the notices about a session, the latest first."""

    case: Case
    notices: tuple[NoticeRecord, ...]
    people: Mapping[int, Person]
    page: int
    more: bool


def dossier(desk: Desk, actor: Person, session: int) -> Dossier:
    """Everything about a session but its logs, which come by page; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        case = look(tx, actor, session)
        departures = tx.departures.of(session)
        disputes = tuple(
            concealed(each)
            if each.is_report and each.by != actor.id and role_in(each, case.session, actor.id)
            else each
            for each in tx.disputes.of([session]).get(session, ())
        )
        interventions = tx.interventions.of(session)
        named = {each.mentor for each in departures}
        named |= {each.by for each in disputes} | {each.by for each in interventions}
        named |= {each.closed_by for each in disputes if each.closed_by is not None}
        named |= {request.mentor for request in case.requests} | {case.mentor.id, case.mentee.id}
        return Dossier(
            case,
            departures,
            tx.aftermath.feedback([session]).get(session),
            disputes,
            interventions,
            {person.id: person for person in tx.people.of(named)},
            tx.payments.of(session) if case.session.through_provider else (),
            tx.mail.delayed(session),
            any(each.state is RecordingState.KEPT for each in tx.recordings.of(session)),
        )


def audit_page(desk: Desk, actor: Person, session: int, page: int) -> AuditPage:
    """A page of a session's audit log; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        case = look(tx, actor, session)
        found = tx.session_records.audited(session, PAGE + 1, page * PAGE)
        actors = {record.actor for record in found if record.actor is not None}
        people = {person.id: person for person in tx.people.of(actors)} if actors else {}
        return AuditPage(case, tuple(found[:PAGE]), people, page, len(found) > PAGE)


def notices_page(desk: Desk, actor: Person, session: int, page: int) -> NoticesPage:
    """A page of the notices about a session; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        case = look(tx, actor, session)
        found = tx.session_records.notices(session, PAGE + 1, page * PAGE)
        readers = {notice.person for notice in found}
        people = {person.id: person for person in tx.people.of(readers)} if readers else {}
        return NoticesPage(case, tuple(found[:PAGE]), people, page, len(found) > PAGE)
