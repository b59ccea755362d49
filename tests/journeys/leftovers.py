"""Buttons that stand on messages about sessions and councils that are over: only those that still do something."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from bot.actions.aftermath import (
    GiveFeedback,
    NeitherCame,
    ObjectNoShow,
    ReportAbsent,
    TookPlace,
    WriteNote,
)
from bot.actions.councils.looking import its_council
from bot.actions.disputes import ReportProblem
from bot.actions.recordings import OpenRecording, RefuseToRecord
from bot.actions.rescheduling import its_request
from bot.actions.sessions import its_session
from bot.routing import CODES
from bot.ui import Button, Card, Option
from core.councils import CouncilStatus
from core.notices import TOLD, Kind
from core.sessions import ENDED, Status
from storage.council_tables import councils
from storage.message_tables import notices
from storage.tables import sessions
from tests.journeys.programme import Programme
from tests.recorder import controls

_HELD = frozenset({Status.COMPLETED, Status.NO_SHOW})
OUTLIVES: dict[type, frozenset[Status]] = {
    GiveFeedback: frozenset({Status.COMPLETED}),
    WriteNote: _HELD,
    TookPlace: _HELD,
    NeitherCame: _HELD,
    ReportAbsent: _HELD,
    ObjectNoShow: frozenset({Status.NO_SHOW}),
    ReportProblem: ENDED,
    OpenRecording: _HELD,
    RefuseToRecord: _HELD,
}
"""What can be done about a session that has ended so; nothing else can."""
ABOUT_SESSIONS = frozenset(kind for kind in CODES.values() if kind.spec.about in {its_session, its_request})
ABOUT_COUNCILS = frozenset(kind for kind in CODES.values() if kind.spec.about is its_council)
# That one can register goes to everybody who can: it is never brought up to date (`core.notices.Told.stays`).
_OVER = frozenset({CouncilStatus.COMPLETED, CouncilStatus.CANCELLED, CouncilStatus.FAILED})
_SENT = (
    select(
        notices.c.kind,
        notices.c.receipt_platform,
        notices.c.receipt_channel,
        notices.c.receipt_message,
        sessions.c.status.label("session"),
        councils.c.status.label("council"),
    )
    .select_from(
        notices.outerjoin(sessions, sessions.c.id == notices.c.session).outerjoin(
            councils, councils.c.id == notices.c.council
        )
    )
    .where(notices.c.receipt_message.is_not(None), notices.c.state == "sent")
)


def leftovers(programme: Programme) -> list[str]:
    """Buttons of messages about what is over that do nothing any more; there are none once all has settled."""
    with programme.store.work(read_only=True) as work:
        rows = work.connection.execute(_SENT).all()
    return [f"{row.kind}: {found}" for row in rows for found in _dead(programme, row)]


def _dead(programme: Programme, row: Any) -> Iterator[str]:
    kind = Kind(row.kind)
    if TOLD[kind].edits:
        return
    card: Card | None = (
        programme.doors[row.receipt_platform].chat(row.receipt_channel).messages.get(row.receipt_message)
    )
    for control in () if card is None else controls(card):
        if not isinstance(control, Button | Option):
            continue
        act, status = type(control.action), row.session and Status(row.session)
        may_stand = status not in ENDED or status in OUTLIVES.get(act, frozenset())
        if act in ABOUT_SESSIONS and not may_stand:
            yield f"{control.label} ({act.__name__}) of a session that is {row.session}"
        is_over = row.council is not None and CouncilStatus(row.council) in _OVER
        if act in ABOUT_COUNCILS and is_over and kind is not Kind.COUNCIL_OPEN:
            yield f"{control.label} ({act.__name__}) of a council that is {row.council}"
