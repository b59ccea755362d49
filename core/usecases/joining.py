"""Joining, and what a platform says of members."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from core import zones
from core.desk import Desk
from core.ids import new_id
from core.notices import Kind, Notice
from core.people import Address, Person, Role
from core.ports.people import AddressTaken
from core.ports.store import Transaction
from core.usecases.members import held, refresh_home
from core.usecases.reachability import follow


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a platform tells about somebody at first sight; None where it does not say."""

    name: str | None = None
    handle: str | None = None
    email: str | None = None
    zone: str | None = None
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """The member behind a chat identity; `new` when they have just joined."""

    person: Person
    new: bool
    welcome: Notice | None = None
    """What is left to the answer to the delivery that brought them."""


def meet(
    desk: Desk,
    address: Address,
    introduction: Introduction,
    *,
    greet: bool,
    home: Address | None = None,
    shut: Collection[Address] = (),
    delivery: str | None = None,
) -> Met:
    """Make somebody a member at first sight, and keep what the platform calls them. `greet` writes a welcome.

    The answer to the `delivery` can be that welcome.
    Whoever writes from another workspace of the enterprise where their account is a member's is that member.
    `home` is the identity of the same person in their own workspace: both are one member's. Those that are `shut`
    cannot be written to.
    """
    identities = (address,) if home is None else (home, address)
    try:
        with desk.store.write() as tx:
            known = _known(desk, tx, identities)
            if known is not None:
                for each in identities:
                    handle = introduction.handle if each == address else None
                    follow(desk, tx, each, handle, reachable=each not in shut)
                return Met(tx.people.get(known.id) or known, new=False)
            is_first_admin = not desk.first_admins.isdisjoint(identities)
            roles = {Role.MENTEE, Role.ADMIN} if is_first_admin else {Role.MENTEE}
            person = Person(
                id=new_id(tx.now),
                name=introduction.name or introduction.handle or "New member",
                joined_at=tx.now,
                email=introduction.email,
                zone=introduction.zone if introduction.zone in zones.names() else None,
                locale=introduction.locale or "en",
                roles=frozenset(roles),
                addresses=identities,
                shut=frozenset(shut),
            )
            tx.people.add(person)
            for each in identities:
                handle = introduction.handle if each == address else None
                tx.people.set_handle(each, handle, reachable=each not in shut)
            if greet:
                if delivery is not None:
                    tx.notices.leave(delivery, person.id)
                tx.notices.add(
                    [Notice(new_id(tx.now), Kind.WELCOME, person.id, tx.now, f"welcome:{person.id}")]
                )
            if person.is_admin:
                refresh_home(tx, person)
            replace(desk, asker=address).note(
                tx,
                "MEMBER_JOINED",
                person.id,
                after={"person": person.id, "roles": ",".join(sorted(roles))},
            )
    except AddressTaken:  # another delivery of the person was faster: now they are known
        return meet(desk, address, introduction, greet=greet, home=home, shut=shut, delivery=delivery)
    return Met(person, new=True, welcome=tx.notices.left)


def place(desk: Desk, address: Address) -> None:
    """Keep which enterprise a member's identity belongs to."""
    with desk.begin() as tx:
        tx.people.set_handle(address, None)


def appoint_first_admins(desk: Desk) -> None:
    """Where nobody runs the programme, those whom the configuration names do, as far as they have joined."""
    with desk.store.write() as tx:
        if tx.people.count_admins():
            return
        for address in desk.first_admins:
            if found := tx.people.find(address):
                person = held(tx, found.id)
                tx.people.save(replace(person, roles=person.roles | {Role.ADMIN}))
                desk.note(tx, "ROLE_GRANTED", None, after={"roles": Role.ADMIN, "person": person.id})


def take_profile(desk: Desk, address: Address, introduction: Introduction) -> None:
    """Follow a change that the member made on their platform. A zone chosen here stays theirs until they move."""
    with desk.begin() as tx:
        found = tx.people.find(address)
        if found is None:
            return
        person = held(tx, found.id)
        follow(desk, tx, address, introduction.handle, reachable=True)
        zone = introduction.zone if introduction.zone in zones.names() else person.zone
        tx.people.save(
            replace(
                person,
                name=introduction.name or person.name,
                email=introduction.email or person.email,
                zone=zone,
            )
        )


def _known(desk: Desk, tx: Transaction, identities: Sequence[Address]) -> Person | None:
    """Whose account this is at home, where they were met, or in the enterprise: theirs everywhere from now on."""
    found = {each: tx.people.find(each) for each in identities}
    person = next(filter(None, chain(found.values(), map(tx.people.of_enterprise, identities))), None)
    if person is None:
        return None
    for address in identities:
        if found[address] is None:
            tx.people.add_address(person.id, address, reachable=False)
            replace(desk, asker=address).note(
                tx, "IDENTITY_ADDED", person.id, after={"person": person.id, "workspace": address.workspace}
            )
    return person
