"""Any order of asking, answering, cancelling and waiting: exactly the legal moves succeed, and nothing overlaps."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from core.clock import Clock
from core.desk import Desk
from core.errors.common import Refusal
from core.people import Person, Role
from core.policies import CountRescheduleOn, Policies
from core.reschedule_rules import answers
from core.reschedules import (
    OPEN,
    RequestStatus,
    RescheduleAnswer,
    RescheduleProposal,
    RescheduleRequest,
    asked,
    countered,
    ended,
)
from core.sessions import CancelReason, Status
from core.usecases import booking, cancelling, reschedule_requests, rescheduling
from core.usecases.members import by_id
from gateways.jitsi import JitsiRooms
from storage.check import SqlCheck
from storage.store import SqlStore, open_store
from tests.conftest import MORNING
from tests.depth import examples
from tests.faults.seeds import NO_LIMIT, cast_of, settle_in
from tests.storage.samples import DAY, HOUR, MINUTE, a_session

ROLES = (Role.MENTOR, Role.MENTEE)
QUICKLY = settings(
    stateful_step_count=40,
    deadline=None,
    database=None,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
)


class Negotiation(RuleBasedStateMachine):
    """One request alone, by the pure rules."""

    def __init__(self) -> None:
        super().__init__()
        self.now = MORNING
        self.session = a_session(1, 2, MORNING + 5 * DAY)
        self.request: RescheduleRequest | None = None
        self.policies = Policies()

    @initialize(most=st.integers(0, 3), may_decline=st.booleans(), hours=st.integers(1, 72))
    def begin(self, most: int, may_decline: bool, hours: int) -> None:
        self.policies = Policies(
            max_counter_proposals=most,
            mentee_may_decline_reschedule=may_decline,
            reschedule_expiry_hours=hours,
        )

    def proposal(self, by: Role, days: int | None) -> RescheduleProposal:
        return RescheduleProposal(by, self.now, None if days is None else MORNING + days * DAY, 30)

    @precondition(lambda self: self.request is None)
    @rule(by=st.sampled_from(ROLES), days=st.one_of(st.none(), st.integers(3, 9)))
    def ask(self, by: Role, days: int | None) -> None:
        days = 6 if by is Role.MENTEE and days is None else days
        self.request = asked(9, self.session, self.proposal(by, days), self.policies)

    @precondition(lambda self: self.request is not None)
    @rule(role=st.sampled_from(ROLES), days=st.integers(3, 9))
    def counter(self, role: Role, days: int) -> None:
        assert self.request is not None
        if RescheduleAnswer.COUNTER in answers(self.request, role, self.policies):
            self.request = countered(self.request, self.session, self.proposal(role, days), self.policies)

    @precondition(lambda self: self.request is not None)
    @rule(role=st.sampled_from(ROLES), status=st.sampled_from(sorted(set(RequestStatus) - OPEN)))
    def close(self, role: Role, status: RequestStatus) -> None:
        assert self.request is not None
        if self.request.is_open:
            self.request = ended(self.request, status, self.now, role)

    @rule(minutes=st.integers(1, 600))
    def wait(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @invariant()
    def makes_sense(self) -> None:
        request = self.request
        if request is None:
            return
        speakers = [proposal.by for proposal in request.proposals]
        assert all(one is not other for one, other in pairwise(speakers))
        assert request.rounds <= self.policies.max_counter_proposals
        assert request.expires_at <= self.session.starts_at
        assert request.last.starts_at is None or request.expires_at <= request.last.starts_at
        mentors, mentees = (answers(request, role, self.policies) for role in ROLES)
        if not request.is_open:
            assert not mentors | mentees
            return
        assert (request.status is RequestStatus.COUNTERED) is (request.rounds > 0)
        theirs = {Role.MENTOR: mentors, Role.MENTEE: mentees}
        assert RescheduleAnswer.WITHDRAW in theirs[request.by], "nobody is caught in their own request"
        assert theirs[request.responder] & {RescheduleAnswer.ACCEPT, RescheduleAnswer.CHOOSE}
        waiting = Role.MENTEE if request.responder is Role.MENTOR else Role.MENTOR
        assert theirs[waiting] <= {RescheduleAnswer.WITHDRAW}, "nobody answers themselves"


@pytest.mark.spec("RSC-2", "RSC-3", "RSC-4")
def test_a_negotiation_makes_sense_whatever_the_two_do() -> None:
    run_state_machine_as_test(Negotiation, settings=settings(QUICKLY, max_examples=60))


# --- on a store


@dataclass
class Known:
    """What the model knows of a session. `turns` are who proposed what, of the open request."""

    id: int
    mentee: str
    start: datetime
    minutes: int
    cancelled: bool = False
    used: dict[Role, int] = field(default_factory=lambda: dict.fromkeys(ROLES, 0))
    made: dict[Role, int] = field(default_factory=lambda: dict.fromkeys(ROLES, 0))
    turns: list[tuple[Role, datetime | None, int]] = field(default_factory=list)
    expires: datetime = MORNING
    revision: int = 1

    def is_live(self, now: datetime) -> bool:
        return bool(self.turns) and now < self.expires and not self.cancelled

    @property
    def asker(self) -> Role:
        return self.turns[0][0]

    @property
    def turn(self) -> Role:
        return ROLES[1 - ROLES.index(self.turns[-1][0])]

    def move(self, start: datetime, minutes: int) -> None:
        self.start, self.minutes, self.revision, self.turns = start, minutes, self.revision + 1, []


FIRST = MORNING + DAY
SLOTS = st.integers(0, 24)
LENGTHS = st.sampled_from((30, 30, 60))
SELDOM = st.sampled_from((False,) * 5 + (True,))
PAUSE = 10 * MINUTE
MOST = 3


class Programme(RuleBasedStateMachine):
    """Two mentees and their mentor, who has a pause after each session; the model works times out by hand."""

    template: Path
    folder: Path
    numbers = count()

    def __init__(self) -> None:
        super().__init__()
        file = shutil.copy(self.template, self.folder / f"{next(self.numbers)}.db")
        self.clock = Clock()
        self.clock.move_to(MORNING)
        self.store: SqlStore = open_store(f"sqlite:///{file}", self.clock)
        self.desk = Desk(self.store, JitsiRooms("https://rooms.example"))
        self.people = settle_in(self.store, cast_of(2), buffer=10)
        self.known: list[Known] = []
        self.policies = NO_LIMIT
        self.changed = True

    def teardown(self) -> None:
        self.store.close()

    @initialize(
        held=st.booleans(),
        approval=st.sampled_from((True, True, False)),
        may_decline=st.booleans(),
        count_on=st.sampled_from(CountRescheduleOn),
        rounds=st.integers(0, 2),
        hours=st.sampled_from((1, 48)),
    )
    def begin(
        self,
        held: bool,
        approval: bool,
        may_decline: bool,
        count_on: CountRescheduleOn,
        rounds: int,
        hours: int,
    ) -> None:
        self.policies = NO_LIMIT.model_copy(
            update={
                "hold_proposed_time": held,
                "reschedule_needs_approval": approval,
                "mentee_may_decline_reschedule": may_decline,
                "count_reschedules_on": count_on,
                "max_counter_proposals": rounds,
                "max_reschedule_requests": 3,
                "reschedule_expiry_hours": hours,
                "reassign_on_mentor_cancel": False,
            }
        )
        with self.store.write() as tx:
            tx.set_policies(self.policies)
        self.book("mentee0", 12, 30)

    # --- the model

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def stretches(self, besides: Known) -> Iterator[tuple[str, datetime, datetime, bool]]:
        """(person, start, end, mentor's) of all time that is taken, but for one session and its request."""
        for known in self.known:
            if known is besides or known.cancelled:
                continue
            takes = [(known.start, known.minutes)]
            if self.policies.hold_proposed_time and known.is_live(self.now):
                _, start, minutes = known.turns[-1]
                takes += [(start, minutes)] if start else []
            for start, minutes in takes:
                end = start + minutes * MINUTE
                yield "mentor0", start, end + PAUSE, True
                yield known.mentee, start, end, False

    def is_free(self, known: Known, start: datetime, minutes: int) -> bool:
        end = start + minutes * MINUTE
        soon = start < self.now + 30 * MINUTE
        return not soon and not any(
            person in ("mentor0", known.mentee)
            and since < end + (PAUSE if own else 0 * MINUTE)
            and until > start
            for person, since, until, own in self.stretches(known)
        )

    def may_ask(self, known: Known, role: Role) -> bool:
        cutoff = 2 * HOUR if role is Role.MENTOR else 4 * HOUR
        return (
            not known.cancelled
            and not known.is_live(self.now)
            and self.now <= known.start - cutoff
            and known.used[role] < 2
            and known.made[role] < 3
        )

    def put(self, known: Known, role: Role, start: datetime | None, minutes: int) -> None:
        known.turns.append((role, start, minutes))
        limits = [
            self.now + self.policies.reschedule_expiry_hours * HOUR,
            known.start,
            *([start] if start else []),
        ]
        known.expires = min(limits)

    # --- acting

    def person(self, known: Known, role: Role) -> Person:
        found = by_id(self.desk, self.people["mentor0" if role is Role.MENTOR else known.mentee].id)
        assert found is not None
        return found

    def tries(self, legal: bool, deed: Callable[[], object]) -> bool:
        """Do it; exactly what is legal succeeds."""
        refused: Refusal | None = None
        try:
            deed()
        except Refusal as refusal:
            refused = refusal
        assert (refused is None) is legal, repr(refused)
        self.changed |= legal
        return legal

    def waits(self, *, named: bool = False) -> bool:
        """Whether some request waits for an answer; `named` with a time on the table."""
        return any(
            known.is_live(self.now) and (not named or known.turns[-1][1] is not None)
            for known in self.known
        )

    def pick(self, data: st.DataObject, *, asker: bool = False) -> tuple[Known, Role]:
        """A session and a role, mostly such that something can come of it."""
        standing = [known for known in self.known if not known.cancelled] or self.known
        waiting = [known for known in standing if known.is_live(self.now)] or standing
        if data.draw(SELDOM):
            return data.draw(st.sampled_from(self.known)), data.draw(st.sampled_from(ROLES))
        known = data.draw(st.sampled_from(waiting))
        if not known.turns:
            return known, data.draw(st.sampled_from(ROLES))
        return known, known.asker if asker else known.turn

    def request_of(self, known: Known) -> int:
        with self.store.read() as tx:
            requests = tx.reschedules.of([known.id]).get(known.id, ())
        return requests[-1].id if requests else 0

    @precondition(lambda self: len(self.known) < MOST)
    @rule(mentee=st.sampled_from(("mentee0", "mentee1")), slot=SLOTS, minutes=LENGTHS)
    def book(self, mentee: str, slot: int, minutes: int) -> None:
        start = FIRST + slot * 30 * MINUTE
        new = Known(0, mentee, start, minutes)
        who = self.people[mentee]

        def deed() -> None:
            held = booking.hold_time(self.desk, who, self.people["mentor0"].id, start, minutes)
            new.id = booking.book(self.desk, who, held.hold.id).view.session.id

        self.clock.move(MINUTE)
        if self.tries(self.is_free(new, start, minutes), deed):
            self.known.append(new)

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        """One rule for all that is done with a session: of several, Hypothesis switches some off for a whole run."""
        often = [self.accept] * 6 + [self.propose] * 5 if self.waits(named=True) else [self.propose] * 9
        deeds = [*often, self.leave_open, self.accept, self.end, self.call_off, self.cancel]
        data.draw(st.sampled_from(deeds))(data)

    def propose(self, data: st.DataObject) -> None:
        """Ask, counter or choose, whichever it comes to."""
        known, role = self.pick(data)
        slots, minutes, stale = data.draw(st.integers(-12, 12)), data.draw(LENGTHS), data.draw(SELDOM)
        start, now = known.start + slots * 30 * MINUTE, self.now
        live = known.is_live(now)
        turn = len(known.turns) if live else 0
        taken = [(known.start, known.minutes)] + ([known.turns[-1][1:]] if live else [])
        fits = (start, minutes) not in taken and self.is_free(known, start, minutes)
        chooses = live and known.turns[-1][1] is None
        if not live:
            legal = self.may_ask(known, role)
        elif chooses:
            legal = role is Role.MENTEE and minutes == known.turns[-1][2]
        else:
            legal = role is known.turn and len(known.turns) - 1 < self.policies.max_counter_proposals
        args = known.id, known.revision, turn + (7 if stale else 0), start, minutes, "Words"
        done = self.tries(
            legal and fits and not stale and not known.cancelled and now < known.start,
            lambda: reschedule_requests.propose(self.desk, self.person(known, role), *args),
        )
        if not done:
            return
        if not live:
            known.turns, known.made[role] = [], known.made[role] + 1
        counts_at_once = self.policies.count_reschedules_on is CountRescheduleOn.REQUEST
        if not live and (counts_at_once or not self.policies.reschedule_needs_approval):
            known.used[role] += 1
        if not live and not self.policies.reschedule_needs_approval:
            known.move(start, minutes)
        elif chooses:
            known.used[Role.MENTOR] += 0 if counts_at_once else 1
            known.move(start, minutes)
        else:
            self.put(known, role, start, minutes)

    def leave_open(self, data: st.DataObject) -> None:
        known, role = self.pick(data)
        legal = self.may_ask(known, role) and role is Role.MENTOR
        args = known.id, known.revision, "Words"
        if self.tries(
            legal, lambda: reschedule_requests.let_them_choose(self.desk, self.person(known, role), *args)
        ):
            known.turns, known.made[role] = [], known.made[role] + 1
            known.used[role] += self.policies.count_reschedules_on is CountRescheduleOn.REQUEST
            self.put(known, role, None, known.minutes)

    def accept(self, data: st.DataObject) -> None:
        known, role = self.pick(data)
        legal = known.is_live(self.now) and role is known.turn and known.turns[-1][1] is not None
        _, start, minutes = known.turns[-1] if known.turns else (role, None, 0)
        if legal and start is not None and not self.policies.hold_proposed_time:
            inside = (
                known.start <= start and start + minutes * MINUTE <= known.start + known.minutes * MINUTE
            )
            legal = inside or self.is_free(known, start, minutes)
        asker = known.asker if known.turns else role
        args = self.request_of(known), len(known.turns)
        if self.tries(legal, lambda: rescheduling.accept(self.desk, self.person(known, role), *args)):
            assert start is not None
            known.used[asker] += self.policies.count_reschedules_on is CountRescheduleOn.ACCEPT
            known.move(start, minutes)

    def end(self, data: st.DataObject) -> None:
        withdraws = data.draw(st.booleans())
        known, role = self.pick(data, asker=withdraws)
        may = self.policies.mentee_may_decline_reschedule or role is Role.MENTOR
        legal = known.is_live(self.now) and (
            role is known.asker if withdraws else role is known.turn and may
        )
        deed = rescheduling.withdraw if withdraws else rescheduling.decline
        args = self.request_of(known), len(known.turns)
        if self.tries(legal, lambda: deed(self.desk, self.person(known, role), *args)):
            known.turns = []

    def call_off(self, data: st.DataObject) -> None:
        known, role = self.pick(data)
        legal = known.is_live(self.now) and role is Role.MENTEE is known.turn
        legal = legal and known.asker is Role.MENTOR
        args = self.request_of(known), len(known.turns), ""
        if self.tries(legal, lambda: rescheduling.call_off(self.desk, self.person(known, role), *args)):
            known.cancelled, known.revision = True, known.revision + 1

    def cancel(self, data: st.DataObject) -> None:
        known, role = data.draw(st.sampled_from(self.known)), data.draw(st.sampled_from(ROLES))
        cutoff = 0 * HOUR if role is Role.MENTOR else 2 * HOUR
        legal = not known.cancelled and self.now < known.start and self.now <= known.start - cutoff
        args = known.id, known.revision, CancelReason.CONFLICT, ""
        if self.tries(legal, lambda: cancelling.cancel_session(self.desk, self.person(known, role), *args)):
            known.cancelled, known.revision = True, known.revision + 1

    @rule(minutes=st.one_of(st.integers(1, 30), st.integers(1, 400)))
    def wait(self, minutes: int) -> None:
        self.clock.move(minutes * MINUTE)

    @rule()
    def sweep(self) -> None:
        """The round; the rules must not need it."""
        overdue = sum(bool(known.turns) and not known.is_live(self.now) for known in self.known)
        ended_now = rescheduling.expire_overdue(self.desk)
        assert ended_now <= overdue
        self.changed |= ended_now > 0
        assert rescheduling.expire_overdue(self.desk) == 0

    # --- what must hold

    @invariant()
    def nothing_is_wrong(self) -> None:
        if self.changed:
            assert [str(found) for found in SqlCheck(self.store).violations(400 * DAY)] == []
            self.changed = False

    @invariant()
    def the_store_agrees_with_the_model(self) -> None:
        for known in self.known:
            with self.store.read() as tx:
                session, requests = (
                    tx.sessions.get(known.id),
                    tx.reschedules.of([known.id]).get(known.id, []),
                )
            assert session is not None
            assert (session.starts_at, session.minutes) == (known.start, known.minutes)
            assert (session.status is Status.CANCELLED) is known.cancelled
            assert session.revision == known.revision
            assert {role: session.reschedules(role) for role in ROLES} == known.used
            assert {role: sum(r.by is role for r in requests) for role in ROLES} == known.made
            assert sum(request.is_open for request in requests) <= 1
            live = [request for request in requests if request.is_live(self.now)]
            assert bool(live) is known.is_live(self.now)
            if live:
                said = [(p.by, p.starts_at, p.minutes) for p in live[0].proposals]
                assert said == known.turns
                assert abs(live[0].expires_at - known.expires) < MINUTE, "the test's clock runs"
                known.expires = live[0].expires_at


@pytest.mark.deep
@pytest.mark.spec("RSC-1", "RSC-2", "RSC-3", "RSC-4", "RSC-5", "RSC-7", "BOK-5", "OPS-5")
def test_any_order_of_moves_keeps_the_store_whole(sqlite_template: Path, tmp_path: Path) -> None:
    Programme.template, Programme.folder = sqlite_template, tmp_path
    run_state_machine_as_test(Programme, settings=settings(QUICKLY, max_examples=examples(10, deep=120)))
