"""A session whose mentor may leave it, and two other mentors: journeys about replacements begin here."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.sessions import Session
from storage.check import SqlCheck
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone
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
async def story(cast: Cast) -> Story:
    programme = cast.programme
    bea = programme.meets("Bea Stone", "Europe/London")
    cleo = programme.meets("Cleo Marsh", "America/Toronto", "slate")
    for mentor in (bea, cleo):
        await mentor.command("start")
        await cast.olga.command("admin", f"mentor @{mentor.profile.handle}")
        await mentor.confirms_hours()
    programme.change_mentor(cast.ana, tags=("Career", "python"), rate=4999, currency="USD")
    programme.change_mentor(bea, tags=("career",), headline="Careers for shy people", rate=9000)
    programme.change_mentor(cleo, tags=("rust",), headline="Rust, gently", rate=4999)
    await book(cast.mia, "thu 3pm")
    told = Story(cast, cast.mia, cast.ana, bea, cleo)
    assert told.session.starts_at == START
    return told
