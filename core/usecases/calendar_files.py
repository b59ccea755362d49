"""A session or council as a file for any calendar, sent into the chat of whoever asks for it (BOK-7)."""

from datetime import timedelta

from core.councils import Council, CouncilStatus
from core.desk import Desk
from core.errands import Errand, Task
from core.errors.common import NotFound
from core.errors.councils import CouncilOver
from core.errors.payments import PaymentOpen
from core.errors.sessions import AlreadyOver
from core.ids import new_id
from core.people import Person
from core.ports.store import Transaction
from core.sessions import ENDED, Status
from core.usecases.councils.views import CouncilView, view_of
from core.usecases.session_views import SessionView, own_session
from core.usecases.subscriptions import Booked

CALENDAR_FILES = "calendar files"
"""The channel of errands that send them."""
SENT_WITHIN = timedelta(hours=1)


def send_session_file(desk: Desk, actor: Person, session_id: int) -> SessionView:
    """Have it sent to the actor's own chat, once a minute at most; raises NotFound, AlreadyOver, PaymentOpen."""
    with desk.begin() as tx:
        view = _session(tx, actor, session_id)
        tx.errands.add([_errand(tx, actor, session=session_id)])
        return view


def send_council_file(desk: Desk, actor: Person, council_id: int) -> CouncilView:
    """Have it sent to the actor's own chat, once a minute at most; raises NotFound, CouncilOver."""
    with desk.begin() as tx:
        view = _council(tx, actor, council_id)
        tx.errands.add([_errand(tx, actor, council=council_id)])
        return view


def booked_for(desk: Desk, person: Person, errand: Errand) -> Booked | Council:
    """What the errand's file shows, as it is when that leaves; raises what refuses to send it."""
    with desk.store.read() as tx:
        if errand.session is not None:
            view = _session(tx, person, errand.session)
            return Booked(view.session, view.mentor.name, view.mentee.name)
        assert errand.council is not None
        return _council(tx, person, errand.council).council


def _session(tx: Transaction, person: Person, session_id: int) -> SessionView:
    view = own_session(tx, person, session_id)
    session = view.session
    if session.status is Status.AWAITING_PAYMENT:
        raise PaymentOpen(session.id)
    if session.status in ENDED or session.ends_at <= tx.now:
        raise AlreadyOver(session.id, session.status.value)
    return view


def _council(tx: Transaction, person: Person, council_id: int) -> CouncilView:
    council = tx.councils.get(council_id)
    view = None if council is None else view_of(tx, council, person)
    if view is None or not view.takes_part:
        raise NotFound("council")
    ends_at = view.council.ends_at
    if view.council.status is not CouncilStatus.CONFIRMED or ends_at is None or ends_at <= tx.now:
        raise CouncilOver(council_id, view.council.status.value)
    return view


def _errand(
    tx: Transaction, actor: Person, session: int | None = None, council: int | None = None
) -> Errand:
    return Errand(
        new_id(tx.now),
        Task.CALENDAR_FILE,
        CALENDAR_FILES,
        actor.id,
        tx.now,
        f"calendar:{actor.id}:{session or council}:{tx.now:%Y-%m-%dT%H:%M}",
        expires_at=tx.now + SENT_WITHIN,
        session=session,
        council=council,
    )
