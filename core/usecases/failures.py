"""What could not be sent, handled or read, and what admins do about it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from core.calendars import CalendarLink
from core.desk import Desk
from core.errors.common import NotFound
from core.people import Address, Person
from core.ports.notices import FailedItem
from core.ports.set_aside import DeliveryAside
from core.ports.store import Transaction
from core.usecases.members import check_admin
from core.usecases.payments.looking import RefundOf, failed_refunds

Told: TypeAlias = dict[str, str | int | None]
PAGE = 5


@dataclass(frozen=True, slots=True)
class Stuck:
    """Deliveries that nobody could handle, each with its sender, and calendars that cannot be read, with their mentors.

    Refunds that have failed are among it. `more` where there are others of any.
    """

    deliveries: tuple[tuple[DeliveryAside, Person | None], ...] = ()
    calendars: tuple[tuple[CalendarLink, Person], ...] = ()
    refunds: tuple[RefundOf, ...] = ()
    more: bool = False

    @property
    def anything(self) -> bool:
        """Whether there is any of it."""
        return bool(self.deliveries or self.calendars or self.refunds)


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


def failed(desk: Desk, actor: Person, page: int) -> FailedPage:
    """Notices and errands that were given up, latest first, for admins; raises NotAdmin."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        return _page(tx, actor, page)


def retry(desk: Desk, actor: Person, notice: int) -> FailedPage:
    """Have a notice that was given up sent again; raises NotAdmin, NotFound."""
    told: Told = {"notice": notice, "state": "waiting"}
    return _done(desk, actor, "NOTICE_RETRIED", told, lambda tx: tx.notices.retry(notice))


def dismiss(desk: Desk, actor: Person, notice: int) -> FailedPage:
    """Leave a notice that was given up as it is; raises NotAdmin, NotFound."""
    told: Told = {"notice": notice, "state": "dismissed"}
    return _done(desk, actor, "NOTICE_DISMISSED", told, lambda tx: tx.notices.dismiss(notice))


def retry_delivery(desk: Desk, actor: Person, delivery: int) -> FailedPage:
    """Have a delivery that nobody could handle handled again; raises NotAdmin, NotFound."""
    told: Told = {"delivery": delivery, "state": "open"}
    return _done(desk, actor, "DELIVERY_RETRIED", told, lambda tx: tx.set_aside.retry(delivery))


def dismiss_delivery(desk: Desk, actor: Person, delivery: int) -> FailedPage:
    """Have a delivery that nobody could handle forgotten; raises NotAdmin, NotFound."""
    told: Told = {"delivery": delivery, "state": "dismissed"}
    return _done(desk, actor, "DELIVERY_DISMISSED", told, lambda tx: tx.set_aside.dismiss(delivery))


def retry_calendar(desk: Desk, actor: Person, calendar: int) -> FailedPage:
    """Have a calendar that cannot be read looked at now; raises NotAdmin, NotFound."""
    told: Told = {"calendar": calendar, "state": "due"}
    return _done(desk, actor, "CALENDAR_RETRIED", told, lambda tx: _read_now(tx, calendar))


def _done(
    desk: Desk,
    actor: Person,
    action: str,
    told: Told,
    change: Callable[[Transaction], bool],
) -> FailedPage:
    """Change what failed, and write down that it was; raises NotFound where it has not failed any more."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        if not change(tx):
            raise NotFound("failed message")
        desk.note(tx, action, actor.id, after=told)
        return _page(tx, actor, 0)


def _read_now(tx: Transaction, calendar: int) -> bool:
    found = tx.calendars.get(calendar)
    if found is None:
        return False
    tx.people.lock([found.mentor])
    link = tx.calendars.get(calendar)
    if link is None or link.told_at is None:
        return False
    tx.calendars.put(replace(link, due_at=tx.now))
    return True


def _page(tx: Transaction, actor: Person, page: int) -> FailedPage:
    found = tx.notices.failed(PAGE + 1, page * PAGE)
    people = {person.id: person for person in tx.people.of(each.item.person for each in found)}
    listed = tuple(
        (each, who) for each in found[:PAGE] if (who := people.get(each.item.person)) is not None
    )
    stuck = Stuck() if page else _stuck(tx, actor)
    return FailedPage(listed, page, len(found) > PAGE, actor, tx.now, stuck)


def _stuck(tx: Transaction, actor: Person) -> Stuck:
    aside, lost = tx.set_aside.listed(PAGE + 1), tx.calendars.lost(PAGE + 1)
    refunds = failed_refunds(tx, actor, PAGE + 1)
    mentors = {person.id: person for person in tx.people.of(each.mentor for each in lost)}
    return Stuck(
        tuple((each, tx.people.find(Address.parse(each.lane))) for each in aside[:PAGE]),
        tuple((each, mentors[each.mentor]) for each in lost[:PAGE]),
        tuple(refunds[:PAGE]),
        any(len(each) > PAGE for each in (aside, lost, refunds)),
    )
