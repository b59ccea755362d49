"""A session's life in any order of deeds and hours, by anybody: every move is legal, told and paid back right."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from sqlalchemy import select

from core.errors.common import Refusal
from core.invariants import Invariant
from core.people import Person, Plan, Role
from core.policies import PRESETS, Policies
from core.sessions import ENDED, MOVES, Session, Status
from core.usecases import booking
from storage.check import SqlCheck
from storage.store import open_store
from storage.tables import audit, sessions
from tests.clocks import Still
from tests.core.lives import Life, live
from tests.core.session_deeds import DEEDS, ONLY, ROUNDS, Scene
from tests.depth import examples
from tests.faults.seeds import cast_of, settle_in

HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)


MENTORS = {"mentor0": (10_000, True), "mentor1": (0, False), "mentor2": (3_333, True)}
"""Rate, and whether bookings stand at once."""
MENTEES = ("mentee0", "mentee1")
PEOPLE = (*MENTORS, *MENTEES, "mentee2", "admin0")
"""The third mentee is a stranger: they book nothing."""
SYSTEMS = [
    preset.model_copy(
        update={"plans_that_book": tuple(Plan), "monthly_sessions": dict.fromkeys(Plan)} | changes
    )
    for preset in PRESETS.values()
    for changes in ({}, {"late_cancellation": True, "late_refund_pct": 33}, {"hold_proposed_time": False})
]
Booking = tuple[str, str, int]
bookings = st.tuples(st.sampled_from(MENTEES), st.sampled_from(sorted(MENTORS)), st.integers(1, 60))
"""Who, with whom, and in how many hours."""
attempts = st.lists(
    st.tuples(
        st.sampled_from(["mentor", "mentee", "mentor", "mentee", *PEOPLE]),
        st.integers(0, 2),
        st.integers(0, 9_999),
    ),
    min_size=1,
    max_size=4,
)
"""Who, to which session, and a number: for the order in which they try what there is to be done, and for times."""
Attempt = tuple[str, int, int]


@pytest.fixture
def people(sqlite_url: str) -> dict[str, Person]:
    """Three mentors, three mentees and an admin, in the database of `sqlite_url`."""
    store = open_store(sqlite_url, Still())
    people = settle_in(store, cast_of(3), buffer=10)
    with store.write() as tx:
        for key, (rate, instant) in MENTORS.items():
            mentor = tx.mentors.get(people[key].id)
            assert mentor is not None
            schedule = replace(mentor.schedule, instant_booking=instant)
            tx.mentors.save(replace(mentor, rate=rate, schedule=schedule))
    store.close()
    return people


@pytest.mark.deep
@pytest.mark.spec("SES-1", "SAF-5", "BOK-5", "CAN-3")
def test_whatever_is_done_in_whatever_order_every_move_is_legal_told_and_paid_back_right(
    sqlite_url: str, people: dict[str, Person]
) -> None:
    done = live(Sessions, sqlite_url, people, most=examples(5, deep=100), steps=30)
    assert {"book", "cancel", "propose"} <= done, "otherwise nothing much was tried"


class Sessions(Life):
    def __init__(self) -> None:
        super().__init__()
        self.by_id = {person.id: person for person in self.people.values()}
        self.watch = sqlite3.connect(self.copy)
        self.known: dict[int, Session] = {}
        self.logged = 0

    def teardown(self) -> None:
        self.watch.close()
        super().teardown()

    @initialize(system=st.sampled_from(SYSTEMS), first=bookings)
    def begin(self, system: Policies, first: Booking) -> None:
        with self.store.write() as tx:
            tx.set_policies(system)
        self.take_a_time(*first)

    # Hypothesis leaves some rules out of an example altogether: so each of them ends with somebody's deed.

    @rule(wanted=bookings, then=attempts)
    def book(self, wanted: Booking, then: Sequence[Attempt]) -> None:
        self.take_a_time(*wanted)
        self.attempt(then)

    @rule(then=attempts)
    def act(self, then: Sequence[Attempt]) -> None:
        self.attempt(then)

    @rule(minutes=st.sampled_from([5, 30, 3 * 60, 13 * 60, 25 * 60]), rounds=st.booleans(), then=attempts)
    def wait(self, minutes: int, rounds: bool, then: Sequence[Attempt]) -> None:
        self.clock.move(minutes * MINUTE)
        if rounds:
            self.make_rounds()
        self.attempt(then)

    @rule(
        which=st.integers(0, 2),
        hours=st.sampled_from([-24, -4, -2, -0.25, 0, 0.25, 1, 25]),
        late=st.booleans(),
        then=attempts,
    )
    def wait_for(self, which: int, hours: float, late: bool, then: Sequence[Attempt]) -> None:
        """Until some hours after a session's start, or before it, to the second."""
        if self.known:
            at = self.pick(which).starts_at + hours * HOUR + late * timedelta(seconds=1)
            if at > self.clock.at:
                self.clock.at = at
                self.make_rounds()
        self.attempt(then)

    def take_a_time(self, mentee: str, mentor: str, hours: int) -> None:
        start = (self.clock.at + hours * HOUR).replace(minute=0, second=0)
        with suppress(Refusal):
            held = booking.hold_time(self.desk, self.people[mentee], self.people[mentor].id, start, 30)
            self.tried(
                "book",
                self.people[mentee],
                lambda: booking.book(self.desk, self.people[mentee], held.hold.id),
            )

    def make_rounds(self) -> None:
        for each in ROUNDS:
            self.tried(each.__name__, None, lambda: each(self.desk))  # noqa: B023
        late = {Invariant.UNCLOSED, Invariant.UNSETTLED}
        assert not [found for kind, found in self.violations(MINUTE) if kind in late]

    def pick(self, which: int) -> Session:
        """A session, one that is not over where there is any."""
        ordered = sorted(self.known.values(), key=lambda each: each.status in ENDED)
        return ordered[which % len(ordered)]

    def attempt(self, each_tries: Sequence[Attempt]) -> None:
        """Several, one after the other, try what there is to be done until something is not refused."""
        for attempt in each_tries if self.known else ():
            self.attempt_one(*attempt)

    def attempt_one(self, who: str, which: int, number: int) -> None:
        session = self.pick(which)
        parties = {"mentor": session.mentor, "mentee": session.mentee}
        actor = self.by_id[parties[who]] if who in parties else self.people[who]
        with self.store.read() as tx:
            requests = tx.reschedules.of([session.id]).get(session.id, ())
            about = tx.disputes.of([session.id]).get(session.id, ())
        live = next((request for request in requests if request.is_open), None)
        dispute = about[-1].id if about else 1
        scene = Scene(self.desk, actor, session, live, dispute, self.clock.at, number)
        for name in Random(number).sample(sorted(DEEDS), len(DEEDS)):
            if self.tried(name, actor, lambda: DEEDS[name](scene)):  # noqa: B023
                seat = Role.ADMIN if actor.is_admin else session.role_of(actor.id)
                assert seat is not None, f"{name} by somebody who is no party"
                assert ONLY.get(name, seat) is seat, f"{name} by a {seat}"
                break

    def tried(self, name: str, actor: Person | None, deed: Callable[[], object]) -> bool:
        """Do it; whatever changed was allowed, was this person's doing and was written down as it happened.

        False where it was refused; then nothing has changed.
        """
        before, version = self.known, self.version
        try:
            deed()
        except Refusal:
            assert self.version == version, f"{name} was refused and changed something"
            return False
        self.done.add(name)
        if self.version == version:
            return True
        after, fresh = self.stored(), self.newly_audited()
        self.known = after
        for session in after.values():
            was = before.get(session.id)
            if name == "join":
                joined = {session.mentor_joined_at, session.mentee_joined_at}
                assert was == session or self.clock.at in joined, "who comes is kept with the session"
            elif was is None or agreed(was) != agreed(session):
                self.check_told(name, actor, [entry for entry in fresh if entry.session == session.id])
            if was is not None and was != session:
                self.check_move(name, was, session)
        no_two_at_once([each for each in after.values() if stands(each, self.clock.at)])
        found = self.violations(1000 * DAY)
        assert not found, f"after {name}: {found}"
        return True

    @property
    def version(self) -> int:
        """Another number after every commit of anybody's."""
        return self.watch.execute("PRAGMA data_version").fetchone()[0]

    def check_told(self, name: str, actor: Person | None, entries: Sequence[Any]) -> None:
        assert entries, f"the audit log says nothing of {name}"
        for entry in entries:
            assert entry.actor == (actor and actor.id), f"who: {name}"
            assert entry.at == self.clock.at, f"when: {name}"

    def check_move(self, name: str, was: Session, now_is: Session) -> None:
        assert now_is.status in MOVES[was.status] | {was.status}, name
        if agreed(was) != agreed(now_is):
            joined = was.status is Status.SCHEDULED and now_is.status is Status.IN_PROGRESS
            assert now_is.revision == was.revision + (0 if joined else 1), name
        if was.status is not now_is.status and now_is.status is Status.CANCELLED:
            with self.store.read() as tx:
                check_refund(name, was, now_is, tx.now, tx.policies())

    def violations(self, patience: timedelta) -> list[tuple[Invariant, str]]:
        """What `parley check` says; nothing is delivered here, so that nothing is overdue."""
        found = SqlCheck(self.store).violations(patience)
        return [(each.invariant, str(each)) for each in found if each.invariant is not Invariant.OVERDUE]

    def stored(self) -> dict[int, Session]:
        with self.store.engines.reader.connect() as connection:
            ids = connection.execute(select(sessions.c.id)).scalars().all()
        with self.store.read() as tx:
            found = {session.id: session for session in tx.sessions.of(ids)}
        return {each: found[each] for each in dict.fromkeys([*self.known, *ids])}

    def newly_audited(self) -> list[Any]:
        with self.store.engines.reader.connect() as connection:
            query = select(audit).where(audit.c.seq > self.logged).order_by(audit.c.seq)
            rows = list(connection.execute(query))
        self.logged = rows[-1].seq if rows else self.logged
        return rows


def agreed(session: Session) -> tuple[object, ...]:
    """What the two have agreed, or has been settled for them."""
    return session.status, session.starts_at, session.minutes, session.mentor, session.reassignment


def stands(session: Session, now: datetime) -> bool:
    lapsed = (
        session.status is Status.REQUESTED and session.confirm_by is not None and session.confirm_by <= now
    )
    return session.status is not Status.CANCELLED and not lapsed


def no_two_at_once(sessions: Sequence[Session]) -> None:
    for person in {party for each in sessions for party in (each.mentor, each.mentee)}:
        mine = sorted(
            (each for each in sessions if each.role_of(person) is not None), key=lambda each: each.starts_at
        )
        for one, other in pairwise(mine):
            pause = one.buffer_minutes * MINUTE if one.mentor == person else timedelta()
            assert one.ends_at + pause <= other.starts_at, f"{one} and {other} at once"


def check_refund(name: str, was: Session, cancelled: Session, now: datetime, policies: Policies) -> None:
    """What comes back, reckoned apart from the rules: in decimals, from the words of CAN-3."""
    assert cancelled.refund is not None, name
    ahead = was.starts_at - now
    if name == "cancel" and cancelled.cancellation is not None and cancelled.cancellation.by is Role.MENTEE:
        cutoff = (policies.mentee_cancellation_cutoff_hours or 0) * HOUR
        pct = policies.late_refund_pct
        if ahead >= cutoff:
            pct = policies.partial_refund_pct
        if ahead >= policies.free_cancellation_hours * HOUR:
            pct = 100
    else:
        pct = 100
    paid = 0 if was.status is Status.REQUESTED else was.rate
    amount = (Decimal(paid) * pct / 100).quantize(Decimal(1), ROUND_HALF_UP)
    assert cancelled.refund.amount == int(amount), f"{name}: {cancelled.refund} of {paid}, {ahead} ahead"
