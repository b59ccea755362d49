"""Links by which mentees pay: asked for, shown, asked about, closed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.desk import Desk
from core.errands import Errand, Task
from core.ids import new_id
from core.notices import Kind
from core.payments import OFTEN, Attempt, AttemptStatus, minutes_left, next_look
from core.policies import Policies
from core.ports.store import Transaction
from core.providers import NoLink, PaymentLink, PaymentOrder
from core.sessions import Session, Status
from core.usecases.mailing import mail_link
from core.usecases.payments.alerting import alert_no_link
from core.usecases.rounds import in_batches, sessions_in_batches
from core.usecases.telling import settle


def pay_until(starts_at: datetime, now: datetime, policies: Policies) -> datetime:
    """Until when a time is held for whoever begins to pay now."""
    return min(now + timedelta(minutes=policies.payment_minutes), starts_at)


def ask_for_link(tx: Transaction, session: Session, provider: str) -> Attempt:
    """Have the provider make a link by which the session can be paid for until its time is over."""
    assert session.confirm_by is not None
    earlier = tx.payments.attempts(session.id)
    attempt = Attempt(
        new_id(tx.now),
        session.id,
        len(earlier) + 1,
        provider,
        session.rate,
        session.currency,
        AttemptStatus.OPENING,
        tx.now,
        session.confirm_by,
        tx.now + OFTEN,
        tx.now,
    )
    tx.payments.add(attempt)
    details = {
        "attempt": str(attempt.id),
        "reference": attempt.reference,
        "session": session.code,
        "amount": str(attempt.amount),
        "currency": attempt.currency,
        "closes_at": attempt.closes_at.isoformat(),
    }
    tx.errands.add([_errand(tx, Task.OPEN_LINK, attempt, session, details, expires=attempt.closes_at)])
    return attempt


def order_of(errand: Errand) -> PaymentOrder:
    """What an errand to open a link asks for."""
    asked = errand.details
    return PaymentOrder(
        asked["reference"],
        asked["session"],
        f"Parley {asked['session']}",
        int(asked["amount"]),
        asked["currency"],
        datetime.fromisoformat(asked["closes_at"]),
    )


def opened(tx: Transaction, errand: Errand, link: PaymentLink | NoLink | None) -> None:
    """The provider has made the link, or none will be made (None: it gave no answer); the mentee's message shows it."""
    known = tx.payments.attempt(int(errand.details["attempt"]))
    session = None if known is None else tx.sessions.lock(known.session)
    if known is None or session is None:
        return
    attempt = tx.payments.attempt(known.id) or known
    if not isinstance(link, PaymentLink):
        refused = None if link is None else link.reason
        tx.payments.save(replace(attempt, status=AttemptStatus.CLOSED, look_at=None, refused=refused))
        if link is not None:
            alert_no_link(tx, session, attempt, link)
        _tell(tx, session, f"{attempt.nth}:refused")
        return
    attempt = replace(attempt, link=link.id, url=link.url)
    if attempt.status is AttemptStatus.OPENING:
        attempt = replace(attempt, status=AttemptStatus.OPEN)
    tx.payments.save(replace(attempt, look_at=next_look(attempt, tx.now)))
    if attempt.status is AttemptStatus.CLOSED:
        _have_closed(tx, session, attempt)
    _tell(tx, session, f"{attempt.nth}:open")


def close_all(tx: Transaction, session: Session) -> None:
    """Have nobody pay for the session any more; its row is held. What was begun may arrive all the same."""
    for attempt in tx.payments.attempts(session.id):
        if attempt.status is AttemptStatus.CLOSED:
            continue
        closed = replace(attempt, status=AttemptStatus.CLOSED)
        tx.payments.save(replace(closed, look_at=next_look(closed, tx.now)))
        if attempt.link:
            _have_closed(tx, session, attempt)
        else:
            tx.errands.drop(_key(Task.OPEN_LINK, attempt))


def look_now(tx: Transaction, session: Session) -> None:
    """Have the provider asked at once whether somebody has paid, and often for a while."""
    for attempt in tx.payments.attempts(session.id)[:1]:
        looked = replace(attempt, looked_at=tx.now)
        tx.payments.save(replace(looked, look_at=next_look(looked, tx.now)))
        if attempt.link:
            details = {"link": attempt.link, "reference": attempt.reference}
            about = f"{tx.now:%Y%m%dT%H%M%S}"
            errand = _errand(tx, Task.LOOK, attempt, session, details, about=about, expires=tx.now + OFTEN)
            tx.errands.add([errand])


def look_soon(desk: Desk, reference: str) -> None:
    """Have the provider asked at once how the attempt of this reference stands; harmless where there is none."""
    with desk.store.write() as tx:
        attempt = tx.payments.referred(reference)
        session = None if attempt is None else tx.sessions.lock(attempt.session)
        if session is not None and session.status is Status.AWAITING_PAYMENT:
            look_now(tx, session)


def show(tx: Transaction, session: Session, about: str) -> None:
    """Have the message by which the mentee pays drawn as things are now."""
    settle(tx, session, {Kind.PAYMENT_DUE}, about=about, renewed=1)


def _tell(tx: Transaction, session: Session, about: str) -> None:
    """Show it where they pay in a chat, and mail it."""
    show(tx, session, about)
    if session.status is Status.AWAITING_PAYMENT:
        mail_link(tx, session, about)


def due_to_look(desk: Desk) -> Sequence[Attempt]:
    """Attempts whose provider is to be asked now; nobody else asks meanwhile."""
    due: list[Attempt] = []

    def postpone(some: Sequence[int]) -> int:
        with desk.store.write() as tx:
            attempts = [attempt for each in some if (attempt := tx.payments.attempt(each)) is not None]
            ours = [
                attempt
                for attempt in attempts
                if attempt.look_at is not None
                and attempt.look_at <= tx.now
                and tx.payments.postpone(attempt, next_look(attempt, tx.now))
            ]
        due.extend(attempt for attempt in ours if attempt.link)
        return len(ours)

    with desk.store.read() as tx:
        found = tx.payments.to_look_at(tx.now)
    in_batches(desk, "payments to ask about", found, postpone)
    return due


def count_down(desk: Desk) -> int:
    """Have the messages by which mentees pay say how much time is left; returns how many wait to be paid."""

    def show_all(tx: Transaction, begun: Sequence[Session]) -> None:
        for session in begun:
            show(tx, session, _as_it_is(tx, session))

    return sessions_in_batches(desk, "countdowns", lambda tx: tx.payments.begun(), show_all)


def _as_it_is(tx: Transaction, session: Session) -> str:
    """What tells apart how the message reads at one time and another."""
    assert session.confirm_by is not None
    attempt = tx.payments.attempts(session.id)[0]
    slow = "slow" if is_slow(attempt, tx.now) else ""
    return f"{minutes_left(session.confirm_by, tx.now)}:{attempt.nth}{attempt.status}{slow}"


def is_slow(attempt: Attempt, now: datetime) -> bool:
    """Whether the provider should have made the link by now."""
    return attempt.status is AttemptStatus.OPENING and now >= attempt.opened_at + OFTEN


def _have_closed(tx: Transaction, session: Session, attempt: Attempt) -> None:
    details = {"link": attempt.link, "reference": attempt.reference}
    tx.errands.add([_errand(tx, Task.CLOSE_LINK, attempt, session, details)])


def _key(task: Task, attempt: Attempt) -> str:
    return f"{task}:{attempt.id}"


def _errand(
    tx: Transaction,
    task: Task,
    attempt: Attempt,
    session: Session,
    details: dict[str, str],
    *,
    about: str = "",
    expires: datetime | None = None,
) -> Errand:
    return Errand(
        new_id(tx.now),
        task,
        attempt.provider,
        session.mentee,
        tx.now,
        _key(task, attempt) + (f":{about}" if about else ""),
        expires_at=expires,
        session=session.id,
        details=details,
    )
