"""A session that has taken place, or has not, and what the two do about it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.attendance import DisputeStatus
from core.sessions import Session
from core.usecases import closing
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone

START = datetime(2026, 3, 5, 15, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
END = START + 30 * MINUTE


@pytest.fixture
async def booked(cast: Cast) -> Session:
    return await book_mia(cast)


async def book_mia(cast: Cast) -> Session:
    """Mia, without modals, has booked Ana, with modals, for Thursday at three in New York, at a price."""
    cast.programme.change_mentor(cast.ana, rate=8000, currency="USD")
    return await book(cast.mia, "thu 3pm")


async def book(mentee: Someone, when: str, **details: str) -> Session:
    await mentee.command("book", f"@ana {when}")
    if details:
        await mentee.press("Details")
        await mentee.fill(details)
    await mentee.press("Confirm booking")
    return now_of(mentee)


def now_of(someone: Someone) -> Session:
    return someone.programme.sessions_of(someone)[-1]


async def held(cast: Cast, *came: Someone) -> None:
    """The session takes place with these, and the round after its end runs."""
    await cast.programme.until(START)
    for someone in came:
        await someone.press("Join")
    await rounds(cast, END + 16 * MINUTE)


async def rounds(cast: Cast, at: datetime) -> None:
    await cast.programme.until(at)
    closing.complete_ended(cast.programme.desk)
    closing.close_unattested(cast.programme.desk)
    await cast.programme.settle()


def used(cast: Cast, someone: Someone) -> int:
    with cast.programme.store.read() as tx:
        return tx.sessions.counted(someone.id, "2026-03-01")


async def reports_ana(cast: Cast, words: str = "I waited twenty minutes") -> None:
    await cast.mia.press("Ana did not come")
    await cast.mia.fill({"What happened?": words})


async def reports_mia(cast: Cast) -> None:
    await cast.ana.press("Mia did not come")
    await cast.ana.fill({"What happened?": "Mia Chen did not come"})


def dispute_of(cast: Cast, session: Session) -> tuple[int, DisputeStatus]:
    with cast.programme.store.read() as tx:
        found = tx.disputes.of([session.id])[session.id][-1]
    return found.id, found.status
