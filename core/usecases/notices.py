"""What is known about messages that were sent, and what admins do about those that were not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.calendars import CalendarLink
from core.desk import Desk
from core.errors.common import NotFound
from core.notices import KEPT, Notice, Receipt
from core.people import Address, Person
from core.ports.notices import FailedItem
from core.ports.set_aside import DeliveryAside
from core.ports.store import Transaction
from core.usecases.members import check_admin

PAGE = 5


@dataclass(frozen=True, slots=True)
class Stuck:
    """Deliveries that nobody could handle, each with its sender, and calendars that cannot be read, with their mentors.

    `more` where there are others of either.
    """

    deliveries: tuple[tuple[DeliveryAside, Person | None], ...] = ()
    calendars: tuple[tuple[CalendarLink, Person], ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class FailedPage:
    """Notices and errands that were given up, each with its person, as of `now`; `more` when another page follows.

    The first page has what is `stuck` beside them.
    """

    failed: tuple[tuple[FailedItem, Person], ...]
    page: int
    more: bool
    reader: Person
    now: datetime
    stuck: Stuck = Stuck()


def must_last(desk: Desk, receipt: Receipt, sent_at: datetime | None) -> bool:
    """Whether a message is a notice, rather than an answer, which may be replaced.

    Of one that was `sent_at` so long ago that nobody remembers, it is not known, so it stays.
    """
    with desk.store.read() as tx:
        return (sent_at is not None and sent_at <= tx.now - KEPT) or tx.notices.is_sent(receipt)


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


def take_up(desk: Desk, delivery: str, person: Person) -> Notice | None:
    """What the answer to a delivery that took effect before was to tell this person, and perhaps has not."""
    with desk.store.write() as tx:
        return tx.notices.take_up(delivery, person)


def foresee(desk: Desk, at_hand: Sequence[Notice]) -> None:
    """Read in one go what each of several notices is about; within one moment it need not be read again."""
    with desk.store.read() as tx:
        sessions = tx.sessions.of(notice.session for notice in at_hand if notice.session is not None)
        parties = (person for session in sessions for person in (session.mentor, session.mentee))
        tx.people.of([*(notice.person for notice in at_hand), *parties])


def failed(desk: Desk, actor: Person, page: int) -> FailedPage:
    """Notices and errands that were given up, latest first, for admins; raises NotAdmin."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        return _page(tx, actor, page)


def retry(desk: Desk, actor: Person, notice: int) -> FailedPage:
    """Have a notice that was given up sent again; raises NotAdmin, NotFound."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        if not tx.notices.retry(notice):
            raise NotFound("failed message")
        desk.note(tx, "NOTICE_RETRIED", actor.id, after={"notice": notice, "state": "waiting"})
        return _page(tx, actor, 0)


def dismiss(desk: Desk, actor: Person, notice: int) -> FailedPage:
    """Leave a notice that was given up as it is; raises NotAdmin, NotFound."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        if not tx.notices.dismiss(notice):
            raise NotFound("failed message")
        desk.note(tx, "NOTICE_DISMISSED", actor.id, after={"notice": notice, "state": "dismissed"})
        return _page(tx, actor, 0)


def retry_delivery(desk: Desk, actor: Person, delivery: int) -> FailedPage:
    """Have a delivery that nobody could handle handled again; raises NotAdmin, NotFound."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        if not tx.set_aside.retry(delivery):
            raise NotFound("failed message")
        desk.note(tx, "DELIVERY_RETRIED", actor.id, after={"delivery": delivery, "state": "open"})
        return _page(tx, actor, 0)


def dismiss_delivery(desk: Desk, actor: Person, delivery: int) -> FailedPage:
    """Have a delivery that nobody could handle forgotten; raises NotAdmin, NotFound."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        if not tx.set_aside.dismiss(delivery):
            raise NotFound("failed message")
        desk.note(tx, "DELIVERY_DISMISSED", actor.id, after={"delivery": delivery, "state": "dismissed"})
        return _page(tx, actor, 0)


def retry_calendar(desk: Desk, actor: Person, calendar: int) -> FailedPage:
    """Have a calendar that cannot be read looked at now; raises NotAdmin, NotFound."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        found = tx.calendars.get(calendar)
        if found is None:
            raise NotFound("failed message")
        tx.people.lock([found.mentor])
        link = tx.calendars.get(calendar)
        if link is None or link.told_at is None:
            raise NotFound("failed message")
        tx.calendars.put(replace(link, due_at=tx.now))
        desk.note(tx, "CALENDAR_RETRIED", actor.id, after={"calendar": calendar, "failures": link.failures})
        return _page(tx, actor, 0)


def _page(tx: Transaction, actor: Person, page: int) -> FailedPage:
    found = tx.notices.failed(PAGE + 1, page * PAGE)
    people = {person.id: person for person in tx.people.of(each.item.person for each in found)}
    listed = tuple(
        (each, who) for each in found[:PAGE] if (who := people.get(each.item.person)) is not None
    )
    stuck = Stuck() if page else _stuck(tx)
    return FailedPage(listed, page, len(found) > PAGE, actor, tx.now, stuck)


def _stuck(tx: Transaction) -> Stuck:
    aside, lost = tx.set_aside.listed(PAGE + 1), tx.calendars.lost(PAGE + 1)
    mentors = {person.id: person for person in tx.people.of(each.mentor for each in lost)}
    return Stuck(
        tuple((each, tx.people.find(Address.parse(each.lane))) for each in aside[:PAGE]),
        tuple((each, mentors[each.mentor]) for each in lost[:PAGE]),
        len(aside) > PAGE or len(lost) > PAGE,
    )
