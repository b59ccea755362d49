"""Notices as mail, from a press in the chat to what a mail server has taken."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from aiohttp import ClientSession, web
from sqlalchemy import select

from bot.mail.routes import UnsubscribeRoutes
from core.clock import Clock
from core.mail import MailClass, MailEvent, MailSettings, MailState
from core.notices import Kind
from core.usecases import mail, mailing
from playground.loopback import serving
from playground.mail.server import TAKE_AND_DROP, MailServer, Received
from storage.mail_tables import mails
from storage.message_tables import notices
from tests.databases import Databases
from tests.journeys.conftest import Cast, begun, people_of, prepared, settled_in
from tests.journeys.programme import Programme
from tests.mail.conftest import Reach, body, parsed

ADDRESS = {"ana": "ana@example.org", "ben": "ben@example.org"}
_prepared: dict[int, object] = {}


@pytest.fixture
def cast(databases: Databases, clock: Clock) -> Iterator[Cast]:
    """On both databases; prepared once on each."""
    key = id(databases)
    if key not in _prepared:
        _prepared[key] = prepared(databases, settled_in)
    with begun(_prepared[key], databases, clock) as programme:  # type: ignore[arg-type]
        yield people_of(programme)


@dataclass
class Post:
    """The server, and who has which address."""

    server: MailServer
    programme: Programme

    def to(self, address: str) -> list[Received]:
        return [each for each in self.server.mails if each.recipient == address]

    def recorded(self) -> list[tuple[str, str, str]]:
        with self.programme.store.work(read_only=True) as work:
            rows = work.connection.execute(select(mails).order_by(mails.c.id))
            return [(row.address, row.template, row.state) for row in rows]

    def waiting(self) -> list[tuple[str, str | None]]:
        with self.programme.store.work(read_only=True) as work:
            rows = work.connection.execute(
                select(notices).where(notices.c.kind == "errand.mail", notices.c.state == "waiting")
            )
            return [(row.details.get("kind", ""), row.last_error) for row in rows]


@pytest.fixture
def post(cast: Cast, server: MailServer, reach: Reach) -> Post:
    """Ana and Ben have an address in their profile on the platform, Mia and Olga none."""
    cast.programme.mails_by(reach())
    cast.programme.change(cast.ana, email=ADDRESS["ana"])
    cast.programme.change(cast.ben, email=ADDRESS["ben"])
    return Post(server, cast.programme)


async def book(cast: Cast) -> None:
    await cast.ben.command("book", "@ana wednesday 3pm")
    await cast.ben.press("Confirm booking")


@pytest.mark.spec("EML-1", "EML-2", "BOK-7")
async def test_a_booking_is_told_in_chat_and_by_mail_and_each_mail_is_recorded(
    cast: Cast, post: Post
) -> None:
    await book(cast)
    cast.ana.sees("Ben Wolff")
    assert [each.recipient for each in post.server.mails].count(ADDRESS["ben"]) == 1
    assert [each.recipient for each in post.server.mails].count(ADDRESS["ana"]) == 1
    (letter,) = post.to(ADDRESS["ben"])
    assert "Ana Lima" in body(letter, "plain")
    assert "Ana Lima" in body(letter, "html")
    assert parsed(letter)["List-Unsubscribe"] is None, "what matters is not switched off by its kind"
    assert sorted(post.recorded()) == [
        (ADDRESS["ana"], "booked", "sent"),
        (ADDRESS["ben"], "booked", "sent"),
    ]


@pytest.mark.spec("EML-1")
async def test_mails_about_a_session_belong_under_its_first(cast: Cast, post: Post) -> None:
    await book(cast)
    (session,) = cast.programme.sessions_of(cast.ben)
    await cast.ben.command("sessions", f"{session.code} edit")
    await cast.ben.fill({"Title": "My thesis"})
    first, second = post.to(ADDRESS["ana"])
    assert parsed(second)["In-Reply-To"] == parsed(first)["Message-ID"]
    assert parsed(first)["In-Reply-To"] is None


@pytest.mark.spec("PPL-3", "EML-1")
async def test_reminders_are_switched_off_by_the_link_in_a_mail_and_in_the_chat(
    cast: Cast, post: Post
) -> None:
    await book(cast)
    (session,) = cast.programme.sessions_of(cast.ben)
    await cast.programme.until(session.starts_at - timedelta(hours=24))
    letter = post.to(ADDRESS["ben"])[-1]
    link = re.fullmatch(
        r"<https://parley\.example/mail/([\w-]+)/reminders>", parsed(letter)["List-Unsubscribe"]
    )
    assert link, parsed(letter)["List-Unsubscribe"]
    await cast.ben.command("profile", "mail reminders off")
    await cast.programme.until(session.starts_at - timedelta(hours=1))
    assert post.to(ADDRESS["ben"])[-1] is letter
    assert len(post.to(ADDRESS["ana"])) == 3
    cast.ben.sees("E-mail")


@pytest.mark.spec("PPL-3")
async def test_an_address_is_confirmed_by_the_code_that_was_mailed_there(cast: Cast, post: Post) -> None:
    await cast.mia.command("profile", "mail mia@example.com")
    (letter,) = post.to("mia@example.com")
    assert "Mia" not in letter.content.decode(), "nothing personal before it is confirmed"
    assert str(parsed(letter)["To"]) == "mia@example.com"
    code = re.search(r"\b([0-9]{6})\b", body(letter, "plain"))
    assert code
    wrong = f"{(int(code[1]) + 1) % 10**6:06}"
    await cast.mia.command("profile", f"mail {wrong}")
    cast.mia.sees("Another code")
    await cast.mia.command("profile", f"mail {code[1]}")
    cast.mia.sees("mia@example.com")
    assert settings_of(cast, cast.mia.id).address == "mia@example.com"
    await cast.mia.command("profile")
    assert "mia@example.com" in cast.mia.last()


@pytest.mark.spec("PPL-3")
async def test_five_tries_and_ten_minutes(cast: Cast, post: Post) -> None:
    await cast.mia.command("profile", "mail mia@example.com")
    code = re.search(r"\b([0-9]{6})\b", body(post.server.mails[-1], "plain"))
    assert code
    for _ in range(5):
        await cast.mia.command("profile", f"mail {(int(code[1]) + 1) % 10**6:06}")
    await cast.mia.command("profile", f"mail {code[1]}")
    cast.mia.sees("No code waits")
    await cast.mia.command("profile", "mail mia@example.com")
    code = re.search(r"\b([0-9]{6})\b", body(post.server.mails[-1], "plain"))
    assert code
    await cast.programme.later(minutes=10)
    await cast.mia.command("profile", f"mail {code[1]}")
    assert settings_of(cast, cast.mia.id).address is None


@pytest.mark.spec("PPL-3", "SAF-3")
@pytest.mark.parametrize(
    "typed",
    [
        '"ben x"@example.org',
        "jörg@example.org",
        "ben@example",
        "ben@@example.org",
        "ben@-x.org",
        "a,b@example.org",
    ],
)
async def test_what_is_no_address_is_refused_with_a_sentence(cast: Cast, post: Post, typed: str) -> None:
    await cast.mia.command("profile", f"mail {typed}")
    cast.mia.sees("Another address, please")
    assert post.server.mails == []


async def test_a_domain_in_another_script_is_written_as_mail_needs_it(cast: Cast, post: Post) -> None:
    await cast.mia.command("profile", "mail mia@straße.example")
    assert [each.recipient for each in post.server.mails] == ["mia@xn--strae-oqa.example"]


@pytest.mark.spec("EML-2")
async def test_a_server_that_is_away_delays_nothing_but_mail(cast: Cast, post: Post) -> None:
    post.server.says["MAIL"].append("421 4.3.2 closing")
    await book(cast)
    cast.ana.sees("Ben Wolff")
    assert post.server.mails == []
    assert len(post.waiting()) >= 2
    code = cast.programme.sessions_of(cast.ben)[0].code
    await cast.ben.command("sessions", code)
    cast.ben.sees("The e-mail about this is delayed")
    await cast.olga.command("admin", f"session {code}")
    assert "delayed" in cast.olga.last()
    for _ in range(3):
        await cast.programme.later(minutes=1)
    assert len(post.server.mails) == 2
    await cast.ben.command("sessions", code)
    assert "delayed" not in cast.ben.last()


@pytest.mark.spec("EML-2", "NTF-1")
async def test_a_mail_that_may_have_left_goes_again_under_the_same_id(cast: Cast, post: Post) -> None:
    post.server.says["."].append(TAKE_AND_DROP)
    await book(cast)
    await cast.programme.later(minutes=5)
    ids = [str(parsed(each)["Message-ID"]) for each in post.server.mails]
    assert len(ids) == 3
    assert len(set(ids)) == 2, "whoever reads both copies can tell that they are one"
    assert len(post.recorded()) == 2


@pytest.mark.spec("EML-2", "NTF-3")
async def test_an_address_that_takes_no_mail_is_told_of_in_the_chat_and_left_alone(
    cast: Cast, post: Post
) -> None:
    post.server.says["RCPT"].extend(["550 5.1.1 no such user"] * 2)
    await book(cast)
    cast.ben.sees("takes no mail")
    cast.ana.sees("takes no mail")
    assert sorted(state for _, _, state in post.recorded()) == ["failed", "failed"]
    (session,) = cast.programme.sessions_of(cast.ben)
    await cast.programme.until(session.starts_at - timedelta(hours=1))
    assert post.server.mails == []
    await cast.ben.command("profile", "mail")
    cast.ben.sees("the address takes no mail")


@pytest.mark.spec("EML-2")
async def test_admins_hear_once_of_a_password_that_is_not_accepted(cast: Cast, post: Post) -> None:
    post.server.says["AUTH"].extend(["535 5.7.8 wrong"] * 4)
    await book(cast)
    cast.olga.sees("Mail does not work")
    assert sum("Mail does not work" in each for each in cast.olga.messages()) == 1
    assert len(post.waiting()) >= 2
    await cast.programme.later(minutes=16)
    await cast.programme.later(minutes=16)
    assert len(post.server.mails) == 2


@pytest.mark.spec("NTF-3")
async def test_who_blocks_the_chat_hears_by_mail_and_admins_see_it(cast: Cast, post: Post) -> None:
    cast.ben.door.blocks(cast.ben.address.user)
    await cast.olga.command("admin", "plan @ben council")
    assert len(post.to(ADDRESS["ben"])) == 1
    with cast.programme.store.read() as tx:
        (failed,) = [
            each for each in tx.notices.failed(9) if getattr(each.item, "kind", "") == Kind.PLAN_CHANGED
        ]
    assert (failed.state, failed.mailed) == ("dead", True)
    await cast.olga.command("admin", "failed")
    cast.olga.sees("It went by e-mail instead")


@pytest.mark.spec("NTF-4", "PPL-3")
async def test_quiet_hours_delay_of_mail_what_they_delay_in_the_chat(cast: Cast, post: Post) -> None:
    """It is morning in Berlin and in the night of São Paulo, where Ana is; Ben acts, so he hears at once."""
    await cast.ana.command("profile", "quiet 00:00-07:30")
    await cast.ben.command("profile", "quiet 00:00-23:00")
    await book(cast)
    [session] = cast.programme.sessions_of(cast.ben)
    assert [each.recipient for each in post.server.mails] == [ADDRESS["ben"]]
    assert ("booked", "quiet hours") in post.waiting()
    await cast.ana.command("sessions", session.code)
    assert "delayed" not in cast.ana.last(), "it waits, as she has asked"

    await cast.ben.command("book", "@ana today 6pm")
    await cast.ben.press("Confirm booking")
    assert len(post.to(ADDRESS["ana"])) == 1, "what is for today waits neither for her nor for what does"
    await cast.programme.later(hours=3)
    [soon, *rest] = post.to(ADDRESS["ana"])
    assert session.code not in body(soon, "plain")
    assert [session.code in body(each, "plain") for each in rest] == [True]


@pytest.mark.spec("NTF-3", "MTG-2")
async def test_who_blocks_the_chat_is_mailed_the_way_in(cast: Cast, post: Post) -> None:
    await book(cast)
    [session] = cast.programme.sessions_of(cast.ben)
    cast.ben.door.blocks(cast.ben.address.user)
    await cast.programme.until(session.starts_at - timedelta(minutes=15))
    last = body(post.to(ADDRESS["ben"])[-1], "plain")
    assert "Time to join" in last
    assert "Link to the meeting: https://parley.example/join/" in last
    assert "calendar.google.com" not in last


async def test_a_reminder_that_is_taken_back_is_not_mailed(cast: Cast, post: Post) -> None:
    await book(cast)
    sent = len(post.server.mails)
    (session,) = cast.programme.sessions_of(cast.ben)
    with cast.programme.store.write() as tx:
        tx.notices.drop(session.id)
    await cast.programme.until(session.starts_at - timedelta(minutes=30))
    assert len(post.server.mails) == sent


@pytest.mark.spec("EML-2", "NTF-1")
async def test_a_process_that_dies_between_sending_and_recording_sends_the_same_mail(
    cast: Cast, post: Post
) -> None:
    """The next one finds the errand after its lease, and receivers know the Message-ID."""
    programme = cast.programme
    with without_record(programme):
        await book(cast)
    programme.faults.clear()
    assert post.recorded() == []
    before = len(post.server.mails)
    programme.restart()
    await programme.later(minutes=5)
    assert len(post.server.mails) == before + 2
    assert len({str(parsed(each)["Message-ID"]) for each in post.server.mails}) == 2
    assert len(post.recorded()) == 2


def settings_of(cast: Cast, person: int) -> MailSettings:
    with cast.programme.store.read() as tx:
        return tx.mail.of(person)


@contextmanager
def without_record(programme: Programme) -> Iterator[None]:
    """A database in which no mail can be recorded."""
    for before, after in (("error", "aside"), ("aside", "error")):
        with programme.store.engines.writer.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE mails RENAME COLUMN {before} TO {after}")
        if after == "aside":
            yield


@pytest.mark.spec("EML-2")
async def test_a_bounce_marks_the_address_once_and_its_owner_is_told(cast: Cast, post: Post) -> None:
    await book(cast)
    with cast.programme.store.work(read_only=True) as work:
        (server_id,) = work.connection.execute(
            select(mails.c.server_id).where(mails.c.address == ADDRESS["ben"])
        ).scalars()
    bounced = MailEvent("msg_1", server_id, ADDRESS["ben"], MailState.BOUNCED, "550 nobody", lasting=True)
    for _ in range(2):
        mailing.take_event(cast.programme.desk, bounced)
    await cast.programme.settle()
    assert sum("takes no mail" in each for each in cast.ben.messages()) == 1
    assert (ADDRESS["ben"], "booked", "bounced") in post.recorded()
    late = MailEvent("msg_2", "unknown", ADDRESS["ana"].upper(), MailState.COMPLAINED, lasting=True)
    mailing.take_event(cast.programme.desk, late)
    await cast.programme.settle()
    cast.ana.sees("marked as spam")
    sent = len(post.server.mails)
    await cast.ben.command("sessions", f"{cast.programme.sessions_of(cast.ben)[0].code} edit")
    await cast.ben.fill({"Title": "My thesis"})
    assert len(post.server.mails) == sent
    await cast.ana.command("profile", "mail ana@example.com")
    code = re.search(r"\b([0-9]{6})\b", body(post.server.mails[-1], "plain"))
    assert code
    await cast.ana.command("profile", f"mail {code[1]}")
    settings = settings_of(cast, cast.ana.id)
    assert (settings.address, settings.refused) == ("ana@example.com", None)


@pytest.mark.spec("EML-1", "SAF-1")
async def test_looking_at_the_unsubscribing_link_changes_nothing_and_one_post_does(
    cast: Cast, post: Post
) -> None:
    desk, run = cast.programme.desk, cast.programme.executor.run
    token = mail.token_of(desk, cast.ben.id)
    app = web.Application()
    app.add_routes(UnsubscribeRoutes(desk, run).routes())
    async with serving(app) as origin, ClientSession(origin) as session:
        for method in ("GET", "HEAD", "GET"):
            async with session.request(method, f"/mail/{token}/reminders") as answer:
                page = await answer.text()
                assert (answer.status, answer.cookies) == (200, {})
        assert '<form method="post">' in page
        assert settings_of(cast, cast.ben.id).off == frozenset()
        for path in (f"{token}/matters", f"{token}/nothing", f"{token}x/reminders", "x/reminders"):
            async with session.post(f"/mail/{path}") as answer:
                assert answer.status == 404
        assert settings_of(cast, cast.ben.id).off == frozenset()
        for data in (b"List-Unsubscribe=One-Click", b""):
            async with session.post(f"/mail/{token}/reminders", data=data, allow_redirects=False) as answer:
                assert answer.status == 200
        assert settings_of(cast, cast.ben.id).off == {MailClass.REMINDERS}
        async with session.post(f"/mail/{token}/reminders", data=b"x" * 10_000) as answer:
            assert answer.status == 413
    assert cast.programme.audited().count("MAIL_SWITCHED") == 1


async def test_an_admin_tries_whether_mail_arrives(cast: Cast, post: Post) -> None:
    await cast.olga.command("admin", "mail olga@example.net")
    assert [each.recipient for each in post.server.mails] == ["olga@example.net"]
    await cast.olga.command("admin", "mail")
    cast.olga.sees("To which address?")
    await cast.ben.command("admin", "mail eve@example.net")
    assert len(post.server.mails) == 1


async def test_no_more_than_five_codes_a_day(cast: Cast, post: Post) -> None:
    for n in range(6):
        await cast.mia.command("profile", f"mail mia{n}@example.com")
        await cast.programme.later(minutes=2)
    cast.mia.sees("Enough codes for today")
    assert len(post.server.mails) == 5


async def test_where_no_mail_is_sent_the_profile_says_so(cast: Cast) -> None:
    await cast.ben.command("profile", "mail")
    cast.ben.sees("sends no mail")
    await cast.ben.command("profile", "mail ben@example.org")
    cast.ben.sees("No mail here")


@pytest.mark.spec("ADM-10", "EML-2")
async def test_a_mail_that_was_refused_is_listed_for_admins_and_sent_again(cast: Cast, post: Post) -> None:
    post.server.says["."].extend(["554 5.6.0 that looks like spam"])
    await book(cast)
    assert len(post.server.mails) == 1
    await cast.olga.command("admin", "failed")
    cast.olga.sees("looks like spam")
    await cast.olga.press("Try again")
    assert len(post.server.mails) == 2
    assert {each.recipient for each in post.server.mails} == set(ADDRESS.values())
