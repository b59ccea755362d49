"""Coming to a session or council by the address of a pass, outside the chat."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.councils import Council, CouncilStatus
from core.desk import Desk
from core.people import Person
from core.ports.store import Transaction
from core.rooms import Guest
from core.sessions import Meeting, Status
from core.usecases import attending
from core.usecases.councils import coming
from core.usecases.councils.views import CouncilView, view_of
from core.usecases.session_views import SessionView, views_of


class Way(StrEnum):
    """What somebody finds who follows a pass."""

    EARLY = "early"
    OPEN = "open"
    OVER = "over"
    GONE = "gone"  # cancelled, or theirs no more
    UNANSWERED = "unanswered"  # something has to be said in the chat first
    IN_PERSON = "in_person"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Entrance:
    """What the pass of `person` is for, as of `now`; without a view where it is not theirs to see."""

    person: Person
    way: Way
    now: datetime
    session: SessionView | None = None
    council: CouncilView | None = None


def look(desk: Desk, token: str) -> Entrance | None:
    """What the pass leads to; None where there is no such pass. Records nothing."""
    named = None if desk.passes is None else desk.passes.read(token)
    if named is None:
        return None
    owner, who = named
    with desk.store.read() as tx:
        person = tx.people.get(who)
        return None if person is None else _entrance(tx, owner, person)


@dataclass(frozen=True, slots=True)
class Opened:
    """A meeting that is open to `guest`, in the room at `url`."""

    entrance: Entrance
    url: str
    guest: Guest


def opened(desk: Desk, token: str) -> Opened | None:
    """The room that the pass leads to, while it is open; None otherwise. Records nothing."""
    found = look(desk, token)
    if found is None or found.way is not Way.OPEN:
        return None
    if found.session is not None:
        return Opened(found, found.session.session.meeting_url, attending.guest(found.session))
    assert found.council is not None
    council = found.council.council
    assert council.ends_at is not None
    return Opened(found, council.meeting_url, coming.guest(found.council, council.ends_at))


def enter(desk: Desk, token: str) -> str | None:
    """The address of the meeting, recording that they came; None where it is not open to them.

    Raises what joining raises.
    """
    found = look(desk, token)
    if found is None or found.way is not Way.OPEN:
        return None
    if found.session is not None:
        return attending.join(desk, found.person, found.session.session.id).url
    assert found.council is not None
    return coming.join(desk, found.person, found.council.council.id).url


def _entrance(tx: Transaction, owner: int, person: Person) -> Entrance:
    session = tx.sessions.get(owner)
    if session is not None and session.role_of(person.id) is not None:
        view = views_of(tx, [session], person)[0]
        return Entrance(person, _way_of_session(view), tx.now, session=view)
    council = tx.councils.get(owner) if session is None else None
    if council is not None and (seen := view_of(tx, council, person)).takes_part:
        return Entrance(person, _way_of_council(seen, council), tx.now, council=seen)
    return Entrance(person, Way.GONE, tx.now)


def _way_of_session(view: SessionView) -> Way:
    session = view.session
    if session.status is Status.CANCELLED:
        return Way.GONE
    if session.status in {Status.COMPLETED, Status.NO_SHOW} or view.now >= session.ends_at:
        return Way.OVER
    if session.is_unanswered or session.status in {Status.REQUESTED, Status.AWAITING_PAYMENT}:
        return Way.UNANSWERED
    if session.topic.meeting in _ELSEWHERE:
        return _ELSEWHERE[session.topic.meeting]
    return Way.OPEN if view.may_join else Way.EARLY


_ELSEWHERE = {Meeting.IN_PERSON: Way.IN_PERSON, Meeting.CHAT: Way.CHAT}


def _way_of_council(view: CouncilView, council: Council) -> Way:
    if council.status is CouncilStatus.COMPLETED:
        return Way.OVER
    if council.status is not CouncilStatus.CONFIRMED or council.ends_at is None:
        return Way.GONE
    if view.now >= council.ends_at:
        return Way.OVER
    return Way.OPEN if view.may_join else Way.EARLY
