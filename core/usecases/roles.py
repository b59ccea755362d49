"""Roles of members, as admins give and take them."""

from dataclasses import dataclass, replace

from core.availability import Schedule
from core.desk import Desk
from core.errors.members import LastAdmin
from core.ids import new_id
from core.mentors import Mentor
from core.notices import Kind, Notice
from core.payloads import RoleChanged
from core.people import Person, Role
from core.ports.store import Transaction
from core.sessions import Session
from core.usecases.members import Changed, check_active, check_admin, existing, held, refresh_home

NAMED, MOST_NAMED = 5, 200


@dataclass(frozen=True, slots=True)
class RoleReview:
    """What an admin decides about: a member, a role, and for a mentor who is to be one no more, their next sessions."""

    person: Person
    role: Role
    granted: bool
    reader: Person
    sessions: tuple[tuple[Session, Person], ...] = ()
    more: int = 0


def review_role(desk: Desk, actor: Person, person: int, role: Role, *, granted: bool) -> RoleReview:
    """What giving or taking a role would mean; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        found = existing(tx, person)
        if granted or role is not Role.MENTOR:
            return RoleReview(found, role, granted, actor)
        given = [each for each in tx.sessions.upcoming(person, tx.now, MOST_NAMED) if each.mentor == person]
        mentees = {mentee.id: mentee for mentee in tx.people.of(each.mentee for each in given[:NAMED])}
        named = tuple((each, mentees[each.mentee]) for each in given[:NAMED])
        return RoleReview(found, role, granted, actor, named, len(given) - len(named))


def grant_role(desk: Desk, actor: Person, person: int, role: Role) -> Changed:
    """Give a role; a new mentor is offered once they have confirmed their hours. Raises NotAdmin, NotFound."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        before = held(tx, person)
        if role in before.roles:
            return Changed(before, changed=False)
        after = replace(before, roles=before.roles | {role})
        tx.people.save(after)
        if role is Role.MENTOR:
            known = tx.mentors.get(person) or Mentor(after, Schedule(zone=after.clock_zone))
            tx.mentors.save(replace(known, hours_confirmed=False))
        _tell_role(desk, tx, actor.id, before, after, role)
        return Changed(after, changed=True, told=after.id != actor.id)


def appoint(desk: Desk, person: int) -> Changed:
    """Make a member an admin, for whoever runs the bot: no admin may be left to ask. Raises NotFound, Suspended."""
    with desk.begin() as tx:
        before = held(tx, person)
        check_active(before)
        if before.is_admin:
            return Changed(before, changed=False)
        after = replace(before, roles=before.roles | {Role.ADMIN})
        tx.people.save(after)
        _tell_role(desk, tx, None, before, after, Role.ADMIN)
        return Changed(after, changed=True, told=True)


def revoke_role(desk: Desk, actor: Person, person: int, role: Role) -> Changed:
    """Take a role; raises NotAdmin, NotFound, LastAdmin. Sessions already booked stay."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        # Of two admins who take each other's role, neither holds one row and waits for all: all come first.
        admins = tx.people.count_admins() if role is Role.ADMIN else None
        before = held(tx, person)
        if role not in before.roles:
            return Changed(before, changed=False)
        if admins == 1 and before.is_admin:
            raise LastAdmin
        after = replace(before, roles=before.roles - {role})
        tx.people.save(after)
        _tell_role(desk, tx, actor.id, before, after, role)
        return Changed(after, changed=True, told=after.id != actor.id)


def _tell_role(
    desk: Desk, tx: Transaction, actor: int | None, before: Person, after: Person, role: Role
) -> None:
    notice = new_id(tx.now)
    payload = RoleChanged(role=role, granted=role in after.roles)
    if after.id != actor:
        tx.notices.add(
            [Notice(notice, Kind.ROLE_CHANGED, after.id, tx.now, f"role:{notice}", payload=payload)]
        )
    refresh_home(tx, after)
    desk.note(
        tx,
        "ROLE_GRANTED" if role in after.roles else "ROLE_REVOKED",
        actor,
        before={"roles": ",".join(sorted(before.roles))},
        after={"roles": ",".join(sorted(after.roles)), "person": after.id},
    )
