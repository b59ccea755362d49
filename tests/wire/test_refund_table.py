"""What goes back by the rules of `aureeture`, and by those that differ from it, at the wire: paid, ended, given back.

Mia pays at Razorpay, on Telegram, and Ben at Stripe, on Slack.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from core.clock import Clock
from core.people import Address
from core.policies import PRESETS
from core.sessions import Session
from playground.cast import TEAM
from playground.slack.person import SlackPerson
from playground.telegram.person import TelegramPerson
from tests.conftest import MORNING
from tests.wire.telegram_stage import until
from tests.wire.test_payments import at_the_page
from tests.wire.whole import Whole, on_slack, on_telegram, settle_in, whole

RATE = 3_333
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LATE_ONE = {"late_cancellation": True, "late_refund_pct": 30}
Person = SlackPerson | TelegramPerson


@dataclass
class Till:
    """A mentee who pays at a provider."""

    one: Whole
    mentee: Person
    address: Address
    currency: str
    sign: str
    done: int = 0

    def written(self, amount: int) -> str:
        return f"{self.sign}{amount / 100:.2f}"

    @property
    def sessions(self) -> list[Session]:
        """Theirs, the latest last."""
        with self.one.parley.store.read() as tx:
            person = tx.people.find(self.address)
            assert person is not None
            found = (*tx.sessions.upcoming(person.id, tx.now, 9), *tx.sessions.past(person.id, tx.now, 9))
            return sorted(found, key=lambda each: each.id)

    @property
    def session(self) -> Session:
        return self.sessions[-1]

    @property
    def sold(self) -> Any:
        """The links that the provider has made, by name."""
        playground = self.one.playground
        return playground.razorpay.links if self.currency == "INR" else playground.stripe.sessions

    @property
    def page(self) -> str:
        """Where they pay by the latest."""
        *_, link = self.sold.values()
        return link.url

    @property
    def went_back(self) -> list[int]:
        """What the provider has given back of the latest payment."""
        paid = self.one.playground.razorpay.payments if self.currency == "INR" else self.sold
        *_, payment = paid.values()
        return [refund.amount for refund in payment.refunds]


async def cancelled_by_the_mentee(till: Till) -> None:
    await till.mentee.command("sessions", f"{till.session.code} cancel")
    await till.mentee.fill({"Reason": "Schedule conflict"})


async def cancelled_by_an_admin(till: Till) -> None:
    olga = on_slack(till.one, "U1OLGA")
    await olga.command("admin", f"session {till.session.code} cancel the mentor is ill")
    await olga.press("Cancel the session")


async def cancelled_by_the_mentor(till: Till) -> None:
    ana = on_slack(till.one, "U1ANA")
    await ana.command("sessions", f"{till.session.code} cancel")
    await ana.fill({"Reason": "Personal emergency"})


async def left_when_the_mentor_asks_to_move_it(till: Till) -> None:
    ana, code = on_slack(till.one, "U1ANA"), till.session.code
    later = till.session.starts_at + timedelta(days=1)
    await ana.command("sessions", f"{code} reschedule {later:%Y-%m-%d} 15:00")
    await ana.fill({"Reason": "My train is late"})
    await till.mentee.sees("My train is late")
    await till.mentee.press("Cancel with full refund")
    await till.mentee.fill({})


@dataclass(frozen=True)
class Row:
    """How long before its start a session ends, by whom, and the percentage that goes back; rules that differ."""

    ahead: timedelta
    ends: Callable[[Till], Awaitable[None]]
    pct: int
    rules: dict[str, object] = field(default_factory=dict)


TABLE = [
    Row(24 * HOUR + MINUTE, cancelled_by_the_mentee, 100),
    Row(24 * HOUR - MINUTE, cancelled_by_the_mentee, 70),
    Row(2 * HOUR + MINUTE, cancelled_by_the_mentee, 70),
    Row(2 * HOUR - MINUTE, cancelled_by_the_mentee, 30, LATE_ONE),
    Row(2 * HOUR - MINUTE, cancelled_by_the_mentee, 0, {"late_cancellation": True}),
    Row(1 * HOUR, cancelled_by_an_admin, 100),
    Row(3 * HOUR, left_when_the_mentor_asks_to_move_it, 100),
    Row(1 * HOUR, cancelled_by_the_mentor, 100, {"mentor_may_cancel": True}),
]


@pytest.mark.spec("CAN-3", "PAY-1", "PAY-4", "POL")
@pytest.mark.parametrize("platform", ["slack", "telegram"])
async def test_each_row_of_the_refund_table_goes_back_through_the_provider(
    sqlite_url: str, platform: str
) -> None:
    clock = Clock()
    clock.move_to(MORNING)
    async with whole(sqlite_url, clock=clock, hurried=True) as one:
        settle_in(one)
        mia, ben = on_telegram(one, 7002), on_slack(one, "U1BEN")
        await mia.start()
        till = {
            "slack": Till(one, ben, Address("slack", TEAM, "U1BEN"), "EUR", "€"),
            "telegram": Till(one, mia, Address("telegram", "", "7002"), "INR", "₹"),
        }[platform]
        await on_slack(one, "U1ANA").command("profile", f"rate 33.33 {till.currency}")
        await on_slack(one, "U1ANA").sees("33.33")
        for row in TABLE:
            await play(till, row)
        assert one.faults() == []


async def play(till: Till, row: Row) -> None:
    """Somebody books, pays, and it ends: so much goes back, once, and the receipt says so."""
    one, mentee, clock = till.one, till.mentee, till.one.clock
    with one.parley.store.write() as tx:
        tx.set_policies(PRESETS["aureeture"].model_copy(update=row.rules))
    day = clock.now() + timedelta(days=3)
    await mentee.command("book", f"@ana {day:%Y-%m-%d} 15:00")
    await mentee.press("Go to payment")
    await until(lambda: len(till.sold) > till.done)
    till.done += 1
    session = till.session
    await at_the_page(till.page, "pay")
    await until(lambda: till.session.status == "scheduled")
    clock.move_to(session.starts_at - row.ahead)
    await row.ends(till)
    await until(lambda: till.session.status == "cancelled")
    amount = round(RATE * row.pct / 100)
    await until(lambda: sum(till.went_back) == amount)
    await until(lambda: not amount or till.session.refund.status == "processed")  # type: ignore[union-attr]
    assert till.went_back == ([amount] if amount else [])
    await mentee.command("sessions", f"{session.code} receipt")
    receipt = await mentee.sees(f"Receipt for {session.code}")
    assert f"Amount: {till.written(RATE)}" in receipt
    if amount:
        assert f"{till.written(amount)}, " in receipt
        assert "sent back" in receipt
        assert f"Kept: {till.written(RATE - amount)}" in receipt
        await mentee.sees(f"{till.written(amount)} has been sent back to you")
