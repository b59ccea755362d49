"""Members: who they are, and what the other use cases ask of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.desk import Desk
from core.errors.booking import Suspended
from core.errors.common import NotFound
from core.errors.members import MemberNotFound, NotAdmin, SeveralMembers
from core.identifying import is_certain, meant
from core.ids import new_id
from core.measures import Decision
from core.notices import Kind, Notice
from core.people import Address, Person
from core.ports.store import Transaction
from core.usecases.quota import Quota, quota_of
from core.usecases.reputation import Reputation, reputations_of


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """A member as an admin, the `reader`, sees them; `decided` is what admins have decided about them."""

    person: Person
    quota: Quota
    reputations: tuple[Reputation, ...]
    decided: Sequence[Decision]
    reader: Person


@dataclass(frozen=True, slots=True)
class Changed:
    """A member as they are now; `changed` is False when they were so before, `told` that they hear of it."""

    person: Person
    changed: bool
    told: bool = False


@dataclass(frozen=True, slots=True)
class FoundMember:
    """Whom typed text means; `certain` where it is their handle or address, and not a name that anybody may choose."""

    person: Person
    certain: bool

    @property
    def id(self) -> int:
        """The member's id."""
        return self.person.id


def find(desk: Desk, address: Address) -> Person | None:
    """The member behind a chat identity, if they have joined."""
    with desk.store.read() as tx:
        return tx.people.find(address)


def mentioned(desk: Desk, address: Address) -> Person | None:
    """The member whom somebody mentions.

    A mention says nothing of the workspace: in a channel shared between companies it is one that Slack shows under
    the reader's own. Where only one member has the id, they are meant.
    """
    with desk.store.read() as tx:
        if found := tx.people.find(address):
            return found
        known = tx.people.with_account(address.platform, address.user)
        return known[0] if len(known) == 1 else None


def by_id(desk: Desk, person: int) -> Person | None:
    """A member."""
    with desk.store.read() as tx:
        return tx.people.get(person)


def who_are(desk: Desk, people: Iterable[int]) -> Mapping[int, int]:
    """Who former members are now, by the ids that they had; whoever is none is left out."""
    with desk.store.read() as tx:
        return tx.people.who_are(people)


def member(desk: Desk, actor: Person, person: int) -> MemberRecord:
    """One member with roles, plan, quota, reputation and standing, for admins; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        found = existing(tx, person)
        quota, reputations = quota_of(tx, found, tx.now), reputations_of(tx, found)
        return MemberRecord(found, quota, reputations, tx.measures.of(person), actor)


def find_member(desk: Desk, actor: Person, query: str) -> FoundMember:
    """The one member whom a handle, an e-mail address or a name fits.

    Raises NotAdmin, MemberNotFound, SeveralMembers.
    """
    with desk.store.read() as tx:
        check_admin(tx, actor)
        person = _meant(tx, query)
        return FoundMember(person, certain=is_certain(person, query))


def meant_by(desk: Desk, query: str) -> Person:
    """The one member whom an identity such as slack:T1/U1, a handle, an e-mail address or a name fits.

    Raises MemberNotFound, SeveralMembers.
    """
    with desk.store.read() as tx:
        try:
            found = tx.people.find(Address.parse(query))
        except ValueError:
            found = None
        return found or _meant(tx, query)


def admins(desk: Desk) -> Sequence[Person]:
    """Who the admins are, the suspended aside."""
    with desk.store.read() as tx:
        return tx.people.of(tx.people.admins())


def check_admin(tx: Transaction, actor: Person) -> None:
    """Raise NotAdmin unless the actor is one now, whatever they were when the button was drawn."""
    if not fresh(tx, actor).is_admin:
        raise NotAdmin


def _meant(tx: Transaction, query: str) -> Person:
    text = query.strip()
    match meant(tx.people.search(text.removeprefix("@"), limit=6) if text else (), text):
        case []:
            raise MemberNotFound(query)
        case [person]:
            return person
        case several:
            raise SeveralMembers(query, tuple(several[:5]))


def check_runs(desk: Desk, actor: Person) -> None:
    """Raise NotAdmin unless the actor is one."""
    with desk.store.read() as tx:
        check_admin(tx, actor)


def check_active(person: Person) -> None:
    """Raise Suspended for somebody who is."""
    if person.suspended:
        raise Suspended


def menus(desk: Desk, person: Person) -> Mapping[Address, str]:
    """What the menus of the member's chats showed last."""
    with desk.store.read() as tx:
        return tx.people.menus(person.id)


def keep_menu(desk: Desk, address: Address, shown: str | None) -> None:
    """Remember what the menu of a chat shows; None as long as it is not known."""
    with desk.store.write() as tx:
        tx.people.set_menu(address, shown)


def refresh_home(tx: Transaction, person: Person) -> None:
    """Have the person's home and menu drawn afresh."""
    draw_homes(tx, [person.id])


def refresh_admin_homes(tx: Transaction) -> None:
    """Have the homes of all admins drawn afresh."""
    draw_homes(tx, tx.people.admins())


def draw_homes(tx: Transaction, people: Iterable[int]) -> None:
    """Have the homes and menus of these members drawn afresh."""
    tx.notices.add([_home(tx, person) for person in people])


def _home(tx: Transaction, person: int) -> Notice:
    notice = new_id(tx.now)
    return Notice(notice, Kind.HOME, person, tx.now, f"home:{notice}")


def held(tx: Transaction, person: int) -> Person:
    """The member, whom nobody else changes until the transaction ends: a person is saved as a whole."""
    tx.people.lock([person])
    found = existing(tx, person)
    return found if found.id == person else held(tx, found.id)


def existing(tx: Transaction, person: int) -> Person:
    """The member; raises NotFound."""
    found = tx.people.get(person)
    if found is None:
        raise NotFound("member")
    return found


def fresh(tx: Transaction, actor: Person) -> Person:
    """The actor as they are now."""
    return tx.people.get(actor.id) or actor
