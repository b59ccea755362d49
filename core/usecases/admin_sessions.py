"""All sessions of the programme, as admins list them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.desk import Desk
from core.errors.common import Missing, NotFound, TooLong
from core.errors.members import MemberNotFound, SeveralMembers
from core.errors.session_queries import TooManyViews, ViewNameTaken
from core.folding import fold
from core.identifying import meant
from core.ids import new_id
from core.people import Person
from core.ports.store import Transaction
from core.session_queries import EVERYTHING, NAMESAKES, Count, SessionQuery, StoredQuery
from core.sessions import Session
from core.usecases.members import check_admin

VIEWS = 50
NAME_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Listed:
    """A session in a list, with both parties."""

    session: Session
    mentor: Person
    mentee: Person


@dataclass(frozen=True, slots=True)
class SessionsList:
    """A page of what a query finds; `stored` is 0 for the query that lets everything through.

    `people` are those that the query names. `beyond` is the page that was asked for where there are not so many.
    """

    stored: int
    name: str | None
    query: SessionQuery
    listed: tuple[Listed, ...]
    page: int
    count: Count
    people: Mapping[int, Person]
    reader: Person
    now: datetime
    beyond: int | None = None

    @property
    def pages(self) -> int:
        """How many pages can be shown."""
        return _pages(self.count, self.query)


@dataclass(frozen=True, slots=True)
class Views:
    """Somebody's saved views."""

    views: tuple[StoredQuery, ...]


def find(desk: Desk, actor: Person, query: SessionQuery, page: int = 0) -> SessionsList:
    """Keep the query, so that buttons can name it, and show a page of what it finds; raises NotAdmin."""
    if query == EVERYTHING:
        return show(desk, actor, 0, page)
    with desk.store.write() as tx:
        check_admin(tx, actor)
        stored = tx.session_queries.keep(actor.id, query, new_id(tx.now))
    return show(desk, actor, stored.id, page)


def show(desk: Desk, actor: Person, stored_id: int, page: int = 0) -> SessionsList:
    """A page of what a stored query finds; raises NotAdmin, NotFound for one that is forgotten."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        stored = stored_query(tx, actor, stored_id)
        query = stored.query
        count = tx.session_queries.count(query)
        last = _pages(count, query) - 1
        shown = min(page, last)
        ids = tx.session_queries.page(query, query.limit, shown * query.limit) if count.sessions else ()
        named = tx.people.of((*query.mentors, *query.mentees)) if query.mentors or query.mentees else ()
        return SessionsList(
            stored_id,
            stored.name,
            query,
            _listed(tx, ids),
            shown,
            count,
            {person.id: person for person in named},
            actor,
            tx.now,
            beyond=page if page > last else None,
        )


def query_of(desk: Desk, actor: Person, stored_id: int) -> StoredQuery:
    """The stored query; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        return stored_query(tx, actor, stored_id)


def people_of(desk: Desk, actor: Person, stored_id: int) -> tuple[SessionQuery, Mapping[int, Person]]:
    """The stored query, and those whom it names; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        query = stored_query(tx, actor, stored_id).query
        named = (*query.mentors, *query.mentees)
        return query, {person.id: person for person in tx.people.of(named)} if named else {}


def coded(desk: Desk, actor: Person, code: str) -> tuple[Listed, ...]:
    """The sessions with this short name, mostly one; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        found = _listed(tx, tx.session_queries.coded(code, limit=10))
    if not found:
        raise NotFound("admin session")
    return found


def people_called(desk: Desk, actor: Person, typed: str) -> tuple[Person, ...]:
    """All whom a handle, an e-mail address or a name fits; raises NotAdmin, MemberNotFound, SeveralMembers."""
    text = typed.strip()
    with desk.store.read() as tx:
        check_admin(tx, actor)
        found = tx.people.search(text.removeprefix("@"), limit=NAMESAKES + 1) if text else ()
    people = tuple(meant(found, text))
    if not people:
        raise MemberNotFound(typed)
    if len(people) > NAMESAKES:
        raise SeveralMembers(typed, people[:5])
    return people


# --- saved views


def views(desk: Desk, actor: Person) -> Views:
    """The actor's saved views; raises NotAdmin."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        return Views(tuple(tx.session_queries.named(actor.id)))


def view_called(desk: Desk, actor: Person, name: str) -> StoredQuery:
    """The actor's saved view of this name, however it is written; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        if (found := _called(tx, actor, name)) is None:
            raise NotFound("view")
        return found


def save_view(desk: Desk, actor: Person, stored_id: int | None, name: str) -> StoredQuery:
    """Save a query under a name; without an id the one that the actor looked at last.

    Raises NotAdmin, NotFound, Missing, TooLong, ViewNameTaken, TooManyViews.
    """
    name = _checked(name)
    with desk.begin() as tx:
        check_admin(tx, actor)
        stored = (
            tx.session_queries.latest(actor.id) if stored_id is None else stored_query(tx, actor, stored_id)
        )
        if stored is None:
            raise NotFound("list")
        if len(tx.session_queries.named(actor.id)) >= VIEWS:
            raise TooManyViews(VIEWS)
        if _called(tx, actor, name) is not None:
            raise ViewNameTaken
        saved = replace(stored, id=new_id(tx.now), owner=actor.id, created_at=tx.now, name=name)
        tx.session_queries.add(saved)
        return saved


def rename_view(desk: Desk, actor: Person, view: int, name: str) -> StoredQuery:
    """Give a saved view of one's own another name; raises NotAdmin, NotFound, Missing, TooLong, ViewNameTaken."""
    name = _checked(name)
    with desk.begin() as tx:
        check_admin(tx, actor)
        stored = _own_view(tx, actor, view)
        namesake = _called(tx, actor, name)
        if namesake is not None and namesake.id != view:
            raise ViewNameTaken
        tx.session_queries.rename(view, name)
        return replace(stored, name=name)


def delete_view(desk: Desk, actor: Person, view: int) -> StoredQuery:
    """Forget a saved view of one's own; raises NotAdmin, NotFound."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        stored = _own_view(tx, actor, view)
        tx.session_queries.drop(view)
        return stored


def own_view(desk: Desk, actor: Person, view: int) -> StoredQuery:
    """A saved view of one's own; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        return _own_view(tx, actor, view)


def _pages(count: Count, query: SessionQuery) -> int:
    return max(1, -(-count.sessions // query.limit))


def _own_view(tx: Transaction, actor: Person, view: int) -> StoredQuery:
    stored = tx.session_queries.get(view)
    if stored is None or stored.owner != actor.id or stored.name is None:
        raise NotFound("view")
    return stored


def _called(tx: Transaction, actor: Person, name: str) -> StoredQuery | None:
    wanted = fold(name.strip())
    return next(
        (view for view in tx.session_queries.named(actor.id) if fold(view.name or "") == wanted), None
    )


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Missing("view")
    if len(name) > NAME_LIMIT:
        raise TooLong("view", NAME_LIMIT, len(name))
    return name


def stored_query(tx: Transaction, actor: Person, stored_id: int) -> StoredQuery:
    """The stored query, 0 for everything; raises NotFound."""
    if not stored_id:
        return StoredQuery(0, actor.id, EVERYTHING, tx.now)
    stored = tx.session_queries.get(stored_id)
    if stored is None:
        raise NotFound("list")
    return stored


def _listed(tx: Transaction, ids: Iterable[int]) -> tuple[Listed, ...]:
    wanted: Sequence[int] = tuple(ids)
    sessions = {session.id: session for session in tx.sessions.of(wanted)} if wanted else {}
    parties = {party for session in sessions.values() for party in (session.mentor, session.mentee)}
    people = {person.id: person for person in tx.people.of(parties)} if parties else {}
    return tuple(
        Listed(session, people[session.mentor], people[session.mentee])
        for each in wanted
        if (session := sessions.get(each)) is not None
    )
