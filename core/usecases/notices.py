"""What is known about notices, and about the messages that they became."""

from collections.abc import Sequence
from datetime import datetime

from core.desk import Desk
from core.notices import KEPT, Notice, Receipt
from core.people import Person


def must_last(
    desk: Desk, reader: Person, receipt: Receipt, sent_at: datetime | None, *, is_answer: bool = False
) -> bool:
    """Whether a message that the reader has pressed on is a notice, rather than an answer, which may be replaced.

    Where that is not known, it stays: of one that was `sent_at` so long ago that nobody remembers, and while a
    notice is being sent, which somebody may press on before it is written down where it stands. What certainly
    `is_answer` when it is sent lasts once a notice has taken its place.
    """
    with desk.store.read() as tx:
        if sent_at is not None and sent_at <= tx.now - KEPT:
            return True
        if is_answer:
            return tx.notices.is_message(receipt)
        return tx.notices.may_be_message(receipt, reader.id, desk.delivery or "")


def is_shown(desk: Desk, receipt: Receipt, digest: str) -> bool:
    """Whether a message shows the card of this digest already, so that an edit would change nothing."""
    with desk.store.read() as tx:
        return tx.notices.is_shown(receipt, digest)


def redraw(desk: Desk, receipt: Receipt) -> None:
    """An answer is about to replace what a message shows: the next edit has to be sent."""
    with desk.store.write() as tx:
        tx.notices.forget_shown(receipt)


def by_id(desk: Desk, notice: int) -> Notice | None:
    """The notice, as long as it is remembered."""
    with desk.store.read() as tx:
        return tx.notices.get(notice)


def take_up(desk: Desk, delivery: str, person: Person, *, welcome: bool = False) -> Notice | None:
    """What the answer to a delivery that took effect before was to tell this person, and perhaps has not.

    That is either the `welcome` or what was done.
    """
    with desk.store.write() as tx:
        return tx.notices.take_up(delivery, person, welcome=welcome)


def foresee(desk: Desk, at_hand: Sequence[Notice]) -> None:
    """Read in one go what each of several notices is about; within one moment it need not be read again."""
    with desk.store.read() as tx:
        about = {notice.session for notice in at_hand if notice.session is not None}
        if about:
            tx.reschedules.of(about)
            tx.interventions.in_force(about, tx.now)
        sessions = tx.sessions.of(about) if about else ()
        parties = (person for session in sessions for person in (session.mentor, session.mentee))
        tx.people.of([*(notice.person for notice in at_hand), *parties])
