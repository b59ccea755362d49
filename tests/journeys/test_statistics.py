"""Admins look at the programme's figures."""

from datetime import date

import pytest

from bot.actions.statistics import COMMANDS, Report, ShowReport, ShowReportOf
from bot.drawings import ChartsDrawing
from bot.ui import Picture
from core.ids import new_id
from core.people import Role
from core.periods import Usual
from core.refunds import RefundEntry, RefundKind, RefundStatus
from core.usecases import booking_steps
from tests.journeys.afterwards import MINUTE, book, book_mia, held, reports_mia, rounds
from tests.journeys.conftest import Cast, cast_after
from tests.journeys.programme import Someone


async def live(cast: Cast) -> None:
    """One session has taken place and was rated, one was cancelled by its mentee, one is to come, one is in April."""
    booked = await book_mia(cast)
    await cast.olga.command("admin", "plan @mia council")
    await held(cast, cast.mia, cast.ana)
    await cast.mia.command("sessions", f"{booked.code} feedback 4 5 thanks")
    await book(cast.mia, "mon 3pm")
    gone = await book(cast.mia, "tue 3pm")
    await cast.mia.command("sessions", f"{gone.code} cancel")
    await cast.mia.press("Schedule conflict")
    await cast.mia.press("Cancel the session")


lived = cast_after(live)


def picture(someone: Someone) -> Picture:
    (found,) = (part for part in someone._last.parts if isinstance(part, Picture))
    return found


@pytest.mark.spec("ADM-6")
async def test_an_admin_reads_the_figures_of_this_month_and_sees_them(lived: Cast) -> None:
    await lived.olga.command("admin", "stats")
    read = lived.olga.last()
    for line in (
        "Statistics: March 2026",
        "Total sessions: 3",
        "Completed: 1 (33 %)",
        "Cancelled: 1 (33 %): by mentees 1",
        "No-shows: 0 (0 %)",
        "Not over yet: 1 (33 %)",
        "Average rating: 4.0 of 5 by 1 mentee",
        "Revenue: $80.00",
        "Refunds processed: $0.00",
        "Net: $80.00",
        "Sessions today: 1",
        "Pending reschedules: none",
        "Percentages are of all sessions that begin in this period (Europe/London)",
    ):
        assert line in read
    shown = picture(lived.olga)
    assert shown.alt == "Sessions over time and by status, March 2026: 3"
    assert isinstance(shown.drawing, ChartsDrawing)
    over_time, by_status = shown.drawing.charts
    assert len(over_time.labels) == 31
    assert [sum(series.counts) for series in over_time.series] == [1, 1, 1]
    assert by_status.labels == ("Completed", "Not over yet", "Cancelled")
    assert by_status.sums[0] == "1 · 33 %"


@pytest.mark.spec("ADM-6")
async def test_refunds_that_were_processed_are_taken_from_the_revenue(lived: Cast) -> None:
    booked = lived.programme.sessions_of(lived.mia)[0]
    with lived.programme.store.write() as tx:
        for amount, currency, status in (
            (3000, "USD", RefundStatus.PROCESSED),
            (500, "USD", RefundStatus.PENDING),
            (900, "EUR", RefundStatus.PROCESSED),
        ):
            entry = RefundEntry(
                new_id(tx.now), booked.id, amount, currency, RefundKind.PARTIAL, status, tx.now
            )
            tx.ledger.add(entry)
    await lived.olga.command("admin", "stats")
    read = lived.olga.last()
    assert "Revenue: €0.00, $80.00" in read
    assert "Refunds processed: €9.00, $30.00" in read
    assert "Net: -€9.00, $50.00" in read


@pytest.mark.spec("ADM-6", "CHT-4")
async def test_other_periods_are_a_press_or_a_line_away_and_empty_ones_say_so(lived: Cast) -> None:
    await lived.olga.command("admin", "stats")
    await lived.olga.press("Last month")
    assert "No sessions in this period: February 2026." in lived.olga.last()
    assert not any(isinstance(part, Picture) for part in lived.olga._last.parts)
    await lived.olga.press("All time")
    assert "Statistics: all time, 5 – 10 March 2026" in lived.olga.last()
    assert "Total sessions: 3" in lived.olga.last()
    await lived.olga.press("This year")
    assert "Statistics: 2026" in lived.olga.last()
    for typed, title in (
        ("2026", "Statistics: 2026"),
        ("last month", "Statistics: February 2026"),
        ("from:2026-03-01 to:2026-03-06", "Statistics: 1 – 6 March 2026"),
        ("all", "Statistics: all time"),
    ):
        await lived.olga.command("admin", f"stats {typed}")
        assert title in lived.olga.last()
    await lived.olga.command("admin", "stats from:2026-03-01 to:2026-03-06")
    assert "Total sessions: 1" in lived.olga.last()


@pytest.mark.spec("ADM-6", "CHT-1")
@pytest.mark.parametrize(
    "typed", ["bananas", "from:2026-03-31 to:2026-01-01", "to:2026-01-01", "x" * 10_000]
)
async def test_a_period_that_is_none_is_refused_with_what_there_is(cast: Cast, typed: str) -> None:
    for report in ("stats", "analytics"):
        await cast.olga.command("admin", f"{report} {typed}")
        assert "Which period?" in cast.olga.last()
        assert "from:2026-01-01 to:2026-03-31" in cast.olga.last()
        assert "This year" in cast.olga.buttons()


@pytest.mark.spec("ADM-6", "ADM-7", "SAF-1")
@pytest.mark.parametrize("report", Report)
async def test_nobody_else_reads_them(cast: Cast, report: Report) -> None:
    await cast.olga.command("admin", COMMANDS[report].removeprefix("admin "))
    for someone in (cast.ana, cast.mia):
        await someone.command("admin", COMMANDS[report].removeprefix("admin "))
        assert "For admins only" in someone.last()
        for action in (
            ShowReport(report, Usual.ALL),
            ShowReportOf(report, date(2026, 3, 1), date(2026, 3, 9)),
        ):
            await someone.push(action)
            assert "For admins only" in someone.last()
    cast.programme.change(cast.olga, roles=frozenset({Role.MENTEE}))
    await cast.olga.press("All time")
    assert "For admins only" in cast.olga.last()


@pytest.mark.spec("ADM-6", "SAF-1")
@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 3, 9), date(2026, 3, 1)),
        (date(1, 1, 1), date(1, 1, 1)),
        (date(2800, 1, 1), date(2800, 1, 1)),
    ],
)
async def test_a_forged_period_is_refused(cast: Cast, first: date, last: date) -> None:
    for report in Report:
        await cast.olga.push(ShowReportOf(report, first, last))
        assert "Which period?" in cast.olga.last()


@pytest.mark.spec("ADM-7")
async def test_an_admin_reads_what_goes_wrong_and_opens_who_it_is_about(lived: Cast) -> None:
    await lived.mia.command(
        "sessions", f"{lived.programme.sessions_of(lived.mia)[1].code} reschedule fri 4pm"
    )
    await lived.olga.command("admin", "stats")
    await lived.olga.press("Analytics")
    read = lived.olga.last()
    for line in (
        "Analytics: March 2026",
        "Schedule conflict, by mentees: 1 (100 %)",
        "Cancelled: 1 (33 %)",
        "By mentees: 1 (100 %)",
        "Rescheduled: none",
        "Session quality: 4.1 of 5 by 1 mentee",
        "Repeat no-shows\nnone",
        "Mia Chen, as a mentee: 95 %",
    ):
        assert line in read
    shown = picture(lived.olga)
    assert shown.alt == "March 2026: 1 cancelled sessions by reason and role, 0 no-shows"
    await lived.olga.press("Mia Chen")
    assert "reliability 95 %" in lived.olga.last()


@pytest.mark.spec("ADM-7")
async def test_who_misses_sessions_again_and_again_is_named(cast: Cast) -> None:
    await cast.olga.command("admin", "plan @mia council")
    for day in ("thu", "fri"):
        missed = await book(cast.mia, f"{day} 3pm")
        await cast.programme.until(missed.starts_at)
        await cast.ana.press("Join")
        await rounds(cast, missed.ends_at + 16 * MINUTE)
        await reports_mia(cast)
    await cast.olga.command("admin", "analytics")
    assert "Mia Chen, as a mentee: 2 sessions missed" in cast.olga.last()
    await cast.olga.press("Last month")
    assert "No sessions in this period: February 2026." in cast.olga.last()


@pytest.mark.spec("AFT-2", "ADM-7", "SAF-6")
async def test_what_mentors_write_for_themselves_is_in_no_figures(lived: Cast) -> None:
    booked = lived.programme.sessions_of(lived.mia)[0]
    with lived.programme.store.write() as tx:
        tx.aftermath.put_note(booked.id, booked.mentor, "Mia is a wombat", tx.now)
    for report in COMMANDS.values():
        await lived.olga.command("admin", f"{report.removeprefix('admin ')} all")
    assert "wombat" not in lived.olga.screen()


@pytest.mark.spec("BOK-9", "ADM-7")
async def test_an_admin_reads_how_far_those_came_who_began_to_book(cast: Cast) -> None:
    await cast.ben.command("book", "@ana")
    await cast.ben.press("Later")
    await cast.ben.command("book", "@ana tomorrow 3pm")
    await cast.ben.press("Confirm booking")
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.command("book", "@ana tomorrow 4pm")
    await cast.mia.press("Cancel")
    await cast.olga.command("book", "@ana tomorrow 4pm")
    booking_steps.fold(cast.programme.desk)
    await cast.olga.command("admin", "analytics")
    read = cast.olga.last()
    for said in (
        "From a mentor to a booking",
        "A mentor chosen: 2",
        "A time chosen: 2 (100 %)",
        "Reviewed: 2 (100 %)",
        "Booked within 24 h: 1 (50 %)",
        "Left without a booking: 1 (50 %)",
    ):
        assert said in read, read
    with cast.programme.store.engines.reader.begin() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM booking_attempts").all()
    assert not any(name in str(kept) for name in ("Ben", "Mia", "ana")), "no words, no names"
