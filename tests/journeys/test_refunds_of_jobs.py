"""What a job gives back above the limit of one admin: another one approves all of it at once (ADM-9)."""

import pytest

from bot.actions.interventions import DeclineRefund
from bot.actions.jobs import ApproveRefunds
from core.refunds import RefundStatus
from core.sessions import Session
from tests.journeys.conftest import Cast
from tests.journeys.paying import books
from tests.journeys.programme import Someone
from tests.journeys.test_jobs import admin_with
from tests.payments import Provider


@pytest.fixture
async def sessions(cast: Cast, provider: Provider) -> list[Session]:
    """Ben has paid Ana 200 dollars on two days, and Mia 25 on a third."""
    cast.programme.change_mentor(cast.ana, rate=20_000)
    dear = [await books(cast.ben, provider, f"@ana {day} 3pm") for day in ("thu", "fri")]
    cast.programme.change_mentor(cast.ana, rate=2_500)
    return [*dear, await books(cast.mia, provider, "@ana fri 11am")]


async def cancels_all(admin: Someone) -> int:
    """The admin cancels what is scheduled; returns the job."""
    await admin.command("admin", "sessions status:scheduled cancel a storm")
    await admin.press("Cancel 3 sessions")
    assert "2 refunds wait for a second admin." in admin.sees("3 sessions are cancelled.")
    with admin.programme.store.read() as tx:
        return tx.jobs.latest(1)[0].id


@pytest.mark.spec("ADM-5", "ADM-9", "PAY-4", "CHT-4")
async def test_another_admin_lets_all_refunds_of_a_job_go_by_one_button(
    cast: Cast, provider: Provider, sessions: list[Session]
) -> None:
    dora = await admin_with(cast, modals=True)
    job = await cancels_all(cast.olga)
    assert [order.amount for order, _ in provider.refunded.values()] == [2_500]
    assert "2 refunds are above what one admin may decide" in dora.sees("Refunds wait for you")
    await dora.press("Approve them")
    preview = dora.sees("Approve 2 refunds?")
    assert "Asked for by: Olga Okafor" in preview
    assert "Given back: $400.00" in preview
    assert len(provider.refunded) == 1, "nothing is done yet"
    await dora.press("Approve 2 refunds")
    dora.sees("2 refunds are approved.")
    assert sorted(order.amount for order, _ in provider.refunded.values()) == [2_500, 20_000, 20_000]
    assert cast.ben.screen().count("Your refund has been sent") == 2
    assert "Dora Klein has approved 2 refunds" in cast.olga.sees("Refunds were approved")
    assert cast.olga.screen().count("Dora Klein has approved") == 1
    for session in sessions[:2]:
        with cast.programme.store.read() as tx:
            [entry] = tx.ledger.of(session.id)
        assert (entry.status, entry.approved_by) == (RefundStatus.PROCESSED, dora.person.id)

    await dora.push(ApproveRefunds(job))
    dora.sees("Nothing to approve")
    assert len(provider.refunded) == 3


@pytest.mark.spec("ADM-9")
async def test_nobody_approves_what_they_have_asked_for_or_get(
    cast: Cast, provider: Provider, sessions: list[Session]
) -> None:
    job = await cancels_all(cast.olga)
    await cast.olga.push(ApproveRefunds(job))
    assert "you have asked for them yourself" in cast.olga.sees("Nothing to approve")
    await cast.olga.command("admin", "admin @ben")
    await cast.olga.press("Make admin")
    await cast.ben.push(ApproveRefunds(job))
    cast.ben.sees("Nothing to approve")
    await cast.mia.push(ApproveRefunds(job))
    assert "$" not in cast.mia.last()
    assert len(provider.refunded) == 1


@pytest.mark.spec("ADM-9", "PAY-7")
async def test_what_is_decided_meanwhile_is_left_as_it_is_and_named(
    cast: Cast, provider: Provider, sessions: list[Session]
) -> None:
    dora = await admin_with(cast, modals=True)
    await cancels_all(cast.olga)
    await dora.press("Approve them")
    with cast.programme.store.read() as tx:
        [first] = tx.ledger.of(sessions[0].id)
    _, confirm = dora.control("Approve 2 refunds")
    await dora.push(DeclineRefund(first.id))
    await dora.push(confirm.action)
    report = dora.sees("1 refund is approved.")
    assert "1 was skipped:" in report
    assert f"{sessions[0].code} Ana Lima with Ben Wolff: changed since it was shown" in report
    assert sorted(order.amount for order, _ in provider.refunded.values()) == [2_500, 20_000]
