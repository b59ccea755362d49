"""What the queries of all subjects are made of."""

from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Interval,
    Select,
    bindparam,
    literal,
    select,
    true,
    type_coerce,
)

from core.invariants import Invariant
from core.sessions import Reassignment, Status
from storage.message_tables import notices
from storage.tables import sessions, settings
from storage.transaction import UnitOfWork
from storage.types import Instant

MINUTE = timedelta(minutes=1)
CANCELLED = Status.CANCELLED.value

Query = tuple[Invariant, Select[Any]]
_SETTING = select(settings.c.value).where(settings.c.name == bindparam("setting"))


def setting(work: UnitOfWork, name: str) -> str | None:
    """What is stored under a name, as text."""
    found: str | None = work.connection.execute(_SETTING, {"setting": name}).scalar_one_or_none()
    return found


def is_party(role: str) -> ColumnElement[bool]:
    """Whether who stands there is: a mentor who left stays until another one has been chosen."""
    if role == "mentee":
        return true()
    return sessions.c.reassignment != Reassignment.AWAITING_CHOICE.value


def is_to(person: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a notice is to them; a sum, so that it is not looked for among all of theirs."""
    return notices.c.person + 0 == person


def after(
    on_postgresql: bool, instant: ColumnElement[Any], minutes: ColumnElement[int]
) -> ColumnElement[Any]:
    """An instant some minutes later, in the database's own arithmetic."""
    if on_postgresql:
        return type_coerce(instant + minutes * literal(MINUTE, Interval), Instant)
    return type_coerce(
        type_coerce(instant, Integer) + minutes * (MINUTE // timedelta(microseconds=1)), Instant
    )
