"""What is of no more use is forgotten; what is still needed, or is the record, stays."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Table, func, select, update

from core.availability import AvailabilityException, BlockKind, Schedule
from core.clock import Clock
from core.councils import CouncilStatus
from core.drafts import Draft
from core.ids import new_id
from core.inbox import Delivery
from core.mentors import Mentor
from core.notices import KEPT, Kind, Notice, Receipt
from core.outbox import Ended, Sent
from core.people import Role
from core.sessions import Session, Status
from core.usecases import closing, confirming, giving_up, rescheduling
from core.usecases.councils import rounds
from storage.council_tables import councils
from storage.housekeeping import A_WEEK, BATCH, SqlHousekeeping
from storage.inbox import SqlInbox
from storage.message_tables import drafts, inbox, notices
from storage.outbox import SqlOutbox
from storage.session_tables import disputes
from storage.store import SqlStore
from storage.tables import claims, exceptions, holds, sessions
from tests.conftest import MORNING
from tests.core.polls import a_council
from tests.storage.samples import (
    DAY,
    HOUR,
    MINUTE,
    TEN,
    a_claim,
    a_hold,
    a_notice,
    a_person,
    a_session,
    at_once,
    people_in,
)
from tests.storage.test_check import Whole, made, whole

__all__ = ["made", "whole"]

LEASE = MINUTE


def swept(store: SqlStore) -> int:
    """Sweep until nothing is left to forget; how many rows went."""
    housekeeping, gone = SqlHousekeeping(store), 0
    while batch := housekeeping.sweep():
        gone += batch
    return gone


def counted(store: SqlStore, table: Table) -> int:
    with store.work(read_only=True) as work:
        return work.connection.execute(select(func.count()).select_from(table)).scalar_one()


def left(store: SqlStore) -> set[int]:
    """The notices that are remembered."""
    with store.work(read_only=True) as work:
        return set(work.connection.execute(select(notices.c.id)).scalars())


def sent(store: SqlStore, *written: Notice) -> None:
    """Write these and send them."""
    with store.write() as tx:
        tx.notices.add(written)
    outbox = SqlOutbox(store)
    for notice in outbox.claim("me", 100, LEASE):
        outbox.record("me", [Sent(notice, Receipt("slack", "T1", "D1", str(notice.id)))])


def all_rounds(whole: Whole) -> None:
    for go in (
        closing.complete_ended,
        closing.close_unattested,
        rescheduling.expire_overdue,
        confirming.expire_unconfirmed,
        giving_up.expire_unanswered,
        rounds.close_polls,
        rounds.complete_ended,
    ):
        go(whole.desk)
    whole.deliver()


@pytest.mark.spec("OPS-5", "NTF-6")
def test_a_programme_of_long_ago_is_whole_without_its_notices_and_nobody_hears_of_it_again(
    whole: Whole,
) -> None:
    last = max(session.ends_at for session in whole.booked)
    whole.clock.move_to(last + HOUR)
    all_rounds(whole)
    whole.clock.move(8 * DAY)
    all_rounds(whole)
    whole.clock.move(KEPT)
    all_rounds(whole)
    assert whole.found() == []
    booked = counted(whole.store, sessions)
    assert swept(whole.store) > 20
    assert [counted(whole.store, table) for table in (notices, claims, holds, inbox)] == [0, 0, 0, 0]
    assert counted(whole.store, sessions) == booked
    assert whole.found() == []
    all_rounds(whole)
    assert left(whole.store) == set()


@pytest.mark.spec("OPS-5", "NTF-1")
def test_what_was_said_of_a_session_is_remembered_until_long_after_it(
    store: SqlStore, clock: Clock
) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    late = TEN + 300 * DAY
    ahead = a_session(ada, ben, late)
    cancelled = a_session(ada, ben, late + DAY, status=Status.CANCELLED)
    with store.write() as tx:
        tx.sessions.add(ahead)
        tx.sessions.add(cancelled)
        tx.claims.take([a_claim(ada, late, owner=ahead.id)])
    said = [a_notice(ben, MORNING, Kind.BOOKED, session=ahead.id, dedupe="the one")]
    said.append(a_notice(ada, MORNING, Kind.CANCELLED, session=cancelled.id))
    sent(store, *said)
    clock.move(200 * DAY)
    assert swept(store) == 0
    with store.write() as tx:
        tx.notices.add([a_notice(ben, tx.now, Kind.BOOKED, session=ahead.id, dedupe="the one")])
    assert left(store) == {notice.id for notice in said}, "the first one is known, so none is written"
    clock.move_to(late + KEPT)
    assert swept(store) == 0, "nobody has said how it ended"
    _over(store, ahead)
    clock.move_to(late + KEPT + 2 * HOUR)
    assert swept(store) == 2, "the claim, and what was said"
    assert left(store) == {said[1].id}
    clock.move(DAY)
    assert swept(store) == 1


@pytest.mark.spec("OPS-5")
def test_what_is_disputed_is_remembered_until_it_is_decided(store: SqlStore, clock: Clock) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    session = a_session(ada, ben, status=Status.COMPLETED)
    with store.write() as tx:
        tx.sessions.add(session)
    sent(store, a_notice(ben, MORNING, Kind.DISPUTED, session=session.id))
    words = {"category": "no_show", "description": "", "priority": "high", "status": "open"}
    with store.work() as work:
        work.connection.execute(
            disputes.insert(),
            {"id": 1, "session": session.id, "person": ben, "opened_at": MORNING, **words},
        )
    clock.move(KEPT + 3 * DAY)
    assert swept(store) == 0
    with store.work() as work:
        work.connection.execute(disputes.update().values(status="resolved"))
    assert swept(store) == 1


@pytest.mark.spec("OPS-5")
def test_what_was_said_of_a_council_goes_when_it_has_long_been_over(store: SqlStore, clock: Clock) -> None:
    (olga,) = people_in(store, "Olga", roles=frozenset({Role.ADMIN}))
    with store.write() as tx:
        tx.councils.add(a_council(id=1, coordinator=olga, status=CouncilStatus.COLLECTING))
    sent(store, a_notice(olga, MORNING, Kind.COUNCIL_PROGRESS, council=1))
    clock.move(KEPT + DAY)
    assert swept(store) == 0
    with store.work() as work:
        work.connection.execute(
            councils.update().values(status=CouncilStatus.CANCELLED.value, ended_at=work.now)
        )
    assert swept(store) == 0
    clock.move(KEPT)
    assert swept(store) == 1


@pytest.mark.spec("OPS-5")
def test_of_notices_about_nothing_else_those_go_that_ended_long_ago(store: SqlStore, clock: Clock) -> None:
    (ada,) = people_in(store, "Ada")
    sent(store, a_notice(ada))
    dead, waiting = a_notice(ada), a_notice(ada, MORNING + 400 * DAY)
    clock.move(DAY)
    with store.write() as tx:
        tx.notices.add([dead, waiting])
    outbox = SqlOutbox(store)
    outbox.record("me", [Ended(notice, "dead", "blocked") for notice in outbox.claim("me", 10, LEASE)])
    clock.move(KEPT - MINUTE)
    assert swept(store) == 1
    clock.move(MINUTE)
    assert swept(store) == 1
    assert waiting.id in left(store)
    assert dead.id not in left(store)


@pytest.mark.spec("OPS-5")
def test_forms_holds_and_days_off_that_nobody_needs_any_more(store: SqlStore, clock: Clock) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    person = a_person("Cleo", roles=frozenset({Role.MENTOR}))
    hold, fresh = a_hold(ada, ben), a_hold(ada, person.id, TEN + HOUR)
    kept, dropped = (
        Draft(new_id(MORNING) + n, who, "1:h", MORNING, "{}") for n, who in enumerate((ada, ben))
    )
    day = MORNING.date()
    off = [
        AvailabilityException(number, day, day + timedelta(days=number), BlockKind.BLOCKED)
        for number in (1, 2)
    ]
    with store.write() as tx:
        tx.people.add(person)
        tx.mentors.save(Mentor(person, Schedule("UTC")))
        for each in off:
            tx.mentors.add_exception(person.id, each)
        tx.sessions.put_hold(hold)
        tx.claims.take([a_claim(who, owner=hold.id, expires_at=hold.expires_at) for who in (ada, ben)])
        tx.drafts.put(kept)
        tx.drafts.put(dropped)
    clock.move(2 * DAY)
    with store.write() as tx:
        tx.drafts.put(kept)
        tx.sessions.put_hold(replace(fresh, expires_at=tx.now))
    clock.move(A_WEEK - 2 * DAY)
    assert swept(store) == 1, "the form that nobody has changed for a week"
    clock.move(HOUR)
    assert swept(store) == 3, "the hold and its claims"
    with store.read() as tx:
        assert tx.drafts.get(kept.id) is not None
        assert tx.drafts.get(dropped.id) is None
        assert tx.sessions.get_hold(hold.id) is None
        assert tx.sessions.get_hold(fresh.id) is not None
    clock.move(3 * DAY)
    assert swept(store) == 2
    assert [counted(store, table) for table in (drafts, holds)] == [0, 0]
    clock.move_to(MORNING + KEPT + 2 * DAY)
    assert swept(store) == 1
    assert counted(store, exceptions) == 1


@pytest.mark.spec("OPS-5")
def test_it_is_done_in_small_batches_by_as_many_processes_as_there_are(
    store: SqlStore, clock: Clock
) -> None:
    _delivered(store, BATCH + 3)
    clock.move(A_WEEK)
    assert [SqlHousekeeping(store).sweep() for _ in range(3)] == [BATCH, 3, 0]
    _delivered(store, 2 * BATCH)
    clock.move(A_WEEK)
    assert sum(at_once(4, lambda _: swept(store))) == 2 * BATCH
    assert counted(store, inbox) == 0


@pytest.mark.spec("NTF-6")
def test_what_is_not_handled_is_never_forgotten(store: SqlStore, clock: Clock) -> None:
    SqlInbox(store).accept_and_claim(Delivery("key", "lane", "words"), "me", LEASE)
    clock.move(10 * KEPT)
    assert swept(store) == 0


def _over(store: SqlStore, session: Session) -> None:
    with store.work() as work:
        work.connection.execute(
            sessions.update().where(sessions.c.id == session.id).values(status=Status.COMPLETED.value)
        )


def _delivered(store: SqlStore, many: int) -> None:
    with store.work() as work:
        rows: Sequence[dict[str, object]] = [
            {
                "key": f"{work.now} {n}",
                "lane": "a",
                "body": "",
                "received_at": work.now,
                "done_at": work.now,
            }
            for n in range(many)
        ]
        work.connection.execute(inbox.insert(), rows)


@pytest.mark.spec("NTF-1")
def test_what_must_stay_is_passed_by_and_not_looked_at_in_each_sweep(store: SqlStore, clock: Clock) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    session = a_session(ada, ben)
    staying = [a_notice(ben, session=session.id, dedupe=f"{n}") for n in range(BATCH)]
    going = a_notice(ben, dedupe="other")
    with store.write() as tx:
        tx.sessions.add(session)
        tx.notices.add(staying)
    with store.write() as tx:
        tx.notices.add([going])
    with store.work() as work:
        work.connection.execute(update(notices).values(state="sent", ended_at=work.now))
    clock.move(KEPT + 30 * DAY)
    housekeeping = SqlHousekeeping(store)
    assert [housekeeping.sweep() for _ in range(4)] == [0, 1, 0, 0]
    assert left(store) == {each.id for each in staying}
    with store.work() as work:
        ended = {"status": "completed", "ends_at": session.ends_at}
        work.connection.execute(update(sessions).values(ended))
    assert swept(store) == BATCH
