"""The four systems as they were written: an admin switches to each in chat, and it behaves as its column says (POL)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from core.people import Plan, Role
from core.sessions import Session
from storage.check import SqlCheck
from tests.clocks import Still
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@dataclass(frozen=True)
class System:
    """A column of the table; hours before the start, None where it is not possible at all."""

    name: str
    books_without_plan: bool = True
    a_month: int | None = None
    lengths: int = 8
    mentee_cancels: int = 2
    late: bool = False
    reason: bool = True
    mentor_cancels: int | None = None
    replaced: bool = False
    at_once: bool = False
    mentee_moves: int = 4
    mentee_often: int | None = 2
    mentor_moves: int | None = 2
    mentor_often: int = 2
    counted_on_request: bool = False
    mentee_declines: bool = False


SYSTEMS = {
    system.name: system
    for system in (
        System(
            "mentra",
            books_without_plan=False,
            a_month=2,
            lengths=1,
            mentee_cancels=24,
            reason=False,
            at_once=True,
            mentee_moves=24,
            mentee_often=None,
            mentor_moves=None,
        ),
        System("sharingminds_v1", at_once=True, mentor_moves=None),
        System("sharingminds", late=True, mentor_cancels=0, replaced=True),
        System("aureeture", mentor_often=5, counted_on_request=True, mentee_declines=True),
    )
}


@pytest.fixture
def clock() -> Still:
    """Cutoffs are judged to the second."""
    return Still()


@pytest.fixture(params=SYSTEMS)
async def system(request: pytest.FixtureRequest, cast: Cast) -> System:
    """Olga has switched to it; Ana takes 100 dollars for a session."""
    cast.programme.change_mentor(cast.ana, rate=10_000)
    await cast.olga.command("admin", f"policies use {request.param}")
    await cast.olga.press("Use ")
    assert "The rules have changed" in cast.olga.last()
    return SYSTEMS[request.param]


@pytest.fixture(autouse=True)
def whole(cast: Cast) -> Iterator[None]:
    """Whatever was done, nothing is left that should not be."""
    yield
    late = timedelta(days=365)  # nobody makes the rounds here
    assert [str(each) for each in SqlCheck(cast.programme.store).violations(late)] == []


async def books(someone: Someone, when: str = "thu 9pm") -> Session:
    """Thursday nine in the evening in Berlin; returns their latest."""
    await someone.programme.later(minutes=2)
    await someone.command("book", f"@ana {when}")
    await someone.press("Confirm booking")
    return max(someone.programme.sessions_of(someone), key=lambda session: session.booked_at)


def now(cast: Cast, session: Session) -> Session:
    with cast.programme.store.read() as tx:
        found = tx.sessions.get(session.id)
    assert found is not None
    return found


async def opens(someone: Someone, session: Session, verb: str) -> None:
    await someone.command("sessions", f"{session.code} {verb}")


async def sends_at(someone: Someone, left: timedelta, session: Session, values: dict[str, str]) -> None:
    """Send the open form in when there is just so much time left."""
    someone.programme.clock.move_to(session.starts_at - left)
    await someone.fill(values)


# --- booking


@pytest.mark.spec("POL", "BOK-2")
async def test_who_may_book(cast: Cast, system: System) -> None:
    cast.programme.change(cast.ben, plan=Plan.NONE)
    await cast.ben.command("book", "@ana thu 9pm")
    if system.books_without_plan:
        await cast.ben.press("Confirm booking")
        cast.ben.sees("Your session is confirmed")
    else:
        assert "plan" in cast.ben.last()
        assert cast.programme.sessions_of(cast.ben) == []


@pytest.mark.spec("POL", "BOK-2")
async def test_how_often(cast: Cast, system: System) -> None:
    for when in ("tue 9pm", "wed 9pm"):
        await books(cast.ben, when)
    await cast.programme.later(minutes=2)
    await cast.ben.command("book", "@ana thu 9pm")
    if system.a_month == 2:
        assert "You've used all your monthly sessions." in cast.ben.last()
    else:
        await cast.ben.press("Confirm booking")
        assert len(cast.programme.sessions_of(cast.ben)) == 3


@pytest.mark.spec("POL", "BOK-1")
async def test_how_long(cast: Cast, system: System) -> None:
    await cast.ben.command("book", "@ana thu 5pm")
    await cast.ben.press("Details")
    form = cast.ben.door.chat("ben").form
    assert form is not None
    lengths = [len(getattr(field, "options", ())) for field in form.fields if field.label == "Length"]
    assert (lengths or [1]) == [system.lengths]


# --- cancelling


@pytest.mark.spec("POL", "CAN-1", "CAN-3")
async def test_the_mentee_cancels_up_to_the_second_of_the_cutoff(cast: Cast, system: System) -> None:
    session = await books(cast.ben)
    cutoff = system.mentee_cancels * HOUR
    await cast.programme.until(session.starts_at - cutoff - HOUR)
    await opens(cast.ben, session, "cancel")
    await sends_at(cast.ben, cutoff, session, {"Reason": "Schedule conflict"})
    ended = now(cast, session)
    assert (ended.status, ended.counted) == ("cancelled", False)
    assert ended.refund is not None
    assert ended.refund.amount == (10_000 if system.mentee_cancels >= 24 else 7_000)
    cast.ana.sees("Session Cancelled")
    cast.ben.sees("Cancellation Confirmed")


@pytest.mark.spec("POL", "CAN-1", "CAN-3", "BOK-2")
async def test_and_not_a_second_later_unless_the_system_allows_it(cast: Cast, system: System) -> None:
    session = await books(cast.ben)
    cutoff = system.mentee_cancels * HOUR
    await cast.programme.until(session.starts_at - cutoff + SECOND)
    await opens(cast.ben, session, "cancel")
    if system.late:
        await cast.ben.fill({"Reason": "Schedule conflict"})
        ended = now(cast, session)
        assert (ended.status, ended.counted) == ("cancelled", True)
        assert ended.refund is not None
        assert (ended.refund.pct, ended.refund.amount) == (0, 0)
    else:
        assert "Too late to cancel" in cast.ben.last()
        assert now(cast, session).status == "scheduled"


@pytest.mark.spec("POL", "CAN-3")
async def test_a_day_ahead_everything_comes_back(cast: Cast, system: System) -> None:
    session = await books(cast.ben)
    await cast.programme.until(session.starts_at - 25 * HOUR)
    await opens(cast.ben, session, "cancel")
    await sends_at(cast.ben, 24 * HOUR, session, {"Reason": "Schedule conflict"})
    refund = now(cast, session).refund
    assert refund is not None
    assert (refund.pct, refund.amount, refund.status) == (100, 10_000, "pending")


@pytest.mark.spec("POL", "CAN-1")
async def test_whether_a_reason_is_required(cast: Cast, system: System) -> None:
    session = await books(cast.ben)
    await opens(cast.ben, session, "cancel")
    wrong = await cast.ben.fill({})
    assert bool(wrong) is system.reason
    assert now(cast, session).status == ("scheduled" if system.reason else "cancelled")


@pytest.mark.spec("POL", "CAN-1", "CAN-4", "RAS-1", "RAS-2")
async def test_what_becomes_of_a_session_that_the_mentor_wants_to_cancel(
    cast: Cast, system: System
) -> None:
    bea = cast.programme.meets("Bea Stone", "Europe/London")
    await bea.command("start")
    await cast.olga.command("admin", "mentor @bea")
    await bea.confirms_hours()
    session = await books(cast.ben)
    await opens(cast.ana, session, "cancel")
    if system.mentor_cancels is None:
        instead = (
            "ask for another time instead" if system.mentor_moves is not None else "Only the mentee can"
        )
        assert instead in cast.ana.last()
        await opens(cast.ana, session, "")
        assert "Cancel session" not in cast.ana.buttons()
        assert now(cast, session).status == "scheduled"
        return
    await cast.ana.fill({"Reason": "Personal emergency"})
    left = now(cast, session)
    assert system.replaced
    assert (left.status, left.reassignment, left.mentor) == ("scheduled", "pending_acceptance", bea.id)
    await cast.ben.press("Continue with Bea")
    assert now(cast, session).reassignment == "accepted"
    assert now(cast, session).rate == 10_000, "the price does not change"


@pytest.mark.spec("POL", "CAN-1", "RAS-3")
async def test_a_mentor_who_may_cancel_may_do_so_to_the_last_second(cast: Cast, system: System) -> None:
    if system.mentor_cancels is None:
        return
    session = await books(cast.ben)
    await cast.programme.until(session.starts_at - HOUR)
    await opens(cast.ana, session, "cancel")
    await sends_at(cast.ana, SECOND, session, {"Reason": "Personal emergency"})
    assert now(cast, session).reassignment == "awaiting_mentee_choice", "nobody can be found so late"


# --- moving


@pytest.mark.spec("POL", "RSC-1", "RSC-7")
async def test_the_mentee_moves_or_asks_up_to_the_second_of_the_cutoff(cast: Cast, system: System) -> None:
    session = await books(cast.ben)
    cutoff = system.mentee_moves * HOUR
    await cast.programme.until(session.starts_at - cutoff - HOUR)
    await opens(cast.ben, session, "reschedule fri 9pm")
    await sends_at(cast.ben, cutoff, session, {})
    moved = now(cast, session).starts_at == session.starts_at + 24 * HOUR
    assert moved is system.at_once
    if system.at_once:
        assert "Reschedule Confirmed" in cast.ben.sees("Reschedule Confirmed")
        assert "Session Rescheduled" in cast.ana.sees("Session Rescheduled")
    else:
        await cast.ana.press("Accept")
        assert now(cast, session).starts_at == session.starts_at + 24 * HOUR


@pytest.mark.spec("POL", "RSC-1")
async def test_and_neither_a_second_later(cast: Cast, system: System) -> None:
    session = await books(cast.ben)
    await cast.programme.until(session.starts_at - system.mentee_moves * HOUR + SECOND)
    await opens(cast.ben, session, "reschedule fri 9pm")
    assert "Too late" in cast.ben.last()
    assert now(cast, session).starts_at == session.starts_at


@pytest.mark.spec("POL", "RSC-1", "RSC-5")
async def test_the_mentee_moves_a_session_as_often_as_the_system_says(cast: Cast, system: System) -> None:
    session = await books(cast.ben)
    hours = ["8pm", "7pm", "6pm", "5pm"]
    often = 4 if system.mentee_often is None else system.mentee_often
    for hour in hours[:often]:
        await opens(cast.ben, session, f"reschedule thu {hour}")
        await cast.ben.fill({})
        if not system.at_once:
            await cast.ana.press("Accept")
    assert now(cast, session).reschedules(Role.MENTEE) == often
    if system.mentee_often is not None:
        await opens(cast.ben, session, "reschedule thu 4pm")
        assert "No reschedules left" in cast.ben.last()
        await opens(cast.ben, session, "")
        assert "2 of 2 used" in cast.ben.last()
        assert "Reschedule" not in cast.ben.buttons()


@pytest.mark.spec("POL", "RSC-1")
async def test_when_a_move_counts(cast: Cast, system: System) -> None:
    session = await books(cast.ben)
    await opens(cast.ben, session, "reschedule fri 9pm")
    await cast.ben.fill({})
    counted = system.at_once or system.counted_on_request
    assert now(cast, session).reschedules(Role.MENTEE) == int(counted)
    if not system.at_once:
        await cast.ana.press("Accept")
    assert now(cast, session).reschedules(Role.MENTEE) == 1


@pytest.mark.spec("POL", "RSC-1", "CAN-4")
async def test_whether_and_until_when_the_mentor_asks_for_another_time(cast: Cast, system: System) -> None:
    session = await books(cast.ben)
    if system.mentor_moves is None:
        await opens(cast.ana, session, "reschedule fri 5pm")
        assert "Only the mentee can cancel or reschedule this session" in cast.ana.last()
        await opens(cast.ana, session, "")
        assert "Reschedule" not in cast.ana.buttons()
        return
    cutoff = system.mentor_moves * HOUR
    await cast.programme.until(session.starts_at - cutoff - HOUR)
    await opens(cast.ana, session, "reschedule fri 5pm")
    await sends_at(cast.ana, cutoff - SECOND, session, {"Reason": "A meeting"})
    assert "Too late" in cast.ana.last()
    cast.programme.clock.move_to(session.starts_at - cutoff - HOUR)
    await opens(cast.ana, session, "reschedule fri 5pm")
    await sends_at(cast.ana, cutoff, session, {"Reason": "A meeting"})
    cast.ana.sees("Reschedule Request Sent")
    await cast.ben.press("Accept")
    assert now(cast, session).starts_at == session.starts_at + 24 * HOUR


@pytest.mark.spec("POL", "RSC-1", "RSC-6")
async def test_the_mentor_asks_as_often_as_the_system_says_and_is_warned(
    cast: Cast, system: System
) -> None:
    if system.mentor_moves is None:
        return
    session = await books(cast.ben)
    for number, hour in enumerate(("3pm", "2pm", "1pm", "11am", "10am")[: system.mentor_often]):
        await opens(cast.ana, session, f"reschedule thu {hour}")
        form = cast.ana.door.chat("ana").form
        assert form is not None
        warned = "Frequent rescheduling negatively impacts your Mentor Profile Rating" in str(form.intro)
        assert warned is (number >= 2)
        await cast.ana.fill({"Reason": "A meeting"})
        await cast.ben.press("Accept")
    assert now(cast, session).reschedules(Role.MENTOR) == system.mentor_often
    await opens(cast.ana, session, "reschedule thu 9am")
    assert cast.ana.door.chat("ana").form is None
    await opens(cast.ana, session, "")
    assert f"{system.mentor_often} of {system.mentor_often} used" in cast.ana.last()


@pytest.mark.spec("POL", "RSC-2")
async def test_how_a_mentee_can_answer_a_mentor(cast: Cast, system: System) -> None:
    if system.mentor_moves is None:
        return
    session = await books(cast.ben)
    await opens(cast.ana, session, "reschedule fri 5pm")
    await cast.ana.fill({"Reason": "A meeting"})
    await opens(cast.ben, session, "")
    buttons = cast.ben.buttons()
    assert {"Accept", "Counter", "Cancel with full refund"} <= set(buttons)
    assert ("Decline" in buttons) is system.mentee_declines
    if system.mentee_declines:
        await cast.ben.press("Decline")
        assert now(cast, session).starts_at == session.starts_at
        used = now(cast, session).reschedules(Role.MENTOR)
        assert used == int(system.counted_on_request)
    else:
        await opens(cast.ben, session, "decline")
        assert "other answers" in cast.ben.last()
        await cast.ben.press("Cancel with full refund")
        await cast.ben.fill({})
        ended = now(cast, session)
        assert (ended.status, ended.counted) == ("cancelled", False)
        assert ended.refund is not None
        assert ended.refund.amount == 10_000
