"""How notices leave: leases, the pace of chats and bots, and what became of each.

`rates.free_at` is when a person may be written to again: while one of their notices is being sent, the end of
its lease, so that there is one at a time; after it, when the chat has rested as the platform asks.
`rests.free_at` is the same for a bot, whose notices stand behind one door.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Text, and_, bindparam, case, exists, func, select, text, update
from sqlalchemy.dialects import postgresql

from core.backlog import Backlog
from core.notices import SILENT, Kind, Notice, undeliverable
from core.outbox import Again, Ended, Outcome, Scope, Sent
from core.paces import pace_of
from storage.message_tables import IS_WAITING, notices, rates, rests
from storage.notices import HOMES, SqlNotices, notice_of, receipt_values
from storage.people import SqlPeople
from storage.store import SqlStore
from storage.types import Instant
from storage.work import Work

_CANDIDATES = 4  # looked at for each that is wanted: some people have several

_HERE = and_(IS_WAITING, notices.c.door == bindparam("at_door"))
_IS_DUE = notices.c.ready_at <= bindparam("now")
_IS_FREE = rates.c.free_at <= bindparam("now")
_WITH_RATES = notices.join(rates, rates.c.person == notices.c.person)

_FIRST_DOOR = select(func.min(notices.c.door).label("door")).where(IS_WAITING).cte("doors", recursive=True)
_LATER = notices.alias("later")
_ALL_DOORS = _FIRST_DOOR.union_all(
    select(
        select(func.min(_LATER.c.door))
        .where(text("later.state = 'waiting'"), _LATER.c.door > _FIRST_DOOR.c.door)
        .scalar_subquery()
    ).where(_FIRST_DOOR.c.door.is_not(None))
)
_DOORS = (
    select(_ALL_DOORS.c.door, rests.c.free_at)
    .select_from(_ALL_DOORS.outerjoin(rests, rests.c.door == _ALL_DOORS.c.door))
    .where(_ALL_DOORS.c.door.is_not(None))
)
_KNOW = postgresql.insert(rests).on_conflict_do_nothing(index_elements=[rests.c.door])
_LOCK = select(rests.c.free_at).where(rests.c.door == bindparam("at_door")).with_for_update()
_REST = (
    update(rests)
    .where(rests.c.door == bindparam("at_door"), rests.c.free_at < bindparam("until"))
    .values(free_at=bindparam("until"))
)

_AHEAD = (
    select(notices.c.id, notices.c.person, notices.c.ready_at, notices.c.ambiguous)
    .select_from(_WITH_RATES)
    .where(_HERE, _IS_DUE, _IS_FREE)
    .order_by(notices.c.ready_at, notices.c.id)
    .limit(bindparam("candidates"))
    .subquery("ahead")
)
_RANKED = select(
    _AHEAD,
    func.row_number()
    .over(partition_by=_AHEAD.c.person, order_by=(_AHEAD.c.ready_at, _AHEAD.c.id))
    .label("place"),
).subquery("ranked")
# The lock on the person's rate keeps two processes from writing to one person at once: `free_at` is checked
# again under it.
_CHOOSE = (
    select(_RANKED.c.id, _RANKED.c.person, _RANKED.c.ambiguous)
    .join_from(rates, _RANKED, rates.c.person == _RANKED.c.person)
    .where(_RANKED.c.place == 1, _IS_FREE)
    .order_by(_RANKED.c.ready_at, _RANKED.c.id)
    .limit(bindparam("limit"))
    .with_for_update(of=rates, skip_locked=True)
)
_LEASE = (
    update(notices)
    .where(notices.c.id.in_(bindparam("chosen", expanding=True)), IS_WAITING, _IS_DUE)
    .values(
        lease_owner=bindparam("owner"),
        ready_at=bindparam("until"),
        attempts=notices.c.attempts + 1,
        ambiguous=True,
    )
    .returning(*notices.c)
)
_OCCUPY = (
    update(rates)
    .where(rates.c.person.in_(bindparam("people", expanding=True)))
    .values(free_at=bindparam("until"))
)
_IS_OURS = and_(notices.c.id == bindparam("notice"), notices.c.lease_owner == bindparam("me"))
_PAUSE = (
    update(rates)
    .where(rates.c.person == bindparam("reader"), exists().where(_IS_OURS))
    .values(free_at=bindparam("until"))
)
# Whatever its state: cancelled while on its way, a notice has left all the same, and its message is there.
_RECORD = (
    update(notices)
    .where(_IS_OURS)
    .values(
        lease_owner=None,
        state=func.coalesce(bindparam("becomes", type_=Text), notices.c.state),
        ready_at=func.coalesce(bindparam("next", type_=Instant), notices.c.ready_at),
        ended_at=func.coalesce(bindparam("ended", type_=Instant), notices.c.ended_at),
        attempts=notices.c.attempts + bindparam("more"),
        ambiguous=bindparam("unclear"),
        last_error=bindparam("said"),
        receipt_platform=bindparam("receipt_platform"),
        receipt_workspace=bindparam("receipt_workspace"),
        receipt_channel=bindparam("receipt_channel"),
        receipt_message=bindparam("receipt_message"),
    )
)
_DOOR_OF = select(notices.c.door).where(notices.c.id == bindparam("notice"))

_NEXT_READY = select(func.min(notices.c.ready_at)).where(_HERE, notices.c.ready_at > bindparam("now"))
_READY = case((rates.c.free_at > notices.c.ready_at, rates.c.free_at), else_=notices.c.ready_at)
_READY_WHEN_FREE = select(func.min(_READY)).select_from(_WITH_RATES).where(_HERE, _IS_DUE)
_BACKLOG = select(func.count(), func.min(_READY)).select_from(_WITH_RATES).where(_HERE, _IS_DUE)

_NO_RECEIPT = dict.fromkeys(("receipt_platform", "receipt_workspace", "receipt_channel", "receipt_message"))
_NO_REST = timedelta()


class SqlOutbox:
    """Meets core.outbox.Outbox."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    def claim(self, owner: str, limit: int, lease: timedelta) -> Sequence[Notice]:
        """Lease due notices, oldest first behind each door, one per person; expired leases are taken over."""
        leased: list[Notice] = []
        with self._store.work() as work:
            doors = [door for door, free_at in _doors(work) if free_at is None or free_at <= work.now]
            share = -(-limit // max(1, len(doors)))
            for door in doors:
                leased += _claim(work, door, owner, share, work.now + lease)
        return leased

    def record(self, owner: str, outcomes: Sequence[Outcome]) -> None:
        """Write down what became of notices that `owner` still leases, and let chats and bots rest."""
        if not outcomes:
            return
        with self._store.work() as work:
            execute, now = work.connection.execute, work.now
            pauses = [
                {"reader": o.notice.person, "notice": o.notice.id, "me": owner, "until": now + _rest(o)}
                for o in sorted(outcomes, key=lambda outcome: outcome.notice.person)
            ]
            execute(_PAUSE, pauses)
            ordered = sorted(outcomes, key=lambda outcome: outcome.notice.id)
            values = [{"notice": o.notice.id, "me": owner, **_values(o, now)} for o in ordered]
            if any(map(_concerns_admins, ordered)):
                written = [execute(_RECORD, row).rowcount > 0 for row in values]
                if any(ours and _concerns_admins(o) for o, ours in zip(ordered, written, strict=True)):
                    told = SqlNotices(work)
                    told.add(undeliverable(SqlPeople(work).admins(), now))
                    told.flush()
            else:
                execute(_RECORD, values)
            for outcome in ordered:
                if isinstance(outcome, Again) and outcome.scope is Scope.BOT:
                    door = execute(_DOOR_OF, {"notice": outcome.notice.id}).scalar_one()
                    execute(_KNOW, {"door": door, "free_at": now})
                    execute(_REST, {"at_door": door, "until": now + outcome.after})

    def next_due(self) -> datetime | None:
        """When a waiting notice can be taken next; not in the future when one can be taken now."""
        with self._store.work(read_only=True) as work:
            return min(_nexts(work), default=None)

    def now(self) -> datetime:
        """The present of the store's clock."""
        with self._store.work(read_only=True) as work:
            return work.now

    def backlog(self) -> Backlog:
        """What is due and has not left; chats and bots that rest have a reason."""
        due, oldest = 0, None
        with self._store.work(read_only=True) as work:
            for door, free_at in _doors(work):
                count, since = work.connection.execute(_BACKLOG, {"at_door": door, "now": work.now}).one()
                due += count
                if since is not None:
                    since = max(since, free_at or since)
                    oldest = since if oldest is None else min(oldest, since)
            return Backlog(due, oldest, work.now)


def _doors(work: Work) -> Sequence[tuple[str, datetime | None]]:
    """The doors behind which notices wait, with the end of their rest; homes last, for messages go first."""
    found = [(row.door, row.free_at) for row in work.connection.execute(_DOORS)]
    return sorted(found, key=lambda door: door[0] == HOMES)


def _claim(work: Work, door: str, owner: str, limit: int, until: datetime) -> Sequence[Notice]:
    execute, now = work.connection.execute, work.now
    pace = pace_of(door.partition(":")[0])
    if pace.at_once is not None:
        execute(_KNOW, {"door": door, "free_at": now})
        if execute(_LOCK, {"at_door": door}).scalar_one() > now:
            return []
        limit = min(limit, pace.at_once)
    here = {"at_door": door, "now": now, "limit": limit, "candidates": limit * _CANDIDATES}
    chosen = {row.id: row for row in execute(_CHOOSE, here)}
    if not chosen:
        return []
    lease = {"chosen": list(chosen), "now": now, "owner": owner, "until": until}
    rows = execute(_LEASE, lease).all()
    execute(_OCCUPY, {"people": [row.person for row in rows], "until": until})
    if pace.at_once is not None:
        execute(_REST, {"at_door": door, "until": now + len(rows) * pace.each})
    leased = {row.id: replace(notice_of(row), ambiguous=chosen[row.id].ambiguous) for row in rows}
    return [leased[notice] for notice in chosen if notice in leased]


def _nexts(work: Work) -> Iterator[datetime]:
    """For each door, when something can be taken there."""
    for door, free_at in _doors(work):
        here = {"at_door": door, "now": work.now}
        times = [
            work.connection.execute(when, here).scalar_one() for when in (_NEXT_READY, _READY_WHEN_FREE)
        ]
        for time in times:
            if time is not None:
                yield max(time, free_at or time)


def _rest(outcome: Outcome) -> timedelta:
    """How long the person is not written to."""
    match outcome:
        case Sent(notice, receipt) if notice.kind is not Kind.HOME:
            pace = pace_of("" if receipt is None else receipt.platform)
            in_group = (
                receipt is not None and receipt.platform == "telegram" and receipt.channel.startswith("-")
            )
            return pace.group if in_group else pace.chat
        case Again(after=after, scope=Scope.CHAT):
            return after
        case Again(counted=True):
            return pace_of("").chat
    return _NO_REST


def _values(outcome: Outcome, now: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {"next": None, "ended": now, "more": 0, "unclear": False, "said": None}
    values |= _NO_RECEIPT
    match outcome:
        case Sent(_, receipt):
            return {**values, "becomes": "sent", **({} if receipt is None else receipt_values(receipt))}
        case Again(_, after, error, counted, _, ambiguous):
            again = {"becomes": None, "next": now + after, "ended": None, "said": error}
            return {**values, **again, "more": 0 if counted else -1, "unclear": ambiguous}
        case Ended(_, state, error):
            return {**values, "becomes": state, "said": error}


def _concerns_admins(outcome: Outcome) -> bool:
    return (
        isinstance(outcome, Ended)
        and outcome.state != "dropped"
        and outcome.notice.kind not in SILENT | {Kind.UNDELIVERABLE}
    )
