"""What the demo promises to whoever follows the README and the Guide."""

import socket
from datetime import UTC, datetime, timedelta

import pytest

from bot.__main__ import main
from core.clock import Clock
from core.people import Address
from playground.cast import TEAM
from playground.slack.person import SlackPerson
from playground.stories.scene import prologue
from playground.telegram.person import TelegramPerson
from tests.wire.telegram_stage import until
from tests.wire.whole import on_slack, on_telegram, settle_in, whole

SATURDAY = datetime(2026, 12, 19, 0, 35, tzinfo=UTC)


async def leaves(person: SlackPerson | TelegramPerson, *, times: int) -> None:
    """Press Cancel: the review, and each one before it, says that nothing is booked."""
    await person.press("Cancel")
    await until(lambda: person.screen().count("Nothing booked") == times)


@pytest.fixture
def no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stop of the clock lasts until the bot has done what it has to do, on a busy machine too."""
    monkeypatch.setattr("playground.stage.STOP_PATIENCE", 120.0)


@pytest.mark.spec("OPS-1", "BOK-7")
async def test_the_guides_first_line_works_on_every_day_of_the_week(sqlite_url: str) -> None:
    clock = Clock()
    clock.move_to(SATURDAY)
    async with whole(sqlite_url, clock=clock) as one:
        await prologue(one.playground)
        ben, mia = on_slack(one, "U1BEN"), on_telegram(one, 7002)
        days = set()
        for day in range(1, 8):
            for someone in (ben, mia):
                await someone.command("book", "@ana tomorrow 3pm")
                await someone.sees("Review and confirm")
                await leaves(someone, times=day)
            days.add(clock.now().weekday())
            clock.move(timedelta(hours=27))
    assert days == set(range(7))


@pytest.mark.spec("CHT-2")
async def test_a_message_of_the_chat_is_discussed_with_a_mentor_from_its_menu(sqlite_url: str) -> None:
    async with whole(sqlite_url) as one:
        await prologue(one.playground)
        ben = on_slack(one, "U1BEN")
        await ben.say("How do I get from analyst to team lead?")
        await ben.shortcut("discuss", message="analyst to team lead")
        await ben.sees("Discuss with a mentor")
        await ben.fill({"Mentor": "@ana"})
        await ben.sees("Review and confirm")
        await ben.sees("About: How do I get from analyst to team lead?")
        assert one.playground.slack.faults == []


@pytest.mark.spec("OPS-1", "NTF-2")
@pytest.mark.usefixtures("no_hurry")
async def test_a_jump_over_days_brings_each_reminder_at_its_minute(sqlite_url: str) -> None:
    start, clock = datetime(2030, 1, 11, 14, tzinfo=UTC), Clock()
    clock.move_to(datetime(2030, 1, 7, 8, tzinfo=UTC))
    async with whole(sqlite_url, clock=clock) as one:
        settle_in(one)
        ben = on_slack(one, "U1BEN")
        await ben.command("book", "@ana 2030-01-11 15:00")
        await ben.press("Confirm booking")
        await ben.sees("Your session is confirmed")
        await one.playground.stage.travel(start - timedelta(minutes=5) - clock.now())
        messages = one.playground.slack.snapshot("U1BEN")["channels"][0]["messages"]
    told = {
        words: [datetime.fromisoformat(one["at"]) for one in messages if words in one["text"]]
        for words in ("In 24 h", "In 1 h", "Time to join")
    }
    for words, before in (("In 24 h", 24 * 60), ("In 1 h", 60), ("Time to join", 15)):
        [at] = told[words]
        assert timedelta() <= at - (start - timedelta(minutes=before)) < timedelta(minutes=1)


@pytest.mark.spec("OPS-1", "SES-4")
@pytest.mark.usefixtures("no_hurry")
async def test_a_jump_over_days_lets_the_bots_rounds_do_their_work_on_the_way(sqlite_url: str) -> None:
    clock = Clock()
    clock.move_to(datetime(2030, 1, 7, 8, tzinfo=UTC))
    async with whole(sqlite_url, clock=clock) as one:
        settle_in(one)
        ben = on_slack(one, "U1BEN")
        await ben.command("book", "@ana tomorrow 3pm")
        await ben.press("Confirm booking")
        await ben.sees("Your session is confirmed")
        await one.playground.stage.travel(timedelta(days=7))
        await ben.sees("Completed.")
        with one.parley.store.read() as tx:
            person = tx.people.find(Address("slack", TEAM, "U1BEN"))
            assert person is not None
            [session] = tx.sessions.past(person.id, tx.now, 1)
            grace = timedelta(minutes=tx.policies().completion_grace_minutes)
    assert session.attendance_asked_at is not None
    assert session.attendance_asked_at - session.ends_at - grace < timedelta(minutes=2)
    assert clock.now() >= datetime(2030, 1, 14, 8, tzinfo=UTC)


@pytest.mark.spec("OPS-1")
def test_a_port_in_use_is_told_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["demo", "--port", str(port)]) == 1
    told = capsys.readouterr().err
    assert f"port {port}" in told
    assert "--port" in told
    assert "Traceback" not in told
