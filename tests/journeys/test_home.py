"""Home as a list of things to do: what waits for somebody, until when, and the button for it; it follows changes."""

from dataclasses import replace

import pytest

from bot.actions.disputes import AddToProblem, DismissDispute
from bot.actions.members import SetPlan
from bot.actions.profile import AskForPlan
from core.people import Plan
from core.sessions import Session
from core.usecases.interventions import refunds
from tests.journeys.afterwards import booked, held
from tests.journeys.assembly import Assembly, assembly
from tests.journeys.conftest import Cast
from tests.journeys.paying import begins, hears, passes
from tests.journeys.programme import Someone
from tests.journeys.test_disputes import reports
from tests.journeys.test_interventions import acts, bea, paid
from tests.journeys.test_schedule import home
from tests.payments import Provider

__all__ = ["assembly", "bea", "booked", "paid"]

WAITING, COMING = "Waiting for you", "Coming up"


def waiting(someone: Someone) -> str:
    """What waits for them; nothing where there is no such list."""
    return home(someone).partition(WAITING)[2].partition(COMING)[0]


@pytest.mark.spec("CHT-2", "RSC-1")
async def test_what_has_the_nearest_deadline_stands_on_top_with_its_buttons(cast: Cast) -> None:
    await cast.ben.command("book", "@ana thu 9pm")
    await cast.ben.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.ben)
    await cast.ben.command("sessions", f"{session.code} reschedule thu 7pm")
    await cast.ben.fill({})
    with cast.programme.store.write() as tx:
        mentor = tx.mentors.get(cast.ana.id)
        assert mentor is not None
        tx.mentors.save(replace(mentor, schedule=replace(mentor.schedule, instant_booking=False)))
    await cast.mia.command("book", "@ana tomorrow 11am")
    await cast.mia.press(cast.mia.buttons()[0])
    shown = waiting(cast.ana)
    assert shown.index("Mia Chen asks for this session. Please answer by ") < shown.index(
        "Ben Wolff proposes Thu 5 Mar, 15:00 (America/Sao_Paulo) instead. Please answer by "
    )
    assert home(cast.ana).count("[Accept]") == home(cast.ana).count("[Decline]") == 2
    await cast.ana.command("sessions", session.code)
    await cast.ana.press("Accept")
    assert "Ben Wolff" not in waiting(cast.ana)
    assert "Ben Wolff" in home(cast.ana)


@pytest.mark.spec("CHT-2", "PAY-1")
async def test_a_payment_waits_until_it_has_come_or_its_time_is_over(
    cast: Cast, mentee: Someone, provider: Provider
) -> None:
    await begins(mentee)
    assert "to confirm it." in waiting(mentee).partition("Pay by ")[2]
    assert "[Pay]" in home(mentee)
    assert "is coming up" not in home(mentee), "there is something to do"
    await hears(cast.programme, provider.pay())
    assert WAITING not in home(mentee)
    await begins(mentee, "@ana wed 3pm")
    assert "[Pay]" in home(mentee)
    await passes(cast.programme, minutes=21)
    assert WAITING not in home(mentee)


@pytest.mark.spec("CHT-2", "CNL-3")
async def test_a_poll_waits_for_each_mentor_until_they_have_answered(assembly: Assembly) -> None:
    await assembly.calls()
    for mentor in assembly.mentors:
        assert "3 times still to answer\nPlease answer by " in waiting(mentor)
        assert "[My answers]" in home(mentor)
    await assembly.ada.press("All of them work")
    assert WAITING not in home(assembly.ada)
    assert "Scaling up" in home(assembly.ada)
    assert WAITING in home(assembly.grace)


@pytest.mark.spec("CHT-2", "AFT-4")
async def test_a_dispute_waits_for_admins_and_their_question_for_whoever_is_asked(
    cast: Cast, booked: Session
) -> None:
    await held(cast, cast.ana, cast.mia)
    dispute = await reports(cast.mia, booked)
    assert "1 dispute to decide" in waiting(cast.olga)
    assert "[Decide]" in home(cast.olga)
    await cast.olga.command("admin", f"dispute {dispute.code} ask")
    await cast.olga.fill({"Whom": "Ana Lima", "Question": "Did you hear Mia Chen?"})
    asked = f"An admin asks you about report {dispute.code}: “Did you hear Mia Chen?”"
    assert asked in waiting(cast.ana)
    assert "[Answer] [Open]" in home(cast.ana)
    assert "Did you hear" not in home(cast.mia)
    await cast.ana.push(AddToProblem(dispute.id))
    await cast.ana.fill({"Your answer": "Not a word"})
    assert "Did you hear" not in home(cast.ana)
    await cast.olga.push(DismissDispute(dispute.id))
    await cast.olga.fill({"Reason": "Nobody can tell"})
    assert "to decide" not in waiting(cast.olga)


@pytest.mark.spec("CHT-2", "ADM-9")
@pytest.mark.parametrize("approved", [True, False])
async def test_a_refund_waits_for_the_admins_who_may_approve_it_until_its_time_is_over(
    cast: Cast, paid: Session, bea: Someone, approved: bool
) -> None:
    await acts(cast.olga, paid, "Refund")
    await cast.olga.fill({"Which refund": "All that is left", "Reason": "poor quality"})
    await cast.olga.press("Give the refund")
    assert "A refund of $200.00 waits for your approval.\nPlease answer by " in waiting(bea)
    assert "waits for your approval" not in home(cast.olga)
    if approved:
        await bea.press("Approve the refund")
    else:
        await cast.programme.later(days=3)
        refunds.expire_waiting(cast.programme.desk)
        await cast.programme.settle()
    assert WAITING not in home(bea)


@pytest.mark.spec("CHT-2", "ADM-13")
async def test_who_asks_for_a_plan_waits_in_the_homes_of_admins_until_they_have_one(cast: Cast) -> None:
    ravi = await cast.programme.meets("Ravi Menon", "Asia/Kolkata").joins()
    for _ in range(2):
        await ravi.push(AskForPlan())
    assert waiting(cast.olga).count("Ravi Menon asks for a plan.") == 1
    assert "[Plan: individual]" in home(cast.olga)
    assert "is coming up" not in home(cast.olga)
    await cast.olga.push(SetPlan(ravi.id, Plan.INDIVIDUAL))
    assert WAITING not in home(cast.olga)
    assert "Nothing is coming up." in home(cast.olga)
    await cast.olga.push(SetPlan(ravi.id, Plan.NONE))
    assert WAITING not in home(cast.olga), "what was given was given"


@pytest.mark.spec("CHT-2", "ADM-13")
async def test_a_list_of_plans_gives_what_was_asked_for_as_well(cast: Cast) -> None:
    ravi = await cast.programme.meets("Ravi Menon", "Asia/Kolkata").joins()
    await ravi.push(AskForPlan())
    assert "Ravi Menon asks for a plan." in waiting(cast.olga)
    await cast.olga.command("admin", "plans @ravi individual")
    await cast.olga.press("Set these plans")
    assert WAITING not in home(cast.olga)
    assert "is on the individual plan now" in cast.olga.sees("asked for a plan")


@pytest.mark.spec("CHT-2", "ADM-13")
async def test_a_rule_that_gives_a_plan_to_everybody_ends_what_was_asked_for(cast: Cast) -> None:
    ravi = await cast.programme.meets("Ravi Menon", "Asia/Kolkata").joins()
    await ravi.push(AskForPlan())
    await cast.olga.command("admin", "policies set plans that book all")
    await cast.olga.press("Change the rule")
    assert WAITING not in home(cast.olga)
