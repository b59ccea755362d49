"""How far people come on the way to a booking: steps made into attempts, and counted."""

from datetime import timedelta

import pytest

from core.booking_steps import Attempt, Funnel, KeptStep, Step, StepTaken, folded
from core.clock import Clock
from core.desk import Desk
from core.inbox import Delivery, Ending
from core.notices import KEPT
from core.people import Role
from core.sessions import Cancellation, Status
from core.usecases.booking_steps import fold
from gateways.jitsi import JitsiRooms
from storage.housekeeping import SqlHousekeeping
from storage.inbox import SqlInbox
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import DAY, HOUR, MINUTE, a_session, people_in

BEN, MIA = 1, 2
FIRST, OTHER = 71, 72
NOT_PAID = Cancellation(Role.MENTEE, MORNING, None)


def steps(*told: tuple[float, int, Step, int | None]) -> list[KeptStep]:
    """Steps by hours, person, step and hold."""
    return [
        KeptStep(seq, MORNING + timedelta(hours=hours), StepTaken(step, person, hold))
        for seq, (hours, person, step, hold) in enumerate(told, 1)
    ]


def test_steps_of_one_day_are_one_attempt_that_came_as_far_as_the_furthest() -> None:
    kept = steps(
        (0, BEN, Step.MENTOR, None),
        (0.1, MIA, Step.SLOT, None),
        (0.2, BEN, Step.REVIEW, FIRST),
        (0.3, BEN, Step.LEFT, None),
        (20, BEN, Step.MENTOR, None),
        (21, MIA, Step.LEFT, None),
    )
    assert folded({}, kept, ()) == [
        Attempt(1, BEN, MORNING, Step.REVIEW, FIRST),
        Attempt(2, MIA, MORNING + timedelta(minutes=6), Step.SLOT, None, left=True),
    ]


@pytest.mark.parametrize(
    ("hours", "step", "hold", "booked", "attempts"),
    [
        (23.9, Step.MENTOR, None, (), 1),
        (24, Step.MENTOR, None, (), 2),
        (1, Step.MENTOR, None, (FIRST,), 2),
        (1, Step.REVIEW, FIRST, (FIRST,), 1),
        (1, Step.REVIEW, OTHER, (FIRST,), 2),
        (1, Step.REVIEW, OTHER, (), 1),
        (30, Step.LEFT, None, (), 1),
    ],
)
def test_an_attempt_is_over_after_a_day_or_once_it_is_booked(
    hours: float, step: Step, hold: int | None, booked: tuple[int, ...], attempts: int
) -> None:
    kept = steps((0, BEN, Step.REVIEW, FIRST), (hours, BEN, step, hold))
    assert len(folded({}, kept, booked)) == attempts
    known = {each.person: each for each in folded({}, kept[:1], booked)}
    later = folded(known, kept[1:], booked)
    assert len({1, *(each.id for each in later)}) == attempts, "in two rounds as in one"


@pytest.mark.spec("BOK-9", "ADM-7")
def test_steps_come_with_the_end_of_their_deliveries_and_are_counted_once(
    store: SqlStore, clock: Clock
) -> None:
    ana, ben, mia, zoe, kim, leo = people_in(store, "Ana", "Ben", "Mia", "Zoe", "Kim", "Leo")
    inbox, desk = SqlInbox(store), Desk(store, JitsiRooms("https://rooms.example"))

    def does(key: str, taken: StepTaken | None) -> None:
        inbox.accept_and_claim(Delivery(key, f"lane {key[0]}", "{}"), "me", MINUTE)
        inbox.done_and_claim(key, f"lane {key[0]}", "me", MINUTE, Ending(taken))

    with store.write() as tx:
        now, booked = tx.now, a_session(ana, ben, tx.now + DAY)
        waits = {"confirm_by": tx.now + HOUR, "rate": 5000}
        awaiting = a_session(ana, mia, tx.now + 2 * DAY, status=Status.AWAITING_PAYMENT, **waits)
        unpaid = a_session(
            ana, kim, tx.now + 3 * DAY, status=Status.CANCELLED, cancellation=NOT_PAID, **waits
        )
        paid = a_session(ana, zoe, tx.now + 4 * DAY, rate=5000, payment=7)
        for session in (booked, awaiting, unpaid, paid):
            tx.sessions.add(session)
    does("b1", StepTaken(Step.MENTOR, ben))
    does("b2", StepTaken(Step.REVIEW, ben, booked.id))
    does("b3", None)
    does("m1", StepTaken(Step.REVIEW, mia, awaiting.id))
    does("k1", StepTaken(Step.REVIEW, kim, unpaid.id))
    does("k2", StepTaken(Step.LEFT, kim))
    does("z1", StepTaken(Step.REVIEW, zoe, paid.id))
    does("l1", StepTaken(Step.SLOT, leo))
    does("l2", StepTaken(Step.LEFT, leo))
    assert fold(desk) == 8
    assert fold(desk) == 0
    does("b4", StepTaken(Step.MENTOR, ben))
    assert fold(desk) == 1
    assert SqlHousekeeping(store).sweep() == 0
    with store.read() as tx:
        found = tx.booking_steps.funnel((now - HOUR, now + HOUR))
        assert found == Funnel(started=6, slot=5, review=4, priced=3, paid=1, booked=2, left=2)
        assert tx.booking_steps.funnel((now + HOUR, now + DAY)) == Funnel(0, 0, 0, 0, 0, 0, 0)
    clock.move(KEPT)
    with store.read() as tx:
        assert tx.booking_steps.funnel((now - HOUR, now + HOUR)).started == 6
    SqlHousekeeping(store).sweep()
    with store.read() as tx:
        assert tx.booking_steps.funnel((now - HOUR, now + HOUR)).started == 0
