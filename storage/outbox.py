"""How notices leave: leases, the pace of chats and bots, and what became of each.

`rates.free_at` is when a person may be written to again: while one of their notices is being sent, the end of
its lease, so that there is one at a time; after it, when the chat has rested as the platform asks.
`rests.free_at` is the same for a bot, whose notices go through one channel.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Row,
    Text,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError

from core.alarms import undeliverable
from core.backlog import Backlog
from core.chats import lost
from core.mail import MAIL
from core.notices import TOLD, Kind, Notice
from core.outbox import NOTHING_IN_HAND, Again, Done, Ended, Item, Outcome, Scope, Sent
from core.paces import Learnt, pace_of, rate_at, slowed
from core.payloads import Editing
from core.ports.store import Transaction
from core.setbacks import Setbacks
from storage.channels import (
    EARLIEST,
    IS_DUE,
    NOWHERE,
    OLDEST_HERE,
    WAITS_THERE,
    Standing,
    channels_of,
    free_at_of,
    pace_at,
)
from storage.chat_tables import chat_texts
from storage.mail_errands import IS_FIRST, mail_instead
from storage.message_tables import IS_WAITING, notices, rates, rests
from storage.notice_rows import item_of, its_message, receipt_values
from storage.notices import IS_MESSAGE, SqlNotices
from storage.people import SqlPeople
from storage.store import SqlStore
from storage.transaction import UnitOfWork
from storage.types import Instant

LEASING, READING, MARKING = "notices leased", "notices read", "notices marked"
LOOKED_AGAIN = timedelta(seconds=1)
_CANDIDATES = 2  # looked at for each that is wanted: some people have several

_EARLIER = notices.alias("earlier")
# What is passed on in a chat arrives in the order in which it was written: one that is tried again holds up the rest.
_IS_NEXT = or_(
    notices.c.kind != Kind.CHAT_TEXT.value,
    ~exists().where(
        text("earlier.state = 'waiting' AND earlier.kind = 'chat_text'"),
        _EARLIER.c.person == notices.c.person,
        _EARLIER.c.id < notices.c.id,
    ),
)
_HERE = and_(WAITS_THERE, _IS_NEXT)
_IS_FREE = rates.c.free_at <= bindparam("now")
_WITH_RATES = notices.join(rates, rates.c.person == notices.c.person)

_KNOW = postgresql.insert(rests).on_conflict_do_nothing(index_elements=[rests.c.channel])
_LOCK = (
    select(rests.c.free_at, rests.c.rate, rests.c.slowed_at)
    .where(rests.c.channel == bindparam("at_channel"))
    .with_for_update()
)
_SLOW = (
    update(rests)
    .where(rests.c.channel == bindparam("at_channel"))
    .values(rate=bindparam("becomes"), slowed_at=bindparam("since"))
)
_REST = (
    update(rests)
    .where(rests.c.channel == bindparam("at_channel"), rests.c.free_at < bindparam("until"))
    .values(free_at=bindparam("until"))
)

_AHEAD = (
    select(notices.c.id, notices.c.person, notices.c.ready_at, notices.c.ambiguous)
    .where(_HERE, IS_DUE, free_at_of(notices.c.person) <= bindparam("now"))
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
# Errands are nobody's messages: neither do they wait for a person's pace, nor use it up.
_CHOOSE_ERRANDS = (
    select(notices.c.id, notices.c.person, notices.c.ambiguous)
    .where(_HERE, IS_DUE)
    .order_by(notices.c.ready_at, notices.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_CHOOSE_MAIL = _CHOOSE_ERRANDS.where(IS_FIRST)
_LEASE = (
    update(notices)
    .where(notices.c.id.in_(bindparam("chosen", expanding=True)), IS_WAITING, IS_DUE)
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
_TAKE_LEFT = (
    update(notices)
    .where(notices.c.id == bindparam("notice"), notices.c.lease_owner == bindparam("delivery"), IS_WAITING)
    .values(lease_owner=bindparam("me"), ready_at=bindparam("until"), ambiguous=True)
)
_RENEW = update(notices).where(_IS_OURS, IS_WAITING).values(ready_at=bindparam("until"))
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
        shown=bindparam("digest"),
        offered=bindparam("choices"),
    )
)
_EDITS = notices.alias("edits")
_SHOW = (
    update(notices)
    .where(
        IS_MESSAGE,
        exists().where(_EDITS.c.id == bindparam("notice"), _EDITS.c.lease_owner == bindparam("me")),
    )
    .values(shown=bindparam("digest"))
)
_FORGET_TEXT = delete(chat_texts).where(
    chat_texts.c.notice == bindparam("notice"), exists().where(_IS_OURS)
)
_CHANNEL_OF = select(notices.c.channel).where(notices.c.id == bindparam("notice"))

_NEXT_READY = select(func.min(notices.c.ready_at)).where(_HERE, notices.c.ready_at > bindparam("now"))
_READY = case((rates.c.free_at > notices.c.ready_at, rates.c.free_at), else_=notices.c.ready_at)
# Limited before it is joined: else the pace of everybody is read, since the database thinks that much is due.
_NEXT = OLDEST_HERE.where(_IS_NEXT).subquery("next")
_READY_WHEN_FREE = select(
    func.min(case((_NEXT.c.free_at > _NEXT.c.ready_at, _NEXT.c.free_at), else_=_NEXT.c.ready_at))
)
_ERRAND_READY = select(func.min(notices.c.ready_at)).where(_HERE, IS_DUE)
_MAIL_READY = (
    select(notices.c.ready_at).where(_HERE, IS_DUE, IS_FIRST).order_by(notices.c.ready_at).limit(1)
)
_ERRANDS_DUE = select(func.count(), func.min(notices.c.ready_at)).where(_HERE, IS_DUE)
_BACKLOG = select(func.count(), func.min(_READY)).select_from(_WITH_RATES).where(_HERE, IS_DUE)

_NO_RECEIPT = dict.fromkeys(("receipt_platform", "receipt_workspace", "receipt_channel", "receipt_message"))
_NO_REST = timedelta()


class SqlOutbox:
    """Meets core.outbox.Outbox. What cannot be leased, read or marked is left among the `setbacks`."""

    def __init__(self, store: SqlStore, setbacks: Setbacks | None = None) -> None:
        self._store = store
        self._setbacks = setbacks or Setbacks()
        self._left = NOWHERE

    def claim(
        self, owner: str, limit: int, lease: timedelta, in_hand: Mapping[str, int] = NOTHING_IN_HAND
    ) -> Sequence[Item]:
        """Lease what is due, oldest first in each channel, one notice per person; takes over expired leases."""
        with suppress(DBAPIError):
            return self._claim_all(owner, limit, lease, in_hand)
        return self._claim_all(owner, limit, lease, in_hand, apart=True)

    def _claim_all(
        self, owner: str, limit: int, lease: timedelta, in_hand: Mapping[str, int], *, apart: bool = False
    ) -> Sequence[Item]:
        """With `apart` each row is leased by itself, since one of them cannot be; what is away raises once more."""
        leased: list[Item] = []
        with self._store.work() as work:
            standing = self._left.by(work.now)
            waiting = channels_of(work, standing.lowest, work.now)
            free = [
                (channel, room)
                for channel in waiting
                if channel.since is not None
                and channel.is_free(work.now)
                and (room := _room(channel.name, in_hand, limit))
            ]
            for place, (channel, room) in enumerate(free):
                if not channel.is_known:
                    work.connection.execute(_KNOW, {"channel": channel.name, "free_at": work.now})
                share = -(-(limit - len(leased)) // (len(free) - place))  # what others leave, they share
                floor = standing.floor(channel)
                taken = _Taken(work, channel.name, owner, work.now + lease, self._setbacks, apart=apart)
                leased += taken.claim(min(share, room), floor)
            if not standing.is_fresh(work.now):
                standing = standing.moved(work, waiting, work.now + lease)
        self._left = standing
        return leased

    def take_left(self, owner: str, notice: Notice, delivery: str, lease: timedelta) -> bool:
        """Lease what was left to the answer to a delivery; False where it is not any more."""
        with self._store.work() as work:
            until = work.now + lease
            taken = {"notice": notice.id, "delivery": delivery, "me": owner, "until": until}
            if not work.connection.execute(_TAKE_LEFT, taken).rowcount:
                return False
            work.connection.execute(_OCCUPY, {"people": [notice.person], "until": until})
            return True

    def renew(self, owner: str, errand: int, lease: timedelta) -> None:
        """Go on leasing an errand that takes long."""
        with self._store.work() as work:
            work.connection.execute(_RENEW, {"notice": errand, "me": owner, "until": work.now + lease})

    def record(self, owner: str, outcomes: Sequence[Outcome]) -> None:
        """Write down what became of notices that `owner` still leases, and let chats and bots rest."""
        try:
            self._record(owner, outcomes)
        except DBAPIError:
            self._record_each(owner, outcomes)

    def _record_each(self, owner: str, outcomes: Sequence[Outcome]) -> None:
        """By itself each, since one of them cannot be: its lease ends. What is away raises once more."""
        for outcome in outcomes:
            notice = outcome.item.id
            try:
                self._record(owner, [outcome])
            except DBAPIError as fault:
                self._setbacks.note(MARKING, notice, f"notice {notice}", self.now(), fault)
            else:
                self._setbacks.settle(MARKING, notice, f"notice {notice}")

    def _record(self, owner: str, outcomes: Sequence[Outcome]) -> None:
        if outcomes:
            with self._store.work() as work:
                record(work, owner, outcomes, mails=self._store.mails)

    def conclude(self, owner: str, outcome: Done | Ended, write: Callable[[Transaction], None]) -> None:
        """Write down that an errand ended and what follows from it, provided that `owner` still leases it."""
        with self._store.write() as tx:
            values = {"notice": outcome.item.id, "me": owner, **_values(outcome, tx.now)}
            if not tx.connection.execute(_RECORD, values).rowcount:
                return
            if _concerns_admins(outcome):
                tx.notices.alert(undeliverable(tx.people.admins(), tx.now))
            write(tx)

    def next_due(self, in_hand: Mapping[str, int] = NOTHING_IN_HAND) -> datetime | None:
        """When a waiting notice can be taken next; not in the future when one can be taken now.

        While one that is due cannot be leased, it is looked again only every second.
        """
        with self._store.work(read_only=True) as work:
            due = min(_nexts(work, in_hand, self._left.by(work.now)), default=None)
            held_up = due is not None and self._setbacks.left(LEASING)
            return max(due, work.now + LOOKED_AGAIN) if due is not None and held_up else due

    def now(self) -> datetime:
        """The present of the store's clock."""
        return self._store.now()

    def backlog(self) -> Backlog:
        """What is due and has not left; chats and bots that rest have a reason."""
        due, oldest = 0, None
        with self._store.work(read_only=True) as work:
            for channel in channels_of(work):
                count, since = work.connection.execute(
                    _BACKLOG if pace_at(channel.name).by_person else _ERRANDS_DUE,
                    {"at_channel": channel.name, "now": work.now, "floor": EARLIEST},
                ).one()
                due += count
                if (
                    since is not None and channel.name != MAIL
                ):  # each member's mail waits for what came before it
                    since = max(since, channel.free_at or since)
                    oldest = since if oldest is None else min(oldest, since)
            return Backlog(due, oldest, work.now)


class _Taken:
    """What is taken in one channel."""

    def __init__(
        self,
        work: UnitOfWork,
        channel: str,
        owner: str,
        until: datetime,
        setbacks: Setbacks,
        *,
        apart: bool,
    ) -> None:
        self._work = work
        self._channel = channel
        self._lease = {"now": work.now, "owner": owner, "until": until}
        self._setbacks = setbacks
        self._apart = apart

    def claim(self, limit: int, floor: datetime) -> Sequence[Item]:
        """Lease up to so many, of those that are ready from `floor` on."""
        work, channel = self._work, self._channel
        execute, now = work.connection.execute, work.now
        pace, rate = pace_at(channel), 0.0
        if pace.at_once is not None:
            free_at, learnt = _locked(work, channel)
            if free_at > now:
                return []
            limit, rate = min(limit, pace.at_once), rate_at(pace, learnt, now)
        here = {
            "at_channel": channel,
            "floor": floor,
            "now": now,
            "limit": limit,
            "candidates": limit * _CANDIDATES,
        }
        choose = _CHOOSE_MAIL if channel == MAIL else _CHOOSE_ERRANDS
        set_back = self._setbacks.waiting(LEASING, now) if self._setbacks.left(LEASING) else ()
        found = execute(_CHOOSE if pace.by_person else choose, here)
        chosen = {row.id: row for row in found if row.id not in set_back}
        if not chosen:
            return []
        rows = self._leased(list(chosen))
        if pace.by_person:
            execute(_OCCUPY, {"people": [row.person for row in rows], "until": self._lease["until"]})
        if pace.at_once is not None:
            execute(_REST, {"at_channel": channel, "until": now + timedelta(seconds=len(rows) / rate)})
        leased = {row.id: item for row in rows if (item := self._read(row)) is not None}
        return [
            replace(leased[notice], ambiguous=chosen[notice].ambiguous)
            for notice in chosen
            if notice in leased
        ]

    def _leased(self, chosen: Sequence[int]) -> Sequence[Row[Any]]:
        execute = self._work.connection.execute
        if not self._apart:
            return execute(_LEASE, {"chosen": chosen, **self._lease}).all()
        rows: list[Row[Any]] = []
        for notice in chosen:
            try:
                with self._work.connection.begin_nested():
                    rows += execute(_LEASE, {"chosen": [notice], **self._lease}).all()
            except DBAPIError as fault:
                self._setbacks.note(LEASING, notice, f"notice {notice}", self._work.now, fault)
            else:
                self._setbacks.settle(LEASING, notice, f"notice {notice}")
        return rows

    def _read(self, row: Row[Any]) -> Item | None:
        """The item; None where it cannot be read: it is tried again when its lease ends."""
        called = f"{row.kind} {row.id}"
        try:
            item = item_of(row)
        except ValueError as fault:
            self._setbacks.note(READING, row.id, called, self._work.now, fault)
            return None
        self._setbacks.settle(READING, row.id, called)
        return item


def _locked(work: UnitOfWork, channel: str) -> tuple[datetime, Learnt | None]:
    """When the bot may write again, and what it has learnt; others wait until the transaction ends."""
    row = work.connection.execute(_LOCK, {"at_channel": channel}).one()
    return row.free_at, None if row.slowed_at is None else Learnt(row.rate, row.slowed_at)


def _slow_down(work: UnitOfWork, channel: str) -> None:
    """The bot was asked to wait: it goes on more slowly for a while."""
    if (pace := pace_at(channel)).at_once is not None:
        learnt = slowed(pace, _locked(work, channel)[1], work.now)
        values = {"at_channel": channel, "becomes": learnt.rate, "since": learnt.since}
        work.connection.execute(_SLOW, values)


def _room(channel: str, in_hand: Mapping[str, int], limit: int) -> int:
    """How many more the process may take of a channel."""
    most = pace_at(channel).in_hand
    return limit if most is None else max(0, most - in_hand.get(channel, 0))


def _nexts(work: UnitOfWork, in_hand: Mapping[str, int], standing: Standing) -> Iterator[datetime]:
    """For each channel that the process has room for, when something can be taken there."""
    for channel in channels_of(work, standing.lowest):
        if not _room(channel.name, in_hand, 1):
            continue
        by_person = pace_at(channel.name).by_person
        if not by_person and channel.free_at is not None and channel.free_at > work.now:
            if channel.since is not None:
                yield channel.free_at  # what of its errands is due then is asked for then
            continue
        here = {"at_channel": channel.name, "now": work.now, "floor": standing.floor(channel)}
        errands = _MAIL_READY if channel.name == MAIL else _ERRAND_READY
        due_now = _READY_WHEN_FREE if by_person else errands
        times = [
            work.connection.execute(when, here).scalar_one_or_none() for when in (_NEXT_READY, due_now)
        ]
        for time in (*times, standing.later.get(channel.name)):
            if time is not None:
                yield max(time, channel.free_at or time)


def _note_edits(work: UnitOfWork, owner: str, outcomes: Sequence[Outcome]) -> None:
    """Write down what the edited messages show now."""
    edited = [
        {**its_message(o.item.of(Editing).receipt), "digest": o.shown, "notice": o.item.id, "me": owner}
        for o in sorted(outcomes, key=lambda outcome: outcome.item.id)
        if isinstance(o, Sent) and TOLD[o.item.kind].edits
    ]
    if edited:
        work.connection.execute(_SHOW, edited)


def _forget_texts(work: UnitOfWork, owner: str, outcomes: Sequence[Outcome]) -> None:
    """What was passed on in chats is kept no longer; whoever wrote what was not is told."""
    for outcome in sorted(outcomes, key=lambda outcome: outcome.item.id):
        if outcome.item.kind is not Kind.CHAT_TEXT or not isinstance(outcome, Sent | Ended):
            continue
        ours = {"notice": outcome.item.id, "me": owner}
        if work.connection.execute(_FORGET_TEXT, ours).rowcount and isinstance(outcome, Ended):
            unsure = outcome.state == "unsure" or outcome.item.ambiguous
            told = SqlNotices(work)
            told.add([lost(outcome.item, work.now, is_unsure=unsure)])
            told.flush()


def _tell_admins(work: UnitOfWork) -> None:
    told = SqlNotices(work)
    told.alert(undeliverable(SqlPeople(work).admins(), work.now))
    told.flush()


def record(work: UnitOfWork, owner: str, outcomes: Sequence[Outcome], *, mails: bool) -> None:
    """What `SqlOutbox.record` does, in a transaction that does more."""
    execute, now = work.connection.execute, work.now
    outcomes = _still_so(work, outcomes)
    pauses = [
        {"reader": o.item.person, "notice": o.item.id, "me": owner, "until": now + _rest(o)}
        for o in sorted(outcomes, key=lambda outcome: outcome.item.person)
        if isinstance(o.item, Notice)
    ]
    if pauses:
        execute(_PAUSE, pauses)
    _note_edits(work, owner, outcomes)
    if mails:
        mail_instead(work, [o.item for o in outcomes if _is_lost(o) and isinstance(o.item, Notice)])
    _forget_texts(work, owner, outcomes)
    ordered = sorted(outcomes, key=lambda outcome: outcome.item.id)
    values = [{"notice": o.item.id, "me": owner, **_values(o, now)} for o in ordered]
    if any(map(_concerns_admins, ordered)):
        written = [execute(_RECORD, row).rowcount > 0 for row in values]
        if any(ours and _concerns_admins(o) for o, ours in zip(ordered, written, strict=True)):
            _tell_admins(work)
    else:
        execute(_RECORD, values)
    for outcome in ordered:
        if isinstance(outcome, Again):
            work.goes_out(now + outcome.after)
        if isinstance(outcome, Again) and outcome.scope is Scope.BOT:
            channel = execute(_CHANNEL_OF, {"notice": outcome.item.id}).scalar_one()
            execute(_KNOW, {"channel": channel, "free_at": now})
            execute(_REST, {"at_channel": channel, "until": now + outcome.after})
            _slow_down(work, channel)


def _still_so(work: UnitOfWork, outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
    """What had no open chat and has one by now is tried again: whoever opened it did not see it among what was missed.

    Their rows are held, so that whoever opens one later does.
    """
    closed = {address for o in outcomes if isinstance(o, Ended) for address in o.closed}
    if not closed:
        return outcomes
    people = SqlPeople(work)
    people.lock({person.id for address in closed if (person := people.find(address))})
    opened = {
        address for address in closed if (person := people.find(address)) and address not in person.shut
    }
    return [
        Again(o.item, _NO_REST, "the chat is open again", counted=False)
        if isinstance(o, Ended) and opened.intersection(o.closed)
        else o
        for o in outcomes
    ]


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
    values |= {"digest": None, "choices": None}
    values |= _NO_RECEIPT
    match outcome:
        case Sent(_, receipt, shown, offered):
            left = {} if receipt is None else {"digest": shown, **receipt_values(receipt)}
            return {**values, "becomes": "sent", "choices": offered, **left}
        case Done():
            return {**values, "becomes": "done"}
        case Again(_, after, error, counted, _, ambiguous):
            again = {"becomes": None, "next": now + after, "ended": None, "said": error}
            return {**values, **again, "more": 0 if counted else -1, "unclear": ambiguous}
        case Ended(item, state, error):
            # A text that is gone is nothing that an admin could send again.
            return {**values, "becomes": "dropped" if item.kind is Kind.CHAT_TEXT else state, "said": error}


def _is_lost(outcome: Outcome) -> bool:
    """Whether it can still be mailed: what is passed on in a chat is gone."""
    is_dead = isinstance(outcome, Ended) and outcome.state == "dead"
    return is_dead and outcome.item.kind is not Kind.CHAT_TEXT


def _concerns_admins(outcome: Outcome) -> bool:
    if not isinstance(outcome, Ended) or outcome.state == "dropped":
        return False
    return not isinstance(outcome.item, Notice) or TOLD[outcome.item.kind].escalates
