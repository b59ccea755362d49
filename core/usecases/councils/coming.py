"""Coming to a council."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.councils import CouncilStatus
from core.desk import Desk
from core.errors.common import NotFound
from core.errors.councils import CouncilOver
from core.errors.sessions import TooEarlyToJoin
from core.people import Person
from core.ports.store import Transaction
from core.rooms import Came, Guest
from core.usecases.councils.notice_batch import NoticeBatch
from core.usecases.councils.views import CouncilView, seen_by, view_of
from core.usecases.rooms import guest_of, let_in, link_at_once


@dataclass(frozen=True, slots=True)
class CouncilJoined:
    """Join was open: the way in, which `is_own` where nobody else comes in by it."""

    view: CouncilView
    url: str
    is_own: bool


def join(desk: Desk, actor: Person, council_id: int) -> CouncilJoined:
    """The meeting link, while Join is open; records who came. Raises NotFound, TooEarlyToJoin, CouncilOver."""
    with desk.begin() as tx:
        council, person = seen_by(tx, actor, council_id, hold=True)
        view = view_of(tx, council, person)
        if not view.takes_part:
            raise NotFound("council")
        ends_at, window = council.ends_at, view.policies.join_window_minutes
        if council.status is not CouncilStatus.CONFIRMED or ends_at is None or tx.now >= ends_at:
            raise CouncilOver(council_id, council.status.value)
        if not view.may_join:
            raise TooEarlyToJoin(council.opens_at(window))
        _come(tx, view)
        url = council.meeting_url
        if not url:
            url = link_at_once(desk, tx, council_id)
            notices = NoticeBatch(tx)
            notices.link_there(replace(council, meeting_url=url))
            notices.send()
        own = let_in(desk, url, council_id, guest(view, ends_at))
        return CouncilJoined(view, own, is_own=own != url)


def guest(view: CouncilView, ends_at: datetime) -> Guest:
    """Who looks, as others see them in the room; mentors and coordinators lead."""
    return guest_of(view.viewer, view.now, ends_at, leads=view.place is None)


def note_came(tx: Transaction, council_id: int, came: Came) -> None:
    """Keep that a provider has seen somebody of ours in the room, while Join was open."""
    council = tx.councils.take(council_id)
    person = None if council is None or came.person is None else tx.people.get(came.person)
    if council is None or person is None:
        return
    view = view_of(tx, council, person)
    if view.takes_part and council.joinable(came.at, view.policies.join_window_minutes):
        _come(tx, view)


def _come(tx: Transaction, view: CouncilView) -> None:
    if view.seat is not None:
        tx.councils.note_mentor_joined(view.council.id, view.viewer.id, tx.now)
    elif view.place is not None:
        came = replace(view.place, joined_at=view.place.joined_at or tx.now)
        tx.councils.put_places({view.council.id: [came]})
