"""Reminders and join links follow the rules in force, on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from core.clock import Clock
from core.desk import Desk
from core.notices import Kind
from core.people import Person, Role
from core.sessions import Session
from core.usecases import replanning
from gateways.jitsi import JitsiRooms
from storage.check import SqlCheck
from storage.message_tables import notices
from storage.store import SqlStore
from tests.faults.seeds import book_each, cast_of, settle_in
from tests.rules import change_rule
from tests.storage.samples import DAY, HOUR, MINUTE, TEN

SECOND = timedelta(seconds=1)
SOON = TEN + 2 * DAY
Waiting = set[tuple[str, int, datetime, datetime]]


class Programme:
    """Pairs with a session each at the same time, and an admin."""

    def __init__(self, store: SqlStore, clock: Clock, pairs: int = 2) -> None:
        self.store, self.clock = store, clock
        self.desk = Desk(store, JitsiRooms("https://rooms.example"))
        people = settle_in(store, cast_of(pairs))
        with store.write() as tx:
            tx.people.save(admin := _admin(people["mentor0"]))
        self.admin = admin
        self.people = people
        self.sessions = book_each(self.desk, people, SOON)

    def rule(self, key: str, value: object) -> None:
        change_rule(self.desk, self.admin, key, value)

    def replanned(self) -> None:
        """The rounds of the next minute, twice, as two processes might."""
        self.clock.move(MINUTE)
        replanning.replan(self.desk)
        replanning.replan(self.desk)

    def waiting(self, session: Session) -> Waiting:
        """(kind, person, due, expires) of what is ahead."""
        rows = select(notices).where(
            notices.c.session == session.id,
            notices.c.kind.in_([Kind.REMINDER.value, Kind.JOIN.value]),
            notices.c.state == "waiting",
        )
        with self.store.work(read_only=True) as work:
            found = work.connection.execute(rows).all()
        assert len(found) == len({(row.kind, row.person, row.due_at) for row in found})
        return {(row.kind, row.person, row.due_at, row.expires_at) for row in found}

    def minutes(self, session: Session) -> set[tuple[str, int]]:
        """Kinds that wait for both parties, and how long before the start."""
        waiting = self.waiting(session)
        ahead = {(kind, (session.starts_at - due) // MINUTE) for kind, _, due, _ in waiting}
        assert len(waiting) == 2 * len(ahead), "both hear the same"
        return ahead

    def is_whole(self) -> bool:
        return not list(SqlCheck(self.store).violations(HOUR))


def _admin(person: Person) -> Person:
    return replace(person, roles=person.roles | {Role.ADMIN})


@pytest.mark.spec("NTF-2", "POL")
def test_sessions_agreed_before_a_change_of_the_rules_are_reminded_by_those_in_force(
    store: SqlStore, clock: Clock
) -> None:
    programme = Programme(store, clock)
    before = [programme.waiting(session) for session in programme.sessions]
    programme.rule("join_window_minutes", 45)
    programme.rule("reminder_offsets_minutes", [2000, 120])

    programme.replanned()

    for session in programme.sessions:
        assert programme.minutes(session) == {("reminder", 2000), ("reminder", 120), ("join", 45)}
        last = {expires for kind, _, due, expires in programme.waiting(session) if kind == "reminder"}
        assert session.starts_at - 45 * MINUTE in last, "each until the next is due"
    assert programme.is_whole()

    programme.rule("join_window_minutes", 15)
    programme.rule("reminder_offsets_minutes", [1440, 60])
    programme.replanned()

    assert [programme.waiting(session) for session in programme.sessions] == before
    assert programme.is_whole()


@pytest.mark.spec("NTF-2")
def test_more_sessions_than_one_slice_are_all_planned_anew(
    store: SqlStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = Programme(store, clock, pairs=5)
    monkeypatch.setattr(replanning, "AT_ONCE", 2)
    programme.rule("join_window_minutes", 5)

    programme.clock.move(MINUTE)

    assert replanning.replan(programme.desk) == 5
    assert replanning.replan(programme.desk) == 0, "it is done"
    for session in programme.sessions:
        assert ("join", 5) in programme.minutes(session)


@pytest.mark.spec("NTF-2")
def test_who_has_the_join_link_already_gets_no_second_one(store: SqlStore, clock: Clock) -> None:
    programme = Programme(store, clock)
    session = programme.sessions[0]
    clock.move_to(session.starts_at - 10 * MINUTE)
    sent = notices.c.kind == Kind.JOIN.value
    with store.work() as work:
        work.connection.execute(update(notices).where(sent).values(state="sent", ended_at=work.now))

    programme.rule("join_window_minutes", 30)
    replanning.replan(programme.desk)

    assert "join" not in {kind for kind, *_ in programme.waiting(session)}


@pytest.mark.spec("NTF-2")
def test_a_join_link_whose_time_has_come_by_the_new_rule_is_due_at_once(
    store: SqlStore, clock: Clock
) -> None:
    programme = Programme(store, clock)
    session = programme.sessions[0]
    clock.move_to(session.starts_at - 40 * MINUTE)

    programme.rule("join_window_minutes", 60)
    replanning.replan(programme.desk)

    joins = [due for kind, _, due, _ in programme.waiting(session) if kind == "join"]
    assert len(joins) == 2
    assert all(due <= clock.now() + SECOND for due in joins)


def test_it_is_done_again_when_a_booking_might_have_gone_by_the_rules_of_before(
    store: SqlStore, clock: Clock
) -> None:
    programme = Programme(store, clock)
    programme.rule("join_window_minutes", 45)

    assert replanning.replan(programme.desk) == 2, "at once"
    assert replanning.replan(programme.desk) == 2, "somebody may have been at it"
    programme.clock.move(MINUTE)
    assert replanning.replan(programme.desk) == 2
    assert replanning.replan(programme.desk) == 0


def test_rules_that_plan_nothing_plan_nothing_anew(store: SqlStore, clock: Clock) -> None:
    programme = Programme(store, clock)
    programme.rule("completion_grace_minutes", 30)
    programme.clock.move(MINUTE)

    assert replanning.replan(programme.desk) == 0
