"""Sessions counted and gathered, for schedules and homes."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.attendance import Feedback
from core.people import Role
from core.ports.overviews import MenteeTotals, Totals
from core.sessions import Cancellation, Reassignment, Session, Status
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import DAY, HOUR, a_session, people_in

Add = Callable[..., Session]


@pytest.fixture
def add(store: SqlStore) -> Add:
    def add(mentor: int, mentee: int, days: int, **more: object) -> Session:
        session = a_session(mentor, mentee, MORNING + days * DAY, **more)
        with store.write() as tx:
            tx.sessions.add(session)
        return session

    return add


@pytest.mark.spec("SES-3")
def test_a_mentors_sessions_are_counted_without_cancelled_ones_and_those_that_were_left(
    store: SqlStore, add: Add
) -> None:
    ada, eve, ben, mia, tom = people_in(store, "Ada", "Eve", "Ben", "Mia", "Tom")
    gone = Cancellation(Role.MENTEE, MORNING, None)
    first = add(ada, ben, -9, status=Status.COMPLETED)
    last = add(ada, ben, -2, status=Status.COMPLETED)
    add(ada, ben, -1, status=Status.NO_SHOW)
    ahead = add(ada, ben, 1)
    later = add(ada, mia, 2, status=Status.REQUESTED)
    add(ada, tom, 3, status=Status.CANCELLED, cancellation=gone)
    add(ada, tom, 4, reassignment=Reassignment.AWAITING_CHOICE)
    add(eve, tom, 5)
    add(eve, ada, 6)
    with store.read() as tx:
        assert tx.overviews.totals(ada, MORNING) == Totals(2, 5, 2, 2)
        assert tx.overviews.totals(ben, MORNING) == Totals(0, 0, 0, 0)
        assert tx.overviews.ahead(ada, MORNING, 9) == [ahead.id, later.id]
        assert tx.overviews.ahead(ada, MORNING, 9, 1) == [later.id]
        assert tx.overviews.mentees(ada, MORNING, 9) == [
            MenteeTotals(ben, 4, 2, last.starts_at, ahead.starts_at),
            MenteeTotals(mia, 1, 0, None, later.starts_at),
        ]
        assert [each.mentee for each in tx.overviews.mentees(ada, MORNING, 1, 1)] == [mia]
        assert tx.overviews.starting(MORNING - 9 * DAY, MORNING + 2 * DAY) == 4
    assert first.starts_at < last.starts_at


@pytest.mark.spec("SES-3")
def test_a_session_is_ahead_until_its_end(store: SqlStore, add: Add) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    running = add(ada, ben, 0, minutes=60, status=Status.IN_PROGRESS)
    with store.read() as tx:
        assert tx.overviews.ahead(ada, MORNING + HOUR / 2, 9) == [running.id]
        assert tx.overviews.totals(ada, MORNING + HOUR / 2).upcoming == 1
        assert tx.overviews.ahead(ada, MORNING + HOUR, 9) == []
        assert tx.overviews.totals(ada, MORNING + HOUR).upcoming == 0


@pytest.mark.spec("CHT-2")
def test_what_may_still_be_said_about_sessions_is_found_for_whom_it_concerns(
    store: SqlStore, add: Add
) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    told = add(ada, ben, -2, status=Status.COMPLETED)
    untold = add(ada, ben, -3, status=Status.COMPLETED)
    asked = add(ada, ben, -1, attendance_asked_at=MORNING)
    add(ada, ben, -4)
    add(ada, ben, -20, status=Status.COMPLETED)
    add(ada, ben, 1)
    with store.write() as tx:
        tx.aftermath.add_feedback(Feedback(told.id, ada, ben, 5, 4, "", MORNING))
    with store.read() as tx:
        since = MORNING - 14 * DAY
        assert tx.overviews.unsettled(ben, MORNING, since, 9) == [asked.id, untold.id]
        assert tx.overviews.unsettled(ben, MORNING, since, 1) == [asked.id]
        assert tx.overviews.unsettled(ada, MORNING, since, 9) == [asked.id]
    with store.write() as tx:
        tx.sessions.save(replace(asked, status=Status.NO_SHOW, revision=2), was=1)
    with store.read() as tx:
        assert tx.overviews.unsettled(ada, MORNING, since, 9) == []
