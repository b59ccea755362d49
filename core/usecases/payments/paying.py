"""Paying for a session: begun at the review, left, not done in time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.booking_steps import Step
from core.desk import Desk
from core.errors.common import NotFound
from core.errors.payments import PaidElsewhere, PaymentOpen, PaymentOver
from core.notices import Kind
from core.payments import Attempt, AttemptStatus
from core.people import Person, Role
from core.ports.payments import PaymentGateway
from core.ports.store import Transaction
from core.sessions import Cancellation, Session, Status, moved
from core.usecases.mailing import address_for
from core.usecases.payments.links import ask_for_link, close_all, look_now
from core.usecases.rounds import sessions_in_batches
from core.usecases.session_views import SessionView, own_session
from core.usecases.telling import refresh_homes, settle, tell


@dataclass(frozen=True, slots=True)
class Paying:
    """A session that waits for its payment, and the attempt to pay for it; `asked` when the provider is asked now.

    Where the link is not shown to whoever asks, it goes to their chats on `platforms`, or `by_mail` to an address.
    """

    view: SessionView
    attempt: Attempt
    asked: bool = False
    platforms: tuple[str, ...] = ()
    by_mail: str | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A session for which nobody pays any more."""

    view: SessionView


def begin(desk: Desk, tx: Transaction, session: Session, mentee: Person, gateway: PaymentGateway) -> None:
    """Have the mentee pay for a session that has just been added, and say how."""
    ask_for_link(tx, session, gateway.name)
    if _chats_to_pay_in(desk, mentee):
        tell(tx, session, Kind.PAYMENT_DUE, [session.mentee], expires=session.confirm_by)
    refresh_homes(tx, session, [session.mentee])


def check_nothing_open(tx: Transaction, mentee: int) -> None:
    """Raise PaymentOpen where another session of theirs waits for its payment; they are held."""
    if (open_ := tx.payments.awaiting(mentee)) is not None:
        raise PaymentOpen(open_.id)


def check_payable(desk: Desk, tx: Transaction, actor: Person) -> None:
    """Raise PaidElsewhere where a link to pay by may neither stand in a chat of the actor's nor be mailed."""
    if not _chats_to_pay_in(desk, actor) and address_for(tx, actor) is None:
        raise PaidElsewhere(tx.mail.is_on)


def paying(desk: Desk, actor: Person, session_id: int) -> Paying:
    """How the actor pays for a session of theirs; raises NotFound, PaymentOver."""
    with desk.store.read() as tx:
        return _paying(desk, tx, actor, session_id)


def ask(desk: Desk, actor: Person, session_id: int) -> Paying:
    """Have the provider asked whether the actor has paid; raises NotFound, PaymentOver."""
    with desk.begin() as tx:
        found = _paying(desk, tx, actor, session_id, lock=True)
        look_now(tx, found.view.session)
        return replace(found, asked=True)


def pay_again(desk: Desk, actor: Person, session_id: int) -> Paying:
    """Have another link made where there is none to pay by; raises NotFound, PaymentOver."""
    with desk.begin() as tx:
        found = _paying(desk, tx, actor, session_id, lock=True)
        session = found.view.session
        gateway = desk.gateway_for(session.rate, session.currency)
        if found.attempt.status is not AttemptStatus.CLOSED or gateway is None:
            return found
        attempt = ask_for_link(tx, session, gateway.name)
        desk.note(tx, "PAYMENT_BEGUN", actor.id, session=session.id, after={"attempt": attempt.nth})
        return replace(found, attempt=attempt)


def leave(desk: Desk, actor: Person, session_id: int) -> Left:
    """Do without the session; its time is free again. Raises NotFound, PaymentOver."""
    with desk.begin() as tx:
        found = _paying(desk, tx, actor, session_id, lock=True)
        after = end(desk, tx, found.view.session, actor.id)
        desk.step(Step.LEFT, actor.id)
        return Left(replace(found.view, session=after))


def expire_unpaid(desk: Desk) -> int:
    """End what was not paid for in time; returns how many. Safe to run twice at once."""

    def end_all(tx: Transaction, overdue: Sequence[Session]) -> None:
        for session in overdue:
            end(desk, tx, session, None)

    return sessions_in_batches(desk, "unpaid", lambda tx: tx.payments.unpaid(tx.now), end_all)


def end(desk: Desk, tx: Transaction, before: Session, actor: int | None) -> Session:
    """Do without what was not paid, as its mentee (the actor) wants or because its time is over."""
    by = None if actor is None else Role.MENTEE
    after = moved(
        before, status=Status.CANCELLED, counted=False, cancellation=Cancellation(by, tx.now, None)
    )
    tx.sessions.save(after, was=before.revision)
    tx.claims.release(after.id)
    close_all(tx, after)
    tell(tx, after, Kind.PAYMENT_ENDED, [after.mentee])
    settle(tx, after)
    refresh_homes(tx, after, [after.mentee])
    desk.note(
        tx,
        "SESSION_UNPAID",
        actor,
        session=after.id,
        before={"status": before.status, "revision": before.revision},
        after={"status": after.status, "revision": after.revision, "by": by},
    )
    return after


def _chats_to_pay_in(desk: Desk, person: Person) -> tuple[str, ...]:
    """The platforms of theirs on which a link to pay by may stand."""
    platforms = dict.fromkeys(each.platform for each in person.addresses)
    return tuple(each for each in platforms if each not in desk.pays_elsewhere)


def _paying(desk: Desk, tx: Transaction, actor: Person, session_id: int, *, lock: bool = False) -> Paying:
    view = own_session(tx, actor, session_id, lock=lock)
    if view.viewer is not Role.MENTEE:
        raise NotFound("session")
    if view.session.status is not Status.AWAITING_PAYMENT or view.now >= (
        view.session.confirm_by or view.session.starts_at
    ):
        raise PaymentOver(session_id, view.session.status.value)
    found = Paying(view, tx.payments.attempts(session_id)[0])
    if not desk.is_asked_elsewhere:
        return found
    platforms = _chats_to_pay_in(desk, view.mentee)
    return replace(found, platforms=platforms, by_mail=None if platforms else address_for(tx, view.mentee))
