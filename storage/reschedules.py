"""Requests to move sessions. At most one about a session is open: `reschedules_open_key`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from core.errors.sessions import Stale
from core.people import Role
from core.reschedules import RequestStatus, RescheduleProposal, RescheduleRequest
from storage.constraints import verdicts
from storage.session_tables import IS_OPEN_REQUEST, reschedules
from storage.transaction import UnitOfWork

_GET = select(reschedules).where(reschedules.c.id == bindparam("request"))
_OF = (
    select(reschedules)
    .where(reschedules.c.session.in_(bindparam("sessions", expanding=True)))
    .order_by(reschedules.c.id)
)
_ADD = insert(reschedules)
_CHANGE = update(reschedules).where(
    reschedules.c.id == bindparam("request"), reschedules.c.turn == bindparam("was"), IS_OPEN_REQUEST
)
_OVERDUE = (
    select(reschedules.c.id)
    .where(IS_OPEN_REQUEST, reschedules.c.expires_at <= bindparam("now"))
    .order_by(reschedules.c.expires_at, reschedules.c.id)
)
_MOVED_SINCE = select(func.count()).where(
    reschedules.c.mentor == bindparam("mentor"),
    reschedules.c.ended_at > bindparam("since"),
    reschedules.c.asked_by == Role.MENTOR.value,
    reschedules.c.status == RequestStatus.ACCEPTED.value,
)


class SqlReschedules:
    """Meets core.ports.reschedules.Reschedules."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._seen: dict[int, Sequence[RescheduleRequest]] = {}

    def get(self, request: int) -> RescheduleRequest | None:
        """The request."""
        row = self._work.connection.execute(_GET, {"request": request}).one_or_none()
        return None if row is None else _request_of(row)

    def of(self, sessions: Iterable[int]) -> Mapping[int, Sequence[RescheduleRequest]]:
        """All requests about each of these sessions that has any, oldest first."""
        asked = {*sessions}
        if missing := asked - self._seen.keys() if self._work.one_moment else asked:
            found: defaultdict[int, list[RescheduleRequest]] = defaultdict(list)
            for row in self._work.connection.execute(_OF, {"sessions": sorted(missing)}):
                found[row.session].append(_request_of(row))
            self._seen |= {session: found[session] for session in missing}
        return {session: requests for session in asked if (requests := self._seen[session])}

    def put(self, request: RescheduleRequest, *, was: int | None = None) -> None:
        """A new request, or a later state of the open one that has `was` proposals; raises RequestOpen, Stale."""
        if was is None:
            with verdicts():
                self._work.connection.execute(_ADD, _values(request))
            return
        values = _values(request)
        del values["id"], values["session"], values["mentor"]
        changed = self._work.connection.execute(_CHANGE, {"request": request.id, "was": was, **values})
        if changed.rowcount == 0:
            raise Stale(request.session)

    def overdue(self, now: datetime) -> Sequence[int]:
        """Open requests whose time is over, the longest waiting first."""
        return self._work.connection.execute(_OVERDUE, {"now": now}).scalars().all()

    def moved_since(self, mentor: int, since: datetime) -> int:
        """How many requests of this mentor's were accepted since then, whatever the session."""
        moved: int = self._work.connection.execute(
            _MOVED_SINCE, {"mentor": mentor, "since": since}
        ).scalar_one()
        return moved


def _values(request: RescheduleRequest) -> dict[str, object]:
    return {
        "id": request.id,
        "session": request.session,
        "mentor": request.mentor,
        "asked_by": request.by.value,
        "status": request.status.value,
        "proposals": [
            {
                "by": proposal.by.value,
                "at": proposal.at.isoformat(),
                "starts_at": proposal.starts_at and proposal.starts_at.isoformat(),
                "minutes": proposal.minutes,
                "note": proposal.note,
            }
            for proposal in request.proposals
        ],
        "turn": request.turn,
        "original_start": request.original_start,
        "original_minutes": request.original_minutes,
        "expires_at": request.expires_at,
        "ended_at": request.ended_at,
        "ended_by": request.ended_by and request.ended_by.value,
    }


def _request_of(row: Row[Any]) -> RescheduleRequest:
    return RescheduleRequest(
        id=row.id,
        session=row.session,
        mentor=row.mentor,
        by=Role(row.asked_by),
        status=RequestStatus(row.status),
        proposals=tuple(_proposal_of(each) for each in row.proposals),
        original_start=row.original_start,
        original_minutes=row.original_minutes,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
        ended_by=None if row.ended_by is None else Role(row.ended_by),
    )


def _proposal_of(kept: dict[str, Any]) -> RescheduleProposal:
    start = kept["starts_at"]
    return RescheduleProposal(
        Role(kept["by"]),
        datetime.fromisoformat(kept["at"]),
        None if start is None else datetime.fromisoformat(start),
        kept["minutes"],
        kept["note"],
    )
