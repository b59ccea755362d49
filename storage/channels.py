"""The channels through which things leave, and from when on to look in each for what is ready.

While an old snapshot is held, PostgreSQL keeps what has left in its indexes, and whoever begins with the oldest steps
over all of it. So a look begins where an earlier one found the first that could be sent; every few seconds one begins
with the oldest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    and_,
    bindparam,
    case,
    func,
    literal,
    null,
    select,
    text,
    type_coerce,
    union_all,
)

from core.notices import HOMES
from core.paces import Pace, pace_of
from storage.message_tables import IS_WAITING, notices, rates, rests
from storage.transaction import UnitOfWork
from storage.types import Instant

EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
WHOLE_LOOK = timedelta(seconds=4.5)
"""Less than a heartbeat: then each of these looks at everything."""
FRESH = timedelta(seconds=0.5)
COMMITTED_WITHIN = timedelta(seconds=3)
"""Notices are due when the transaction that writes them begins; those of longer ones are found by a whole look."""
LOOKED_AT = 200

WAITS_THERE = and_(
    IS_WAITING, notices.c.channel == bindparam("at_channel"), notices.c.ready_at >= bindparam("floor")
)
IS_DUE = notices.c.ready_at <= bindparam("now")
_KNOWN = union_all(
    select(literal("").label("channel"), type_coerce(null(), Instant).label("free_at")),
    select(rests.c.channel, rests.c.free_at).where(rests.c.channel != ""),
).subquery("known")
_GAPS = select(
    _KNOWN, func.lead(_KNOWN.c.channel).over(order_by=_KNOWN.c.channel).label("following")
).subquery("gaps")
_WAITS = notices.alias("waits")
_WAITS_HERE = (
    select(_WAITS.c.ready_at)
    .where(
        text("waits.state = 'waiting'"),
        _WAITS.c.channel == _GAPS.c.channel,
        _WAITS.c.ready_at.between(bindparam("floor"), bindparam("until")),
    )
    .order_by(_WAITS.c.ready_at)
    .limit(1)
    .scalar_subquery()
)
_LATER = notices.alias("later")
_BEHIND = select(func.min(_LATER.c.channel)).where(
    text("later.state = 'waiting'"), _LATER.c.channel > _GAPS.c.channel
)
# Known channels, when the first that waits there is ready, and the next channel behind each that is not known yet: no
# look walks over what has left, but this one once.
_CHANNELS = select(
    _GAPS.c.channel,
    _GAPS.c.free_at,
    _WAITS_HERE.label("since"),
    case(
        (_GAPS.c.following.is_(None), _BEHIND.scalar_subquery()),
        else_=_BEHIND.where(_LATER.c.channel < _GAPS.c.following).scalar_subquery(),
    ).label("fresh"),
)
_NEXT_CHANNEL = select(func.min(notices.c.channel)).where(
    IS_WAITING, notices.c.channel > bindparam("after")
)


def free_at_of(person: ColumnElement[int]) -> ScalarSelect[datetime]:
    """When they may be written to again: looked up for each, where a join would read the pace of everybody."""
    return select(rates.c.free_at).where(rates.c.person == person).scalar_subquery()


OLDEST_HERE = (
    select(notices.c.ready_at, free_at_of(notices.c.person).label("free_at"))
    .where(WAITS_THERE, IS_DUE)
    .order_by(notices.c.ready_at, notices.c.id)
    .limit(LOOKED_AT)
)
_OLDEST = OLDEST_HERE.subquery("oldest")
_IS_SOON_FREE = _OLDEST.c.free_at <= bindparam("until")
_STANDING = select(
    func.min(case((_IS_SOON_FREE, _OLDEST.c.ready_at))).label("oldest"),
    func.min(case((~_IS_SOON_FREE, _OLDEST.c.free_at))).label("later"),
    func.max(_OLDEST.c.ready_at).label("reached"),
    func.count().label("looked_at"),
).select_from(_OLDEST)
_FIRST_DUE = select(func.min(notices.c.ready_at)).where(WAITS_THERE, IS_DUE)


def pace_at(channel: str) -> Pace:
    """The pace of its platform or system."""
    return pace_of(channel.partition(":")[0])


@dataclass(frozen=True, slots=True)
class Channel:
    """A bot or system, and when it has rested; until something leaves there first, it is not known.

    Nothing waits there that is ready before `since`; None where nothing waits.
    """

    name: str
    free_at: datetime | None
    since: datetime | None
    is_known: bool = True

    def is_free(self, now: datetime) -> bool:
        """Whether it has rested."""
        return self.free_at is None or self.free_at <= now


@dataclass(frozen=True, slots=True)
class Standing:
    """What earlier looks left: from when on to look, by channel, and when what is ready before that can be sent."""

    whole_at: datetime
    at: datetime
    floors: Mapping[str, datetime]
    later: Mapping[str, datetime]

    def by(self, now: datetime) -> "Standing":
        """Itself, as long as it holds."""
        return self if self.whole_at <= now < self.whole_at + WHOLE_LOOK else NOWHERE

    def is_fresh(self, now: datetime) -> bool:
        """Whether moving the floors is not worth while yet."""
        return now < self.at + FRESH

    def floor(self, channel: Channel) -> datetime:
        """From when on to look there."""
        return max(self.floors.get(channel.name, self._rest), channel.since or EARLIEST)

    @property
    def lowest(self) -> datetime:
        """Below all floors."""
        return min([*self.floors.values(), self._rest])

    @property
    def _rest(self) -> datetime:
        """Where nothing waited then."""
        return EARLIEST if self.at == EARLIEST else self.at - COMMITTED_WITHIN

    def moved(self, work: UnitOfWork, channels: Sequence[Channel], until: datetime) -> "Standing":
        """Up to what may be sent by `until`, in the channels in which something is due."""
        floors: dict[str, datetime] = {}
        later = {channel: at for channel, at in self.later.items() if at > work.now}
        for channel in channels:
            here = {"at_channel": channel.name, "now": work.now, "floor": self.floor(channel)}
            if pace_at(channel.name).by_person:
                row = work.connection.execute(_STANDING, {**here, "until": until + WHOLE_LOOK}).one()
                first = row.oldest or (row.reached if row.looked_at == LOOKED_AT else None)
                if row.later is not None:
                    later[channel.name] = min(row.later, later.get(channel.name, row.later))
            else:
                first = work.connection.execute(_FIRST_DUE, here).scalar_one()
            floors[channel.name] = (first or work.now) - COMMITTED_WITHIN
        whole_at = work.now if self is NOWHERE else self.whole_at
        return Standing(whole_at, work.now, floors, later)


NOWHERE = Standing(EARLIEST, EARLIEST, {}, {})


def channels_of(
    work: UnitOfWork, floor: datetime = EARLIEST, until: datetime = LATEST
) -> Sequence[Channel]:
    """Channels in which something waits that is ready between these, or which rest; homes last, after messages."""
    rows = work.connection.execute(_CHANNELS, {"floor": floor, "until": until}).all()
    found = {row.channel: Channel(row.channel, row.free_at, row.since) for row in rows}
    for row in rows:
        fresh = row.fresh
        while fresh is not None and fresh not in found:
            found[fresh] = Channel(fresh, None, EARLIEST, is_known=False)
            fresh = work.connection.execute(_NEXT_CHANNEL, {"after": fresh}).scalar_one()
    return sorted(
        (each for each in found.values() if each.since is not None or not each.is_free(work.now)),
        key=lambda channel: channel.name == HOMES,
    )
