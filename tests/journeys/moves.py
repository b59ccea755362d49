"""A session that Mia has booked, and the two who may move it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.reschedules import RescheduleRequest
from core.sessions import Session
from storage.check import SqlCheck
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone

NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2026, 3, 5, 15, tzinfo=NEW_YORK).astimezone(UTC)
FRIDAY = datetime(2026, 3, 6, 16, tzinfo=NEW_YORK).astimezone(UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
async def booked(cast: Cast) -> Session:
    """Mia has booked Ana for Thursday, three in the afternoon in New York."""
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Confirm booking")
    session = now(cast)
    assert session.starts_at == START
    return session


def now(cast: Cast) -> Session:
    (session,) = cast.programme.sessions_of(cast.mia)
    return session


def requests(cast: Cast) -> list[RescheduleRequest]:
    session = now(cast)
    with cast.programme.store.read() as tx:
        return list(tx.reschedules.of([session.id]).get(session.id, ()))


async def asks(someone: Someone, session: Session, when: str, words: str = "") -> None:
    """Type another time, and say why (mentors have to)."""
    await someone.command("sessions", f"{session.code} reschedule {when}")
    mentor = someone.person.is_mentor
    assert await someone.fill({"Reason" if mentor else "Note": words} if words else {}) == {}


async def counters(someone: Someone, session: Session, when: str) -> None:
    await someone.command("sessions", f"{session.code} counter {when}")
    assert await someone.fill({}) == {}


def whole(cast: Cast) -> bool:
    return list(SqlCheck(cast.programme.store).violations(timedelta(days=400))) == []


async def opened(someone: Someone, session: Session) -> str:
    await someone.command("sessions", session.code)
    return someone.last()
