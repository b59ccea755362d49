"""Queries of admins, kept as rows; what they find is in `storage.session_search`."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import FromClause, Row, Select, bindparam, delete, insert, select, text, update

from core.ids import bits_of
from core.session_queries import Count, SessionQuery, Sort, StoredQuery
from storage.constraints import verdicts
from storage.session_search import STEP_BY_STEP, SessionSearch
from storage.tables import session_queries, sessions
from storage.transaction import UnitOfWork

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


class SqlSessionQueries:
    """Meets core.ports.session_queries.SessionQueries."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._searches: dict[SessionQuery, SessionSearch] = {}

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

    def _search(self, query: SessionQuery) -> SessionSearch:
        if query not in self._searches or not self._work.one_moment:
            if self._work.on_postgresql:
                self._work.connection.execute(text(STEP_BY_STEP))
            self._searches[query] = SessionSearch(self._work, query)
        return self._searches[query]


def found_in_order(
    work: UnitOfWork, query: SessionQuery, what: Select[Any], mentor: FromClause, mentee: FromClause
) -> Select[Any]:
    """Everything that the query finds, in its order; `what` selects from sessions and both parties."""
    return SessionSearch(work, query).everything(what, {Sort.MENTOR: mentor, Sort.MENTEE: mentee})


def _text_of(query: SessionQuery) -> str:
    return query.model_dump_json(exclude_defaults=True)


def _stored_of(row: Row[Any]) -> StoredQuery:
    return StoredQuery(
        row.id, row.owner, SessionQuery.model_validate_json(row.query), row.created_at, row.name
    )
