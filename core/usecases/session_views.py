"""A session as one of its parties sees it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.cancelling import cancel_until, check_cancellable
from core.errors import AnswerFirst, NotFound, Refusal, Stale
from core.people import Person, Role
from core.policies import Policies
from core.ports import Transaction
from core.reschedules import RescheduleRequest
from core.sessions import Session, Status


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session with both parties, as one of them sees it at `now`; `request` is the open one to move it.

    A `former` mentor cancelled it, and sees that it goes on without them.
    """

    session: Session
    mentor: Person
    mentee: Person
    viewer: Role
    policies: Policies
    now: datetime
    request: RescheduleRequest | None = None
    former: bool = False

    @property
    def other(self) -> Person:
        """The party who is not looking."""
        return self.mentee if self.viewer is Role.MENTOR else self.mentor

    @property
    def reader(self) -> Person:
        """The party who is looking; a former mentor is not among the parties."""
        return self.mentor if self.viewer is Role.MENTOR else self.mentee

    @property
    def may_join(self) -> bool:
        """Whether Join is open now."""
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
    people = {actor.id: actor, **_people(tx, sessions)}
    requests = tx.reschedules.open_of(session.id for session in sessions)
    policies = tx.policies()
    views: list[SessionView] = []
    for session in sessions:
        viewer = session.role_of(actor.id)
        assert viewer is not None
        mentor, mentee = people[session.mentor], people[session.mentee]
        request = requests.get(session.id)
        views.append(SessionView(session, mentor, mentee, viewer, policies, tx.now, request))
    return tuple(views)


def concerned_view(tx: Transaction, person: Person, session_id: int) -> SessionView:
    """A session as a notice tells of it: to its parties, and to mentors who left it; raises NotFound."""
    found = tx.sessions.get(session_id)
    if found is not None and found.role_of(person.id) is None and tx.departures.left(person.id, session_id):
        people = _people(tx, [found])
        mentor, mentee = people[found.mentor], people[found.mentee]
        return SessionView(found, mentor, mentee, Role.MENTOR, tx.policies(), tx.now, former=True)
    return own_session(tx, person, session_id)


def _people(tx: Transaction, sessions: Iterable[Session]) -> dict[int, Person]:
    parties = {person for session in sessions for person in (session.mentor, session.mentee)}
    found = {person: tx.people.get(person) for person in parties}
    return {person: member for person, member in found.items() if member is not None}
