"""Steps on the way to a booking are made into attempts, which are counted (BOK-9)."""

from collections.abc import Sequence

from core.booking_steps import WITHIN, folded
from core.desk import Desk
from core.usecases.rounds import in_batches


def fold(desk: Desk) -> int:
    """Make attempts of the steps that were taken; returns how many steps. Safe in several processes."""

    def fold_some(people: Sequence[int]) -> int:
        with desk.store.write() as tx:
            steps = tx.booking_steps.waiting(people)
            if steps:
                known = tx.booking_steps.attempts(people, min(kept.at for kept in steps) - WITHIN)
                holds = {each.hold for each in known.values()} | {kept.taken.hold for kept in steps}
                booked = tx.booking_steps.booked({hold for hold in holds if hold is not None})
                tx.booking_steps.save(folded(known, steps, booked))
                tx.booking_steps.settle(steps)
        return len(steps)

    with desk.store.read() as tx:
        takers = tx.booking_steps.takers()
    called = "steps of member {}".format
    return in_batches(desk, "booking attempts", takers, fold_some, called, most=len(takers))
