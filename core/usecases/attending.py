"""Looking at sessions, cancelling them, and coming to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.desk import Desk
from core.errors import AlreadyOver, NotFound, Refusal, Stale, TooEarlyToJoin, TooLong
from core.ids import code_of, new_id
from core.notices import Kind, Notice
from core.people import Person, Role
from core.policies import Policies
from core.ports import Transaction, parties
from core.sessions import CancelReason, Session, Status, cancel, cancel_until, check_cancellable

PAGE = 5
NOTE_LIMIT = 500


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session with both parties, as one of them sees it at `now`."""

    session: Session
    mentor: Person
    mentee: Person
    viewer: Role
    policies: Policies
    now: datetime

    @property
    def other(self) -> Person:
        """The party who is not looking."""
        return self.mentee if self.viewer is Role.MENTOR else self.mentor

    @property
    def reader(self) -> Person:
        """The party who is looking."""
        return self.mentor if self.viewer is Role.MENTOR else self.mentee

    @property
    def may_join(self) -> bool:
        """Whether Join is open now."""
        return self.session.joinable(self.now, self.policies.join_window_minutes)

    @property
    def cancel_refusal(self) -> Refusal | None:
        """What stands against the viewer cancelling now."""
        try:
            check_cancellable(self.session, self.viewer, self.now, self.policies)
        except Refusal as refusal:
            return refusal
        return None

    @property
    def cancel_until(self) -> datetime:
        """Until when the viewer may cancel."""
        return cancel_until(self.session, self.viewer, self.policies)


@dataclass(frozen=True, slots=True)
class SessionsPage:
    """Sessions, upcoming or past; `more` when another page follows."""

    sessions: tuple[SessionView, ...]
    past: bool
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A session that was just cancelled."""

    view: SessionView


@dataclass(frozen=True, slots=True)
class Joined:
    """Join was open: the way in."""

    view: SessionView
    url: str


def sessions(desk: Desk, actor: Person, *, past: bool, page: int) -> SessionsPage:
    """The actor's sessions in either role."""
    with desk.store.read() as tx:
        listing = tx.sessions.past if past else tx.sessions.upcoming
        found = listing(actor.id, tx.now, PAGE + 1, page * PAGE)
        people: dict[int, Person] = {actor.id: actor}
        views = tuple(_view(tx, session, actor, people) for session in found[:PAGE])
        return SessionsPage(views, past, page, len(found) > PAGE)


def next_up(desk: Desk, limit: int = 3) -> tuple[SessionView, ...]:
    """Everybody's next sessions, as their mentors see them."""
    with desk.store.read() as tx:
        people: dict[int, Person] = {}
        views: list[SessionView] = []
        for found in tx.sessions.coming(tx.now, limit):
            mentor = tx.people.get(found.mentor)
            assert mentor is not None
            views.append(_view(tx, found, mentor, people))
        return tuple(views)


def session(desk: Desk, actor: Person, session_id: int) -> SessionView:
    """One session of the actor's; raises NotFound."""
    with desk.store.read() as tx:
        return own_session(tx, actor, session_id)


def session_by_code(desk: Desk, actor: Person, code: str) -> SessionView:
    """The actor's session with this short name, upcoming ones first; raises NotFound."""
    wanted = code.strip().upper()
    wanted = wanted if wanted.startswith("S-") else f"S-{wanted}"
    with desk.store.read() as tx:
        for listing in (tx.sessions.upcoming, tx.sessions.past):
            for found in listing(actor.id, tx.now, 200):
                if code_of(found.id) == wanted:
                    return _view(tx, found, actor, {})
    raise NotFound("session")


def cancellation(desk: Desk, actor: Person, session_id: int, revision: int) -> SessionView:
    """What the actor would cancel; raises NotFound, Stale and what `check_cancellable` raises."""
    with desk.store.read() as tx:
        view = own_session(tx, actor, session_id)
        _check_present(view, revision)
        check_cancellable(view.session, view.viewer, tx.now, view.policies)
        return view


def cancel_session(
    desk: Desk, actor: Person, session_id: int, revision: int, reason: CancelReason | None, note: str
) -> Cancelled:
    """Cancel, free the time, give the month's place back, tell the other side.

    Raises NotFound, Stale, TooLong and what `core.sessions.cancel` raises.
    """
    note = note.strip()
    if len(note) > NOTE_LIMIT:
        raise TooLong("note", NOTE_LIMIT, len(note))
    with desk.begin() as tx:
        view = own_session(tx, actor, session_id)
        _check_present(view, revision)
        before = view.session
        after = cancel(before, view.viewer, tx.now, view.policies, (reason, note))
        tx.sessions.save(after, was=before.revision)
        tx.claims.release(after.id)
        tx.notices.drop(after.id)
        tell_both(tx, after, Kind.CANCELLED)
        settle(tx, after)
        desk.note(
            tx,
            "SESSION_CANCELLED",
            actor.id,
            session=after.id,
            before={"status": before.status, "revision": before.revision},
            after={
                "status": after.status,
                "by": view.viewer,
                "reason": reason,
                "counted": int(after.counted),
            },
        )
        return Cancelled(replace(view, session=after))


def join(desk: Desk, actor: Person, session_id: int) -> Joined:
    """The meeting link, while Join is open; records who came. Raises NotFound, TooEarlyToJoin, AlreadyOver."""
    with desk.begin() as tx:
        view = own_session(tx, actor, session_id)
        session = view.session
        if session.status not in {Status.SCHEDULED, Status.IN_PROGRESS} or tx.now >= session.ends_at:
            raise AlreadyOver(session.id, session.status.value)
        if not view.may_join:
            raise TooEarlyToJoin(session.opens_at(view.policies.join_window_minutes))
        if view.viewer is Role.MENTOR:
            session = replace(session, mentor_joined_at=session.mentor_joined_at or tx.now)
        else:
            session = replace(session, mentee_joined_at=session.mentee_joined_at or tx.now)
        tx.sessions.touch(session)
        return Joined(replace(view, session=session), session.meeting_url)


def complete_ended(desk: Desk) -> int:
    """Close sessions whose end and grace have passed (SES-4); returns how many. Safe to run twice at once."""
    with desk.store.write() as tx:
        ended = tx.sessions.ended(tx.now, tx.policies().completion_grace_minutes)
        for before in ended:
            after = replace(before, status=Status.COMPLETED, revision=before.revision + 1)
            tx.sessions.save(after, was=before.revision)
            settle(tx, after)
            tx.notices.add(_for_both(tx, after, Kind.HOME))
            desk.note(
                tx,
                "SESSION_COMPLETED",
                None,
                session=after.id,
                before={"status": before.status, "revision": before.revision},
                after={"status": after.status, "revision": after.revision},
            )
    if ended:
        desk.wake()
    return len(ended)


def own_session(tx: Transaction, actor: Person, session_id: int) -> SessionView:
    """A session of the actor's; raises NotFound for none and for somebody else's alike."""
    found = tx.sessions.get(session_id)
    if found is None or found.role_of(actor.id) is None:
        raise NotFound("session")
    return _view(tx, found, actor, {actor.id: actor})


def tell_both(tx: Transaction, session: Session, kind: Kind) -> None:
    """Write a notice to each party, and refresh both homes."""
    tx.notices.add([*_for_both(tx, session, kind), *_for_both(tx, session, Kind.HOME)])


def settle(tx: Transaction, session: Session) -> None:
    """Have earlier messages about the session edited, so that buttons which no longer apply vanish (NTF-5)."""
    tx.notices.add(
        [
            Notice(
                new_id(tx.now),
                Kind.SETTLE,
                person,
                tx.now,
                f"settle:{notice}:{session.revision}",
                session=session.id,
                revision=session.revision,
                details={
                    "platform": receipt.platform,
                    "workspace": receipt.workspace,
                    "channel": receipt.channel,
                    "message": receipt.message,
                },
            )
            for notice, person, receipt in tx.notices.receipts(session.id)
        ]
    )


def _for_both(tx: Transaction, session: Session, kind: Kind) -> Sequence[Notice]:
    return [
        Notice(
            new_id(tx.now),
            kind,
            person,
            tx.now,
            f"{kind}:{session.id}:{session.revision}:{person}",
            session=session.id,
            revision=session.revision,
        )
        for person, _ in parties(session)
    ]


def _check_present(view: SessionView, revision: int) -> None:
    if view.session.revision != revision and view.session.status is not Status.CANCELLED:
        raise Stale(view.session.id)


def _view(tx: Transaction, session: Session, actor: Person, people: dict[int, Person]) -> SessionView:
    for party in (session.mentor, session.mentee):
        if party not in people:
            found = tx.people.get(party)
            assert found is not None
            people[party] = found
    viewer = session.role_of(actor.id)
    assert viewer is not None
    return SessionView(
        session, people[session.mentor], people[session.mentee], viewer, tx.policies(), tx.now
    )
