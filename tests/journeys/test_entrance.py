"""The page by which people come from a calendar, a mail or a confirmation: it opens in time, and records who came."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from bot.entrance.door import EntranceDoor
from bot.web import WebServer
from core.sessions import Session
from tests.journeys.assembly import Assembly, assembly, start_of
from tests.journeys.programme import Programme, Someone
from tests.journeys.replacements import Story, story
from tests.pseudo import in_english

__all__ = ["assembly", "story"]
pytestmark = pytest.mark.spec("MTG-2")


@dataclass
class Page:
    status: int
    text: str
    policy: str

    @property
    def goes_to(self) -> str | None:
        found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', self.text)
        return found and found[1]

    @property
    def opens(self) -> bool:
        return '<form method="post">' in self.text


@dataclass
class Browser:
    """What somebody, a scanner or a guesser sees of our web server."""

    session: ClientSession
    url: str

    async def ask(self, path: str, method: str = "GET") -> Page:
        async with self.session.request(method, f"{self.url}{path}", allow_redirects=False) as answer:
            policy = answer.headers.get("Content-Security-Policy", "")
            return Page(answer.status, in_english(await answer.text()), policy)

    async def guess(self, path: str) -> tuple[int, str, dict[str, str]]:
        async with self.session.get(f"{self.url}{path}") as answer:
            return (
                answer.status,
                await answer.text(),
                {k: v for k, v in answer.headers.items() if k != "Date"},
            )


async def browser_of(programme: Programme) -> AsyncIterator[Browser]:
    door = EntranceDoor(programme.desk, programme.executor.run, programme.messenger)
    server = WebServer("127.0.0.1", 0, door.routes())
    await server.start()
    async with ClientSession() as session:
        yield Browser(session, f"http://127.0.0.1:{server.port}")
    await server.stop()


@pytest.fixture
async def browser(story: Story) -> AsyncIterator[Browser]:
    async for each in browser_of(story.cast.programme):
        yield each


def path_of(someone: Someone, named: str) -> str:
    """The path of the link in somebody's confirmation."""
    found = re.search(r"https://parley\.example(/join/[\w-]+)", someone.sees(named))
    assert found is not None, someone.sees(named)
    return found[1]


async def booked(story: Story) -> tuple[Session, str, str]:
    """Mia has another session with Ana: it, and the path of each."""
    await story.mia.command("book", "@ana friday 3pm")
    await story.mia.press("Confirm booking")
    await story.cast.programme.settle()
    session = max(story.cast.programme.sessions_of(story.mia), key=lambda each: each.id)
    return session, path_of(story.mia, session.code), path_of(story.ana, session.code)


def again(story: Story, session: Session) -> Session:
    return next(each for each in story.cast.programme.sessions_of(story.mia) if each.id == session.id)


async def test_before_its_time_it_says_when_it_opens_and_what_can_be_done(
    story: Story, browser: Browser
) -> None:
    _, mine, hers = await booked(story)
    assert mine != hers
    early = await browser.ask(mine)
    assert early.status == 200
    assert re.search(r"You can join from \S* ?Fri.* Follow this same link then", early.text)
    assert "Ana Lima" in early.text
    assert re.search(r'href="https://\w+\.example/mia/S-\w{4}-reschedule"', early.text)
    assert re.search(r'href="https://\w+\.example/mia/S-\w{4}-cancel"', early.text)
    assert not early.opens
    assert (await browser.ask(mine, "POST")).goes_to is None


async def test_what_a_link_into_the_chat_says_begins_the_move(story: Story, browser: Browser) -> None:
    session, *_ = await booked(story)
    await story.mia.command("start", f"{session.code}-cancel")
    assert "[Leave it]" in story.mia.last() or "Reason" in story.mia.last()
    await story.mia.command("start", session.code)
    assert session.code in story.mia.last()


async def test_within_its_time_a_press_lets_in_and_records_and_looking_does_not(
    story: Story, browser: Browser
) -> None:
    session, mine, hers = await booked(story)
    await story.cast.programme.until(session.starts_at - timedelta(minutes=10))
    for path in (mine, hers):
        for method in ("HEAD", "GET", "GET"):
            await browser.ask(path, method)
    seen = again(story, session)
    assert (seen.mentor_joined_at, seen.mentee_joined_at) == (None, None)
    opened = await browser.ask(mine)
    assert opened.opens
    assert session.meeting_url not in opened.text
    entered = await browser.ask(mine, "POST")
    assert entered.goes_to == session.meeting_url
    assert again(story, session).mentee_joined_at is not None
    assert again(story, session).mentor_joined_at is None
    await browser.ask(hers, "POST")
    assert again(story, session).mentor_joined_at is not None


async def test_afterwards_it_is_over(story: Story, browser: Browser) -> None:
    session, mine, _ = await booked(story)
    await story.cast.programme.until(session.ends_at)
    for method in ("GET", "POST"):
        over = await browser.ask(mine, method)
        assert (over.status, over.goes_to, over.opens) == (410, None, False)
        assert "It is over since" in over.text
    assert again(story, session).mentee_joined_at is None


async def test_a_cancelled_session_leads_nowhere(story: Story, browser: Browser) -> None:
    session, mine, hers = await booked(story)
    await story.mia.command("sessions", f"{session.code} cancel")
    await story.mia.fill({"Reason": "Schedule conflict"})
    for path in (mine, hers):
        gone = await browser.ask(path)
        assert gone.status == 410
        assert "leads nowhere any more" in gone.text


async def test_who_left_the_session_is_not_let_in_and_the_next_mentor_is(
    story: Story, browser: Browser
) -> None:
    session, mine, hers = await booked(story)
    await story.ana.command("sessions", f"{session.code} cancel")
    await story.ana.fill({"Reason": "Schedule conflict"})
    waiting = await browser.ask(mine)
    assert (waiting.status, waiting.opens) == (200, False)
    assert "answered first" in waiting.text
    await story.cast.programme.until(session.starts_at - timedelta(minutes=5))
    for method in ("GET", "POST"):
        left = await browser.ask(hers, method)
        assert (left.status, left.goes_to) == (410, None)
        assert "Mia" not in left.text


async def test_in_person_there_is_nothing_to_join(story: Story, browser: Browser) -> None:
    session, mine, _ = await booked(story)
    await story.ana.command("sessions", f"{session.code} edit")
    await story.ana.fill({"Meeting": "In person", "Place": "Café & Bar <1>"})
    await story.cast.programme.until(session.starts_at)
    page = await browser.ask(mine)
    assert (page.status, page.opens) == (200, False)
    assert "Café &amp; Bar &lt;1&gt;" in page.text
    assert (await browser.ask(mine, "POST")).goes_to is None


async def test_a_guess_learns_nothing(story: Story, browser: Browser) -> None:
    _, mine, _ = await booked(story)
    answers = [
        await browser.guess(path)
        for path in (
            f"{mine[:-1]}{'A' if mine[-1] != 'A' else 'B'}",
            "/join/x",
            f"/join/{'A' * 43}",
            "/join/%00%ff",
        )
    ]
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][0] == 404


async def test_nothing_foreign_is_loaded_and_no_other_page_may_frame_it(
    story: Story, browser: Browser
) -> None:
    _, mine, _ = await booked(story)
    policy = (await browser.ask(mine)).policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


async def test_it_is_in_the_calendar_too(story: Story) -> None:
    _, mine, _ = await booked(story)
    links = [link.url for link in story.mia.links() if "calendar.google" in link.url]
    assert all(mine.removeprefix("/join/") in url for url in links)
    assert links


async def test_a_council_is_entered_by_all_who_take_part(assembly: Assembly) -> None:
    programme = assembly.programme
    async for browser in browser_of(programme):
        await assembly.calls()
        for mentor in assembly.mentors:
            await mentor.press("All of them work")
        start = start_of(assembly)
        mentor = next(each for each in assembly.mentors if "/join/" in each.screen())
        path = path_of(mentor, "Link to the meeting")
        assert "You can join from" in (await browser.ask(path)).text
        await programme.until(start)
        assert (await browser.ask(path, "POST")).goes_to
        await programme.until(start + timedelta(hours=5))
        assert (await browser.ask(path)).status == 410
