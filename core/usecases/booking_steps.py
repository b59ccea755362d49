"""Steps on the way to a booking are made into attempts, which are counted (BOK-9)."""

from core.booking_steps import WITHIN, folded
from core.desk import Desk

AT_ONCE = 500


def fold(desk: Desk) -> int:
    """Make attempts of the steps that were taken; returns how many steps. Safe in several processes."""
    done = 0
    while True:
        with desk.store.write() as tx:
            steps = tx.booking_steps.waiting(AT_ONCE)
            if steps:
                people = {kept.taken.person for kept in steps}
                known = tx.booking_steps.attempts(people, min(kept.at for kept in steps) - WITHIN)
                holds = {each.hold for each in known.values()} | {kept.taken.hold for kept in steps}
                booked = tx.booking_steps.booked({hold for hold in holds if hold is not None})
                tx.booking_steps.save(folded(known, steps, booked))
                tx.booking_steps.settle(steps)
        done += len(steps)
        if len(steps) < AT_ONCE:
            return done
