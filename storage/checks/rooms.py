"""The invariants of meeting rooms and of the errands for them, asked of the tables themselves."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, cast, exists, func, or_, select, union_all

from core.councils import CouncilStatus
from core.errands import Task
from core.invariants import Invariant
from core.sessions import Reassignment, Status
from storage.checks.moments import MADE, REMEMBERED
from storage.checks.terms import Query
from storage.council_tables import IS_CONFIRMED, councils
from storage.message_tables import IS_WAITING, notices
from storage.session_tables import rooms
from storage.tables import IS_LIVE, sessions

_IS_OPEN = rooms.c.closed_at.is_(None)
_IS_MADE = rooms.c.handle.is_not(None)
_OVER = (CouncilStatus.CANCELLED.value, CouncilStatus.FAILED.value)
_OWNER = func.coalesce(rooms.c.session, rooms.c.council).label("owner")


def room_queries() -> Iterator[Query]:
    """Yield what shows each violation."""
    yield Invariant.ROOMLESS, _without_link()
    of_session = and_(rooms.c.session == sessions.c.id, sessions.c.status == Status.CANCELLED.value)
    of_council = and_(rooms.c.council == councils.c.id, councils.c.status.in_(_OVER))
    which = select(rooms.c.id.label("room"), _OWNER)
    yield (
        Invariant.STRAY_ROOM,
        which.where(_IS_OPEN, or_(exists().where(of_session), exists().where(of_council))),
    )
    linked = or_(
        exists().where(rooms.c.session == sessions.c.id, rooms.c.url == sessions.c.meeting_url),
        exists().where(rooms.c.council == councils.c.id, rooms.c.url == councils.c.meeting_url),
    )
    yield Invariant.UNLINKED, which.where(_IS_OPEN, _IS_MADE, ~linked)
    yield (
        Invariant.PENDING_ROOM,
        select(rooms.c.id.label("room"), rooms.c.asked_at.label("asked")).where(
            _IS_OPEN, ~_IS_MADE, rooms.c.asked_at <= MADE
        ),
    )
    yield Invariant.UNASKED_ROOM, which.where(_IS_OPEN, ~_IS_MADE, ~exists().where(_is_for(Task.MAKE_ROOM)))
    yield (
        Invariant.UNREMOVED_ROOM,
        which.where(rooms.c.closed_at > REMEMBERED, _IS_MADE, ~exists().where(_is_for(Task.CLOSE_ROOM))),
    )
    for task in (Task.MAKE_ROOM, Task.CLOSE_ROOM):
        yield (
            Invariant.STRAY_ERRAND,
            select(notices.c.id.label("errand"), notices.c.kind).where(
                IS_WAITING,
                notices.c.kind == task.value,
                notices.c.dedupe.startswith(f"{task}:", autoescape=True),
                ~exists().where(_is_for(task)),
            ),
        )


def _without_link() -> Select[Any]:
    """Sessions and councils that take place without a link, and without an open room that is to give them one."""
    left = Reassignment.AWAITING_CHOICE.value
    found = union_all(
        select(sessions.c.id.label("owner")).where(
            IS_LIVE,
            sessions.c.meeting_url == "",
            sessions.c.reassignment != left,
            ~exists().where(rooms.c.session == sessions.c.id, _IS_OPEN),
        ),
        select(councils.c.id.label("owner")).where(
            IS_CONFIRMED,
            councils.c.meeting_url == "",
            ~exists().where(rooms.c.council == councils.c.id, _IS_OPEN),
        ),
    ).subquery()
    return select(found.c.owner)


def _is_for(task: Task) -> ColumnElement[bool]:
    """That an errand of this kind is for a room, by the key that makes it one of its kind."""
    return notices.c.dedupe == f"{task}:" + cast(rooms.c.id, Text)
