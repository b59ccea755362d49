"""What somebody finds at home: what waits for them and until when, what is coming up, how the programme does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.aftermath import asked
from core.attendance import DisputeEvent
from core.desk import Desk
from core.disputes import DisputeQuery
from core.people import Address, Person
from core.ports.overviews import Totals
from core.ports.store import Transaction
from core.refunds import RefundEntry
from core.usecases.councils.dashboard import concerning
from core.usecases.councils.views import CouncilView
from core.usecases.interventions.refunds import to_approve
from core.usecases.members import check_admin, draw_homes
from core.usecases.quota import Quota, quota_of
from core.usecases.rounds import in_batches
from core.usecases.schedule import views_by_id
from core.usecases.session_views import SessionView, views_of
from core.weeks import midnight

LOOKED_AT = 50  # sessions ahead among which those are sought that wait for an answer
SHOWN = 6
ASKED = 5
MANY = 10
REMEMBERED = timedelta(days=14)
OPENED_WITHIN = timedelta(days=30)
"""Homes that nobody has opened for longer follow the rules when they are opened."""
AT_ONCE = 100
"""Homes that a round has drawn afresh: Slack takes some hundred a minute of each workspace."""
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Running:
    """How the programme does, for admins; `disputes` and `undelivered` are counted up to MANY."""

    today: int
    disputes: int
    undelivered: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Somebody's home: what waits for them, ahead of them and behind them, then what is coming up.

    `asked` and `polls` wait for an answer, a payment or a decision; `questions` are those of admins about reports.
    `totals` are a mentor's, `refunds` (to approve), `plan_requests` and `running` an admin's; `more` when not all that
    is coming up is shown.
    """

    person: Person
    asked: tuple[SessionView, ...]
    polls: tuple[CouncilView, ...]
    questions: tuple[DisputeEvent, ...]
    refunds: tuple[RefundEntry, ...]
    plan_requests: tuple[Person, ...]
    unsettled: tuple[SessionView, ...]
    upcoming: tuple[SessionView, ...]
    more: bool
    councils: tuple[CouncilView, ...]
    quota: Quota
    totals: Totals | None
    running: Running | None


def dashboard(desk: Desk, person: Person) -> Dashboard:
    """The home of somebody in all their roles."""
    with desk.store.read() as tx:
        ahead = views_of(tx, tx.sessions.upcoming(person.id, tx.now, LOOKED_AT), person)
        asked = tuple(view for view in ahead if view.due)[:ASKED]
        rest = [view for view in ahead if view not in asked]
        behind = views_by_id(
            tx, tx.overviews.unsettled(person.id, tx.now, tx.now - REMEMBERED, ASKED), person
        )
        councils = concerning(tx, person)
        latest = {each.dispute: each for each in tx.disputes.questions(person.id)}
        return Dashboard(
            person,
            asked,
            tuple(view for view in councils if view.due),
            tuple(latest.values())[:ASKED],
            to_approve(tx, person.id, ASKED) if person.is_admin else (),
            _plan_requests(tx) if person.is_admin else (),
            tuple(view for view in behind if view.may_give_feedback or _is_asked(view)),
            tuple(rest[:SHOWN]),
            len(rest) > SHOWN,
            tuple(view for view in councils if not view.due),
            quota_of(tx, person, tx.now),
            tx.overviews.totals(person.id, tx.now) if person.is_mentor else None,
            _running(tx, person) if person.is_admin else None,
        )


def _plan_requests(tx: Transaction) -> tuple[Person, ...]:
    return tuple(tx.people.asking_for_plan(tx.policies().plans_that_book, ASKED))


def note_opened(desk: Desk, address: Address) -> None:
    """Somebody looks at their home: for a while it follows the rules, and an admin's the figures of the programme."""
    with desk.store.read() as tx:
        if tx.homes.is_current(address, tx.now - _A_DAY):
            return
    with desk.store.write() as tx:
        tx.homes.opened(address)


def follow(desk: Desk) -> int:
    """Have homes drawn afresh that were opened lately and show rules or figures of before; returns how many.

    Safe to run twice at once.
    """
    with desk.store.read() as tx:
        since = tx.now - OPENED_WITHIN
        outdated = tx.homes.outdated(since, AT_ONCE)
        figures = _figures(tx, since)

    def draw(some: Sequence[int]) -> int:
        with desk.store.write() as tx:
            draw_homes(tx, some)
            tx.homes.drawn(some)
            tx.homes.keep_figures({admin: figures[admin] for admin in some if admin in figures})
        return len(some)

    return in_batches(desk, "homes", sorted({*outdated, *figures}), draw, "member {}".format)


def _figures(tx: Transaction, since: datetime) -> dict[int, str]:
    """What has changed of what admins' homes say of the programme."""
    shown = tx.homes.figures(since)
    now = {each.id: str(_running(tx, each)) for each in tx.people.of(shown)}
    return {admin: figures for admin, figures in now.items() if figures != shown[admin]}


def programme(desk: Desk, admin: Person) -> Running:
    """How the programme does; raises NotAdmin."""
    with desk.store.read() as tx:
        check_admin(tx, admin)
        return _running(tx, admin)


def _is_asked(view: SessionView) -> bool:
    """Whether the viewer has still to say if it took place."""
    return view.viewer in asked(view.session) and bool(view.statements)


def _running(tx: Transaction, admin: Person) -> Running:
    zone = admin.clock_zone
    today = tx.now.astimezone(ZoneInfo(zone)).date()
    start, end = midnight(zone, today), midnight(zone, today + timedelta(days=1))
    return Running(
        tx.overviews.starting(start, end),
        len(tx.disputes.find(DisputeQuery(), MANY)),
        len(tx.notices.failed(MANY)),
    )
