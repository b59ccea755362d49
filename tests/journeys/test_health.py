"""What in the programme needs an admin, and what they hear of it each Monday."""

from datetime import UTC, datetime, timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import pytest

from bot.actions.statistics import ShowHealth
from core.people import Role
from core.sessions import Session
from core.usecases import health
from tests.journeys.afterwards import MINUTE, booked, held, reports_ana
from tests.journeys.conftest import Cast
from tests.journeys.programme import Programme
from tests.journeys.test_admin_channels import opened

__all__ = ["booked"]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONDAY = datetime(2026, 3, 9, 9, tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)
"""A week after the programme began, at nine where Olga is."""
TITLE = "The week of the programme"


async def rounds(programme: Programme, at: datetime) -> None:
    programme.clock.move_to(at)
    health.send_summaries(programme.desk)
    await programme.settle()


# --- what needs attention


@pytest.mark.spec("ADM-12")
async def test_mentees_without_a_session_are_named_with_a_way_to_them(cast: Cast, booked: Session) -> None:
    await cast.olga.command("admin", "health")
    read = cast.olga.last()
    assert "Mentees on a plan without a session this month: 1\nBen Wolff, who has never had one" in read
    assert "Mia Chen" not in read
    await cast.olga.press("Ben Wolff")
    assert "Plan: individual" in cast.olga.last()


@pytest.mark.spec("ADM-12")
async def test_a_mentor_with_less_than_two_free_times_is_named(cast: Cast) -> None:
    await cast.ana.command("availability", "off 2 mar to 12 mar")
    await cast.ana.press("Save")
    await cast.olga.command("admin", "health")
    assert "Mentors without two free times" not in cast.olga.last()
    await cast.ana.command("availability", "off 13 mar to 30 mar")
    await cast.ana.press("Save")
    await cast.olga.command("admin", "health")
    assert "Mentors without two free times in the next 14 days: 1\nAna Lima" in cast.olga.last()
    await cast.olga.press("Ana Lima")
    assert "Remove mentor" in cast.olga.buttons()


@pytest.mark.spec("ADM-12", "AFT-4")
async def test_a_dispute_that_waits_for_three_days_is_named_and_opened(cast: Cast, booked: Session) -> None:
    await held(cast, cast.mia)
    await reports_ana(cast)
    opened = cast.programme.clock.now()
    for at, named in ((opened + 72 * HOUR - MINUTE, False), (opened + 72 * HOUR + MINUTE, True)):
        await cast.programme.until(at)
        await cast.olga.command("admin", "health")
        assert ("Disputes open for more than 72 h: 1" in cast.olga.last()) is named
    await cast.olga.press(booked.code)
    assert "Ana Lima did not come" in cast.olga.last()
    assert "Confirm" in cast.olga.buttons()


@pytest.mark.spec("ADM-12")
async def test_where_all_is_well_that_is_said(cast: Cast, booked: Session) -> None:
    await cast.ben.command("book", "@ana fri 9pm")
    await cast.ben.press("Confirm booking")
    await cast.olga.command("admin", "health")
    assert "All is well: nothing needs your attention." in cast.olga.last()


@pytest.mark.spec("ADM-12", "SAF-1")
async def test_nobody_else_reads_what_needs_attention(cast: Cast) -> None:
    for someone in (cast.ana, cast.mia):
        await someone.command("admin", "health")
        assert "For admins only" in someone.last()
        await someone.push(ShowHealth())
        assert "For admins only" in someone.last()


# --- the weekly summary


@pytest.mark.spec("ADM-12")
async def test_admins_hear_on_monday_at_nine_how_the_week_went_and_what_needs_them(
    cast: Cast, booked: Session
) -> None:
    await held(cast, cast.mia, cast.ana)
    await rounds(cast.programme, MONDAY - MINUTE)
    cast.olga.sees_not(TITLE)
    await rounds(cast.programme, MONDAY)
    told = cast.olga.sees(TITLE)
    assert "The week of the programme: 2 – 8 March 2026" in told
    assert "Total sessions: 1" in told
    assert "Completed: 1 (100 %)" in told
    assert "Ben Wolff, who has never had one" in told
    assert "/admin policies set weekly summary no" in told
    for someone in (cast.ana, cast.ben, cast.mia):
        someone.sees_not(TITLE)
    await cast.olga.press("Programme health")
    assert "Programme health" in cast.olga.last()


@pytest.mark.spec("ADM-12", "OPS-2")
async def test_each_week_is_told_once_however_many_processes_look(cast: Cast) -> None:
    programme = cast.programme
    for minutes in (0, 1, 5, 600):
        await rounds(programme, MONDAY + minutes * MINUTE)
    programme.restart()
    threads = [Thread(target=health.send_summaries, args=(programme.desk,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    await programme.settle()
    assert cast.olga.screen().count(TITLE) == 1
    await rounds(programme, MONDAY + 3 * DAY)
    assert cast.olga.screen().count(TITLE) == 1
    await rounds(programme, MONDAY + 7 * DAY)
    assert cast.olga.screen().count(TITLE) == 2


@pytest.mark.spec("ADM-12")
async def test_a_summary_that_was_missed_for_more_than_a_day_is_not_made_up_for(cast: Cast) -> None:
    await rounds(cast.programme, MONDAY + DAY)
    cast.olga.sees_not(TITLE)


@pytest.mark.spec("ADM-12", "POL")
async def test_summaries_can_be_switched_off_also_when_one_is_on_its_way(cast: Cast) -> None:
    cast.programme.clock.move_to(MONDAY)
    await cast.olga.command("admin", "policies set weekly summary no")
    health.send_summaries(cast.programme.desk)
    await cast.olga.press("Change the rule")
    with cast.programme.store.read() as tx:
        assert not tx.policies().weekly_summary
    await cast.programme.settle()
    await rounds(cast.programme, MONDAY + 7 * DAY)
    cast.olga.sees_not(TITLE)


@pytest.mark.spec("ADM-12")
async def test_who_is_no_admin_any_more_hears_nothing(cast: Cast) -> None:
    cast.programme.clock.move_to(MONDAY)
    health.send_summaries(cast.programme.desk)
    cast.programme.change(cast.olga, roles=frozenset({Role.MENTEE}))
    await cast.programme.settle()
    cast.olga.sees_not(TITLE)


@pytest.mark.spec("ADM-12")
async def test_nine_is_nine_where_the_admin_is_also_after_the_clocks_have_changed(cast: Cast) -> None:
    summer = datetime(2026, 3, 30, 9, tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)
    assert summer.hour == 8
    await rounds(cast.programme, summer - MINUTE)
    cast.olga.sees_not(TITLE)
    await rounds(cast.programme, summer)
    assert "The week of the programme: 23 – 29 March 2026" in cast.olga.sees(TITLE)
    assert "No sessions in this period" in cast.olga.sees(TITLE)


@pytest.mark.spec("ADM-12", "PPL-6")
async def test_where_there_is_an_admin_channel_the_summary_comes_there_once(cast: Cast) -> None:
    room = await opened(cast)
    cast.programme.change(cast.ben, roles=frozenset({Role.MENTEE, Role.ADMIN}))
    early = datetime(2026, 3, 9, 9, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)
    for at in (early, MONDAY, MONDAY + HOUR):
        await rounds(cast.programme, at)
    assert room.screen().count("The week of the programme: 2 – 8 March 2026") == 1
    for someone in (cast.olga, cast.ben):
        someone.sees_not(TITLE)
