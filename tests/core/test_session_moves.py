"""SES-1: which status follows which, for every pair; and what each rule makes of a session in each status."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product

import pytest

from core import aftermath, cancelling, confirming
from core.attendance import Absent
from core.errors.common import Refusal
from core.people import Role
from core.policies import Policies
from core.sessions import MOVES, CancelReason, Session, Status, moved
from tests.conftest import MORNING
from tests.storage.samples import a_session

LATER = MORNING + timedelta(days=40)
WHY = CancelReason.CONFLICT, ""
AS_SPECIFIED = """
                  awaiting_payment  requested  scheduled  in_progress  completed  cancelled  no_show
awaiting_payment  -                 .          yes        .            .          yes        .
requested         .                 -          yes        .            .          yes        .
scheduled         .                 .          -          yes          yes        yes        yes
in_progress       .                 .          .          -            yes        yes        yes
completed         .                 .          .          .            -          .          yes
cancelled         .                 .          .          .            .          -          .
no_show           .                 .          .          .            yes        yes        -
"""


def specified() -> Iterator[tuple[Status, Status, str]]:
    head, *lines = (line.split() for line in AS_SPECIFIED.strip().splitlines())
    for before, *cells in lines:
        for after, cell in zip(head, cells, strict=True):
            yield Status(before), Status(after), cell


@pytest.mark.spec("SES-1")
@pytest.mark.parametrize(("before", "after", "cell"), list(specified()))
def test_every_status_is_followed_by_those_that_may_follow_it(
    before: Status, after: Status, cell: str
) -> None:
    session = a_session(1, 2, status=before)
    if cell == ".":
        assert after not in MOVES[before]
        with pytest.raises(ValueError, match="does not go from"):
            moved(session, status=after)
    else:
        assert cell == "-" or after in MOVES[before]
        assert moved(session, status=after).revision == session.revision + 1


RULES: dict[str, Callable[[Session], Session]] = {
    "cancelled by the mentee": lambda s: cancelling.cancel(s, Role.MENTEE, MORNING, Policies(), WHY),
    "cancelled by the mentor": lambda s: cancelling.cancel(s, Role.MENTOR, MORNING, Policies(), WHY),
    "given up": lambda s: cancelling.give_up(s, None, MORNING),
    "accepted": lambda s: confirming.accept(s, MORNING),
    "declined": lambda s: confirming.end(s, Role.MENTOR, MORNING, Policies()),
    "not answered": lambda s: confirming.end(s, None, MORNING, Policies()),
    "completed": aftermath.completed,
    "missed by the mentor": lambda s: aftermath.missed(s, Absent.MENTOR),
    "missed by the mentee": lambda s: aftermath.missed(s, Absent.MENTEE),
    "missed by both": lambda s: aftermath.missed(s, Absent.BOTH),
}


@pytest.mark.spec("SES-1")
@pytest.mark.parametrize(("status", "name"), list(product(Status, RULES)))
def test_every_rule_asked_of_every_status_makes_a_legal_move_or_refuses(status: Status, name: str) -> None:
    until = LATER if status is Status.REQUESTED else None
    before = a_session(1, 2, LATER, status=status, confirm_by=until)
    try:
        after = RULES[name](before)
    except (Refusal, ValueError):
        return
    assert after.status in MOVES[before.status] | {before.status}
    assert after.revision == before.revision + 1
    assert (after.cancellation is not None) == (after.status is Status.CANCELLED)
