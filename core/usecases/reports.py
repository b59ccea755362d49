"""Problems that a party reports about a session, and what they add until an admin has decided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.aftermath import AttendanceStatement
from core.attendance import Category, Dispute, DisputeEvent, DisputeStatus, Step
from core.desk import Desk
from core.disputes import (
    ALARM_AFTER,
    DESCRIPTION_LIMIT,
    PRESSING,
    REASON_LIMIT,
    check_category,
    check_first,
    check_reportable,
    concealed,
    links_in,
    parties_of,
    priority_of,
    role_in,
)
from core.errors.aftermath import DisputeClosed
from core.errors.common import NotFound, TooLong
from core.errors.disputes import NothingAsked, SayAbsent
from core.evidence import MOST_FILES, Evidence, FileQuestion, RefusedFile
from core.ids import new_id
from core.interventions import checked_words
from core.notices import Kind
from core.payloads import DisputeStep, OfDispute
from core.people import Person
from core.ports.store import Transaction
from core.sessions import Session
from core.usecases.dispute_acts import alarm_admins, tell_handlers
from core.usecases.disputes import close_dispute, happened, judges
from core.usecases.session_views import SessionView, own_session
from core.usecases.telling import refresh_homes, settle, tell, tell_admins


@dataclass(frozen=True, slots=True)
class Report:
    """A problem as one of its parties sees it: the reporter all of it, the other one what an admin asks them.

    `events` and `files` are the reader's own, and what an admin has asked them; `asked` is what waits for their answer.
    """

    session: Session
    mentor: Person
    mentee: Person
    reader: Person
    dispute: Dispute
    events: tuple[DisputeEvent, ...]
    files: tuple[Evidence, ...]
    asked: DisputeEvent | None

    @property
    def is_mine(self) -> bool:
        """Whether the reader has reported it."""
        return self.dispute.by == self.reader.id

    @property
    def other(self) -> Person:
        """The party who is not looking."""
        return self.mentee if self.reader.id == self.mentor.id else self.mentor

    @property
    def room(self) -> int:
        """How many more files it takes."""
        return MOST_FILES - len(self.files)


@dataclass(frozen=True, slots=True)
class AddedFiles:
    """Files that were sent: `kept` for the report, known before (`again`), `refused`, or more than it takes."""

    kept: tuple[str, ...]
    again: tuple[str, ...]
    refused: tuple[RefusedFile, ...]
    beyond: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of files, and the report as it is now."""

    report: Report
    files: AddedFiles

    def after(self, before: AddedFiles) -> "Added":
        """The same, told with what became of files before."""
        mine = self.files
        return replace(
            self,
            files=AddedFiles(
                before.kept + mine.kept,
                before.again + mine.again,
                before.refused + mine.refused,
                before.beyond + mine.beyond,
            ),
        )


def to_report(desk: Desk, actor: Person, session_id: int) -> SessionView:
    """The session about which the actor would report a problem.

    Raises NotFound, NotReportable, TooLateForReport, AlreadyReported.
    """
    with desk.store.read() as tx:
        view = own_session(tx, actor, session_id)
        _check(tx, view)
        return view


def report(
    desk: Desk,
    actor: Person,
    session_id: int,
    category: Category,
    reason: str,
    description: str = "",
    links: str = "",
) -> Report:
    """Report a problem; how urgent it is follows from the category. Admins are told, pressing ones at any hour.

    A mentee whose mentor was absent has that put before the admins, as long as it can be said (AFT-3). Raises what
    `to_report` raises, NotBegun, SayAbsent, Missing, TooLong, LinkUnclear, TooManyLinks.
    """
    reason = checked_words(reason, "reason", REASON_LIMIT)
    description = description.strip()
    if len(description) > DESCRIPTION_LIMIT:
        raise TooLong("description", DESCRIPTION_LIMIT, len(description))
    with desk.begin() as tx:
        view = own_session(tx, actor, session_id, lock=True)
        _check(tx, view)
        check_category(category, view.session, tx.now)
        if category is Category.NO_SHOW and AttendanceStatement.ABSENT in view.statements:
            raise SayAbsent(session_id)
        priority = priority_of(category)
        pressing = priority in PRESSING
        dispute = Dispute(
            new_id(tx.now),
            session_id,
            actor.id,
            category,
            description,
            tx.now,
            priority,
            is_report=True,
            mentor=view.session.mentor,
            reason=reason,
            links=links_in(links),
            alarm_at=tx.now + ALARM_AFTER if pressing else None,
        )
        tx.disputes.put(dispute)
        event = happened(tx, dispute, Step.OPENED, actor.id, code=category)
        about, payload = str(dispute.id), DisputeStep(dispute=dispute.id, event=event.id)
        tell(tx, view.session, Kind.REPORTED, [actor.id], key=about, payload=payload)
        if pressing:
            alarm_admins(tx, view.session, dispute, event)
        else:
            deciding = judges(tx, view.session, dispute)
            of = OfDispute(dispute=dispute.id)
            tell_admins(tx, view.session, Kind.DISPUTED, deciding, about=about, payload=of)
        refresh_homes(tx, view.session, judges(tx, view.session, dispute), about)
        desk.note(
            tx,
            "SESSION_PROBLEM_REPORTED",
            actor.id,
            session=session_id,
            before={"status": view.session.status},
            after={"dispute": dispute.id, "category": category, "priority": priority},
        )
        return _report(tx, dispute, view.session, actor)


def mine(desk: Desk, actor: Person, dispute_id: int) -> Report:
    """A report in which the actor takes part, decided or not.

    Raises NotFound, also for whoever was reported and has not been asked about it.
    """
    with desk.store.read() as tx:
        return _own(tx, actor, dispute_id)


def told(desk: Desk, actor: Person, dispute_id: int, event_id: int) -> tuple[Report, DisputeEvent]:
    """What a notice tells a party of a report; raises NotFound."""
    with desk.store.read() as tx:
        dispute = tx.disputes.get(dispute_id)
        session = None if dispute is None else tx.sessions.get(dispute.session)
        if dispute is None or session is None or role_in(dispute, session, actor.id) is None:
            raise NotFound("report")
        event = next((each for each in tx.disputes.events(dispute_id) if each.id == event_id), None)
        if event is None:
            raise NotFound("report")
        return _report(tx, dispute, session, actor), event


def adding(desk: Desk, actor: Person, dispute_id: int) -> Report:
    """A report to which the actor may add words; raises NotFound, DisputeClosed, NothingAsked."""
    with desk.store.read() as tx:
        found = _own(tx, actor, dispute_id)
        _check_adding(found)
        return found


def add(desk: Desk, actor: Person, dispute_id: int, words: str) -> Report:
    """Answer an admin, or add something to one's own report; whoever handles it is told.

    Raises NotFound, DisputeClosed, NothingAsked, Missing, TooLong.
    """
    words = checked_words(words, "what", DESCRIPTION_LIMIT)
    with desk.begin() as tx:
        found = _own(tx, actor, dispute_id, lock=True)
        _check_adding(found)
        event = _add(tx, found, words)
        desk.note(
            tx,
            "SESSION_DISPUTE_ADDED_TO",
            actor.id,
            session=found.session.id,
            after={"dispute": dispute_id, "event": event.id, "length": len(words)},
        )
        return _report(tx, found.dispute, found.session, actor)


def withdraw(desk: Desk, actor: Person, dispute_id: int) -> Report:
    """Take one's own report back; raises NotFound, DisputeClosed."""
    with desk.begin() as tx:
        found = _own(tx, actor, dispute_id, lock=True)
        if not found.is_mine or not found.dispute.is_report:
            raise NotFound("report")
        _check_undecided(found.dispute)
        closed = close_dispute(
            desk,
            tx,
            found.session,
            found.dispute,
            DisputeStatus.DISMISSED,
            actor.id,
            "SESSION_DISPUTE_CLOSED",
            Step.WITHDRAWN,
        )
        return _report(tx, closed, found.session, actor)


def taking_files(desk: Desk, actor: Person) -> tuple[Report, ...]:
    """Undecided reports for which the actor may send files, the latest first."""
    with desk.store.read() as tx:
        reports: list[Report] = []
        for dispute in tx.disputes.of_party(actor.id):
            session = tx.sessions.get(dispute.session)
            assert session is not None
            found = _report(tx, dispute, session, actor)
            if found.is_mine or found.asked:
                reports.append(found)
        return tuple(reports)


def add_files(
    desk: Desk, actor: Person, dispute_id: int, files: Sequence[FileQuestion], words: str = ""
) -> Added:
    """Keep files that were sent, each once, as many as the report takes; the others are named with the reason.

    The `words` with them are added too. Raises NotFound, DisputeClosed, NothingAsked, TooLong; and AskFirst until all
    have been fetched.
    """
    words = words.strip()
    if len(words) > DESCRIPTION_LIMIT:
        raise TooLong("what", DESCRIPTION_LIMIT, len(words))
    with desk.store.read() as tx:
        found = _own(tx, actor, dispute_id)
        _check_adding(found)
        known = {each.source for each in found.files}
    fresh = [each for each in files if source_of(each) not in known][: found.room]
    fetched = {each: desk.fetched(each) for each in fresh}
    kept: list[str] = []
    refused = tuple(each for each in fetched.values() if isinstance(each, RefusedFile))
    with desk.begin() as tx:
        found = _own(tx, actor, dispute_id, lock=True)
        _check_adding(found)
        room = found.room
        for question, file in fetched.items():
            if isinstance(file, RefusedFile) or len(kept) == room:
                continue
            given = Evidence(new_id(tx.now), dispute_id, actor.id, file, source_of(question), tx.now)
            if tx.evidence.add(given):
                kept.append(file.name)
        if words:
            _add(tx, found, words)
        if kept:
            event = happened(tx, found.dispute, Step.FILES, actor.id, code=str(len(kept)))
            if found.asked and not words:
                once = f"{dispute_id}:files:{found.asked.id}"
                tell_handlers(tx, found.session, found.dispute, event, about=once)
            desk.note(
                tx,
                "SESSION_DISPUTE_FILES_ADDED",
                actor.id,
                session=found.session.id,
                after={"dispute": dispute_id, "files": len(kept)},
            )
        again = tuple(each.name for each in files if source_of(each) in known)
        beyond = tuple(each.name for each in files if each not in fetched and source_of(each) not in known)
        report = _report(tx, found.dispute, found.session, actor)
        return Added(report, AddedFiles(tuple(kept), again, refused, beyond))


def source_of(file: FileQuestion) -> str:
    """The name of a file on its platform."""
    return f"{file.platform}:{file.ref}"


def _add(tx: Transaction, report: Report, words: str) -> DisputeEvent:
    """Words that answer an admin, or are added; whoever handles it is told."""
    dispute, actor = report.dispute, report.reader.id
    event = happened(tx, dispute, Step.ANSWERED if report.asked else Step.ADDED, actor, words)
    tell_handlers(tx, report.session, dispute, event)
    about = str(event.id)
    settle(tx, report.session, {Kind.REPORT_ASKED}, about=about, dispute=dispute.id, people={actor})
    if report.asked:
        refresh_homes(tx, report.session, [actor], about)
    return event


def _check(tx: Transaction, view: SessionView) -> None:
    check_reportable(view.session, tx.now)
    check_first(view.session, view.reader.id, tx.disputes.of([view.session.id]).get(view.session.id, ()))


def _own(tx: Transaction, actor: Person, dispute_id: int, *, lock: bool = False) -> Report:
    found = tx.disputes.get(dispute_id)
    session = None
    if found is not None:
        session = tx.sessions.lock(found.session) if lock else tx.sessions.get(found.session)
    dispute = tx.disputes.get(dispute_id) if lock else found
    if dispute is None or session is None or role_in(dispute, session, actor.id) is None:
        raise NotFound("report")
    report = _report(tx, dispute, session, actor)
    if not report.is_mine and not report.events:
        raise NotFound("report")
    return report


def _report(tx: Transaction, dispute: Dispute, session: Session, reader: Person) -> Report:
    """What the reader may see: nobody reads what the other one has written or sent."""
    mentor, mentee = parties_of(dispute, session)
    people = {person.id: person for person in tx.people.of([mentor, mentee])}
    events = tuple(each for each in tx.disputes.events(dispute.id) if _concerns(each, reader))
    asked = None
    for each in events:
        if each.step is Step.ASKED:
            asked = each
        elif each.step is Step.ANSWERED:
            asked = None
    files = tuple(each for each in tx.evidence.of(dispute.id) if each.person == reader.id)
    if dispute.by != reader.id:
        dispute = concealed(dispute)
    shown = replace(dispute, notes="")
    return Report(session, people[mentor], people[mentee], reader, shown, events, files, asked)


def _concerns(event: DisputeEvent, reader: Person) -> bool:
    own = event.by == reader.id and event.step in {Step.ANSWERED, Step.ADDED, Step.FILES}
    return own or (event.step is Step.ASKED and event.person == reader.id)


def _check_adding(report: Report) -> None:
    _check_undecided(report.dispute)
    if not report.is_mine and report.asked is None:
        raise NothingAsked(report.dispute.id)


def _check_undecided(dispute: Dispute) -> None:
    if not dispute.is_undecided:
        raise DisputeClosed(dispute.id, dispute.status.value)
