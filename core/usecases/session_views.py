"""A session as one of its parties sees it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.aftermath import AttendanceStatement, check_feedback, review_of, statements
from core.attendance import Dispute, Feedback
from core.cancelling import cancel_until, check_cancellable
from core.chats import way
from core.disputes import check_reportable
from core.errors.common import NotFound, Refusal
from core.errors.replacing import AnswerFirst
from core.errors.sessions import Stale
from core.interventions import Act, Intervention, lifted
from core.notices import Kind
from core.people import Person, Role
from core.policies import Policies
from core.ports.store import Transaction
from core.reschedule_rules import MOVABLE, check_askable
from core.reschedules import RescheduleRequest
from core.sessions import Meeting, Session, Status


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session with both parties, as one of them sees it at `now`; `requests` to move it, oldest first.

    A mentor sees no requests from before they took the session on: those words were for another (RSC-8).
    A former one sees those of their own time.
    `feedback` and `disputes` are those of a session that has begun.
    A `former` mentor, who cancelled it or was not chosen, is `mentor` in their own view: it goes on without them.
    `policies` are the rules for this session: without those that admins have lifted by the `overrides`. It `is_ruled`
    where an admin has taken a no-show back. `mail_waits` where a mail about it to the viewer has been tried in vain.
    """

    session: Session
    mentor: Person
    mentee: Person
    viewer: Role
    policies: Policies
    now: datetime
    requests: tuple[RescheduleRequest, ...] = ()
    former: bool = False
    feedback: Feedback | None = None
    disputes: tuple[Dispute, ...] = ()
    overrides: tuple[Intervention, ...] = ()
    is_ruled: bool = False
    mail_waits: bool = False

    @property
    def other(self) -> Person:
        """The party who is not looking."""
        return self.mentee if self.viewer is Role.MENTOR else self.mentor

    @property
    def reader(self) -> Person:
        """Who is looking."""
        return self.mentor if self.viewer is Role.MENTOR else self.mentee

    @property
    def request(self) -> RescheduleRequest | None:
        """The request to move it that somebody has still to answer."""
        if self.session.status not in MOVABLE:
            return None
        return next((request for request in self.requests if request.is_live(self.now)), None)

    @property
    def reschedule_refusal(self) -> Refusal | None:
        """What stands against the viewer asking to move it now."""
        if self.former:
            return NotFound("session")
        try:
            check_askable(self.session, self.viewer, self.requests, self.now, self.policies)
        except Refusal as refusal:
            return refusal
        return None

    @property
    def awaits_viewer(self) -> bool:
        """Whether it waits for the viewer to say how it goes on."""
        session = self.session
        if self.former:
            return False
        if session.is_unanswered:
            return self.viewer is Role.MENTEE
        if self.request is not None:
            return self.request.responder is self.viewer
        is_new = session.status is Status.REQUESTED and self.now < (session.confirm_by or session.starts_at)
        return is_new and self.viewer is Role.MENTOR

    @property
    def due(self) -> datetime | None:
        """Until when the viewer has to say how it goes on, or to pay; None where it does not wait for them."""
        session = self.session
        if session.status is Status.AWAITING_PAYMENT:
            return session.confirm_by if self.viewer is Role.MENTEE else None
        if not self.awaits_viewer:
            return None
        if session.is_unanswered:
            return session.starts_at
        return (
            self.request.expires_at if self.request is not None else session.confirm_by or session.starts_at
        )

    @property
    def statements(self) -> tuple[AttendanceStatement, ...]:
        """What the viewer can say now about who came."""
        return (
            ()
            if self.former
            else statements(self.session, self.viewer, self.now, self.disputes, ruled=self.is_ruled)
        )

    @property
    def review(self) -> Dispute | None:
        """What an admin has to decide about who came."""
        return review_of(self.disputes)

    @property
    def may_give_feedback(self) -> bool:
        """Whether the viewer can say now how it was."""
        try:
            check_feedback(self.session, self.viewer, self.disputes, given=self.feedback is not None)
        except Refusal:
            return False
        return not self.former

    @property
    def may_report(self) -> bool:
        """Whether the viewer can report a problem now, unless they have before."""
        try:
            check_reportable(self.session, self.now)
        except Refusal:
            return False
        return not self.former

    @property
    def lacks_mentor(self) -> bool:
        """Whether the mentee looking may end it or have another mentor sought, since theirs cannot be written to."""
        session = self.session
        ahead = session.status is Status.SCHEDULED and self.now < session.starts_at
        return (
            ahead and self.viewer is Role.MENTEE and not session.is_unanswered and not self.mentor.reachable
        )

    @property
    def chat_url(self) -> str | None:
        """What opens the other's chat for the viewer, where the two can write to each other."""
        return way(self.reader, self.other)

    @property
    def is_passed_on(self) -> bool:
        """Whether it is by chat, and they need us for that."""
        return self.session.topic.meeting is Meeting.CHAT and self.chat_url is None

    @property
    def may_join(self) -> bool:
        """Whether Join is open now; there is none in person."""
        if self.session.topic.meeting is Meeting.IN_PERSON:
            return False
        return not self.former and self.session.joinable(self.now, self.policies.join_window_minutes)

    @property
    def cancel_refusal(self) -> Refusal | None:
        """What stands against the viewer cancelling now."""
        if self.former:
            return NotFound("session")
        try:
            check_cancel(self)
        except Refusal as refusal:
            return refusal
        return None

    @property
    def cancel_until(self) -> datetime:
        """Until when the viewer may cancel."""
        return cancel_until(self.session, self.viewer, self.policies)


def as_booked(view: SessionView) -> SessionView:
    """What waits for its payment as it will be once it is paid."""
    return replace(view, session=replace(view.session, status=Status.SCHEDULED, confirm_by=None))


def check_cancel(view: SessionView) -> None:
    """Raise what stands against the viewer cancelling: AnswerFirst, and what `check_cancellable` raises.

    A mentee whose mentor cancelled has other ways out until they have answered (RAS-2).
    """
    if view.session.is_unanswered and view.viewer is Role.MENTEE:
        raise AnswerFirst(view.session.id)
    check_cancellable(view.session, view.viewer, view.now, view.policies)


def check_present(session: Session, revision: int) -> None:
    """Raise Stale for what was pressed about an earlier state; what is cancelled is told as such by its own rule."""
    if session.revision != revision and session.status is not Status.CANCELLED:
        raise Stale(session.id)


def own_session(tx: Transaction, actor: Person, session_id: int, *, lock: bool = False) -> SessionView:
    """A session of the actor's; raises NotFound for none and for somebody else's alike.

    With `lock` it stays as it is until the transaction ends; a use case that changes it asks so, and first.
    """
    found = tx.sessions.lock(session_id) if lock else tx.sessions.get(session_id)
    if found is None or found.role_of(actor.id) is None:
        raise NotFound("session")
    return views_of(tx, [found], actor)[0]


def views_of(tx: Transaction, sessions: Sequence[Session], actor: Person) -> tuple[SessionView, ...]:
    """These sessions as the actor, a party to each, sees them."""
    if not sessions:
        return ()
    people = {actor.id: actor, **_people(tx, sessions)}
    requests = tx.reschedules.of(session.id for session in sessions)
    in_force = tx.interventions.in_force((session.id for session in sessions), tx.now)
    begun = [session.id for session in sessions if session.starts_at <= tx.now]
    feedback = tx.aftermath.feedback(begun) if begun else {}
    disputes = tx.disputes.of(begun) if begun else {}
    policies = tx.policies()
    views: list[SessionView] = []
    for session in sessions:
        viewer = session.role_of(actor.id)
        assert viewer is not None
        mentor, mentee = people[session.mentor], people[session.mentee]
        rulings = in_force.get(session.id, ())
        holding = tuple(each for each in rulings if each.act is Act.OVERRIDE)
        views.append(
            SessionView(
                session,
                mentor,
                mentee,
                viewer,
                lifted(policies, holding),
                tx.now,
                requests=tuple(
                    request
                    for request in requests.get(session.id, ())
                    if viewer is Role.MENTEE or request.mentor == session.mentor
                ),
                feedback=feedback.get(session.id),
                disputes=tuple(
                    each
                    for each in disputes.get(session.id, ())
                    if each.mentor in {None, session.mentor} or viewer is Role.MENTEE
                ),
                overrides=holding,
                is_ruled=any(each.act is Act.CLEAR_NO_SHOW for each in rulings),
            )
        )
    return tuple(views)


def concerned_view(tx: Transaction, person: Person, session_id: int) -> SessionView:
    """A session as a notice tells of it: to its parties, and to those who were its mentors; raises NotFound."""
    found = tx.sessions.get(session_id)
    if found is not None and found.role_of(person.id) is None and _was_mentor(tx, person.id, session_id):
        mentee = _people(tx, [found])[found.mentee]
        own = tuple(
            each for each in tx.reschedules.of([session_id]).get(session_id, ()) if each.mentor == person.id
        )
        return SessionView(
            found, person, mentee, Role.MENTOR, tx.policies(), tx.now, requests=own, former=True
        )
    return own_session(tx, person, session_id)


def _was_mentor(tx: Transaction, person: int, session: int) -> bool:
    """Whether they left the session, were found for it and not chosen, or had it taken from them by an admin."""
    return (
        tx.departures.left(person, session)
        or any(sent.person == person for sent in tx.notices.receipts([session], {Kind.ASSIGNED}))
        or any(
            each.act is Act.REASSIGN and each.details["left"] == person
            for each in tx.interventions.of(session)
        )
    )


def _people(tx: Transaction, sessions: Iterable[Session]) -> dict[int, Person]:
    parties = {person for session in sessions for person in (session.mentor, session.mentee)}
    return {person.id: person for person in tx.people.of(parties)}
