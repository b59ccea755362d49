"""A session whose mentor may leave it, and two other mentors: journeys about replacements begin here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.clock import Clock
from core.sessions import Session
from storage.check import SqlCheck
from tests.databases import Databases
from tests.journeys.conftest import Cast, Settled, begun, once, people_of
from tests.journeys.programme import Programme, Someone
from tests.journeys.test_sessions import book

START = datetime(2026, 3, 5, 15, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass(repr=False)
class Story:
    """Mia, on the door without modals, has booked Ana; Bea (paper) and Cleo (slate) are mentors too.

    Bea shares a topic with Ana, Cleo none; both are free on Thursday, three in the afternoon in New York.
    """

    cast: Cast
    mia: Someone
    ana: Someone
    bea: Someone
    cleo: Someone

    @property
    def session(self) -> Session:
        (session,) = self.cast.programme.sessions_of(self.mia)
        return session

    async def leaves(self, mentor: Someone) -> None:
        await mentor.command("sessions", f"{self.session.code} cancel")
        await mentor.fill({"Reason": "Personal emergency", "In your words": "my private words"})

    def away(self, *mentors: Someone) -> None:
        """They take no sessions at present."""
        for mentor in mentors:
            self.cast.programme.change_mentor(mentor, accepting=False)

    def back(self, *mentors: Someone) -> None:
        for mentor in mentors:
            self.cast.programme.change_mentor(mentor, accepting=True)

    async def day_of(self, start: datetime) -> None:
        """Live through the reminders up to the join link."""
        for before in (24 * HOUR, HOUR, 15 * MINUTE):
            await self.cast.programme.until(start - before)

    def check(self) -> None:
        violations = list(SqlCheck(self.cast.programme.store).violations(2 * HOUR))
        assert violations == [], violations

    def reminders(self, someone: Someone) -> list[str]:
        titles = [message.splitlines()[0] for message in someone.messages()]
        return [t for t in titles if t.startswith(("In 24 h", "In 1 h", "Time to join", "Coming up"))]


@pytest.fixture
def story(settled: Settled, kept_in: Databases, clock: Clock) -> Iterator[Story]:
    with begun(once(kept_in, tell, settled), kept_in, clock) as programme:
        yield story_of(programme)


def story_of(programme: Programme) -> Story:
    cast = people_of(programme)
    bea = programme.meets("Bea Stone", "Europe/London")
    cleo = programme.meets("Cleo Marsh", "America/Toronto", "slate")
    return Story(cast, cast.mia, cast.ana, bea, cleo)


async def tell(programme: Programme) -> None:
    told = story_of(programme)
    for mentor in (told.bea, told.cleo):
        await mentor.command("start")
        await told.cast.olga.command("admin", f"mentor @{mentor.profile.handle}")
        await mentor.confirms_hours()
    programme.change_mentor(told.ana, tags=("Career", "python"), rate=4999, currency="USD")
    programme.change_mentor(told.bea, tags=("career",), headline="Careers for shy people", rate=9000)
    programme.change_mentor(told.cleo, tags=("rust",), headline="Rust, gently", rate=4999)
    await book(told.mia, "thu 3pm")
    assert told.session.starts_at == START
