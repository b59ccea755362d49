"""Money for sessions: what it is good for, whatever comes in whatever order; and where all of it is in the end."""

import asyncio
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from core.desk import Desk
from core.errors.common import Refusal
from core.interventions import CancelWish, RefundWish, Wish
from core.notices import Notice, Receipt
from core.outbox import Delivered, TryLater, Unsure
from core.payments import (
    FOLLOWED_FOR,
    LATER,
    OFTEN,
    SELDOM,
    Attempt,
    AttemptStatus,
    PaymentRecord,
    Use,
    moves_on,
    next_look,
    use_of,
)
from core.people import Person, Role
from core.provider_refusals import Reason, Refused
from core.providers import Payment, RefundChanged, Told
from core.refunds import RefundEntry, RefundKind, RefundStatus, refund
from core.sessions import Cancellation, CancelReason, Session, Status
from core.usecases import booking, cancelling
from core.usecases.interventions import planning
from core.usecases.payments import facts, giving_back, paying
from gateways.jitsi import JitsiRooms
from scheduler.delivery import OutboxDelivery
from scheduler.payments import PaymentAgent, PaymentRound
from storage.check import SqlCheck
from storage.outbox import SqlOutbox
from storage.store import open_store
from tests.clocks import Still
from tests.conftest import MORNING
from tests.depth import examples
from tests.faults.seeds import cast_of, settle_in
from tests.payments import Provider
from tests.storage.samples import a_session

MINUTE = timedelta(minutes=1)
PRICE = 2_500
AWAITED = replace(
    a_session(1, 2, MORNING + timedelta(days=1), rate=PRICE),
    status=Status.AWAITING_PAYMENT,
    confirm_by=MORNING + 20 * MINUTE,
)
ATTEMPT = Attempt(
    7, AWAITED.id, 1, "razorpay", PRICE, "USD", AttemptStatus.OPEN, MORNING, MORNING + 20 * MINUTE, None, MORNING
)  # fmt: skip


def ended(by: Role | None, **changes: object) -> Session:
    return replace(
        AWAITED, status=Status.CANCELLED, cancellation=Cancellation(by, MORNING, None), **changes
    )  # type: ignore[arg-type]


@pytest.mark.spec("PAY-2", "PAY-3", "PAY-7")
@pytest.mark.parametrize(
    ("session", "amount", "currency", "paid_before", "use"),
    [
        (AWAITED, PRICE, "USD", False, None),
        (ended(None), PRICE, "USD", False, None),
        (ended(Role.MENTEE), PRICE, "USD", False, Use.LATE),
        (ended(Role.ADMIN), PRICE, "USD", False, Use.LATE),
        (ended(None, confirm_by=None), PRICE, "USD", False, Use.LATE),
        (replace(AWAITED, status=Status.SCHEDULED, confirm_by=None), PRICE, "USD", True, Use.TWICE),
        (AWAITED, PRICE - 1, "USD", False, Use.DIFFERS),
        (AWAITED, PRICE + 1, "USD", True, Use.DIFFERS),
        (AWAITED, PRICE, "EUR", False, Use.DIFFERS),
    ],
)
def test_money_pays_for_what_still_waits_for_it_and_else_goes_back(
    session: Session, amount: int, currency: str, paid_before: bool, use: Use | None
) -> None:
    known = PaymentRecord(1, session.id, 7, "razorpay", "pay_1", PRICE, "USD", MORNING, Use.KEPT)
    assert use_of(session, ATTEMPT, amount, currency, [known] if paid_before else []) is use


@pytest.mark.spec("PAY-2")
def test_a_provider_is_asked_often_while_somebody_looks_then_seldom_and_for_three_days_after() -> None:
    assert next_look(ATTEMPT, MORNING) == MORNING + OFTEN
    assert next_look(ATTEMPT, MORNING + 5 * MINUTE) == MORNING + 5 * MINUTE + SELDOM
    over = ATTEMPT.closes_at
    assert next_look(ATTEMPT, over) == over + LATER
    assert next_look(ATTEMPT, over + FOLLOWED_FOR) is None


STATES = [RefundStatus.PENDING, RefundStatus.PROCESSED, RefundStatus.FAILED]


@pytest.mark.spec("PAY-4")
@given(told=st.lists(st.sampled_from(STATES), max_size=6))
def test_a_refund_only_goes_forward(told: list[RefundStatus]) -> None:
    entry = RefundEntry(1, 1, 1, "USD", RefundKind.FULL, RefundStatus.PENDING, MORNING, handle="rfnd_1")
    seen = [entry.status]
    for status in told:
        if moves_on(entry, status):
            entry = replace(entry, status=status)
            seen.append(status)
    assert seen == sorted(seen, key=STATES.index)
    assert len(seen) == len(set(seen))


@pytest.mark.spec("CAN-3")
@given(rate=st.integers(0, 10**9).map(lambda n: n * 10), pct=st.integers(0, 100))
def test_a_refund_in_three_decimals_ends_in_what_providers_take(rate: int, pct: int) -> None:
    back = refund(rate, pct, currency="KWD").amount
    assert back % 10 == 0
    assert 0 <= back <= rate
    assert abs(back * 100 - rate * pct) <= 500
    assert refund(rate, 100, currency="KWD").amount == rate


# --- all of it, in any order

MENTEES = ("mentee0", "mentee1")
HAPPENINGS = ("begin", "pay", "pay", "tell", "settle_refunds", "be_moody", "wait", "wait", "act", "act")
happenings = st.lists(st.tuples(st.sampled_from(HAPPENINGS), st.integers(0, 9_999)), min_size=1, max_size=6)
Happening = tuple[str, int]


class Silent:
    """Delivers to nobody; each message has a place of its own."""

    async def deliver(self, notice: Notice, now: datetime) -> Delivered:  # noqa: ARG002 (as a courier's)
        return Delivered(Receipt("paper", "", "chat", str(notice.id)))


async def at_once(function: Callable[..., Any], *args: Any, **named: Any) -> Any:
    return function(*args, **named)


@pytest.fixture
def people(sqlite_url: str) -> dict[str, Person]:
    """A mentor who takes 25 dollars, two mentees and an admin, in the database of `sqlite_url`."""
    store = open_store(sqlite_url, Still())
    people = settle_in(store, cast_of(2))
    with store.write() as tx:
        mentor = tx.mentors.get(people["mentor0"].id)
        assert mentor is not None
        tx.mentors.save(replace(mentor, rate=PRICE, currency="USD"))
    store.close()
    return people


@pytest.mark.deep
@pytest.mark.spec("PAY-1", "PAY-3", "PAY-4", "PAY-7")
def test_whatever_happens_in_whatever_order_all_money_is_kept_for_a_session_or_goes_back_once(
    sqlite_url: str, people: dict[str, Person]
) -> None:
    done: set[str] = set()
    live_through(Path(sqlite_url.removeprefix("sqlite:///")), people, done)
    assert {"begin", "pay"} <= done, "otherwise nothing much was tried"


def live_through(file: Path, people: dict[str, Person], done: set[str]) -> None:
    copy = f"sqlite:///{file.with_suffix('.copy')}"

    class Machine(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            shutil.copy(file, file.with_suffix(".copy"))
            self.clock = Still()
            self.store = open_store(copy, self.clock)
            self.provider = Provider()
            self.desk = Desk(self.store, JitsiRooms("https://rooms.example"), gateways=(self.provider,))
            self.told: list[Told] = []
            self.by_hand: set[int] = set()

        @initialize(then=happenings)
        def start(self, then: Sequence[Happening]) -> None:
            self.begin(Random(0))
            self.work()
            self.happen(then)

        # Hypothesis leaves some rules out of an example altogether: so there is one.

        @rule(then=happenings)
        def happen(self, then: Sequence[Happening]) -> None:
            for name, number in then:
                getattr(self, name)(Random(number))

        def begin(self, chance: Random) -> None:
            start = MORNING.replace(minute=0) + timedelta(hours=chance.choice([30, 30, 31, 1]))
            mentee = people[chance.choice(MENTEES)]
            with self.deed("begin"):
                held = booking.hold_time(self.desk, mentee, people["mentor0"].id, start)
                booking.book(self.desk, mentee, held.hold.id)

        def pay(self, chance: Random) -> None:
            if not self.provider.sold:
                return
            amount = chance.choice([None, None, None, 2400])
            nth = chance.randrange(len(self.provider.sold))
            self.told.append(self.provider.pay(amount=amount, nth=nth))
            done.add("pay")
            if chance.random() < 0.6:
                facts.take(self.desk, self.told[-1])

        def tell(self, chance: Random) -> None:
            """Anything that was told before, once or twice more, or for the first time."""
            if self.told:
                told = chance.choice(self.told)
                for _ in range(chance.randint(1, 2)):
                    facts.take(self.desk, told)

        def settle_refunds(self, chance: Random) -> None:
            """The provider goes on with what it has taken on."""
            becomes = chance.choice([RefundStatus.PROCESSED, RefundStatus.FAILED])
            for key, (order, state) in list(self.provider.refunded.items()):
                if state.status not in {becomes, RefundStatus.FAILED}:
                    self.provider.refunded[key] = order, replace(state, status=becomes, words="why")
                    fact = RefundChanged(
                        state.id, order.payment, order.amount, order.currency, becomes, key, "why"
                    )
                    self.told.append(Told("razorpay", f"{key}:{becomes}", fact))

        def be_moody(self, chance: Random) -> None:
            """The provider fails once, and from then on takes its time with refunds, or does not."""
            trouble = chance.choice([TryLater("429"), Unsure("lost"), Refused(Reason.OTHER, "no")])
            self.provider.troubles = [trouble]
            self.provider.becomes = chance.choice([RefundStatus.PENDING, RefundStatus.PROCESSED])

        def wait(self, chance: Random) -> None:
            self.clock.move(chance.choice([1, 1, 10, 25, 70]) * MINUTE)
            self.work()

        def act(self, chance: Random) -> None:
            mine = self.sessions()
            if not mine:
                return
            session = chance.choice(mine)
            mentee = next(people[each] for each in MENTEES if people[each].id == session.mentee)
            for name, deed in chance.sample(
                sorted(self.deeds(session, mentee, people["admin0"]).items()), 4
            ):
                with self.deed(name):
                    deed()
            for entry in self.failed():
                if chance.random() < 0.5:
                    giving_back.retry(self.desk, people["admin0"], entry)
                else:
                    giving_back.settle_by_hand(self.desk, people["admin0"], entry)
                    self.by_hand.add(entry)
                done.add("retry")

        def failed(self) -> list[int]:
            with self.store.read() as tx:
                return [each.id for each in tx.payments.failed_refunds(9)]

        def deeds(self, session: Session, mentee: Person, admin: Person) -> dict[str, Callable[[], object]]:
            desk = self.desk
            return {
                "leave": lambda: paying.leave(desk, mentee, session.id),
                "again": lambda: paying.pay_again(desk, mentee, session.id),
                "ask": lambda: paying.ask(desk, mentee, session.id),
                "cancel": lambda: cancelling.cancel_session(
                    desk, mentee, session.id, session.revision, CancelReason.CONFLICT, ""
                ),
                "refund": lambda: self.acted(admin, session, RefundWish("why", RefundKind.PARTIAL, 700)),
                "bonus": lambda: self.acted(admin, session, RefundWish("why", RefundKind.BONUS, 900)),
                "force": lambda: self.acted(admin, session, CancelWish("why", 50)),
            }

        def acted(self, admin: Person, session: Session, wish: Wish) -> object:
            shown = planning.plan(self.desk, admin, session.id, session.revision, wish)
            return planning.carry_out(self.desk, admin, session.id, shown.draft)

        @contextmanager
        def deed(self, name: str) -> Iterator[None]:
            with suppress(Refusal):
                yield
                done.add(name)

        def sessions(self) -> list[Session]:
            with self.store.read() as tx:
                pages = [
                    listing(people[who].id, tx.now, 50)
                    for who in MENTEES
                    for listing in (tx.sessions.upcoming, tx.sessions.past)
                ]
                return [session for page in pages for session in page]

        def work(self) -> None:
            """Errands are run, rounds are made."""

            async def work() -> None:
                agents = {"razorpay": PaymentAgent(self.desk, self.provider, at_once)}
                outbox = SqlOutbox(self.store)
                delivery = OutboxDelivery(outbox, Silent(), at_once, "me", agents)
                await PaymentRound(self.desk, at_once).go()
                await delivery.send_due()
                await delivery.stop()

            asyncio.run(work())

        def check(self) -> None:
            found = [str(each) for each in SqlCheck(self.store).violations(timedelta(days=9))]
            assert found == []

        def teardown(self) -> None:
            try:
                self.settle()
            finally:
                self.store.close()

        def settle(self) -> None:
            """Everything is told and done in the end: then each payment has its place, at the provider too."""
            self.provider.troubles = []
            for told in self.told:
                facts.take(self.desk, told)
            for _ in range(12):
                self.clock.move(70 * MINUTE)
                self.work()
            self.check()
            arrived = [payment for sold in self.provider.sold.values() for payment in sold.payments]
            for payment in arrived:
                self.check_payment(payment)

        def check_payment(self, payment: Payment) -> None:
            with self.store.read() as tx:
                known = tx.payments.with_handle("razorpay", payment.id)
                assert known is not None, "every payment is found"
                entries = [each for each in tx.ledger.of(known.session) if each.payment == known.id]
                session = tx.sessions.get(known.session)
            given = sum(each.amount for each in entries)
            assert given <= payment.amount
            if known.use is Use.KEPT:
                assert session is not None
                assert session.payment == known.id
            else:
                assert given == payment.amount
            at_provider = sum(
                order.amount
                for order, state in self.provider.refunded.values()
                if order.payment == payment.id and state.status is not RefundStatus.FAILED
            )
            elsewhere = sum(
                each.amount
                for each in entries
                if each.status is RefundStatus.FAILED or each.id in self.by_hand
            )
            assert at_provider == given - elsewhere

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples(10, 300),
            stateful_step_count=6,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink) if examples(0, 1) else (Phase.generate,),
        ),
    )
