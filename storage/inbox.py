"""Inbound deliveries: kept before they are acknowledged, handed out one at a time in each lane.

Every change to a lane holds the lane's lock, so that arrival is numbered in order, and so that who inserts
a row and who finishes one cannot both believe that the other will take the next.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import bindparam, case, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql

from core.alarms import unhandled
from core.backlog import Backlog
from core.inbox import NOTHING, Delivery, Ending
from storage.message_tables import IS_OPEN, IS_SET_ASIDE, inbox
from storage.notices import SqlNotices
from storage.outbox import record
from storage.people import SqlPeople
from storage.set_aside import lock_lanes
from storage.store import SqlStore
from storage.tables import addresses
from storage.transaction import UnitOfWork
from storage.types import Instant

ATTEMPTS = 5
"""How many processes may die, or fail, over one delivery."""

# The accounts of one member share a lane.
_LANE = func.coalesce(
    select(addresses.c.lane)
    .where(
        addresses.c.platform == bindparam("platform"),
        addresses.c.workspace == bindparam("workspace"),
        addresses.c.account == bindparam("account"),
    )
    .scalar_subquery(),
    bindparam("of_lane"),
)
_HOLD_LANE = select(func.pg_advisory_xact_lock(func.hashtextextended(_LANE, 0)))
_LANE_OF = select(inbox.c.lane).where(inbox.c.key == bindparam("of_key"))
_NEXT = (
    select(inbox.c.nth + 1)
    .where(inbox.c.lane == _LANE, inbox.c.received_at >= bindparam("minute"))
    .order_by(inbox.c.received_at.desc(), inbox.c.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_EARLIER = exists().where(inbox.c.lane == _LANE, IS_OPEN)
# Mostly nothing of the lane is open: then it comes in as leased, without a second statement.
_ACCEPT = (
    postgresql.insert(inbox)
    .values(
        lane=_LANE,
        nth=func.coalesce(_NEXT, 1),
        owner=case((~_EARLIER, bindparam("me"))),
        leased_until=case((~_EARLIER, bindparam("until", type_=Instant))),
        attempts=case((~_EARLIER, 1), else_=0),
    )
    .on_conflict_do_nothing(index_elements=[inbox.c.key])
    .returning(inbox.c.nth, inbox.c.owner, inbox.c.lane)
)
# The oldest open one is the only one of a lane that can be in hand.
_CLAIM = (
    update(inbox)
    .where(
        inbox.c.seq
        == select(func.min(inbox.c.seq))
        .where(inbox.c.lane == bindparam("of_lane"), IS_OPEN)
        .scalar_subquery(),
        or_(inbox.c.leased_until.is_(None), inbox.c.leased_until <= bindparam("now")),
    )
    .values(owner=bindparam("me"), leased_until=bindparam("until"), attempts=inbox.c.attempts + 1)
    .returning(inbox.c.seq, inbox.c.key, inbox.c.lane, inbox.c.body, inbox.c.attempts, inbox.c.nth)
)
_SET_ASIDE = (
    update(inbox)
    .where(inbox.c.seq == bindparam("of_seq"))
    .values(done_at=bindparam("now"), set_aside=True, owner=None, leased_until=None)
)
# In RETURNING the row's own columns stand without their table: another row of it needs a name.
_OTHER = inbox.alias("other")
_ANOTHER = exists().where(
    _OTHER.c.lane == bindparam("of_lane"), _OTHER.c.done_at.is_(None), _OTHER.c.key != bindparam("of_key")
)
_DONE = (
    update(inbox)
    .where(inbox.c.key == bindparam("of_key"), inbox.c.owner == bindparam("me"), IS_OPEN)
    .values(
        done_at=bindparam("now"),
        body="",
        owner=None,
        leased_until=None,
        step=bindparam("taken"),
        step_person=bindparam("by"),
        step_hold=bindparam("hold"),
        offered=bindparam("choices"),
    )
    .returning(_ANOTHER)
)
_RENEW = (
    update(inbox)
    .where(inbox.c.key.in_(bindparam("keys", expanding=True)), inbox.c.owner == bindparam("me"), IS_OPEN)
    .values(leased_until=bindparam("until"))
)
_STRANDED = (
    select(inbox.c.lane)
    .where(IS_OPEN)
    .group_by(inbox.c.lane)
    .having(
        or_(func.max(inbox.c.leased_until).is_(None), func.max(inbox.c.leased_until) <= bindparam("now"))
    )
    .order_by(func.min(inbox.c.seq))
    .limit(bindparam("limit"))
)
_BACKLOG = select(func.count(), func.min(inbox.c.received_at)).where(IS_OPEN)
_ASIDE = select(func.count()).select_from(inbox).where(IS_SET_ASIDE)


class SqlInbox:
    """Meets core.inbox.Inbox."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    def accept_and_claim(
        self, delivery: Delivery, owner: str, lease: timedelta
    ) -> tuple[bool, Delivery | None]:
        """Keep it (False when one of this key was kept before), and what `claim` gives for its lane."""
        with self._store.work() as work:
            if work.on_postgresql:
                work.connection.execute(_HOLD_LANE, _sender_of(delivery.lane))
            return self._accept(work, delivery, owner, lease)

    def accept_all(
        self, deliveries: Sequence[Delivery], owner: str, lease: timedelta
    ) -> Sequence[Delivery | None]:
        """Keep them in one transaction: what to begin with after each."""
        with self._store.work() as work:
            lock_lanes(work, *(delivery.lane for delivery in deliveries))
            return [self._accept(work, delivery, owner, lease)[1] for delivery in deliveries]

    def claim(self, lane: str, owner: str, lease: timedelta) -> Delivery | None:
        """Lease the lane's oldest open delivery; None when there is none or somebody is at it."""
        with self._store.work() as work:
            lock_lanes(work, lane)
            return self._claim(work, lane, owner, lease)

    def done_and_claim(
        self, key: str, lane: str, owner: str, lease: timedelta, ending: Ending = NOTHING
    ) -> Delivery | None:
        """It has been handled: blank it, keep the key and its ending; and what `claim` gives for its lane."""
        with self._store.work() as work:
            if ending.told is not None:
                record(work, key, [ending.told], mails=self._store.mails)
            lock_lanes(work, lane)
            return self._done(work, key, lane, owner, lease, ending)

    def end_all(
        self, ended: Sequence[tuple[str, str]], owner: str, lease: timedelta
    ) -> Sequence[Delivery | None]:
        """`done_and_claim` of several (key, lane) in one transaction."""
        with self._store.work() as work:
            lock_lanes(work, *(lane for _, lane in ended))
            return [self._done(work, key, lane, owner, lease, NOTHING) for key, lane in ended]

    def _accept(
        self, work: UnitOfWork, delivery: Delivery, owner: str, lease: timedelta
    ) -> tuple[bool, Delivery | None]:
        values = {
            **_sender_of(delivery.lane),
            "key": delivery.key,
            "body": self._store.vault.seal_text(delivery.body) if delivery.typed else delivery.body,
            "received_at": work.now,
            "minute": work.now.replace(second=0, microsecond=0),
            "me": owner,
            "until": work.now + lease,
        }
        kept = work.connection.execute(_ACCEPT, values).one_or_none()
        if kept is not None and kept.owner == owner:
            return True, replace(delivery, nth=kept.nth, lane=kept.lane)
        if kept is not None:
            return True, self._claim(work, kept.lane, owner, lease)
        before = work.connection.execute(_LANE_OF, {"of_key": delivery.key}).scalar_one()
        lock_lanes(work, before)
        return False, self._claim(work, before, owner, lease)

    def _done(
        self, work: UnitOfWork, key: str, lane: str, owner: str, lease: timedelta, ending: Ending
    ) -> Delivery | None:
        ended = {
            "of_key": key,
            "of_lane": lane,
            "me": owner,
            "now": work.now,
            "taken": None,
            "by": None,
            "hold": None,
            "choices": ending.offered or None,
        }
        if (taken := ending.taken) is not None:
            ended |= {"taken": taken.step.value, "by": taken.person, "hold": taken.hold}
        another = work.connection.execute(_DONE, ended).scalar_one_or_none()
        return None if another is False else self._claim(work, lane, owner, lease)

    def renew(self, keys: Sequence[str], owner: str, lease: timedelta) -> None:
        """Still at work on these."""
        with self._store.work() as work:
            work.connection.execute(_RENEW, {"keys": list(keys), "me": owner, "until": work.now + lease})

    def stranded(self, limit: int = 100) -> Sequence[str]:
        """Lanes with open deliveries that nobody is at."""
        with self._store.work(read_only=True) as work:
            return work.connection.execute(_STRANDED, {"now": work.now, "limit": limit}).scalars().all()

    def backlog(self) -> Backlog:
        """What has come in and is not handled."""
        with self._store.work(read_only=True) as work:
            count, oldest = work.connection.execute(_BACKLOG).one()
            return Backlog(count, oldest, work.now)

    def set_aside(self) -> int:
        """How many are kept that nobody could handle."""
        with self._store.work(read_only=True) as work:
            return work.connection.execute(_ASIDE).scalar_one()

    def _claim(self, work: UnitOfWork, lane: str, owner: str, lease: timedelta) -> Delivery | None:
        """The lane's oldest open delivery that has not been handled in vain too often."""
        wanted = {"of_lane": lane, "me": owner, "now": work.now, "until": work.now + lease}
        while row := work.connection.execute(_CLAIM, wanted).one_or_none():
            if row.attempts <= ATTEMPTS:
                body = self._store.vault.open_text(row.body) or ""
                return Delivery(row.key, row.lane, body, row.nth, again=row.attempts > 1)
            work.connection.execute(_SET_ASIDE, {"of_seq": row.seq, "now": work.now})
            told = SqlNotices(work)
            told.alert(unhandled(SqlPeople(work).admins(), row.seq, work.now))
            told.flush()
        return None


def _sender_of(lane: str) -> dict[str, str]:
    """The account whose own lane it is, as `_LANE` looks for it."""
    platform, _, rest = lane.partition(":")
    workspace, _, account = rest.rpartition("/")
    return {"platform": platform, "workspace": workspace, "account": account, "of_lane": lane}
