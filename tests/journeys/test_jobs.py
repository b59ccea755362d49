"""Admins act on many sessions at once: from a list or typed, shown, confirmed by number, followed, stopped."""

from datetime import timedelta

import pytest

from bot.jobs.agent import JobAgent
from core.sessions import Session, Status
from core.usecases.jobs import running
from core.usecases.jobs.running import JOBS
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone
from tests.journeys.test_admin_channels import opened
from tests.journeys.test_admin_sessions import booked


@pytest.fixture
async def sessions(cast: Cast) -> list[Session]:
    """Mia and Ben have booked Ana on Thursday and Friday; Mia's first is dear."""
    cheap = await booked(cast, cast.ben, "thu 5pm", "Career goals")
    cast.programme.change_mentor(cast.ana, rate=20_000, currency="USD")
    dear = await booked(cast, cast.mia, "thu 3pm", "Python review")
    cast.programme.change_mentor(cast.ana, rate=0)
    return [dear, cheap, await booked(cast, cast.mia, "fri 9am", "Rust")]


async def admin_with(cast: Cast, *, modals: bool) -> Someone:
    """Olga, or Ben as an admin at the door with modals."""
    if not modals:
        return cast.olga
    dora = await cast.programme.meets("Dora Klein", "Europe/Berlin", "slate").joins()
    await cast.olga.command("admin", "admin @dora")
    await cast.olga.press("Make admin")
    return dora


def statuses(cast: Cast) -> set[Status]:
    return {each.status for who in (cast.mia, cast.ben) for each in cast.programme.sessions_of(who)}


@pytest.mark.spec("ADM-5", "ADM-9", "CHT-4", "CHT-9")
@pytest.mark.parametrize("modals", [False, True])
async def test_a_list_is_cancelled_by_its_button_after_a_look_and_by_its_number(
    cast: Cast, sessions: list[Session], modals: bool
) -> None:
    admin = await admin_with(cast, modals=modals)
    await admin.command("admin", "sessions status:scheduled mentor:ana")
    await admin.press("Cancel these")
    wrong = await admin.fill({"Reason": "a storm <b>& hail</b>", "Refund (%)": "120"})
    assert any("120" in said for said in wrong.values())
    again = {"Refund (%)": "100"}
    await admin.fill(again | {"Reason": "a storm <b>& hail</b>"} if modals else again)
    preview = admin.sees("Cancel 3 sessions?")
    assert "Mentees: 2" in preview
    assert "Waits for a second admin: $200.00 (1 refund)" in preview
    assert "a storm <b>& hail</b>" in preview
    assert statuses(cast) == {Status.SCHEDULED}, "nothing is done yet"
    await admin.press("Cancel 3 sessions")
    report = admin.sees("3 sessions are cancelled.")
    assert "1 refund waits for a second admin." in report
    assert statuses(cast) == {Status.CANCELLED}
    for party in (cast.mia, cast.ben, cast.ana):
        assert "a storm <b>& hail</b>" in party.sees("Your session has been cancelled by support")
    if modals:
        cast.olga.sees("1 refund is above what one admin may decide")
        await cast.olga.press("Show them")
        await cast.olga.press(sessions[0].code)
    assert {"JOB_CANCEL", "ADMIN_FORCE_CANCEL"} <= set(cast.programme.audited())


@pytest.mark.spec("ADM-5", "CHT-4")
async def test_one_typed_line_shows_the_same_and_leaves_it_where_the_admin_does(
    cast: Cast, sessions: list[Session]
) -> None:
    await cast.olga.command("admin", "sessions status:scheduled mentee:ben cancel 50% a storm")
    assert "Cancel 1 session?" in cast.olga.last()
    assert "Reason: a storm" in cast.olga.last()
    await cast.olga.press("Do nothing")
    assert "All sessions stay as they are." in cast.olga.last()
    await cast.olga.command("admin", "sessions mentee:ben cancel")
    await cast.olga.fill({"Reason": "hail"})
    await cast.olga.press("Cancel 1 session")
    cast.olga.sees("1 session is cancelled.")
    assert statuses(cast) == {Status.SCHEDULED, Status.CANCELLED}
    await cast.olga.command("admin", "sessions mentee:ben cancel once more")
    assert "No session of this list can be cancelled" in cast.olga.last()
    await cast.olga.command("admin", "sessions mentee:ben search:cancel")
    assert "No session fits." in cast.olga.last(), "a word to search for is no act"


@pytest.mark.spec("ADM-5", "CHT-5")
async def test_progress_is_edited_in_place_until_somebody_stops_it(
    cast: Cast, sessions: list[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SLICE", 1)
    work = running.carry_on
    seen: list[str] = []

    def carry_on(desk: object, job: int, *, careful: bool) -> object:
        seen.append(cast.olga.last())
        if len(seen) == 3:
            running.stop(cast.programme.desk, cast.olga.person, job)
        return work(desk, job, careful=careful)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "carry_on", carry_on)
    programme = cast.programme
    agent = JobAgent(programme.desk, programme.conversation._messenger, programme.executor.run, pace=0)
    programme.delivery._agents[JOBS] = agent  # type: ignore[index]
    await cast.olga.command("admin", "sessions status:scheduled cancel a storm")
    shown = len(cast.olga.messages())
    await cast.olga.press("Cancel 3 sessions")
    assert "1 of 3 are dealt with (33 %)." in seen[1]
    assert "2 of 3 are dealt with (66 %)." in seen[2]
    assert "It was stopped. 1 is left as it was. 2 sessions are cancelled." in cast.olga.last()
    assert len(cast.olga.messages()) == shown + 1, "one message says how far it is"
    assert statuses(cast) == {Status.SCHEDULED, Status.CANCELLED}


@pytest.mark.spec("ADM-5", "CHT-4")
async def test_a_stop_is_pressed_or_typed_by_any_admin(cast: Cast, sessions: list[Session]) -> None:
    dora = await admin_with(cast, modals=True)
    for stop in (lambda: dora.press("Stop"), lambda: dora.command("admin", "jobs stop")):
        await cast.olga.command("admin", "sessions status:scheduled cancel a storm")
        cast.programme.running = False
        await cast.olga.press("Cancel 3 sessions")
        await dora.command("admin", "jobs")
        assert "Cancelling sessions · running · Olga Okafor" in dora.last()
        await stop()
        assert "It was stopped. 3 are left as they were." in dora.last()
        cast.programme.running = True
        await cast.programme.settle()
        cast.olga.sees("It was stopped. 3 are left as they were.")
    assert statuses(cast) == {Status.SCHEDULED}
    await dora.command("admin", "jobs stop")
    assert "There is nothing to stop." in dora.last()


@pytest.mark.spec("ADM-5", "SAF-2")
async def test_what_a_dead_process_began_another_finishes_in_the_same_message(
    cast: Cast, sessions: list[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SLICE", 1)
    programme = cast.programme
    await cast.olga.command("admin", "sessions status:scheduled cancel a storm")
    programme.running = False
    await cast.olga.press("Cancel 3 sessions")
    with programme.store.read() as tx:
        [job] = tx.jobs.running()
    running.carry_on(programme.desk, job.id)
    programme.restart()
    programme.running = True
    await programme.later(minutes=2)
    cast.olga.sees("3 sessions are cancelled.")
    with programme.store.read() as tx:
        assert len(tx.ledger.of(sessions[0].id)) == 1


@pytest.mark.spec("ADM-1", "ADM-5", "CHT-8")
async def test_in_an_admin_channel_progress_and_files_are_seen_there(
    cast: Cast, sessions: list[Session]
) -> None:
    room = await opened(cast)
    await room.command(cast.olga, "sessions mentee:ben cancel a storm")
    await room.press(cast.olga, "Cancel 1 session")
    assert "1 session is cancelled." in room.screen()
    await room.command(cast.olga, "sessions")
    await room.press(cast.olga, "CSV file")
    assert "3 sessions are in the file." in room.screen()
    assert [(where, name) for where, name, _ in cast.olga.door.files] == [(room.chat, "sessions.csv")]
    cast.olga.sees_not("in the file")


@pytest.mark.spec("ADM-5", "CHT-5")
async def test_a_file_that_is_stopped_is_not_sent(cast: Cast, sessions: list[Session]) -> None:
    await cast.olga.command("admin", "sessions")
    cast.programme.running = False
    await cast.olga.press("CSV file")
    await cast.olga.press("Stop")
    assert "It was stopped." in cast.olga.last()
    cast.programme.running = True
    await cast.programme.settle()
    assert cast.olga.door.files == []


@pytest.mark.spec("ADM-5")
async def test_a_long_report_comes_with_a_file_that_is_safe_in_spreadsheets(
    cast: Cast, sessions: list[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.jobs.agent.LONG", 2)
    await cast.mia.command("sessions", f"{sessions[2].code} edit")
    await cast.mia.fill({"Title": "=1+1"})
    await cast.olga.command("admin", "sessions status:scheduled cancel a storm")
    await cast.ben.command("sessions", f"{sessions[1].code} cancel")
    await cast.ben.fill({"Reason": "Schedule conflict"})
    await cast.olga.press("Cancel 3 sessions")
    report = cast.olga.sees("2 sessions are cancelled.")
    assert (
        f"1 was skipped:\n• {sessions[1].code} Ana Lima with Ben Wolff: changed since it was shown"
        in report
    )
    [(_, name, content)] = cast.olga.door.files
    lines = content.decode("utf-8-sig").splitlines()
    assert name == "report.csv"
    assert len(lines) == 4
    assert sum('"skipped","changed"' in line for line in lines) == 1
    assert sum('"\'=1+1"' in line for line in lines) == 1


@pytest.mark.spec("ADM-5", "SAF-3")
@pytest.mark.parametrize("modals", [False, True])
async def test_those_concerned_are_written_to_in_the_admins_own_words(
    cast: Cast, sessions: list[Session], modals: bool
) -> None:
    admin = await admin_with(cast, modals=modals)
    words = "The *room* <!channel> <b>changes</b>"
    await admin.command("admin", "sessions mentor:ana")
    await admin.press("Write to those concerned")
    await admin.fill({"To whom": "Mentees", "Message": words})
    assert words in admin.sees("Write to 2 people?")
    await admin.press("Write to 2 people")
    admin.sees("2 people are written to.")
    for mentee in (cast.mia, cast.ben):
        message = mentee.sees("A message about your sessions")
        assert words in message
        assert admin.person.name in message
    cast.ana.sees_not("A message about your sessions")
    await admin.command("admin", f"sessions mentor:ana message mentors {words}")
    assert "Write to 1 person?" in admin.last()


@pytest.mark.spec("ADM-5", "CHT-4")
@pytest.mark.parametrize("modals", [False, True])
async def test_a_mentors_day_is_moved_by_form_and_by_one_line(
    cast: Cast, sessions: list[Session], modals: bool
) -> None:
    admin = await admin_with(cast, modals=modals)
    await admin.command("admin", "@ana")
    await admin.press("Move a day")
    await admin.fill({"Day": "2026-03-05", "Earlier or later by": "+1h", "Reason": "a storm"})
    preview = admin.sees("Move 2 sessions?")
    assert "Python review with Mia Chen" in preview
    await admin.press("Move 2 sessions")
    admin.sees("2 sessions are moved.")
    assert {each.starts_at for each in cast.programme.sessions_of(cast.ben)} == {
        sessions[1].starts_at + timedelta(hours=1)
    }
    cast.mia.sees("Done by support")
    await admin.command("admin", "move ana thu to fri the storm goes on")
    preview = admin.sees("These move")
    assert "Reason: the storm goes on" in preview
    await admin.press("Move 2 sessions")
    assert [each.starts_at.day for each in cast.programme.sessions_of(cast.mia)] == [6, 6]


@pytest.mark.spec("ADM-5")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("move ana thu by a storm", "“a storm” is no length of time."),
        ("move ana thu by 0 a storm", "“0 a storm” is no length of time."),
        ("move ana 10 mar by +1h a storm", "They give no session on Tue 10 Mar 2026"),
        ("move ana thu to someday a storm", "“someday a storm” is no day."),
        ("move mia thu by 1h a storm", "There is no such member"),
        ("move nobody thu by 1h a storm", "I know nobody called “nobody”."),
        ("sessions colour:red cancel a storm", "There is no filter “colour”."),
        ("sessions cancel 101% a storm", "“101” is no percentage."),
        (f"sessions cancel {'x' * 501}", "at most 500 fit"),
        (f"sessions message {'x' * 1001}", "at most 1,000 fit"),
    ],
)
async def test_what_is_unclear_is_refused_with_a_next_step_and_nothing_is_done(
    cast: Cast, sessions: list[Session], typed: str, told: str
) -> None:
    await cast.olga.command("admin", typed)
    assert told in cast.olga.last()
    with cast.programme.store.read() as tx:
        assert tx.jobs.latest(10) == []
