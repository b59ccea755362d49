"""What people's calendars show at the end of the way: from a press in the chat to their mail programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from core.clock import Clock
from playground.mail.mailboxes import Letter, Mailboxes
from playground.mail.server import TAKE_AND_DROP, MailServer
from tests.databases import SqliteFiles
from tests.journeys.assembly import asked, assemble, members_of
from tests.journeys.conftest import Cast, Settled, begun, cast, on_both, once, settled
from tests.journeys.linking import linked
from tests.journeys.moves import asks
from tests.journeys.programme import Programme, Someone
from tests.journeys.replacements import story_of, tell
from tests.journeys.test_interventions import acts
from tests.mail.conftest import Reach
from tests.pseudo import in_english

__all__ = ["cast", "settled"]
pytestmark = pytest.mark.spec("EML-3")


@dataclass
class Post:
    """Everybody's mailbox; all have an address in their profile."""

    programme: Programme
    mailboxes: Mailboxes

    def of(self, someone: Someone) -> str:
        return f"{someone.address.user}@example.org"

    def shown(self, someone: Someone) -> list[tuple[datetime, str, bool]]:
        """When, what, and whether it is certain."""
        events = self.mailboxes.calendar(self.of(someone)).shown.values()
        return [(start, in_english(title), certain) for start, _, title, certain in events]

    def last(self, someone: Someone) -> Letter:
        return self.mailboxes.letters(self.of(someone))[-1]

    def methods(self, someone: Someone) -> list[str]:
        return [each.method for each in self.mailboxes.letters(self.of(someone)) if each.method]


def post_for(programme: Programme, server: MailServer, reach: Reach, *people: Someone) -> Post:
    post = Post(programme, Mailboxes(programme.clock))
    server.on_mail(lambda received: post.mailboxes.receive(received.recipient, received.content))
    programme.mails_by(reach())
    for someone in people:
        programme.change(someone, email=post.of(someone))
    return post


@pytest.fixture
def post(cast: Cast, server: MailServer, reach: Reach) -> Iterator[Post]:
    post = post_for(cast.programme, server, reach, cast.ana, cast.ben, cast.mia, cast.olga)
    yield post
    assert post.mailboxes.faults == []


@pytest.mark.spec("RSC-5", "BOK-7")
async def test_calendars_follow_a_session_that_is_booked_edited_moved_and_cancelled(
    cast: Cast, post: Post
) -> None:
    await cast.ben.command("book", "@ana thu 3pm")
    await cast.ben.press("Confirm booking")
    [session] = cast.programme.sessions_of(cast.ben)
    both = [(session.starts_at, "Mentor session: Ana Lima and Ben Wolff", True)]
    assert post.shown(cast.ana) == post.shown(cast.ben) == both

    await cast.ben.command("sessions", f"{session.code} edit")
    await cast.ben.fill({"Title": "My thesis"})
    titled = [(session.starts_at, "My thesis: Ana Lima and Ben Wolff", True)]
    assert post.shown(cast.ana) == titled
    assert post.shown(cast.ben) == titled, "also of whoever changed it"
    assert in_english(post.last(cast.ben).subject) == f"Your calendar: {session.code}"

    await asks(cast.ben, session, "fri 5pm")
    assert post.shown(cast.ana) == titled, "it is not agreed yet"
    await cast.ana.command("sessions", f"{session.code} accept")
    [moved] = cast.programme.sessions_of(cast.ben)
    assert moved.starts_at != session.starts_at
    assert post.shown(cast.ana) == post.shown(cast.ben) == [(moved.starts_at, *titled[0][1:])]

    before = len(post.methods(cast.ben))
    await cast.programme.until(moved.starts_at - timedelta(hours=24))
    assert in_english(post.last(cast.ben).subject) == "In 24 h: My thesis"
    assert len(post.methods(cast.ben)) == before, "a reminder changes nothing"

    await cast.ben.command("sessions", f"{session.code} cancel")
    await cast.ben.fill({"Reason": "No longer need this session"})
    assert post.shown(cast.ana) == post.shown(cast.ben) == []
    assert post.methods(cast.ana)[-1] == post.methods(cast.ben)[-1] == "CANCEL"


@pytest.mark.spec("PPL-3", "RSC-5")
@pytest.mark.parametrize("what", ["moved", "cancelled"])
async def test_the_calendar_at_a_former_address_loses_the_event_before_the_new_one_gets_it(
    cast: Cast, post: Post, server: MailServer, what: str
) -> None:
    await cast.ben.command("book", "@ana thu 3pm")
    await cast.ben.press("Confirm booking")
    [session] = cast.programme.sessions_of(cast.ben)
    former, now = post.of(cast.ben), "ben@new.example"
    cast.programme.change(cast.ben, email=now)
    arrived: list[str] = []
    server.on_mail(lambda received: arrived.append(received.recipient))
    server.says["RCPT"].append("450 4.2.0 not yet")
    if what == "moved":
        await asks(cast.ben, session, "fri 5pm")
        await cast.ana.command("sessions", f"{session.code} accept")
    else:
        await cast.ben.command("sessions", f"{session.code} cancel")
        await cast.ben.fill({"Reason": "No longer need this session"})
    await cast.programme.until(cast.programme.clock.now() + timedelta(minutes=5))
    theirs = [each for each in arrived if each in {former, now}]
    assert theirs == [former, now], "an address may be another name of the same mailbox"
    assert post.mailboxes.calendar(former).shown == {}
    letters = post.mailboxes.letters(former)
    assert [each.method for each in letters] == ["REQUEST", "CANCEL"]
    assert in_english(letters[-1].subject) == f"Your calendar: {session.code}"
    shown = post.mailboxes.calendar(now).shown.values()
    starts = [start for start, *_ in shown]
    assert starts == ([cast.programme.sessions_of(cast.ben)[0].starts_at] if what == "moved" else [])
    heard = [each.method for each in post.mailboxes.letters(now)]
    assert heard == (["REQUEST"] if what == "moved" else [None])


@on_both
@pytest.mark.spec("PPL-2")
@pytest.mark.parametrize("code_from", ["ben", "mia"])
async def test_of_two_accounts_that_become_one_every_session_goes_on_in_the_calendar_of_the_one_that_stays(
    cast: Cast, post: Post, code_from: str
) -> None:
    ben, mia, ana = cast.ben, cast.mia, cast.ana
    for mentee, at in ((ben, "thu 3pm"), (mia, "thu 11am")):
        await mentee.command("book", f"@ana {at}")
        await mentee.press("Confirm booking")
    stays, goes = (ben, mia) if code_from == "ben" else (mia, ben)
    [(starts_at, *_)] = post.shown(goes)
    await linked(stays, goes)
    assert [start for start, *_ in post.shown(goes)] == [starts_at], "nothing has changed yet"

    sessions = cast.programme.sessions_of(ben)
    for session, at in zip(sessions, ("fri 2pm", "fri 3pm"), strict=True):
        await asks(ben, session, at)
        await ana.command("sessions", f"{session.code} accept")
    times = sorted(each.starts_at for each in cast.programme.sessions_of(mia))
    assert sorted(start for start, *_ in post.shown(stays)) == times
    assert sorted(start for start, *_ in post.shown(ana)) == times
    assert post.shown(goes) == []

    for session in sessions:
        await mia.command("sessions", f"{session.code} cancel")
        assert await mia.fill({"Reason": "No longer need this session"}) == {}
    assert post.shown(stays) == post.shown(ana) == post.shown(goes) == []


@pytest.mark.spec("ADM-4")
async def test_a_session_that_an_admin_cancels_quietly_leaves_calendars_all_the_same(
    cast: Cast, post: Post
) -> None:
    await cast.ben.command("book", "@ana thu 3pm")
    await cast.ben.press("Confirm booking")
    [session] = cast.programme.sessions_of(cast.ben)
    heard = [len(each.messages()) for each in (cast.ana, cast.ben)]
    await acts(cast.olga, session, "Cancel it")
    await cast.olga.fill({"Reason": "It was a test", "Tell both of them": "No"})
    await cast.olga.press("Cancel the session")
    assert post.shown(cast.ana) == post.shown(cast.ben) == []
    assert post.methods(cast.ana) == post.methods(cast.ben) == ["REQUEST", "CANCEL"]
    assert in_english(post.last(cast.ben).subject) == f"Your calendar: {session.code}"
    assert [len(each.messages()) for each in (cast.ana, cast.ben)] == heard, "nothing in the chat"


@pytest.fixture
def replaceable(settled: Settled, sqlite_databases: SqliteFiles) -> Settled:
    return once(sqlite_databases, tell, settled)


@pytest.fixture
def polled(sqlite_databases: SqliteFiles) -> Settled:
    return once(sqlite_databases, asked, once(sqlite_databases, assemble))


@pytest.mark.spec("RAS-1")
async def test_another_mentor_gets_the_event_and_the_former_one_loses_it(
    replaceable: Settled, sqlite_databases: SqliteFiles, clock: Clock, server: MailServer, reach: Reach
) -> None:
    with begun(replaceable, sqlite_databases, clock) as programme:
        story = story_of(programme)
        post = post_for(programme, server, reach, story.mia, story.ana, story.bea, story.cleo)
        # Booked before anybody had an address: the next mail takes the event along.
        await story.mia.command("sessions", f"{story.session.code} edit")
        await story.mia.fill({"Title": "My thesis"})
        start = story.session.starts_at
        assert post.shown(story.ana) == [(start, "My thesis: Ana Lima and Mia Chen", True)]
        await story.leaves(story.ana)
        assert post.shown(story.ana) == []
        assert "Bea" not in str(post.last(story.ana).invitation)
        waits = [(start, "My thesis: Bea Stone and Mia Chen", False)]
        assert post.shown(story.bea) == post.shown(story.mia) == waits, "until she agrees"
        await story.mia.press("Continue with Bea")
        assert post.shown(story.bea) == post.shown(story.mia) == [(*waits[0][:2], True)]
        assert post.shown(story.cleo) == []
        assert post.mailboxes.faults == []


@pytest.mark.spec("CNL-8")
async def test_a_council_stands_in_the_calendars_of_those_who_take_part(
    polled: Settled, sqlite_databases: SqliteFiles, clock: Clock, server: MailServer, reach: Reach
) -> None:
    with begun(polled, sqlite_databases, clock) as programme:
        them = members_of(programme)
        post = post_for(programme, server, reach, *them.mentors, them.mia, them.ben, them.olga)
        for mentor in them.mentors[:4]:
            await them.answers(mentor, "yes yes yes")
        await them.answers(them.ken, "no no no")
        start = them.council.starts_at
        assert start is not None
        stands = [(start, "Council: Scaling up", True)]
        for mentor in them.mentors[:4]:
            assert post.shown(mentor) == stands
        assert post.shown(them.ken) == post.shown(them.olga) == []

        await them.mia.command("council", f"{them.code} register")
        await them.mia.fill({})
        assert post.shown(them.mia) == stands, "though the answer in the chat says all of it"
        await them.mia.command("council", them.code)
        await them.mia.press("Give up my place")
        await them.mia.press("Give it up")
        assert post.shown(them.mia) == []

        await them.bea.command("council", them.code)
        await them.bea.press("Drop out")
        await them.bea.fill({})
        assert post.shown(them.bea) == []
        await them.olga.command("council", f"{them.code} cancel")
        await them.olga.fill({"Reason": "A strike"})
        assert all(post.shown(mentor) == [] for mentor in them.mentors)
        assert post.mailboxes.faults == []


@pytest.mark.spec("NTF-3", "EML-2")
async def test_what_a_server_did_not_take_stands_in_the_calendar_with_the_next_mail(
    cast: Cast, post: Post, server: MailServer
) -> None:
    server.says["."].append("554 5.7.1 looks like spam")
    await cast.ben.command("book", "@ana thu 3pm")
    await cast.ben.press("Confirm booking")
    [session] = cast.programme.sessions_of(cast.ben)
    shown = {len(post.shown(cast.ana)), len(post.shown(cast.ben))}
    assert shown == {0, 1}, "one of both was refused"
    await cast.programme.until(session.starts_at - timedelta(hours=24))
    assert len(post.shown(cast.ana)) == len(post.shown(cast.ben)) == 1


@pytest.mark.spec("EML-2")
async def test_a_mail_whose_answer_is_lost_comes_again_and_changes_nothing_twice(
    cast: Cast, post: Post, server: MailServer
) -> None:
    server.says["."].append(TAKE_AND_DROP)
    await cast.ben.command("book", "@ana thu 3pm")
    await cast.ben.press("Confirm booking")
    await cast.programme.until(cast.programme.clock.now() + timedelta(minutes=10))
    letters = [*post.mailboxes.letters(post.of(cast.ana)), *post.mailboxes.letters(post.of(cast.ben))]
    assert len(letters) == 3
    twice = [each for each in letters if [one.recipient for one in letters].count(each.recipient) == 2]
    assert len({each.headers["Message-ID"] for each in twice}) == 1
    assert len({each.invitation for each in twice}) == 1, "with the same sequence"
    assert len(post.shown(cast.ana)) == len(post.shown(cast.ben)) == 1
