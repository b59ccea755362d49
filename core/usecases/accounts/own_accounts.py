"""A member's own accounts: which of them is written to first, and taking one off again."""

from dataclasses import replace

from core.accounts import mark_of, preferring
from core.desk import Desk
from core.errors.accounts import NoSuchAccount, OnlyAccount
from core.errors.common import NotFound
from core.ids import new_id
from core.payloads import AccountsChanged
from core.people import Address, Person, Plan, Role
from core.usecases.accounts.linking import end_offers, tell_change
from core.usecases.members import check_active, fresh, held, refresh_home


def accounts(desk: Desk, actor: Person) -> Person:
    """The actor as they are now, with all of their accounts."""
    with desk.store.read() as tx:
        return fresh(tx, actor)


def prefer(desk: Desk, actor: Person, platform: str) -> Person:
    """Write to the actor on this platform first, and elsewhere where that cannot be; raises NoSuchAccount."""
    with desk.begin() as tx:
        before = held(tx, actor.id)
        if platform not in {each.platform for each in before.addresses}:
            raise NoSuchAccount(platform)
        tx.accounts.arrange(preferring(platform, before.addresses))
        was = before.addresses[0].platform
        desk.note(
            tx, "PREFERRED_CHAT_SET", before.id, before={"platform": was}, after={"platform": platform}
        )
        return held(tx, before.id)


def account(desk: Desk, actor: Person, mark: str) -> tuple[Person, Address]:
    """The actor and the account of theirs with this mark; raises NotFound, OnlyAccount."""
    person = accounts(desk, actor)
    return person, _account(person, mark)


def separate(desk: Desk, actor: Person, mark: str) -> Address:
    """Have an account be a new member's, who has nothing; everything stays with the actor's other accounts.

    Raises NotFound, OnlyAccount, Suspended.
    """
    with desk.begin() as tx:
        person = held(tx, actor.id)
        check_active(person)
        address = _account(person, mark)
        alone = replace(
            person,
            id=new_id(tx.now),
            joined_at=tx.now,
            email=None,
            plan=Plan.NONE,
            roles=frozenset({Role.MENTEE}),
            addresses=(),
        )
        tx.people.add(alone)
        tx.accounts.separate(address, alone.id)
        end_offers(tx, person.id, "over")
        change = AccountsChanged(how="lost", platform=address.platform)
        if desk.asker == address:
            tell_change(tx, person.id, change)
        else:
            tell_change(tx, alone.id, AccountsChanged(how="apart", platform=address.platform))
        refresh_home(tx, person)
        refresh_home(tx, alone)
        desk.note(
            tx,
            "ACCOUNT_SEPARATED",
            person.id,
            before={"person": person.id, "accounts": len(person.addresses)},
            after={"person": alone.id, "platform": address.platform, "workspace": address.workspace},
        )
        return address


def _account(person: Person, mark: str) -> Address:
    found = next((each for each in person.addresses if mark_of(each) == mark), None)
    if found is None:
        raise NotFound("account")
    if len(person.addresses) == 1:
        raise OnlyAccount
    return found
