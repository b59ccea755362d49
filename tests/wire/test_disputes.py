"""A problem that is reported with a file over the wire, on Slack and on Telegram, and what an admin makes of it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from playground.slack.person import SlackPerson
from playground.telegram.person import TelegramPerson
from tests.wire.test_interventions import PATIENCE, booked
from tests.wire.whole import Whole, on_slack, on_telegram, settle_in, whole

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 500
PAGE = b"<!DOCTYPE html><html><body onload='alert(1)'></body></html>"


@pytest_asyncio.fixture
async def one(sqlite_url: str) -> AsyncIterator[Whole]:
    """Olga on Slack and Ravi on Telegram are admins; Mia on Telegram has booked Ana on Slack."""
    async with whole(sqlite_url, hurried=True) as running:
        await running.parley.executor.run(settle_in, running)
        for user in (7001, 7002):
            await on_telegram(running, user).start()
            await on_telegram(running, user).sees("Welcome", PATIENCE)
        yield running
        assert running.faults() == []


async def sends(party: SlackPerson | TelegramPerson, name: str, content: bytes) -> None:
    if isinstance(party, SlackPerson):
        await party.send_files((name, content))
    else:
        await party.send_file(name, content, "image/png")


@pytest.mark.spec("AFT-4", "CHT-2", "CHT-3", "CHT-8")
@pytest.mark.parametrize("platform", ["slack", "telegram"])
async def test_a_problem_with_a_file_goes_from_one_platform_to_an_admin_on_the_other(
    one: Whole, platform: str
) -> None:
    session = await one.parley.executor.run(booked, one)
    ana, mia = on_slack(one, "U1ANA"), on_telegram(one, 7002)
    olga, ravi = on_slack(one, "U1OLGA"), on_telegram(one, 7001)
    parties: tuple[SlackPerson | TelegramPerson, SlackPerson | TelegramPerson] = (ana, mia)
    admins: tuple[SlackPerson | TelegramPerson, SlackPerson | TelegramPerson] = (ravi, olga)
    party, other = parties if platform == "slack" else parties[::-1]
    admin, _ = admins if platform == "slack" else admins[::-1]
    await party.command("sessions", session.code)
    await party.press("Report a problem")
    await party.fill(
        {"What is it about?": "Technical problem", "In one line": "no sound & <b>no picture</b>"}
    )
    await party.sees("Reported: D-", PATIENCE)
    if platform == "slack":
        one.playground.slack.settings.scopes -= {"files:read"}
        await sends(party, "early.png", PNG)
        await party.sees("needs the scope files:read", PATIENCE)
        one.playground.slack.settings.scopes |= {"files:read"}
    await sends(party, "shot.png", PNG)
    await party.sees("Files added", PATIENCE)
    await sends(party, "page.png", PAGE)
    await party.sees("can carry programs, whatever its name says", PATIENCE)
    await admin.sees("no sound & <b>no picture</b>", PATIENCE)
    await admin.press("Take it")
    await admin.sees("has it.", PATIENCE)
    await admin.press("1. shot.png")
    if isinstance(admin, SlackPerson):
        await admin.sees("[file shot.png]", PATIENCE)
        assert one.playground.slack.files.content(admin.receives("shot.png")["id"]) == PNG
    else:
        assert (await admin.receives("shot.png", PATIENCE)).content == PNG
    await admin.press("Nothing to be done")
    await admin.fill({"What you tell them": "We have mended it", "Internal note": "a cable"})
    await admin.sees("Resolve it without an action?", PATIENCE)
    await admin.press("Resolve it")
    await admin.sees("is resolved", PATIENCE)
    await party.sees("We have mended it", PATIENCE)
    await other.sees("A report about your session is closed", PATIENCE)
    for each in (party, other):
        assert "a cable" not in each.screen()
