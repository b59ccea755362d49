"""How far people come on the way to a booking, for figures: no words, and nothing about whose time it is (BOK-9)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

WITHIN = timedelta(hours=24)
"""What somebody does within this time of the first step is one attempt, until it is booked."""


class Step(StrEnum):
    """What a delivery does on the way. Whether an attempt is booked and paid, its hold tells."""

    MENTOR = "mentor"
    SLOT = "slot"
    REVIEW = "review"
    LEFT = "left"


WAY = (Step.MENTOR, Step.SLOT, Step.REVIEW)


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step of somebody's; `hold` is the time that they reviewed."""

    step: Step
    person: int
    hold: int | None = None


@dataclass(slots=True)
class Steps:
    """The last step that a delivery takes, if any."""

    taken: StepTaken | None = None


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A step with its number in order of time."""

    seq: int
    at: datetime
    taken: StepTaken


@dataclass(frozen=True, slots=True)
class Attempt:
    """How far somebody came; its id is the number of its first step. `hold` is the last time that was reviewed."""

    id: int
    person: int
    started_at: datetime
    step: Step
    hold: int | None = None
    left: bool = False


@dataclass(frozen=True, slots=True)
class Funnel:
    """Attempts that were begun, and how many of them came how far.

    Of those who came to pay through a provider (`priced`) so many have (`paid`); what was not paid is not booked.
    """

    started: int
    slot: int
    review: int
    priced: int
    paid: int
    booked: int
    left: int


def folded(
    known: Mapping[int, Attempt], steps: Iterable[KeptStep], booked: Collection[int]
) -> list[Attempt]:
    """The attempts that the steps make or change; `known` are people's last ones.

    `booked` are holds that are sessions, and did not end unpaid.
    """
    last, changed = dict(known), dict[int, Attempt]()
    for kept in steps:
        attempt = last.get(kept.taken.person)
        if attempt is None or _is_over(attempt, kept, booked):
            attempt = Attempt(kept.seq, kept.taken.person, kept.at, Step.MENTOR)
            if kept.taken.step is Step.LEFT:
                continue
        attempt = _further(attempt, kept.taken)
        last[attempt.person] = changed[attempt.id] = attempt
    return list(changed.values())


def _is_over(attempt: Attempt, kept: KeptStep, booked: Collection[int]) -> bool:
    if attempt.hold is not None and attempt.hold in booked:
        return kept.taken.hold != attempt.hold
    return kept.at >= attempt.started_at + WITHIN


def _further(attempt: Attempt, taken: StepTaken) -> Attempt:
    if taken.step is Step.LEFT:
        return replace(attempt, left=True)
    furthest = max(attempt.step, taken.step, key=WAY.index)
    return replace(attempt, step=furthest, hold=taken.hold or attempt.hold, left=False)
