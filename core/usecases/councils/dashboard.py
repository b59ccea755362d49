"""What there is: open councils, one's own, and one in detail; private notes."""

from contextlib import suppress
from dataclasses import dataclass

from core.councils import CouncilNote
from core.desk import Desk
from core.errors.common import Missing, NotFound
from core.ids import new_id
from core.people import Person, Plan
from core.ports.store import Transaction
from core.usecases.councils.drafting import WORDS_LIMIT, checked
from core.usecases.councils.views import CouncilView, coordinated, fresh, seen_by, view_of, views_of

PAGE = 5
_NEXT = 5


@dataclass(frozen=True, slots=True)
class CouncilsPage:
    """Councils ahead or past; `more` when another page follows, `may_call` whether the viewer can call one."""

    councils: tuple[CouncilView, ...]
    past: bool
    page: int
    more: bool
    may_call: bool


def councils(desk: Desk, actor: Person, page: int = 0, *, past: bool = False) -> CouncilsPage:
    """Open councils and the actor's own, soonest first; admins see all. Or what has ended of the actor's own."""
    with desk.store.read() as tx:
        person = fresh(tx, actor)
        if past:
            found = tx.councils.past(person.id, PAGE + 1, page * PAGE)
        else:
            found = tx.councils.listed(person.id, PAGE + 1, page * PAGE, everything=person.is_admin)
        views = views_of(tx, found[:PAGE], person)
        may_call = not person.suspended and (person.is_admin or person.plan is Plan.COUNCIL)
        return CouncilsPage(views, past, page, len(found) > PAGE, may_call)


def concerning(tx: Transaction, actor: Person) -> tuple[CouncilView, ...]:
    """The next councils that the actor has to do with, for where they look for what is coming up."""
    return views_of(tx, tx.councils.concerning(actor.id, _NEXT), actor)


def council(desk: Desk, actor: Person, council_id: int) -> CouncilView:
    """One council; raises NotFound for none and for one that is not the actor's to see."""
    with desk.store.read() as tx:
        found, person = seen_by(tx, actor, council_id)
        return view_of(tx, found, person)


def council_by_code(desk: Desk, actor: Person, code: str) -> CouncilView:
    """The latest council with this short name (`C-7F3K`) that is the actor's to see; raises NotFound."""
    with desk.store.read() as tx:
        for council in tx.councils.coded(code):
            with suppress(NotFound):
                found, person = seen_by(tx, actor, council)
                return view_of(tx, found, person)
    raise NotFound("council")


def note(desk: Desk, actor: Person, council_id: int, text: str) -> CouncilView:
    """Keep a private note: admins see all of them, other coordinators their own. Raises NotFound, Missing, TooLong."""
    text = checked("note", text, WORDS_LIMIT)
    if not text:
        raise Missing("note")
    with desk.begin() as tx:
        found = coordinated(tx, actor, council_id)
        made = CouncilNote(new_id(tx.now), actor.id, tx.now, text)
        tx.councils.add_note(council_id, made)
        desk.note(tx, "COUNCIL_NOTED", actor.id, council=council_id, after={"note": made.id})
        return view_of(tx, found, actor)
