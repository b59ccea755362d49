"""Every use case of admins, and about money, acted once, for what the audit log tells of it (see test_audit)."""

from dataclasses import replace
from datetime import timedelta

from core.ids import new_id
from core.interventions import CancelWish, RefundWish
from core.jobs import MessageWish
from core.mail import MailSettings
from core.notices import Kind
from core.outbox import Ended
from core.payments import Attempt
from core.policies import Policies
from core.providers import LinkClosed, Paid, RefundChanged, Told
from core.refunds import RefundKind, RefundStatus
from core.sessions import CancelReason
from core.usecases import (
    admin_channels,
    booking,
    cancelling,
    failures,
    policies,
)
from core.usecases.interventions import notes, planning, refunds
from core.usecases.jobs import planning as jobs_planning
from core.usecases.jobs import running
from core.usecases.payments import facts, giving_back, paying, receipts
from storage.outbox import SqlOutbox
from tests.core.audited import ANA, BEN, OLGA, WORDS, Programme
from tests.payments import Provider
from tests.storage.samples import a_notice, a_session, set_aside


def of_payments(p: Programme) -> None:
    ana, ben, olga = p.person(ANA), p.person(BEN), p.person(OLGA)
    desk = replace(p.at(BEN), gateways=(Provider(),))
    with p.store.write() as tx:
        mentor = tx.mentors.get(ana.id)
        assert mentor is not None
        tx.mentors.save(replace(mentor, rate=2500, currency="USD"))

    def begun(day: int) -> tuple[int, Attempt]:
        start = (p.clock.now() + timedelta(days=day)).replace(hour=14, minute=0, second=0, microsecond=0)
        while start.weekday() > 4:
            start += timedelta(days=1)
        held = booking.hold_time(desk, ben, ana.id, start)
        p.act("booking.book", lambda: booking.book(desk, ben, held.hold.id))
        with p.store.read() as tx:
            return held.hold.id, tx.payments.attempts(held.hold.id)[0]

    session, attempt = begun(50)
    closed = Told("razorpay", "e1", LinkClosed("", attempt.reference))
    p.act("payments.facts.take", lambda: facts.take(p.desk, closed))
    p.act("payments.paying.pay_again", lambda: paying.pay_again(desk, ben, session))
    p.act("payments.paying.leave", lambda: paying.leave(desk, ben, session))
    session, attempt = begun(50)
    p.clock.move(timedelta(minutes=30))
    p.act("payments.paying.expire_unpaid", lambda: paying.expire_unpaid(p.desk))
    session, attempt = begun(50)
    paid = Told("razorpay", "e2", Paid("pay_1", 2500, "USD", reference=attempt.reference))
    p.act("payments.facts.take", lambda: facts.take(p.desk, paid))
    with p.store.write() as tx:
        tx.mail.save(MailSettings(ben.id, "ben@example.org"))
    p.store.mails = True
    p.act("payments.receipts.mail_it", lambda: receipts.mail_it(p.at(BEN), ben, session))
    p.store.mails = False
    p.act(
        "cancelling.cancel_session",
        lambda: cancelling.cancel_session(desk, ben, session, 2, CancelReason.OTHER, WORDS),
    )
    with p.store.read() as tx:
        [entry] = tx.ledger.of(session)

    def fails(tries: int) -> None:
        key = f"refund-{entry.id}-{tries}"
        failed = RefundChanged("rfnd_1", "pay_1", 2500, "USD", RefundStatus.FAILED, key, WORDS)
        told = Told("razorpay", f"e{tries + 2}", failed)
        p.act("payments.facts.take", lambda: facts.take(p.desk, told))

    fails(1)
    p.act("payments.giving_back.retry", lambda: giving_back.retry(p.at(OLGA), olga, entry.id))
    fails(2)
    p.act(
        "payments.giving_back.settle_by_hand",
        lambda: giving_back.settle_by_hand(p.at(OLGA), olga, entry.id),
    )


def of_policies(p: Programme) -> None:
    olga, desk = p.person(OLGA), p.at(OLGA)
    shown = policies.propose_policy(desk, olga, "hold_minutes", 11)
    p.act("policies.carry_out", lambda: policies.carry_out(desk, olga, shown.draft))
    p.act("policies.adopt", lambda: policies.adopt(p.desk, Policies(hold_minutes=11, slot_interval=15)))
    policies.carry_out(desk, olga, policies.propose_preset(desk, olga, "default").draft)


def of_interventions(p: Programme) -> None:
    """Olga acts on a session of Ana's and Ben's; what is above the limit Cleo decides, or nobody."""
    olga, desk = p.person(OLGA), p.at(OLGA)
    start = p.clock.now() + timedelta(days=40)
    session = a_session(p.person(ANA).id, p.person(BEN).id, start, rate=10**6)
    cleo = replace(olga, id=new_id(p.clock.now()), name="Cleo", addresses=())
    with p.store.write() as tx:
        tx.sessions.add(session)
        tx.people.add(cleo)
    p.act("interventions.notes.add_note", lambda: notes.add_note(desk, olga, session.id, WORDS))
    for use_case, decide in (
        ("interventions.refunds.approve", lambda entry: refunds.approve(desk, cleo, entry)),
        ("interventions.refunds.decline", lambda entry: refunds.decline(desk, cleo, entry)),
        ("interventions.refunds.withdraw", lambda entry: refunds.withdraw(desk, olga, entry)),
        ("interventions.refunds.expire_waiting", lambda _: _in_three_days(p)),
    ):
        wish = RefundWish(WORDS, RefundKind.PARTIAL, 20_000)
        shown = planning.plan(desk, olga, session.id, 1, wish)
        carry_out = lambda: planning.carry_out(desk, olga, session.id, shown.draft)  # noqa: B023, E731
        p.act("interventions.planning.carry_out", carry_out)
        with p.store.read() as tx:
            entry = tx.ledger.of(session.id)[-1].id
        p.act(use_case, lambda: decide(entry))  # noqa: B023


def of_jobs(p: Programme) -> None:
    """Olga writes to those concerned by all sessions, stops it, and cancels what is ahead."""
    olga, desk = p.person(OLGA), p.at(OLGA)
    with p.store.write() as tx:
        tx.sessions.add(a_session(p.person(ANA).id, p.person(BEN).id, p.clock.now() + timedelta(days=50)))
    written = jobs_planning.plan_message(desk, olga, 0, MessageWish(WORDS)).job.id
    p.act("jobs.running.confirm", lambda: running.confirm(desk, olga, written, None))
    p.act("jobs.running.stop", lambda: running.stop(desk, olga, written))
    cancelled = jobs_planning.plan_cancel(desk, olga, 0, CancelWish(WORDS)).job.id
    p.act("jobs.running.confirm", lambda: running.confirm(desk, olga, cancelled, None))
    p.act("jobs.running.carry_on", lambda: running.carry_on(p.desk, cancelled))


def _in_three_days(p: Programme) -> int:
    p.clock.move(timedelta(days=3))
    return refunds.expire_waiting(p.desk)


def of_notices(p: Programme) -> None:
    olga, desk, outbox = p.person(OLGA), p.at(OLGA), SqlOutbox(p.store)
    for use_case, deed in (("failures.retry", failures.retry), ("failures.dismiss", failures.dismiss)):
        lost = a_notice(p.person(BEN).id, p.clock.now() - timedelta(days=400), Kind.WELCOME)
        with p.store.write() as tx:
            tx.notices.add([lost])
        p.clock.move(timedelta(minutes=5))
        claimed = [each for each in outbox.claim("me", 100, timedelta(minutes=1)) if each.id == lost.id]
        outbox.record("me", [Ended(each, "dead", "blocked") for each in claimed])
        p.act(use_case, lambda: deed(desk, olga, lost.id))  # noqa: B023
    for key, use_case, deed in (
        ("first", "failures.retry_delivery", failures.retry_delivery),
        ("second", "failures.dismiss_delivery", failures.dismiss_delivery),
    ):
        seq = set_aside(p.store, p.clock, key)
        p.act(use_case, lambda: deed(desk, olga, seq))  # noqa: B023


def of_admin_channels(p: Programme) -> None:
    olga, desk, place = p.person(OLGA), p.at(OLGA), admin_channels.Place("slack", "T1", "C1")

    def opened() -> int:
        asked = admin_channels.ask(desk, olga, place)
        p.act("admin_channels.confirm", lambda: admin_channels.confirm(desk, olga, asked.id))
        return asked.id

    first = opened()
    p.act("admin_channels.remove", lambda: admin_channels.remove(desk, olga, first))
    opened()
    p.act("admin_channels.remove_here", lambda: admin_channels.remove_here(desk, olga, place))
    opened()
    p.act("admin_channels.close", lambda: admin_channels.close(p.desk, "slack", "C1"))
