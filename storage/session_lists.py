"""Statements that list one person's sessions.

Each role has its own index. Both are searched and what they find is put together: of an OR of the two, PostgreSQL
may make a walk along everybody's sessions.
"""

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    or_,
    select,
    union,
)

from core.people import Role
from core.sessions import ENDED, Meeting, Reassignment, Status
from storage.tables import WAS_NOT_UNPAID, sessions

HAS_MENTOR = sessions.c.reassignment != Reassignment.AWAITING_CHOICE.value
IS_OVER = sessions.c.status.in_([status.value for status in ENDED])
_LIMIT, _OFFSET = (bindparam(name, type_=Integer) for name in ("limit", "offset"))
_PERSON: BindParameter[Any] = bindparam("person")
_OF_ROLE = {
    # A mentor hears of what is paid.
    Role.MENTOR: and_(
        sessions.c.mentor == _PERSON,
        HAS_MENTOR,
        WAS_NOT_UNPAID,
        sessions.c.status != Status.AWAITING_PAYMENT.value,
    ),
    Role.MENTEE: sessions.c.mentee == _PERSON,
}
_KEY = (sessions.c.id, sessions.c.starts_at, sessions.c.ends_at)
_NOT_CANCELLED = sessions.c.status != Status.CANCELLED.value


def _of_person(*where: ColumnElement[bool]) -> CompoundSelect[Any]:
    return union(*(select(*_KEY).where(role, *where) for role in _OF_ROLE.values()))


def _latest_of_person(*where: ColumnElement[bool]) -> CompoundSelect[Any]:
    """As many of each role as a page can need, along its index."""
    order = sessions.c.ends_at.desc(), sessions.c.id.desc()
    walked = (
        select(*_KEY).where(role, *where).order_by(*order).limit(_LIMIT + _OFFSET).subquery()
        for role in _OF_ROLE.values()
    )
    return union(*(select(each) for each in walked))


def _soonest_first(found: CompoundSelect[Any]) -> Select[Any]:
    key = found.subquery()
    return (
        select(sessions)
        .join_from(key, sessions, sessions.c.id == key.c.id)
        .order_by(key.c.starts_at, key.c.id)
    )


def _latest_first(found: CompoundSelect[Any]) -> Select[Any]:
    key = found.subquery()
    return (
        select(sessions)
        .join_from(key, sessions, sessions.c.id == key.c.id)
        .order_by(key.c.ends_at.desc(), key.c.id.desc())
    )


UPCOMING = (
    _soonest_first(_of_person(sessions.c.ends_at > bindparam("now"), ~IS_OVER))
    .limit(_LIMIT)
    .offset(_OFFSET)
)
_IS_BEHIND = or_(sessions.c.ends_at <= bindparam("now"), IS_OVER)
_IS_BETWEEN = and_(sessions.c.starts_at >= bindparam("since"), sessions.c.starts_at < bindparam("until"))
_IS_WITH = or_(sessions.c.mentor == bindparam("other"), sessions.c.mentee == bindparam("other"))
PAST, PAST_BETWEEN, PAST_WITH = (
    _latest_first(_latest_of_person(*where)).limit(_LIMIT).offset(_OFFSET)
    for where in ((_IS_BEHIND,), (_IS_BEHIND, _IS_BETWEEN), (_IS_BEHIND, _IS_BETWEEN, _IS_WITH))
)
MET = union(
    select(sessions.c.mentee).where(_OF_ROLE[Role.MENTOR]),
    select(sessions.c.mentor).where(_OF_ROLE[Role.MENTEE], HAS_MENTOR),
)
BY_CHAT = _soonest_first(
    _of_person(
        sessions.c.ends_at > bindparam("since"),
        sessions.c.starts_at <= bindparam("until"),
        sessions.c.meeting == Meeting.CHAT.value,
        _NOT_CANCELLED,
    )
).limit(_LIMIT)
BETWEEN = _soonest_first(
    _of_person(
        sessions.c.ends_at > bindparam("start"), sessions.c.starts_at < bindparam("end"), _NOT_CANCELLED
    )
)
_IS_PAST = case((_IS_BEHIND, 1), else_=0)
# Few sessions have the same short name.
CODED = (
    select(sessions)
    .where(sessions.c.code == bindparam("bits"), or_(*_OF_ROLE.values()))
    .order_by(_IS_PAST, sessions.c.ends_at.desc(), sessions.c.id.desc())
)
