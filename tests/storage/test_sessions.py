"""Sessions and holds."""

from dataclasses import replace

import pytest

from core.clock import Clock
from core.errors.booking import SlotTaken
from core.errors.sessions import Stale
from core.people import Role
from core.sessions import Cancellation, CancelReason, Meeting, Session, Status, Topic
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import DAY, HOUR, MINUTE, TEN, a_hold, a_session, at_once, people_in


def add(store: SqlStore, *sessions: Session) -> None:
    with store.write() as tx:
        for session in sessions:
            tx.sessions.add(session)


def test_a_session_is_read_as_it_was_written(store: SqlStore) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    plain = a_session(ada, ben)
    rich = a_session(
        ada,
        ben,
        TEN + DAY,
        topic=Topic("Walk", "and talk", Meeting.IN_PERSON, "Park"),
        status=Status.CANCELLED,
        revision=3,
        counted=False,
        rate=100,
        currency="EUR",
        cancellation=Cancellation(Role.MENTOR, MORNING + MINUTE, CancelReason.OTHER, "ill"),
        mentor_joined_at=TEN,
    )
    by_admin = a_session(ada, ben, TEN + 2 * DAY, cancellation=Cancellation(Role.ADMIN, MORNING, None))
    add(store, plain, rich, by_admin)
    with store.read() as tx:
        assert [tx.sessions.get(s.id) for s in (plain, rich, by_admin)] == [plain, rich, by_admin]
        assert tx.sessions.get(1) is None


@pytest.mark.spec("BOK-6")
def test_who_saves_what_has_moved_on_is_told_so(store: SqlStore) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    session = a_session(ada, ben)
    add(store, session)
    changed = replace(session, revision=2, meeting_url="https://rooms.example/2")

    def save(_: int) -> bool:
        try:
            with store.write() as tx:
                tx.sessions.save(changed, was=1)
        except Stale:
            return False
        return True

    assert sum(at_once(4, save)) == 1
    with store.read() as tx:
        assert tx.sessions.get(session.id) == changed


def test_both_can_come_without_undoing_each_other(store: SqlStore) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    session = a_session(ada, ben)
    add(store, session)
    with store.write() as tx:
        tx.sessions.touch(replace(session, mentor_joined_at=TEN))
        tx.sessions.touch(replace(session, mentee_joined_at=TEN + MINUTE, status=Status.CANCELLED))
    with store.read() as tx:
        found = tx.sessions.get(session.id)
    came = {"mentor_joined_at": TEN, "mentee_joined_at": TEN + MINUTE}
    assert found == replace(session, status=Status.IN_PROGRESS, **came)


@pytest.mark.spec("SES-1")
def test_what_is_ahead_and_what_is_past_in_either_role(store: SqlStore) -> None:
    ada, ben, cleo = people_in(store, "Ada", "Ben", "Cleo")
    first, second, third = (a_session(ada, ben, TEN + n * DAY) for n in range(3))
    as_mentor = a_session(ben, cleo, TEN + HOUR)
    cancelled = a_session(ada, ben, TEN + 4 * DAY, status=Status.CANCELLED)
    add(store, third, cancelled, first, second, as_mentor)
    now = first.ends_at
    with store.read() as tx:
        assert tx.sessions.upcoming(ben, now, 10) == [as_mentor, second, third]
        assert tx.sessions.upcoming(ben, now, 1, 1) == [second]
        assert tx.sessions.upcoming(ben, now - MINUTE, 1) == [first]
        assert tx.sessions.past(ben, now, 10) == [cancelled, first]
        assert tx.sessions.past(ben, now, 10, 1) == [first]
        assert tx.sessions.past(cleo, now, 10) == []
        day = (first.starts_at, first.starts_at + DAY)
        assert tx.sessions.past_of(ben, None, day, now, 10, 0) == [first]
        assert tx.sessions.past_of(ben, ada, (TEN, TEN + 9 * DAY), now, 10, 0) == [cancelled, first]
        assert tx.sessions.past_of(ben, ada, (TEN, TEN + 9 * DAY), now, 1, 1) == [first]
        assert tx.sessions.past_of(ben, cleo, (TEN, TEN + 9 * DAY), now, 10, 0) == []
        assert sorted(tx.sessions.met(ben)) == sorted([ada, cleo])
        assert tx.sessions.met(cleo) == [ben]


@pytest.mark.spec("BOK-2")
def test_what_counts_against_the_month(store: SqlStore) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    add(
        store,
        a_session(ada, ben),
        a_session(ada, ben, TEN + DAY),
        a_session(ada, ben, TEN + 2 * DAY, counted=False),
        a_session(ada, ben, TEN + 40 * DAY),
    )
    with store.read() as tx:
        assert tx.sessions.counted(ben, "2026-03-01") == 2
        assert tx.sessions.counted(ben, "2026-04-01") == 1
        assert tx.sessions.counted(ada, "2026-03-01") == 0


def test_a_mentors_weeks_have_sessions_and_live_holds(store: SqlStore, clock: Clock) -> None:
    ada, ben, cleo = people_in(store, "Ada", "Ben", "Cleo")
    add(store, a_session(ada, ben), a_session(ada, ben, TEN + HOUR, status=Status.CANCELLED))
    add(store, a_session(ben, ada, TEN + 3 * HOUR), a_session(ada, ben, TEN + 9 * DAY))
    with store.write() as tx:
        tx.sessions.put_hold(a_hold(ada, cleo, TEN + 2 * HOUR))
    with store.read() as tx:
        assert sorted(tx.sessions.weeks([ada], TEN, TEN + 7 * DAY)) == [(ada, TEN), (ada, TEN + 2 * HOUR)]
        assert tx.sessions.weeks([ada], TEN + MINUTE, TEN + 2 * HOUR) == []
        assert len(tx.sessions.weeks([ada, ben], TEN, TEN + 7 * DAY)) == 3
    clock.move(11 * MINUTE)
    with store.read() as tx:
        assert tx.sessions.weeks([ada], TEN, TEN + 7 * DAY) == [(ada, TEN)]


@pytest.mark.spec("SES-4")
def test_sessions_that_have_ended_are_given_to_one_process(store: SqlStore) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    over = a_session(ada, ben, TEN - 3 * HOUR, status=Status.IN_PROGRESS)
    later = a_session(ada, ben, TEN)
    add(store, later, over, a_session(ada, ben, TEN - 5 * HOUR, status=Status.COMPLETED))
    now = over.ends_at + 15 * MINUTE
    with store.write() as tx:
        assert tx.sessions.ended(now - MINUTE, 15) == []
        assert tx.sessions.ended(now, 15) == [over.id]
        assert tx.sessions.take_free([over.id]) == [over]
        if store.engines.on_postgresql:
            with store.write() as other:
                assert other.sessions.take_free([over.id]) == []


@pytest.mark.spec("BOK-4")
def test_a_mentee_has_one_hold(store: SqlStore) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    hold = a_hold(ada, ben, topic=Topic("Talk", meeting=Meeting.CHAT), rate=5000, currency="EUR")
    with store.write() as tx:
        tx.sessions.put_hold(hold)
        longer = replace(hold, minutes=60, topic=Topic("Long talk"))
        tx.sessions.put_hold(longer)
    with store.read() as tx:
        assert tx.sessions.hold_of(ben) == tx.sessions.get_hold(hold.id) == longer
        assert tx.sessions.hold_of(ada) is None
    with pytest.raises(SlotTaken), store.write() as tx:
        tx.sessions.put_hold(a_hold(ada, ben, TEN + HOUR))
    with store.write() as tx:
        tx.sessions.drop_hold(hold.id)
        assert tx.sessions.hold_of(ben) is None
