"""Admins warn, suspend and restore people: what is shown first, what follows, and what everybody reads (ADM-11)."""

import pytest

from bot.actions.members import DecideOn
from core.measures import Measure
from core.sessions import Reassignment, Status
from core.usecases import replacing
from tests.journeys.conftest import Cast
from tests.journeys.programme import SUPPORT, Someone
from tests.journeys.test_sessions import book

WHY = "late & <b>twice</b>"


async def bea_of(cast: Cast) -> Someone:
    """Another mentor, free whenever Ana is."""
    bea = await cast.programme.meets("Bea Stone", "America/Sao_Paulo").joins()
    await cast.olga.command("admin", "mentor @bea")
    await bea.sets_hours("mon-fri 9-19")
    return bea


@pytest.mark.spec("ADM-11")
@pytest.mark.parametrize("typed", [True, False])
async def test_a_warning_is_shown_confirmed_told_and_counted(cast: Cast, typed: bool) -> None:
    if typed:
        await cast.olga.command("admin", f"warn @ben {WHY}")
    else:
        await cast.olga.command("admin", "@ben")
        await cast.olga.press("Warn")
        await cast.olga.fill({"Reason": WHY})
    preview = cast.olga.sees("Warn Ben Wolff?")
    assert "It is their first warning." in preview
    cast.ben.sees_not("warning")
    await cast.olga.press("Warn them")
    cast.olga.sees("Ben Wolff has been warned")
    told = cast.ben.sees("A warning from the programme")
    assert WHY in told
    assert SUPPORT in told
    await cast.olga.command("admin", "@ben")
    assert "1 warning" in cast.olga.last()
    assert WHY in cast.olga.last()
    assert "MEMBER_WARNED" in cast.programme.audited()
    await book(cast.ben, "thu 3pm")
    assert len(cast.programme.sessions_of(cast.ben)) == 1


@pytest.mark.spec("ADM-11", "RAS-1", "RAS-2")
@pytest.mark.parametrize("another", [True, False])
async def test_a_suspended_mentors_sessions_go_on_as_after_a_cancellation(
    cast: Cast, another: bool
) -> None:
    bea = await bea_of(cast) if another else None
    await book(cast.mia, "thu 3pm")
    await cast.olga.command("admin", f"suspend @ana {WHY}")
    preview = cast.olga.last()
    assert "1 session that they give goes to another mentor" in preview
    assert "Mia Chen" in preview
    await cast.olga.press("Suspend them")
    assert "Ana Lima is suspended" in cast.olga.last()
    (session,) = cast.programme.sessions_of(cast.mia)
    told = cast.mia.sees("Ana Lima cannot make")
    assert "late" not in told
    if bea is None:
        assert session.reassignment is Reassignment.AWAITING_CHOICE
        assert "Nobody is free for 1 session" in cast.olga.last()
    else:
        assert session.mentor == bea.id
        assert session.reassignment is Reassignment.PENDING_ACCEPTANCE
        assert "Another mentor was found for 1 session." in cast.olga.last()
        bea.sees("A session for you")
    read = cast.ana.sees("Your membership is suspended")
    assert WHY in read
    assert "Other mentors are sought" in read
    await cast.mia.command("book", "@ana fri 3pm")
    assert "cannot be booked at present" in cast.mia.last()


@pytest.mark.spec("ADM-11")
@pytest.mark.parametrize("cancels", [True, False])
async def test_a_suspended_mentees_sessions_are_cancelled_or_kept_as_the_admin_chooses(
    cast: Cast, cancels: bool
) -> None:
    cast.programme.change_mentor(cast.ana, rate=20_000, currency="USD")
    await book(cast.mia, "thu 3pm")
    await cast.olga.command("admin", f"suspend Mia Chen {WHY}")
    assert WHY in cast.olga.last()
    assert "Chen late" not in cast.olga.last()
    button = "Suspend, cancel their sessions" if cancels else "Suspend, keep their sessions"
    await cast.olga.press(button)
    (session,) = cast.programme.sessions_of(cast.mia)
    cast.mia.sees("Your membership is suspended")
    if cancels:
        assert session.status is Status.CANCELLED
        assert session.refund is not None
        assert session.refund.amount == 20_000
        assert WHY not in cast.ana.sees("Your session has been cancelled by support")
        return
    assert session.status is Status.SCHEDULED
    await cast.mia.command("sessions", f"{session.code} cancel")
    await cast.mia.fill({"Reason": "Schedule conflict"})
    (session,) = cast.programme.sessions_of(cast.mia)
    assert session.status is Status.CANCELLED, "they can still cancel what was kept"


@pytest.mark.spec("ADM-11")
async def test_suspending_gives_up_holds_and_requests_and_restoring_lets_them_book_again(
    cast: Cast,
) -> None:
    await cast.ana.command("availability", "confirm each booking")
    await cast.mia.command("book", "@ana thu 3pm")
    cast.mia.sees("Review and confirm")
    await cast.olga.command("admin", f"suspend @mia {WHY}")
    await cast.olga.press("Suspend them")
    await cast.mia.press("Confirm booking")
    assert cast.programme.sessions_of(cast.mia) == []
    with cast.programme.store.read() as tx:
        assert tx.sessions.holds_with(cast.mia.id) == []
    for command, text in (("book", "@ana thu 3pm"), ("council", "new"), ("profile", "plan")):
        await cast.mia.command(command, text)
        assert "suspended" in cast.mia.last(), command
    await cast.olga.command("admin", "@mia")
    assert "suspended since" in cast.olga.last()
    await cast.olga.press("Restore")
    await cast.olga.fill({"Reason": "settled"})
    await cast.olga.press("Restore them")
    restored = cast.mia.sees("Your membership is restored")
    assert "settled" in restored
    await cast.mia.command("book", "@ana thu 3pm")
    cast.mia.sees("Review and confirm")


@pytest.mark.spec("ADM-11", "PPL-4")
async def test_nobody_is_suspended_twice_or_by_themselves_or_after_the_preview_has_grown_old(
    cast: Cast,
) -> None:
    for verb in ("warn", "suspend", "restore"):
        await cast.olga.command("admin", f"{verb} @olga {WHY}")
        assert "That is you" in cast.olga.last()
    await cast.olga.command("admin", f"restore @ben {WHY}")
    assert "nothing to restore" in cast.olga.last()
    await cast.olga.command("admin", f"suspend @ben {WHY}")
    await book(cast.ben, "thu 3pm")
    await cast.olga.press("Suspend them")
    assert "has changed since" in cast.olga.last()
    assert not cast.ben.person.suspended
    await cast.olga.command("admin", f"suspend @ben {WHY}")
    await cast.olga.press("Suspend, keep their sessions")
    await cast.olga.command("admin", f"suspend @ben {WHY}")
    assert "is suspended already" in cast.olga.last()
    await cast.olga.command("admin", "suspend @ben")
    assert "is suspended already" in cast.olga.last()


@pytest.mark.spec("ADM-11", "SAF-1")
async def test_a_suspended_admin_runs_nothing_and_the_last_active_one_stays(cast: Cast) -> None:
    await cast.olga.command("admin", "admin @ben")
    await cast.olga.press("Make admin")
    await cast.olga.command("admin", f"suspend @ben {WHY}")
    assert "They cannot run the programme" in cast.olga.last()
    await cast.olga.press("Suspend them")
    await cast.ben.command("admin", "members")
    assert "Only admins" in cast.ben.last()
    await cast.ben.push(DecideOn(cast.olga.id, Measure.SUSPEND))
    assert "Only admins" in cast.ben.last()
    await cast.olga.command("admin", "remove admin @ben")
    await cast.olga.press("Remove admin")
    assert not cast.ben.person.roles >= {"admin"}, "a suspended admin is not the last one"
    await cast.olga.command("admin", "remove admin @olga")
    await cast.olga.press("Remove admin")
    assert cast.olga.person.is_admin


@pytest.mark.spec("ADM-11")
async def test_what_a_suspended_mentor_still_gives_is_found_by_the_round(cast: Cast) -> None:
    """Where the process dies between the decision and the last session."""
    await book(cast.mia, "thu 3pm")
    cast.programme.change(cast.ana, suspended=True)
    assert replacing.relieve_suspended(cast.programme.desk) == 1
    assert replacing.relieve_suspended(cast.programme.desk) == 0
    await cast.programme.settle()
    cast.mia.sees("Ana Lima cannot make")
    (session,) = cast.programme.sessions_of(cast.mia)
    assert session.reassignment is Reassignment.AWAITING_CHOICE


@pytest.mark.spec("ADM-11", "CHT-1")
@pytest.mark.parametrize("typed", ["warn", "suspend", "restore"])
async def test_a_decision_without_a_member_shows_what_there_is(cast: Cast, typed: str) -> None:
    await cast.olga.command("admin", typed)
    assert f"/admin {typed} @ben" in cast.olga.last()
    await cast.olga.command("admin", f"{typed} @nobody because")
    assert "nobody" in cast.olga.last()
    assert "No such member" in cast.olga.last()
