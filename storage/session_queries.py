"""Queries of admins: kept as rows, and what they find among a million sessions.

A page is found by its ids first. Where few sessions can fit (those of a person, of a rare word, with a request to
move), these are gathered and put in order; else the index of the order is walked, or of the kinds that are wanted as
many as the page needs. SQLite has no figures to choose by, so that what must not choose an index is marked so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Row,
    Select,
    TextualSelect,
    and_,
    bindparam,
    case,
    delete,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    text,
    true,
    union,
    union_all,
    update,
)
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from core.ids import bits_of
from core.refunds import RefundStatus
from core.session_queries import COUNTED, COUNTED_SLOWLY, Count, SessionQuery, Sort, StoredQuery
from core.sessions import Meeting, Reassignment, Status
from storage.constraints import verdicts
from storage.folding import sought
from storage.session_tables import IS_OPEN_REQUEST, reschedules
from storage.tables import IS_REASSIGNED, people, session_queries, session_words, sessions
from storage.transaction import UnitOfWork
from storage.types import Instant

Found = Select[Any]
_STEP_BY_STEP = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off"
"""For a page, a few thousand sessions are looked up; PostgreSQL would rather read the whole table."""
_LAST = "\U0010ffff"
RARE = 5_000
"""Sessions that words fit, so that it is cheaper to gather them than to walk past others."""
_TIMES = 4  # a session may fit by its title, by several words of it, and by both parties

_GET = select(session_queries).where(session_queries.c.id == bindparam("query"))
_OF_OWNER = select(session_queries).where(session_queries.c.owner == bindparam("of_owner"))
_SAME = _OF_OWNER.where(
    session_queries.c.query == bindparam("asked"), session_queries.c.name.is_(None)
).limit(1)
_LATEST = _OF_OWNER.order_by(session_queries.c.used_at.desc(), session_queries.c.id.desc()).limit(1)
_NAMED = _OF_OWNER.where(session_queries.c.name.is_not(None)).order_by(session_queries.c.name)
_THIS = session_queries.c.id == bindparam("this")
_CODED = (
    select(sessions.c.id)
    .where(sessions.c.code == bindparam("bits"))
    .order_by(sessions.c.code.desc(), sessions.c.id.desc())
    .limit(bindparam("limit"))
)
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
_BY_KIND = _KINDS.keys()
_IN_KINDS = {Sort.WHEN, *_BY_KIND}


class SqlSessionQueries:
    """Meets core.ports.session_queries.SessionQueries."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._searches: dict[SessionQuery, _Search] = {}

    def get(self, query: int) -> StoredQuery | None:
        """The stored query."""
        row = self._work.connection.execute(_GET, {"query": query}).one_or_none()
        return None if row is None else _stored_of(row)

    def keep(self, owner: int, query: SessionQuery, fresh: int) -> StoredQuery:
        """The owner's unnamed row of this query, used now; a new one with the id `fresh` where there is none."""
        now, asked = self._work.now, _text_of(query)
        row = self._work.connection.execute(_SAME, {"of_owner": owner, "asked": asked}).one_or_none()
        if row is None:
            stored = StoredQuery(fresh, owner, query, now)
            self.add(stored)
            return stored
        self._work.connection.execute(
            update(session_queries).where(_THIS).values(used_at=now), {"this": row.id}
        )
        return _stored_of(row)

    def latest(self, owner: int) -> StoredQuery | None:
        """The one that the owner used last."""
        row = self._work.connection.execute(_LATEST, {"of_owner": owner}).one_or_none()
        return None if row is None else _stored_of(row)

    def named(self, owner: int) -> Sequence[StoredQuery]:
        """The owner's saved views, by name."""
        return [_stored_of(row) for row in self._work.connection.execute(_NAMED, {"of_owner": owner})]

    def add(self, stored: StoredQuery) -> None:
        """A saved view, or a query without a name; raises ViewNameTaken."""
        values = {
            "id": stored.id,
            "owner": stored.owner,
            "query": _text_of(stored.query),
            "created_at": stored.created_at,
            "used_at": stored.created_at,
            "name": stored.name,
        }
        with verdicts():
            self._work.connection.execute(insert(session_queries), values)

    def rename(self, query: int, name: str) -> None:
        """Give a saved view another name; raises ViewNameTaken."""
        change = update(session_queries).where(_THIS).values(name=bindparam("new_name"))
        with verdicts():
            self._work.connection.execute(change, {"this": query, "new_name": name})

    def drop(self, query: int) -> None:
        """Forget a saved view."""
        self._work.connection.execute(delete(session_queries).where(_THIS), {"this": query})

    def coded(self, code: str, limit: int) -> Sequence[int]:
        """The sessions with this short name, the latest first; none for what is no short name."""
        bits = bits_of(code)
        if bits is None:
            return ()
        return self._work.connection.execute(_CODED, {"bits": bits, "limit": limit}).scalars().all()

    def count(self, query: SessionQuery) -> Count:
        """How many it finds, as far as that is counted."""
        return self._search(query).count()

    def page(self, query: SessionQuery, limit: int, offset: int = 0) -> Sequence[int]:
        """The ids of what the query finds, in its order; `offset` is at most COUNTED."""
        return self._search(query).page(limit, offset)

    def _search(self, query: SessionQuery) -> "_Search":
        if self._work.on_postgresql and query.search:
            self._work.connection.exec_driver_sql(_STEP_BY_STEP)
        if query not in self._searches or not self._work.one_moment:
            self._searches[query] = _Search(self._work, query)
        return self._searches[query]


def found_in_order(
    work: UnitOfWork, query: SessionQuery, what: Found, mentor: FromClause, mentee: FromClause
) -> Found:
    """Everything that the query finds, in its order; `what` selects from sessions and both parties."""
    return _Search(work, query).everything(what, {Sort.MENTOR: mentor, Sort.MENTEE: mentee})


@dataclass(frozen=True, slots=True)
class _Few:
    """Ids among which all that fits must be, and the filters that these have passed."""

    ids: CTE
    passed: frozenset[str]


class _Search:
    """One query being carried out."""

    def __init__(self, work: UnitOfWork, query: SessionQuery) -> None:
        self._work = work
        self._query = query
        self._words = sorted(sought(query.search), key=len, reverse=True)
        self._hopeless = bool(query.search.strip()) and not self._words
        self._is_rare = bool(self._words) and self._hits() <= RARE

    def count(self) -> Count:
        """How many fit, as far as that is counted."""
        if self._hopeless:
            return Count(0)
        if (few := self._few()) is not None:
            return self._counted(self._among(few, few.ids.c.id).limit(COUNTED + 1), COUNTED)
        if self._has_kinds and not self._words:
            return self._counted(self._of_kinds(COUNTED + 1, in_order=False), COUNTED)
        if self._words and self._query.changed(search="", **_AS_USUAL) == _ALL:
            return Count(COUNTED_SLOWLY, more=True)
        most = COUNTED_SLOWLY if self._words else COUNTED
        found = select(sessions.c.id).where(*self._filters(walks=True, by_time=True))
        return self._counted(found.limit(most + 1), most)

    def page(self, limit: int, offset: int) -> Sequence[int]:
        """The ids from `offset`, in order."""
        if self._hopeless:
            return ()
        sort, few = self._query.sort, self._few()
        in_kinds = self._has_kinds and not self._words
        if few is None and in_kinds and sort not in _IN_KINDS and not self.count().more:
            few = _Few(
                _materialized(self._of_kinds(COUNTED, in_order=False), "few"), frozenset({"kinds", "days"})
            )
        if few is not None:
            found = self._ordered(self._among(few, sessions.c.id, join=True))
        elif sort in _BY_KIND:
            return self._place_by_place(limit + offset)[offset:]
        elif sort is Sort.WHEN and in_kinds:
            return self._work.connection.execute(self._of_kinds(limit, offset)).scalars().all()
        else:
            by_time = sort is Sort.WHEN
            walked = select(sessions.c.id).where(*self._filters(walks=True, by_time=by_time))
            found = self._ordered(walked, walks=True)
        return self._work.connection.execute(found.limit(limit).offset(offset)).scalars().all()

    def _counted(self, found: Found | TextualSelect, most: int) -> Count:
        counted = select(func.count()).select_from(found.subquery())
        number: int = self._work.connection.execute(counted).scalar_one()
        return Count(min(number, most), more=number > most)

    # --- few sessions, gathered

    def _few(self) -> _Few | None:
        query = self._query
        if query.mentees:
            found: Any = select(sessions.c.id).where(sessions.c.mentee.in_(query.mentees))
            passed = "mentees"
        elif query.mentors:
            found = select(sessions.c.id).where(sessions.c.mentor.in_(query.mentors))
            passed = "mentors"
        elif query.pending:
            found = select(reschedules.c.session.label("id")).where(IS_OPEN_REQUEST)
            passed = "pending"
        elif self._is_rare or (self._words and query.sort in _BY_KIND):
            found = union(*self._hit())
            passed = "words"
        elif query.reassigned and query.sort is not Sort.WHEN:
            found = select(sessions.c.id).where(IS_REASSIGNED)
            passed = "reassigned"
        else:
            return None
        return _Few(_materialized(found, "few"), frozenset({passed}))

    def _among(self, few: _Few, what: ColumnElement[Any], *, join: bool = False) -> Found:
        """`what` of those of the few that fit."""
        filters = list(self._filters(few.passed))
        if not filters and not join:
            return select(what)
        together = few.ids.join(sessions, sessions.c.id == few.ids.c.id)
        return select(what).select_from(together).where(*filters)

    # --- many sessions, by an index

    def _of_kinds(self, limit: int, offset: int = 0, *, in_order: bool = True) -> TextualSelect:
        """The ids by the index of kinds: of each kind as many as could be shown."""
        query = self._query
        refunds = {refund.value: refund.value for refund in query.refunds or RefundStatus}
        sql = _kinds_sql(
            tuple(_values(query.statuses or Status)),
            tuple(_values(query.meetings or Meeting)),
            (*refunds, *([""] if RefundStatus.NONE in refunds else [])),
            query.descending,
            query.begins is not None,
            query.ends is not None,
            in_order,
        )
        values = {"begins": query.begins, "ends": query.ends}
        known = [bindparam(name, at, type_=Instant()) for name, at in values.items() if at is not None]
        shown = {"most": limit + offset, "limit": limit, "offset": offset}
        return text(sql).bindparams(*known, **shown).columns(sessions.c.id)

    def _place_by_place(self, most: int) -> Sequence[int]:
        """The first ids in order of status or refund: of one after the other, until there are enough."""
        query, by_status = self._query, self._query.sort is Sort.STATUS
        chosen: Sequence[Status | RefundStatus] = (
            query.statuses or tuple(Status) if by_status else query.refunds or tuple(RefundStatus)
        )
        found: list[int] = []
        for each in reversed(chosen) if query.descending else chosen:
            of_it = query.changed(**{"statuses" if by_status else "refunds": (each,), "sort": Sort.WHEN})
            ids = _Search(self._work, of_it).page(most - len(found), 0)
            found += ids
            if len(found) == most:
                break
        return found

    def everything(self, what: Found, parties: Mapping[Sort, FromClause]) -> Found:
        """All that fits, in order, for who reads it from the first to the last."""
        sort = self._query.sort
        filters = self._filters(walks=True, by_time=sort is Sort.WHEN)
        found = what.where(false() if self._hopeless else true(), *filters)
        if sort in _BY_NAME:
            order = (parties[sort].c.name_folded, sessions.c.id)
            return found.order_by(*self._turned(order))
        return self._ordered(found)

    def _ordered(self, found: Found, *, walks: bool = False) -> Found:
        sort = self._query.sort
        if sort in _BY_KIND:
            column, members = _KINDS[sort]
            places = {member.value: place for place, member in enumerate(members)}
            kind = case(places, value=column, else_=0)
            return found.order_by(*self._turned((kind, sessions.c.starts_at, sessions.c.id)))
        if sort in _BY_NAME:
            # Where all are walked, people come first, in the order of their names.
            person = self._bare(people.c.id) if walks else people.c.id
            found = found.join(people, person == _BY_NAME[sort])
        return found.order_by(*self._turned((_COLUMNS[sort], sessions.c.id)))

    def _turned(self, order: Iterable[ColumnElement[Any]]) -> Iterator[ColumnElement[Any]]:
        return (column.desc() if self._query.descending else column for column in order)

    # --- what must be true

    @property
    def _has_kinds(self) -> bool:
        query = self._query
        return bool(query.statuses or query.meetings or query.refunds) and not query.reassigned

    def _filters(
        self, passed: frozenset[str] = frozenset(), *, walks: bool = False, by_time: bool = False
    ) -> Iterator[ColumnElement[bool]]:
        """All filters that have not been passed; none of them chooses an index but that which is walked by time."""
        query, bare = self._query, self._bare
        if "kinds" not in passed:
            if query.statuses:
                yield bare(sessions.c.status).in_(_values(query.statuses))
            if query.meetings:
                yield bare(sessions.c.meeting).in_(_values(query.meetings))
            if query.refunds:
                yield _refunded(bare(sessions.c.refund_status), query.refunds)
        if query.reassigned and "reassigned" not in passed:
            yield and_(IS_REASSIGNED) if walks else bare(sessions.c.reassignment) != Reassignment.NONE.value
        if "days" not in passed:
            starts = sessions.c.starts_at if by_time else bare(sessions.c.starts_at)
            if (begins := query.begins) is not None:
                yield starts >= begins
            if (ends := query.ends) is not None:
                yield starts < ends
        if query.mentors and "mentors" not in passed:
            yield bare(sessions.c.mentor).in_(query.mentors)
        if query.mentees and "mentees" not in passed:
            yield bare(sessions.c.mentee).in_(query.mentees)
        if query.pending and "pending" not in passed:
            yield exists().where(reschedules.c.session == sessions.c.id, IS_OPEN_REQUEST)
        if self._words and "words" not in passed:
            named = self._named()
            yield or_(
                and_(*self._in(sessions.c.title_words)),
                bare(sessions.c.mentor).in_(select(named.c.id)),
                bare(sessions.c.mentee).in_(select(named.c.id)),
            )

    # --- words: all of them in the title, or all in the name of one party

    def _in(self, column: ColumnElement[str]) -> list[ColumnElement[bool]]:
        return [column.like(f"% {word}%") for word in self._words]

    def _named(self) -> CTE:
        """Those whose name fits."""
        return _materialized(select(people.c.id).where(*self._in(people.c.name_words)), "named")

    def _hit(self) -> tuple[Found, Found, Found]:
        """The sessions that fit: by title, mentor, mentee."""
        named = self._named()
        by_title, *others = (
            select(session_words.c.session.label("id")).where(
                session_words.c.word >= word, session_words.c.word < word + _LAST
            )
            for word in self._words
        )
        by_title = by_title.where(*(session_words.c.session.in_(other) for other in others))
        return (
            by_title,
            select(sessions.c.id).join_from(named, sessions, sessions.c.mentor == named.c.id),
            select(sessions.c.id).join_from(named, sessions, sessions.c.mentee == named.c.id),
        )

    def _hits(self) -> int:
        """How many sessions the words fit; more than RARE where there are so many."""
        most = union_all(*self._hit()).limit(_TIMES * (RARE + 1)).subquery()
        counted = select(func.count(most.c.id.distinct()))
        return self._work.connection.execute(counted).scalar_one()

    def _bare(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """The column, which on SQLite chooses no index."""
        if self._work.on_postgresql:
            return column
        return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


@lru_cache(maxsize=256)
def _kinds_sql(
    statuses: tuple[str, ...],
    meetings: tuple[str, ...],
    refunds: tuple[str, ...],
    descending: bool,
    begins: bool,
    ends: bool,
    in_order: bool,
) -> str:
    """Ids from the first `:most` sessions of each kind, in order; a refund "" is none.

    It is written here and not put together by SQLAlchemy, which takes longer for some hundred kinds than asking.
    """
    turn = " DESC" if descending else ""
    days = (" AND starts_at >= :begins" if begins else "") + (" AND starts_at < :ends" if ends else "")
    order = f" ORDER BY starts_at{turn}, id{turn}" if in_order else ""
    each = []
    for status, meeting, refund in product(statuses, meetings, refunds):
        is_refund = f"= '{refund}'" if refund else "IS NULL"
        each.append(
            f"SELECT * FROM (SELECT id, starts_at FROM sessions WHERE status = '{status}' "  # noqa: S608 (names of ours)
            f"AND meeting = '{meeting}' AND refund_status {is_refund}{days}"
            f"{order} LIMIT :most) of_kind"
        )
    every = " UNION ALL ".join(each)
    return f"SELECT id FROM ({every}) every{order} LIMIT :limit OFFSET :offset"  # noqa: S608


_ALL = SessionQuery()
_AS_USUAL = {name: getattr(_ALL, name) for name in ("zone", "sort", "descending", "limit")}


def _materialized(found: Any, name: str) -> CTE:
    cte: CTE = found.cte(name).prefix_with("MATERIALIZED")
    return cte


def _refunded(column: ColumnElement[Any], refunds: Sequence[RefundStatus]) -> ColumnElement[bool]:
    """Of sessions without any refund the column is empty."""
    of_these = column.in_(_values(refunds))
    return or_(of_these, column.is_(None)) if RefundStatus.NONE in refunds else of_these


def _values(members: Iterable[Status | Meeting | RefundStatus]) -> list[str]:
    return [member.value for member in members]


def _text_of(query: SessionQuery) -> str:
    return query.model_dump_json(exclude_defaults=True)


def _stored_of(row: Row[Any]) -> StoredQuery:
    return StoredQuery(
        row.id, row.owner, SessionQuery.model_validate_json(row.query), row.created_at, row.name
    )
