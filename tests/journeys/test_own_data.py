"""One's own data: sent as a file, and erased after a week in which one press stops it (PPL-5)."""

import csv
import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from sqlalchemy import String, select
from sqlalchemy import cast as as_type

from core.councils import CouncilStatus, PollAnswer, Standing
from core.erasing import Erasure
from core.people import NAMELESS, Role
from core.ports.claims import Claim
from core.providers import RefundChanged, Told
from core.refunds import RefundStatus
from core.sessions import Reassignment, Session, Status
from core.usecases import closing
from core.usecases.councils import polling
from storage.check import SqlCheck
from storage.housekeeping import SqlHousekeeping
from storage.tables import audit, metadata
from tests.journeys.assembly import Assembly, assembly
from tests.journeys.conftest import Cast
from tests.journeys.linking import linked
from tests.journeys.paying import begins, books, hears, now
from tests.journeys.programme import Programme, Someone
from tests.journeys.test_disputes import PNG, sends
from tests.journeys.test_measures import bea_of
from tests.journeys.test_sessions import book
from tests.payments import Provider
from tests.storage.samples import a_session

__all__ = ["assembly"]
pytestmark = pytest.mark.spec("PPL-5")
FORMULA = '=HYPERLINK("https://evil.example","x")'
LATER = "18 mar 3pm"
"""After the week of grace."""


def sent_to(someone: Someone) -> ZipFile:
    """The file in their own chat."""
    [(chat, name, content)] = someone.door.files
    assert (chat, name) == (someone.address.user, "my-data.zip")
    return ZipFile(BytesIO(content))


def table(file: ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(file.read(f"tables/{name}.csv").decode("utf-8-sig"))))


def left_of(cast: Cast, *words: str) -> list[str]:
    """Where in the whole database one of these words stands after another week."""
    cast.programme.clock.move(timedelta(days=8))
    store, found = cast.programme.store, list[str]()
    while SqlHousekeeping(store).sweep():
        pass
    with store.engines.reader.begin() as connection:
        for each in metadata.sorted_tables:
            for column in each.c:
                for (value,) in connection.execute(
                    select(as_type(column, String)).where(column.is_not(None))
                ):
                    if any(word.casefold() in str(value).casefold() for word in words):
                        found.append(f"{each.name}.{column.name}: {value}")
    return found


async def passes(cast: Cast, **time: float) -> None:
    """Time passes, with the rounds at its end."""
    await cast.programme.later(**time)
    await cast.programme.erasures.go()
    await cast.programme.settle()


async def erase(cast: Cast, someone: Someone) -> None:
    """They ask for it, and let the week and the hour pass."""
    await someone.command("profile", "data erase yes")
    await passes(cast, days=7)
    await passes(cast, hours=1)


def session_of(someone: Someone) -> Session:
    (session,) = someone.programme.sessions_of(someone)
    return session


async def test_a_mentor_has_their_data_sent_and_only_what_is_theirs(cast: Cast) -> None:
    await cast.mia.command("book", "@ana wed 3pm")
    await cast.mia.press("Details")
    await cast.mia.fill({"Title": FORMULA})
    await cast.mia.press("Confirm booking")
    session = session_of(cast.mia)
    await cast.programme.until(session.ends_at)
    await cast.ana.command("sessions", f"{session.code} notes Mia needs a plan")
    await cast.mia.command("sessions", f"{session.code} report behaviour Ana was late to me")
    await cast.ana.command("profile")
    await cast.ana.press("Your data")
    await cast.ana.press("Send me my data")
    cast.ana.sees("It comes into your own chat as a file")

    file = sent_to(cast.ana)
    everything = json.loads(file.read("data.json"))
    assert everything["private_notes"][0]["text"] == "Mia needs a plan"
    assert everything["people"][0]["name"] == "Ana Lima"
    assert (
        everything["sessions"][0] | {"mentor": "Ana Lima", "mentee": "Mia Chen"}
        == everything["sessions"][0]
    )
    assert everything["sessions"][0]["code"] == session.code
    assert everything["disputes"] == []
    assert "late to me" not in str([file.read(name) for name in file.namelist()])
    [row] = table(file, "sessions")
    assert row["title"] == f"'{FORMULA}", "no spreadsheet runs it"
    assert row["starts_at"] == f"{session.starts_at:%Y-%m-%dT%H:%M:%SZ}"
    calendar = file.read("calendar.ics").decode()
    assert calendar.startswith("BEGIN:VCALENDAR\r\n")
    assert calendar.endswith("END:VCALENDAR\r\n")
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "OWN_DATA_ORDERED" in cast.programme.audited()


async def test_a_mentee_gets_what_they_gave_and_a_typed_line_does_it_too(cast: Cast) -> None:
    await book(cast.mia, "wed 3pm")
    session = session_of(cast.mia)
    await cast.programme.until(session.ends_at)
    await cast.ana.command("sessions", f"{session.code} notes nobody else reads this")
    await cast.mia.command("sessions", f"{session.code} report technical it froze")
    await sends(cast.mia, ("shot.png", PNG))
    cast.mia.door.files.clear()
    await cast.mia.command("profile", "data export")
    file = sent_to(cast.mia)
    assert json.loads(file.read("data.json"))["disputes"][0]["reason"] == "it froze"
    assert file.read("evidence/1-shot.png") == PNG
    assert b"nobody else" not in b"".join(file.read(name) for name in file.namelist())


async def test_who_had_two_accounts_has_the_data_of_both_without_what_was_only_drawn_anew(
    cast: Cast,
) -> None:
    await book(cast.mia, "wed 3pm")
    session = session_of(cast.mia)
    await cast.programme.until(session.ends_at)
    await cast.mia.command("sessions", f"{session.code} report technical it froze")
    await linked(cast.ben, cast.mia)
    await cast.mia.command("profile", "data export")
    [name] = {each.address.user for each in (cast.ben, cast.mia) if each.door.files}
    file = sent_to(cast.mia if name == "mia" else cast.ben)
    everything = json.loads(file.read("data.json"))
    done = [each["action"] for each in everything["audit"]]
    assert done.count("MEMBER_JOINED") == 2
    assert done.count("SESSION_BOOKED") == 1, "by the account that went"
    assert {"ben", "mia"} == {each["account"] for each in everything["addresses"]}
    assert [each["state"] for each in everything["account_links"]] == ["joined"]
    assert {each["kind"] for each in everything["notices"]}.isdisjoint({"home", "settle"})
    [dispute] = everything["disputes"]
    assert {each["dispute"] for each in everything["dispute_events"]} == {dispute["id"]}


async def test_a_large_history_is_sent_in_several_files(cast: Cast) -> None:
    cast.mia.door.largest_file = 66_000
    await book(cast.mia, "wed 3pm")
    session = session_of(cast.mia)
    await cast.programme.until(session.ends_at)
    await cast.mia.command("sessions", f"{session.code} report technical it froze")
    await sends(cast.mia, ("one.png", PNG), ("two.png", PNG + b"2"))
    cast.mia.door.files.clear()
    await cast.mia.command("profile", "data export")
    names = [name for _, name, _ in cast.mia.door.files]
    assert names[:2] == ["my-data-1.zip", "my-data-2.zip"]


async def test_erasing_is_shown_first_and_one_press_stops_it(cast: Cast) -> None:
    await book(cast.mia, "wed 3pm")
    await book(cast.mia, LATER)
    await cast.mia.command("profile")
    await cast.mia.press("Your data")
    await cast.mia.press("Erase my data")
    preview = cast.mia.sees("Erase your data?")
    assert "1 session that you take is cancelled, and its mentor is told" in preview
    assert "What is before that takes place as agreed" in preview
    assert "The audit log keeps a number that leads to nobody" in preview
    await cast.mia.press("Erase my data")
    assert "Your data is to be erased on" in cast.mia.last()
    await passes(cast, days=6)
    await cast.mia.press("Keep my data")
    assert "Nothing is erased" in cast.mia.last()
    await passes(cast, days=2)
    assert cast.mia.person.name == "Mia Chen"
    assert [each.status for each in cast.programme.sessions_of(cast.mia)].count(Status.CANCELLED) == 0
    await cast.mia.command("profile", "data keep")
    assert "Nothing was to be erased" in cast.mia.last()


async def test_nothing_says_any_more_who_a_mentee_was_and_coming_back_they_are_new(cast: Cast) -> None:
    cast.programme.knows("the robot")
    await cast.mia.command("book", "@ana wed 3pm")
    await cast.mia.press("Details")
    await cast.mia.fill({"Title": "My quarrel", "What is it about?": "with zebedee"})
    await cast.mia.press("Confirm booking")
    await cast.programme.until(session_of(cast.mia).starts_at)
    await cast.ana.press("Join")
    await cast.mia.press("Join")
    await cast.programme.later(minutes=60)
    closing.complete_ended(cast.programme.desk)
    past = session_of(cast.mia)
    await cast.mia.command("sessions", f"{past.code} feedback 5 4 zebedee helped")
    await book(cast.mia, LATER)
    member = cast.mia.id
    await erase(cast, cast.mia)

    cast.ana.sees("Mia Chen cancelled")
    assert left_of(cast, "mia", "chen", "zebedee", "quarrel", "New_York") == []
    with cast.programme.store.read() as tx:
        found = tx.sessions.get(past.id)
        assert found is not None
        assert (found.mentee, found.topic.title) == (member, "")
        assert tx.people.get(member).is_erased  # type: ignore[union-attr]
    await cast.ana.command("sessions", f"{past.code}")
    assert NAMELESS in cast.ana.last()
    with cast.programme.store.engines.reader.begin() as connection:
        acts = connection.execute(select(audit.c.action).where(audit.c.actor == member)).scalars().all()
    assert "SESSION_BOOKED" in acts, "the audit log keeps the number"
    assert list(SqlCheck(cast.programme.store).violations(timedelta(days=30))) == []
    await cast.mia.command("start")
    assert cast.mia.id != member
    assert cast.programme.sessions_of(cast.mia) == []


@pytest.mark.parametrize("another", [True, False])
async def test_a_mentors_sessions_go_on_as_after_a_cancellation(cast: Cast, another: bool) -> None:
    bea = await bea_of(cast) if another else None
    await book(cast.mia, LATER)
    await cast.ana.command("profile", "data erase")
    assert "Another mentor is sought" in cast.ana.last()
    ana = cast.ana.id
    await erase(cast, cast.ana)
    session = session_of(cast.mia)
    if bea is None:
        assert session.reassignment is Reassignment.AWAITING_CHOICE
    else:
        assert session.mentor == bea.id
        bea.sees("A session for you")
    assert left_of(cast, "Ana Lima", ":ana") == []
    with cast.programme.store.read() as tx:
        mentor = tx.mentors.get(ana)
    assert mentor is not None
    assert (mentor.headline, mentor.active) == ("", False)


async def test_a_mentor_who_is_not_replaced_cancels_and_all_goes_back(
    cast: Cast, provider: Provider
) -> None:
    cast.programme.set_policies(reassign_on_mentor_cancel=False)
    session = await books(cast.mia, provider, f"@ana {LATER}")
    await cast.ana.command("profile", "data erase")
    assert "all that was paid for them goes back" in cast.ana.last()
    await erase(cast, cast.ana)
    after = session_of(cast.mia)
    assert after.id == session.id
    assert after.status is Status.CANCELLED
    assert after.refund is not None
    assert after.refund.amount == 2500
    assert after.cancellation is not None
    assert after.cancellation.by is Role.MENTOR


async def test_a_refund_that_has_not_arrived_has_it_wait(cast: Cast, provider: Provider) -> None:
    provider.becomes = RefundStatus.PENDING
    await books(cast.mia, provider, f"@ana {LATER}")
    await cast.mia.command("profile", "data erase")
    assert "By the terms you get $25.00 back" in cast.mia.last()
    await erase(cast, cast.mia)
    assert session_of(cast.mia).status is Status.CANCELLED
    assert cast.mia.person.name == "Mia Chen", "the refund is on its way"
    [(order, state)] = provider.refunded.values()
    arrived = RefundChanged(state.id, order.payment, 2500, "USD", RefundStatus.PROCESSED, order.key)
    await hears(cast.programme, Told("razorpay", "evt_refund", arrived))
    member = cast.mia.id
    await passes(cast, minutes=1)
    with cast.programme.store.read() as tx:
        assert tx.people.get(member).is_erased  # type: ignore[union-attr]


async def test_an_open_dispute_has_it_wait_and_says_so(cast: Cast) -> None:
    cast.programme.set_policies(dispute_days=None)
    await book(cast.mia, "wed 3pm")
    session = session_of(cast.mia)
    await cast.programme.until(session.ends_at)
    await cast.mia.command("sessions", f"{session.code} report technical it froze")
    await erase(cast, cast.mia)
    told = cast.mia.sees("Your data is not erased yet")
    assert "1 dispute of yours that is not decided" in told
    assert cast.mia.person.name == "Mia Chen"
    await cast.mia.press("Keep my data")
    assert "Nothing is erased" in cast.mia.last()


async def test_the_last_admin_makes_another_first(cast: Cast) -> None:
    await cast.olga.command("profile", "data erase")
    assert "One admin has to stay" in cast.olga.last()
    await cast.olga.command("profile", "data erase yes")
    assert "One admin has to stay" in cast.olga.last()
    await cast.olga.command("admin", "admin @mia")
    await cast.olga.press("Make")
    await erase(cast, cast.olga)
    assert left_of(cast, "Olga", "Okafor", "Europe/London") == []


async def test_a_mentor_with_two_hundred_sessions_ahead_leaves_them_all(cast: Cast) -> None:
    with cast.programme.store.write() as tx:
        start = tx.now + timedelta(days=10)
        for n in range(200):
            ahead = a_session(cast.ana.id, cast.mia.id, start + n * timedelta(hours=1))
            tx.sessions.add(ahead)
            tx.claims.take(
                [
                    Claim(each, ahead.starts_at, ahead.ends_at, ahead.id)
                    for each in (ahead.mentor, ahead.mentee)
                ]
            )
    cast.programme.set_policies(reassign_on_mentor_cancel=False)
    cast.programme.running = False
    cast.programme.knows("Talk")
    ana = cast.ana.id
    await cast.ana.command("profile", "data erase")
    assert "200 sessions that you give are taken from you" in cast.ana.last()
    assert "and 195 more" in cast.ana.last()
    await erase(cast, cast.ana)
    with cast.programme.store.read() as tx:
        assert {each.status for each in tx.sessions.past(cast.mia.id, tx.now, 300)} == {Status.CANCELLED}
        assert tx.people.get(ana).is_erased  # type: ignore[union-attr]


async def due_now(programme: Programme, someone: Someone) -> None:
    """Their week is over."""
    with programme.store.write() as tx:
        tx.erasures.put(Erasure(someone.id, tx.now, tx.now))
    await programme.erasures.go()
    await programme.settle()


async def test_whoever_takes_part_in_a_council_leaves_it_first(assembly: Assembly) -> None:
    programme = assembly.programme
    await assembly.calls()
    for each in assembly.mentors:
        polling.answer_all(programme.desk, each.person, assembly.council.id, PollAnswer.AVAILABLE)
    await programme.settle()
    assert assembly.council.status is CouncilStatus.CONFIRMED
    await assembly.mia.command("council", f"{assembly.code} register")
    await assembly.mia.fill({})
    leaving = next(
        each
        for each in assembly.mentors
        if (seat := assembly.council.seat_of(each.id)) and seat.standing is Standing.PARTICIPATING
    )
    mentor, mentee = leaving.id, assembly.mia.id
    await assembly.olga.command("admin", "admin @ben")
    await assembly.olga.press("Make")
    for someone in (leaving, assembly.mia, assembly.olga):
        await due_now(programme, someone)
    left = assembly.council
    assert left.seat_of(mentor).standing is Standing.DROPPED  # type: ignore[union-attr]
    with programme.store.read() as tx:
        assert mentee not in {place.person for place in tx.councils.places([left.id]).get(left.id, ())}
    assert left.coordinator == assembly.ben.id
    assert left.status is CouncilStatus.CONFIRMED


async def test_a_mentor_of_an_open_poll_says_no_to_all_of_it(assembly: Assembly) -> None:
    await assembly.calls()
    ada = assembly.ada.id
    await due_now(assembly.programme, assembly.ada)
    assert {vote.answer for vote in assembly.council.votes_of(ada).values()} == {PollAnswer.NO}


async def test_what_waits_for_an_answer_or_a_payment_ends_as_usual(cast: Cast, provider: Provider) -> None:
    session = await begins(cast.mia, f"@ana {LATER}")
    await due_now(cast.programme, cast.mia)
    assert now(cast.mia, session).was_never_paid
    cast.programme.change_mentor(cast.ana, rate=0)
    own = cast.programme.desk.store
    with own.read() as tx:
        mentor = tx.mentors.get(cast.ana.id)
    assert mentor is not None
    cast.programme.change_mentor(cast.ana, schedule=replace(mentor.schedule, instant_booking=False))
    await cast.ben.command("book", f"@ana {LATER}")
    await cast.ben.press("Send request")
    await due_now(cast.programme, cast.ana)
    (asked,) = cast.programme.sessions_of(cast.ben)
    assert asked.status is Status.CANCELLED
    assert "SESSION_DECLINED" in cast.programme.audited()
