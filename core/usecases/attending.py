"""Looking at sessions, and coming to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.desk import Desk
from core.errors.common import NotFound
from core.errors.replacing import AnswerFirst
from core.errors.sessions import AlreadyOver, MetInPerson, TooEarlyToJoin
from core.people import Person, Role
from core.periods import EVER, Period
from core.ports.store import Transaction
from core.rooms import Came, Guest
from core.sessions import Meeting, Session, Status, parties
from core.usecases import chats, recording
from core.usecases.councils.dashboard import concerning
from core.usecases.councils.views import CouncilView
from core.usecases.presence import note_presence
from core.usecases.rooms import guest_of, let_in, link_at_once
from core.usecases.session_views import SessionView, concerned_view, own_session, views_of
from core.usecases.statistics import span_of
from core.usecases.telling import settle_links

PAGE = 5
MOST_AHEAD = 500
"""So many of somebody's sessions ahead are looked through for the one that they speak of."""


@dataclass(frozen=True, slots=True)
class SessionsPage:
    """Sessions, upcoming or past; `more` when another page follows. The first upcoming one tells of `councils` too.

    Past ones may be those alone that begin in a period, in days of the reader's zone, and those with one `other`.
    """

    sessions: tuple[SessionView, ...]
    past: bool
    page: int
    more: bool
    councils: tuple[CouncilView, ...] = ()
    period: Period | None = None
    other: Person | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """Join was open: the way in, which `is_own` where nobody else comes in by it.

    Without one the bot passes on what the two write.
    """

    view: SessionView
    url: str
    is_own: bool


def sessions(desk: Desk, actor: Person, *, past: bool, page: int) -> SessionsPage:
    """The actor's sessions in either role."""
    with desk.store.read() as tx:
        listing = tx.sessions.past if past else tx.sessions.upcoming
        found = listing(actor.id, tx.now, PAGE + 1, page * PAGE)
        councils = () if past or page else concerning(tx, actor)
        return SessionsPage(views_of(tx, found[:PAGE], actor), past, page, len(found) > PAGE, councils)


def looked_back(
    desk: Desk, actor: Person, period: Period | None, other: int | None, page: int
) -> SessionsPage:
    """The actor's past sessions of a period (None: all), with another person (None: with anybody); raises NotFound."""
    with desk.store.read() as tx:
        if other is not None and other not in tx.sessions.met(actor.id):
            raise NotFound("member")
        span = span_of(actor, (period or EVER).within(EVER))
        found = tx.sessions.past_of(actor.id, other, span, tx.now, PAGE + 1, page * PAGE)
        views = views_of(tx, found[:PAGE], actor)
        named = None if other is None else tx.people.get(other)
        return SessionsPage(views, past=True, page=page, more=len(found) > PAGE, period=period, other=named)


def met(desk: Desk, actor: Person) -> Sequence[Person]:
    """Those with whom the actor has or had sessions."""
    with desk.store.read() as tx:
        return tx.people.of(tx.sessions.met(actor.id))


def ahead(desk: Desk, actor: Person) -> tuple[SessionView, ...]:
    """The actor's upcoming sessions in either role, soonest first."""
    with desk.store.read() as tx:
        return views_of(tx, tx.sessions.upcoming(actor.id, tx.now, MOST_AHEAD), actor)


def shown_session(desk: Desk, actor: Person, session_id: int) -> SessionView:
    """One session of the actor's, with what is known of their mail about it; raises NotFound."""
    with desk.store.read() as tx:
        view = concerned_view(tx, actor, session_id)
        return replace(view, mail_waits=actor.id in tx.mail.delayed(session_id))


def next_up(desk: Desk, limit: int = 3) -> tuple[SessionView, ...]:
    """Everybody's next sessions, as their mentees see them."""
    with desk.store.read() as tx:
        views: list[SessionView] = []
        for found in tx.sessions.coming(tx.now, limit):
            mentee = tx.people.get(found.mentee)
            assert mentee is not None
            views += views_of(tx, [found], mentee)
        return tuple(views)


def session(desk: Desk, actor: Person, session_id: int) -> SessionView:
    """One session of the actor's, also to mentors who left it; raises NotFound."""
    with desk.store.read() as tx:
        return concerned_view(tx, actor, session_id)


def session_by_code(desk: Desk, actor: Person, code: str) -> SessionView:
    """The actor's session with this short name, upcoming ones first, then those they left; raises NotFound."""
    with desk.store.read() as tx:
        if found := tx.sessions.coded(actor.id, code, tx.now):
            return views_of(tx, found[:1], actor)[0]
        if (left := tx.departures.coded(actor.id, code)) is not None:
            return concerned_view(tx, actor, left)
    raise NotFound("session")


def join(desk: Desk, actor: Person, session_id: int) -> Joined:
    """The meeting link, while Join is open; records who came.

    Raises NotFound, AnswerFirst, AlreadyOver, MetInPerson, TooEarlyToJoin.
    """
    with desk.begin() as tx:
        view = own_session(tx, actor, session_id, lock=True)
        session = view.session
        if session.is_unanswered:
            raise AnswerFirst(session.id)
        if session.status not in {Status.SCHEDULED, Status.IN_PROGRESS} or tx.now >= session.ends_at:
            raise AlreadyOver(session.id, session.status.value)
        if session.topic.meeting is Meeting.IN_PERSON:
            raise MetInPerson(session.id, session.topic.location)
        if not view.may_join:
            raise TooEarlyToJoin(session.opens_at(view.policies.join_window_minutes))
        session = _come(tx, view)
        if session.topic.meeting is Meeting.CHAT:
            return Joined(replace(view, session=session), chats.come(tx, view), is_own=True)
        if not session.meeting_url:
            session = replace(session, meeting_url=link_at_once(desk, tx, session.id))
            settle_links(tx, session, "join")
        url = let_in(desk, session.meeting_url, session.id, guest(view))
        return Joined(replace(view, session=session), url, is_own=url != session.meeting_url)


def guest(view: SessionView) -> Guest:
    """Who looks, as the other sees them in the room; mentors lead."""
    leads = view.viewer is Role.MENTOR
    return guest_of(view.reader, view.now, view.session.ends_at, leads=leads)


def note_came(tx: Transaction, session_id: int, came: Came) -> None:
    """Keep that a provider has seen a party in the room, while Join was open. Says nothing of anybody else."""
    session = tx.sessions.lock(session_id)
    if session is None or not session.joinable(came.at, tx.policies().join_window_minutes):
        return
    person = recognised(came, tx.people.of([party for party, _ in parties(session)]))
    if person is not None:
        _come(tx, views_of(tx, [session], person)[0])


def _come(tx: Transaction, view: SessionView) -> Session:
    """Whoever looks has come; what both have agreed to record is recorded from the first one on."""
    session = note_presence(tx, view)
    if view.session.status is Status.SCHEDULED:
        recording.begin(tx, session)
    return session


def recognised(came: Came, people: Sequence[Person]) -> Person | None:
    """Which of these people came: by our id, by address, or by a name that only one of them has."""
    email, name = came.email.strip().casefold(), " ".join(came.name.split()).casefold()
    for fits in (
        [each for each in people if each.id == came.person],
        [each for each in people if email and (each.email or "").casefold() == email],
        [each for each in people if name and each.name.casefold() == name],
    ):
        if len(fits) == 1:
            return fits[0]
    return None
