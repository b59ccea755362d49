"""What an admin's query finds among a million sessions: how many, and a page of their ids in order.

Where few sessions can fit (those of a person, of a rare word, of a month), these are gathered by an index and put in
order. Where many can, the index of the order is walked until the page is full. Neither looks at more than some ten
thousand sessions. SQLite has no figures to choose by, so that what must not choose an index is marked so; PostgreSQL is
kept from reading whole tables.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from core.refunds import RefundStatus
from core.session_queries import COUNTED, COUNTED_SLOWLY, EVERYTHING, Count, SessionQuery, Sort
from core.sessions import Meeting, Reassignment, Status
from storage.folding import sought
from storage.session_tables import IS_OPEN_REQUEST, reschedules
from storage.tables import HAS_KIND, IS_REASSIGNED, people, session_words, sessions
from storage.transaction import UnitOfWork

Found = Select[Any]
FEW = 10_000
"""So many sessions are rather gathered and put in order than others are walked past."""
FEW_OF_TIME = 30_000
"""The same for words, of some days or of a kind, of which each session has to be looked at either way."""
FEW_KNOWN = 150_000
"""The same of some days, where their index also has what the order goes by: no session has to be looked at."""
RARE = 5_000
"""The same for what words fit, which has to be fetched."""
_OFF = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit")
STEP_BY_STEP = "; ".join(
    (
        *(f"SET LOCAL {name} = off" for name in _OFF),
        "SET LOCAL max_parallel_workers_per_gather = 0",
        "SET LOCAL plan_cache_mode = force_custom_plan",
    )
)
"""For a page, a few thousand sessions are looked up; PostgreSQL would rather read the whole table."""
_LAST = "\U0010ffff"
_COLUMNS = {
    Sort.WHEN: sessions.c.starts_at,
    Sort.CREATED: sessions.c.booked_at,
    Sort.TITLE: sessions.c.title_words,
    Sort.MENTOR: people.c.name_folded,
    Sort.MENTEE: people.c.name_folded,
    Sort.MINUTES: sessions.c.minutes,
    Sort.RATE: sessions.c.rate,
    Sort.RESCHEDULES: sessions.c.reschedules,
    Sort.CODE: sessions.c.code,
}
_BY_NAME = {Sort.MENTOR: sessions.c.mentor, Sort.MENTEE: sessions.c.mentee}
_KINDS: dict[Sort, tuple[ColumnElement[Any], type[Status | RefundStatus]]] = {
    Sort.STATUS: (sessions.c.status, Status),
    Sort.REFUND: (sessions.c.refund_status, RefundStatus),
}
_TIED = frozenset({Sort.MINUTES, Sort.RATE, Sort.RESCHEDULES})
"""Orders in which many sessions are alike, and follow each other as they were booked."""
_WITHIN_DAYS = (Sort.WHEN, Sort.CREATED, *sorted(_TIED))
"""Orders for which the index by days has what they go by."""
_IN_TIME = frozenset({Sort.WHEN, *_KINDS})
"""Orders that go along the sessions' times, or from one kind to the next, each along its times."""
_FILTERS = ("kinds", "reassigned", "days", "mentors", "mentees", "pending", "words")


@dataclass(frozen=True, slots=True)
class _Few:
    """Ids among which all that fits must be, and the filters that these have passed.

    By the orders in `known` they can be sorted as they are.
    """

    ids: CTE
    passed: frozenset[str]
    known: frozenset[Sort] = frozenset()


class SessionSearch:
    """One query being carried out, in one transaction."""

    def __init__(self, work: UnitOfWork, query: SessionQuery) -> None:
        self._work = work
        self._query = query
        self._words = sorted(sought(query.search), key=len, reverse=True)
        self._hopeless = bool(query.search.strip()) and not self._words

    def count(self) -> Count:
        """How many fit, as far as that is counted."""
        if self._hopeless:
            return Count(0)
        if (gathered := self._gathered) is not None:
            return _up_to(COUNTED, len(gathered))
        only_words = self._query.changed(search="", **_AS_USUAL) == EVERYTHING
        if self._words and only_words:
            return Count(COUNTED_SLOWLY, more=True)
        in_time = self._walked(Sort.WHEN).order_by(sessions.c.starts_at.desc(), sessions.c.id.desc())
        if not self._words and (only_words or self._query.sort in _IN_TIME):
            return _up_to(COUNTED, self._number(in_time, COUNTED + 1))
        found = self._fetched(in_time.limit(COUNTED_SLOWLY + 1))
        if len(found) <= COUNTED_SLOWLY:  # then the page need not be looked for
            self._gathered = self._in_order(_few(self._these(found), *_FILTERS))
        return _up_to(COUNTED_SLOWLY, len(found))

    def page(self, limit: int, offset: int) -> Sequence[int]:
        """The ids from `offset`, in order."""
        if self._hopeless:
            return ()
        sort, until = self._query.sort, limit + offset
        if until <= COUNTED + 1 and (gathered := self._gathered) is not None:
            return gathered[offset:until]
        if sort in _KINDS:
            return self._kind_by_kind(until)[offset:]
        walked = self._walked(sort).where(*self._bounds())
        return self._fetched(self._ordered(walked, walks=True).limit(limit).offset(offset))

    def everything(self, what: Found, parties: Mapping[Sort, FromClause]) -> Found:
        """All that fits, in order, for who reads it from the first to the last; `what` selects from sessions."""
        sort = self._query.sort
        filters = self._filters(by_time=sort is Sort.WHEN)
        found = what.where(false() if self._hopeless else true(), *filters)
        if sort in _BY_NAME:
            return found.order_by(*self._turned((parties[sort].c.name_folded, sessions.c.id)))
        return self._ordered(found, walks=True)

    def _walked(self, sort: Sort) -> Found:
        """What fits, to be looked for along the index of this order."""
        return select(sessions.c.id).where(*self._filters(by_time=sort is Sort.WHEN))

    def _number(self, found: Found, most: int) -> int:
        counted = select(func.count()).select_from(found.limit(most).subquery())
        number: int = self._work.connection.execute(counted).scalar_one()
        return number

    def _fetched(self, found: Found) -> list[int]:
        return list(self._work.connection.execute(found).scalars())

    # --- few sessions, gathered

    @cached_property
    def _gathered(self) -> list[int] | None:
        """The ids of all that fit, in order, up to one more than is counted; None where there may be many."""
        few = self._few()
        return None if few is None else self._in_order(few)

    def _in_order(self, few: _Few) -> list[int]:
        filters, ids = list(self._filters(few.passed)), few.ids
        sort = self._query.sort
        if not filters and sort in few.known:
            found = select(ids.c.id).order_by(*self._turned((ids.c[_COLUMNS[sort].name], ids.c.id)))
        else:
            together = ids.join(sessions, sessions.c.id == ids.c.id)
            # With a column that no index of an order has, PostgreSQL finds them by their ids.
            row = select(sessions.c.id, sessions.c.revision).select_from(together)
            found = self._ordered(row.where(*filters))
        return self._fetched(found.limit(COUNTED + 1))

    def _few(self) -> _Few | None:
        query = self._query
        if query.mentees:
            return _few(select(sessions.c.id).where(sessions.c.mentee.in_(query.mentees)), "mentees")
        if query.mentors:
            return _few(select(sessions.c.id).where(sessions.c.mentor.in_(query.mentors)), "mentors")
        if query.pending:
            return _few(select(reschedules.c.session.label("id")).where(IS_OPEN_REQUEST), "pending")
        if self._words and (hits := self._hits) is not None:
            return _few(self._these(hits), "words")
        if self._has_kinds:
            kinds = select(sessions.c.id, sessions.c.starts_at).where(*self._of_kinds())
            most = FEW_OF_TIME if self._words and query.sort not in _IN_TIME else FEW
            if self._number(kinds, most + 1) <= most:
                return _few(kinds, "kinds", known=(Sort.WHEN,))
        days = tuple(self._days(sessions.c.starts_at))
        if query.reassigned:
            moved = select(sessions.c.id, sessions.c.starts_at).where(IS_REASSIGNED, *days, *self._kinds())
            if self._number(moved, FEW + 1) <= FEW:
                return _few(moved, "kinds", "days", "reassigned", known=(Sort.WHEN,))
        elif days:
            within = select(sessions.c.id, *(_COLUMNS[each] for each in _WITHIN_DAYS)).where(*days)
            most = FEW_OF_TIME if self._words else FEW_KNOWN if query.sort in _TIED else FEW
            if self._number(within, most + 1) <= most:
                return _few(within.where(*self._kinds()), "kinds", "days", known=_WITHIN_DAYS)
        return None

    def _of_kinds(self) -> Iterator[ColumnElement[bool]]:
        """The kinds that are wanted, step by step along their index: each step names its kinds."""
        query, refunds = self._query, self._query.refunds
        yield and_(HAS_KIND)
        yield sessions.c.status.in_(_values(query.statuses or Status))
        if query.meetings or refunds:
            yield sessions.c.meeting.in_(_values(query.meetings or Meeting))
        if refunds:
            yield _refunded(sessions.c.refund_status, refunds)

    def _these(self, ids: Sequence[int]) -> Found:
        if self._work.on_postgresql:
            return select(func.unnest(literal(ids, ARRAY(BigInteger))).label("id"))
        return select(func.json_each(json.dumps(ids)).table_valued("value").c.value.label("id"))

    # --- many sessions, walked

    def _kind_by_kind(self, most: int) -> Sequence[int]:
        """The first ids in order of status or refund: of one after the other, until there are enough."""
        query, by_status = self._query, self._query.sort is Sort.STATUS
        chosen: Sequence[Status | RefundStatus] = (
            query.statuses or tuple(Status) if by_status else query.refunds or tuple(RefundStatus)
        )
        found: list[int] = []
        for each in reversed(chosen) if query.descending else chosen:
            of_it = query.changed(**{"statuses" if by_status else "refunds": (each,), "sort": Sort.WHEN})
            found += SessionSearch(self._work, of_it).page(most - len(found), 0)
            if len(found) == most:
                break
        return found

    def _bounds(self) -> Iterator[ColumnElement[bool]]:
        """What the index that is walked knows of the days: nothing is booked after it begins, or ends before."""
        query, booked = self._query, sessions.c.booked_at
        if query.sort in _BY_NAME and query.begins is not None:
            yield sessions.c.ends_at > query.begins
        if query.sort is not Sort.CREATED:
            return
        if query.descending and query.ends is not None:
            yield booked < query.ends
        if not query.descending and query.begins is not None:
            first = select(func.min(booked)).where(*self._days(sessions.c.starts_at))
            yield booked >= first.scalar_subquery()

    def _ordered(self, found: Found, *, walks: bool = False) -> Found:
        """In order; nothing but a walk may choose the index of the order."""
        sort = self._query.sort
        if sort in _KINDS:
            column, members = _KINDS[sort]
            places = {member.value: place for place, member in enumerate(members)}
            kind = case(places, value=column, else_=0)
            return found.order_by(*self._turned((kind, sessions.c.starts_at, sessions.c.id)))
        if sort in _BY_NAME:
            # Where all are walked, people come first, in the order of their names.
            person = self._bare(people.c.id) if walks else people.c.id
            found = found.join(people, person == _BY_NAME[sort])
        column = _COLUMNS[sort] if walks else self._bare(_COLUMNS[sort])
        return found.order_by(*self._turned((column, sessions.c.id)))

    def _turned(self, order: Iterable[ColumnElement[Any]]) -> Iterator[ColumnElement[Any]]:
        return (column.desc() if self._query.descending else column for column in order)

    # --- what must be true

    @property
    def _has_kinds(self) -> bool:
        return bool(self._query.statuses or self._query.meetings or self._query.refunds)

    def _filters(
        self, passed: frozenset[str] = frozenset(), *, by_time: bool = False
    ) -> Iterator[ColumnElement[bool]]:
        """All filters that have not been passed; none of them chooses an index but that which is walked by time."""
        query, bare = self._query, self._bare
        if "kinds" not in passed:
            yield from self._kinds()
        if query.reassigned and "reassigned" not in passed:
            yield (
                and_(IS_REASSIGNED) if by_time else bare(sessions.c.reassignment) != Reassignment.NONE.value
            )
        if "days" not in passed:
            yield from self._days(sessions.c.starts_at if by_time else bare(sessions.c.starts_at))
        if query.mentors and "mentors" not in passed:
            yield bare(sessions.c.mentor).in_(query.mentors)
        if query.mentees and "mentees" not in passed:
            yield bare(sessions.c.mentee).in_(query.mentees)
        if query.pending and "pending" not in passed:
            yield exists().where(reschedules.c.session == sessions.c.id, IS_OPEN_REQUEST)
        if self._words and "words" not in passed:
            fits = and_(*self._in(sessions.c.title_words))
            if self._names_somebody:
                named = select(self._named().c.id)
                parties = (sessions.c.mentor, sessions.c.mentee)
                fits = or_(fits, *(bare(party).in_(named) for party in parties))
            yield fits

    def _kinds(self) -> Iterator[ColumnElement[bool]]:
        query, bare = self._query, self._bare
        if query.statuses:
            yield bare(sessions.c.status).in_(_values(query.statuses))
        if query.meetings:
            yield bare(sessions.c.meeting).in_(_values(query.meetings))
        if query.refunds:
            yield _refunded(bare(sessions.c.refund_status), query.refunds)

    def _days(self, starts: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
        if (begins := self._query.begins) is not None:
            yield starts >= begins
        if (ends := self._query.ends) is not None:
            yield starts < ends

    # --- words: all of them in the title, or all in the name of one party

    def _in(self, column: ColumnElement[str]) -> list[ColumnElement[bool]]:
        return [column.like(f"% {word}%") for word in self._words]

    def _named(self) -> CTE:
        """Those whose name fits."""
        return _materialized(select(people.c.id).where(*self._in(people.c.name_words)), "named")

    @cached_property
    def _names_somebody(self) -> bool:
        found = select(people.c.id).where(*self._in(people.c.name_words)).limit(1)
        return bool(self._fetched(found))

    @cached_property
    def _hits(self) -> list[int] | None:
        """The sessions that the words fit; None where there are more than RARE."""
        by_title, *others = (
            select(session_words.c.session.label("id")).where(
                session_words.c.word >= word, session_words.c.word < word + _LAST
            )
            for word in self._words
        )
        parts = [by_title.where(*(session_words.c.session.in_(other) for other in others))]
        if self._names_somebody:
            named = self._named()
            parts += [
                select(sessions.c.id).join_from(named, sessions, party == named.c.id)
                for party in (sessions.c.mentor, sessions.c.mentee)
            ]
        found = self._fetched(select(union_all(*parts).limit(RARE + 1).subquery().c.id))
        return None if len(found) > RARE else list(set(found))

    def _bare(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """The column, which on SQLite chooses no index."""
        if self._work.on_postgresql:
            return column
        return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


_AS_USUAL = {name: getattr(EVERYTHING, name) for name in ("zone", "sort", "descending", "limit")}


def _up_to(most: int, number: int) -> Count:
    return Count(min(number, most), more=number > most)


def _few(found: Any, *passed: str, known: Iterable[Sort] = ()) -> _Few:
    return _Few(_materialized(found, "few"), frozenset(passed), frozenset(known))


def _materialized(found: Any, name: str) -> CTE:
    cte: CTE = found.cte(name).prefix_with("MATERIALIZED")
    return cte


def _refunded(column: ColumnElement[Any], refunds: Sequence[RefundStatus]) -> ColumnElement[bool]:
    """Of sessions without any refund the column is empty."""
    of_these = column.in_(_values(refunds))
    return or_(of_these, column.is_(None)) if RefundStatus.NONE in refunds else of_these


def _values(members: Iterable[Status | Meeting | RefundStatus]) -> list[str]:
    return [member.value for member in members]
