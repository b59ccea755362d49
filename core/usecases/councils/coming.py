"""Coming to a council."""

from dataclasses import dataclass, replace

from core.councils import CouncilStatus
from core.desk import Desk
from core.errors.common import NotFound
from core.errors.councils import CouncilOver
from core.errors.sessions import TooEarlyToJoin
from core.people import Person
from core.usecases.councils.notice_batch import NoticeBatch
from core.usecases.councils.views import CouncilView, seen_by, view_of
from core.usecases.rooms import let_in, link_at_once


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
        if view.seat is not None:
            tx.councils.note_mentor_joined(council_id, person.id, tx.now)
        elif view.place is not None:
            came = replace(view.place, joined_at=view.place.joined_at or tx.now)
            tx.councils.put_places(council_id, [came])
        url = council.meeting_url
        if not url:
            url = link_at_once(desk, tx, council_id)
            notices = NoticeBatch(tx)
            notices.link_there(replace(council, meeting_url=url))
            notices.send()
        leads = view.place is None
        own = let_in(desk, url, person, tx.now, ends_at, leads=leads)
        return CouncilJoined(view, own, is_own=own != url)
