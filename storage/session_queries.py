"""Queries of admins: kept as rows, and what they find among a million sessions.

A page is found by its ids first. Where few sessions can fit (those of a person, of a rare word, with a request to
move), these are gathered and put in order; else the index of the order is walked, or of the kinds that are wanted as
many as the page needs. SQLite has no figures to choose by, so that what must not choose an index is marked so.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Row,
    Select,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union,
    union_all,
    update,
)
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from core.ids import bits_of
from core.refunds import RefundStatus
from core.session_queries import COUNTED, SessionQuery, Sort, StoredQuery
from core.sessions import Meeting, Reassignment, Status
from storage.constraints import verdicts
from storage.folding import sought
from storage.session_tables import IS_OPEN_REQUEST, reschedules
from storage.tables import IS_REASSIGNED, people, session_queries, session_words, sessions
from storage.transaction import UnitOfWork

Found = Select[Any]
_LAST = "\U0010ffff"
_TIMES = 4  # a session may fit a word by its title, by several words of it, and by both parties

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
_BY_KIND = {Sort.STATUS, Sort.REFUND}


class SqlSessionQueries:
    """Meets core.ports.session_queries.SessionQueries."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

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

    def count(self, query: SessionQuery) -> int:
        """How many it finds, COUNTED + 1 where there are more than COUNTED."""
        return _Search(self._work, query).count()

    def page(self, query: SessionQuery, limit: int, offset: int = 0) -> Sequence[int]:
        """The ids of what the query finds, in its order; `offset` is at most COUNTED."""
        return _Search(self._work, query).page(limit, offset)


class _Search:
    """One query being carried out."""

    def __init__(self, work: UnitOfWork, query: SessionQuery) -> None:
        self._work = work
        self._query = query
        self._words = sought(query.search)
        self._hopeless = bool(query.search.strip()) and not self._words
        self._rare: str | None = None
        self._frequent = 0
        for word in self._words:
            hits = self._hits(word)
            if hits <= COUNTED and (self._rare is None or hits < self._frequent):
                self._rare, self._frequent = word, hits

    def count(self) -> int:
        """How many fit, COUNTED + 1 where there are more than COUNTED."""
        if self._hopeless:
            return 0
        if (few := self._few()) is not None:
            found = self._among(few, select(few.c.id))
        elif len(self._words) == 1 and self._query.changed(search="", **_AS_USUAL) == _ALL:
            return COUNTED + 1  # the word is in more titles and names than anybody counts
        else:
            found = select(sessions.c.id).where(*self._kinds(), *self._days(), *self._others())
        most = found.limit(COUNTED + 1).subquery()
        return self._work.connection.execute(select(func.count()).select_from(most)).scalar_one()

    def page(self, limit: int, offset: int) -> Sequence[int]:
        """The ids from `offset`, in order."""
        if self._hopeless:
            return ()
        sort = self._query.sort
        few = self._few()
        indexed = sort is Sort.WHEN or sort in _BY_KIND
        if few is None and self._has_kinds and not indexed and self.count() <= COUNTED:
            few = self._of_kinds()
        if few is not None:
            found = self._ordered(self._among(few, select(sessions.c.id)))
        elif sort in _BY_KIND or (sort is Sort.WHEN and self._has_kinds):
            found = self._by_kind(limit + offset)
        else:
            found = self._walked()
        return self._work.connection.execute(found.limit(limit).offset(offset)).scalars().all()

    # --- few sessions, gathered

    def _few(self) -> CTE | None:
        """The ids among which all that fits must be, where these are few."""
        query = self._query
        if query.mentees:
            found: Any = select(sessions.c.id).where(sessions.c.mentee.in_(query.mentees))
        elif query.mentors:
            found = select(sessions.c.id).where(sessions.c.mentor.in_(query.mentors))
        elif query.pending:
            found = select(reschedules.c.session.label("id")).where(IS_OPEN_REQUEST)
        elif self._rare is not None:
            found = union(*self._hits_of(self._rare))
        elif query.reassigned:
            found = select(sessions.c.id).where(IS_REASSIGNED)
        else:
            return None
        return _materialized(found, "few")

    def _of_kinds(self) -> CTE:
        found = select(sessions.c.id).where(*self._kinds(), *self._days(), *self._others())
        return _materialized(found, "few")

    def _among(self, few: CTE, what: Found) -> Found:
        """`what` of those of the few that fit."""
        return what.select_from(few.join(sessions, sessions.c.id == few.c.id)).where(*self._everything())

    # --- many sessions, by an index

    def _by_kind(self, most: int) -> Found:
        """As many of each kind as could be shown, from the index of kinds."""
        query = self._query
        start, key = sessions.c.starts_at, sessions.c.id
        each = []
        for status, meeting, refund in self._combinations():
            of_kind = (
                sessions.c.status == status.value,
                sessions.c.meeting == meeting.value,
                sessions.c.refund_status.is_(None)
                if refund is None
                else sessions.c.refund_status == refund.value,
            )
            place = {
                Sort.STATUS: list(Status).index(status),
                Sort.REFUND: list(RefundStatus).index(refund or RefundStatus.NONE),
            }.get(query.sort, 0)
            found = (
                select(key, start, literal(place).label("place"))
                .where(*of_kind, *self._days(), *self._others())
                .order_by(*self._turned((start, key)))
                .limit(most)
                .subquery()
            )
            each.append(select(found.c.id, found.c.starts_at, found.c.place))
        every = union_all(*each).subquery()
        order = (every.c.place, every.c.starts_at, every.c.id)
        return select(every.c.id).order_by(*self._turned(order))

    def _combinations(self) -> Iterator[tuple[Status, Meeting, RefundStatus | None]]:
        refunds: list[RefundStatus | None] = [*(self._query.refunds or RefundStatus)]
        if RefundStatus.NONE in refunds:
            refunds.append(None)
        return product(self._query.statuses or Status, self._query.meetings or Meeting, refunds)

    def _walked(self) -> Found:
        """All sessions by the index of the order, and of them what fits."""
        return self._ordered(select(sessions.c.id).select_from(sessions).where(*self._everything()))

    def _ordered(self, found: Found) -> Found:
        sort = self._query.sort
        if sort in _BY_KIND:
            column = {Sort.STATUS: sessions.c.status, Sort.REFUND: sessions.c.refund_status}[sort]
            names = Status if sort is Sort.STATUS else RefundStatus
            places = {name.value: place for place, name in enumerate(names)}
            return found.order_by(
                *self._turned((case(places, value=column, else_=0), sessions.c.starts_at, sessions.c.id))
            )
        if sort in _BY_NAME:
            found = found.join(people, people.c.id == _BY_NAME[sort])
        return found.order_by(*self._turned((_COLUMNS[sort], sessions.c.id)))

    def _turned(self, order: Iterable[ColumnElement[Any]]) -> Iterator[ColumnElement[Any]]:
        return (column.desc() if self._query.descending else column for column in order)

    # --- what must be true

    @property
    def _has_kinds(self) -> bool:
        query = self._query
        return bool(query.statuses or query.meetings or query.refunds)

    def _kinds(self) -> Iterator[ColumnElement[bool]]:
        """What the index of kinds is asked for."""
        if self._has_kinds:
            yield sessions.c.status.in_(_values(self._query.statuses or Status))
            yield sessions.c.meeting.in_(_values(self._query.meetings or Meeting))
        if self._query.refunds:
            yield _refunded(sessions.c.refund_status, self._query.refunds)

    def _days(self, column: ColumnElement[Any] = sessions.c.starts_at) -> Iterator[ColumnElement[bool]]:
        if (begins := self._query.begins) is not None:
            yield column >= begins
        if (ends := self._query.ends) is not None:
            yield column < ends

    def _everything(self) -> Iterator[ColumnElement[bool]]:
        """All filters, none of which chooses an index."""
        query, bare = self._query, self._bare
        if query.statuses:
            yield bare(sessions.c.status).in_(_values(query.statuses))
        if query.meetings:
            yield bare(sessions.c.meeting).in_(_values(query.meetings))
        if query.refunds:
            yield _refunded(bare(sessions.c.refund_status), query.refunds)
        walks = query.sort is Sort.WHEN and self._few() is None
        yield from self._days(sessions.c.starts_at if walks else bare(sessions.c.starts_at))
        yield from self._others()

    def _others(self) -> Iterator[ColumnElement[bool]]:
        """People, states that few sessions are in, and words."""
        query, bare = self._query, self._bare
        if query.mentors:
            yield bare(sessions.c.mentor).in_(query.mentors)
        if query.mentees:
            yield bare(sessions.c.mentee).in_(query.mentees)
        if query.reassigned:
            yield bare(sessions.c.reassignment) != Reassignment.NONE.value
        if query.pending:
            yield exists().where(reschedules.c.session == sessions.c.id, IS_OPEN_REQUEST)
        for word in self._words:
            named = self._named(word)
            yield or_(
                sessions.c.title_words.like(f"% {word}%"),
                bare(sessions.c.mentor).in_(select(named.c.id)),
                bare(sessions.c.mentee).in_(select(named.c.id)),
            )

    # --- words

    def _named(self, word: str) -> CTE:
        """Those with a name in which a word begins so."""
        found = select(people.c.id).where(people.c.name_words.like(f"% {word}%"))
        return _materialized(found, f"named_{self._words.index(word)}")

    def _hits_of(self, word: str) -> tuple[Found, Found, Found]:
        """The sessions that the word fits: by title, mentor, mentee."""
        titled = session_words.c.word
        named = select(self._named(word).c.id)
        return (
            select(session_words.c.session.label("id")).where(titled >= word, titled < word + _LAST),
            select(sessions.c.id).where(sessions.c.mentor.in_(named)),
            select(sessions.c.id).where(sessions.c.mentee.in_(named)),
        )

    def _hits(self, word: str) -> int:
        """How many sessions the word fits; more than COUNTED where there are so many."""
        most = union_all(*self._hits_of(word)).limit(_TIMES * (COUNTED + 1)).subquery()
        counted = select(func.count(most.c.id.distinct()))
        return self._work.connection.execute(counted).scalar_one()

    def _bare(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """The column, which on SQLite chooses no index."""
        if self._work.on_postgresql:
            return column
        return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


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
