"""Joining, settings of one's own, and what admins decide about members."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import available_timezones

from core.availability import Schedule
from core.desk import Desk
from core.errors.booking import Suspended
from core.errors.common import NotFound
from core.errors.members import LastAdmin, MemberNotFound, NotAdmin, SeveralMembers
from core.identifying import is_certain, meant
from core.ids import new_id
from core.measures import Decision
from core.mentors import Mentor
from core.notices import Alert, Kind, Notice
from core.payloads import PlanAsked, PlanChanged, RoleChanged
from core.people import Address, Person, Plan, Role
from core.ports.people import AddressTaken
from core.ports.store import Transaction
from core.quiet import Quiet
from core.sessions import Session
from core.usecases.quota import Quota, quota_of
from core.usecases.reachability import follow
from core.usecases.reputation import Reputation, reputations_of

NAMED, MOST_NAMED = 5, 200


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


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """What `/profile` shows."""

    person: Person
    quota: Quota


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


@dataclass(frozen=True, slots=True)
class RoleReview:
    """What an admin decides about: a member, a role, and for a mentor who is to be one no more, their next sessions."""

    person: Person
    role: Role
    granted: bool
    reader: Person
    sessions: tuple[tuple[Session, Person], ...] = ()
    more: int = 0


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


def meet(
    desk: Desk,
    address: Address,
    introduction: Introduction,
    *,
    greet: bool,
    home: Address | None = None,
    delivery: str | None = None,
) -> Met:
    """Make somebody a member at first sight, and keep what the platform calls them. `greet` writes a welcome.

    The answer to the `delivery` can be that welcome.
    Whoever writes from another workspace of the enterprise where their account is a member's is that member.
    `home` is the identity of the same person in their own workspace: both are one member's.
    """
    try:
        with desk.store.write() as tx:
            known = follow(desk, tx, address, introduction.handle, reachable=True)
            if known is None:
                known = _join_address(desk, tx, address, home, introduction)
            if known is not None:
                return Met(known, new=False)
            identities = (address,) if home is None else (home, address)
            is_first_admin = not desk.first_admins.isdisjoint(identities)
            roles = {Role.MENTEE, Role.ADMIN} if is_first_admin else {Role.MENTEE}
            person = Person(
                id=new_id(tx.now),
                name=introduction.name or introduction.handle or "New member",
                joined_at=tx.now,
                email=introduction.email,
                zone=introduction.zone if introduction.zone in available_timezones() else None,
                locale=introduction.locale or "en",
                roles=frozenset(roles),
                addresses=identities,
            )
            tx.people.add(person)
            tx.people.set_handle(address, introduction.handle, reachable=True)
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
        return meet(desk, address, introduction, greet=greet, home=home, delivery=delivery)
    desk.wake()
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
                person = _held(tx, found.id)
                tx.people.save(replace(person, roles=person.roles | {Role.ADMIN}))
                desk.note(tx, "ROLE_GRANTED", None, after={"roles": Role.ADMIN, "person": person.id})


def take_profile(desk: Desk, address: Address, introduction: Introduction) -> None:
    """Follow a change that the member made on their platform. A zone chosen here stays theirs until they move."""
    with desk.begin() as tx:
        found = tx.people.find(address)
        if found is None:
            return
        person = _held(tx, found.id)
        follow(desk, tx, address, introduction.handle, reachable=True)
        zone = introduction.zone if introduction.zone in available_timezones() else person.zone
        tx.people.save(
            replace(
                person,
                name=introduction.name or person.name,
                email=introduction.email or person.email,
                zone=zone,
            )
        )


def settings(desk: Desk, actor: Person) -> OwnSettings:
    """The person's own settings and the month's sessions used."""
    with desk.store.read() as tx:
        return OwnSettings(_fresh(tx, actor), quota_of(tx, actor, tx.now))


def set_zone(desk: Desk, actor: Person, zone: str) -> Person:
    """Live in another IANA zone; raises NotFound for one that does not exist."""
    if zone not in available_timezones():
        raise NotFound("zone")
    with desk.begin() as tx:
        before = _held(tx, actor.id)
        person = replace(before, zone=zone)
        tx.people.save(person)
        mentor = tx.mentors.get(actor.id) if before.zone is None else None
        if mentor is not None and mentor.schedule.zone == "UTC":
            tx.mentors.save(replace(mentor, person=person, schedule=replace(mentor.schedule, zone=zone)))
        desk.note(tx, "ZONE_SET", actor.id, before={"zone": before.zone}, after={"zone": zone})
        return person


def set_quiet(desk: Desk, actor: Person, quiet: Quiet | None) -> Person:
    """Keep what can wait during these hours of the person's own clock; None for never."""
    with desk.begin() as tx:
        before = _held(tx, actor.id)
        after = replace(before, quiet=quiet)
        tx.people.save(after)
        was, now = (None if hours is None else str(hours) for hours in (before.quiet, quiet))
        desk.note(tx, "QUIET_HOURS_SET", actor.id, before={"quiet": was}, after={"quiet": now})
        return after


def member(desk: Desk, actor: Person, person: int) -> MemberRecord:
    """One member with roles, plan, quota, reputation and standing, for admins; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        found = _member(tx, person)
        quota, reputations = quota_of(tx, found, tx.now), reputations_of(tx, found)
        return MemberRecord(found, quota, reputations, tx.measures.of(person), actor)


def find_member(desk: Desk, actor: Person, query: str) -> FoundMember:
    """The one member whom a handle, an e-mail address or a name fits.

    Raises NotAdmin, MemberNotFound, SeveralMembers.
    """
    text = query.strip()
    with desk.store.read() as tx:
        check_admin(tx, actor)
        found = tx.people.search(text.removeprefix("@"), limit=6) if text else ()
    match meant(found, text):
        case []:
            raise MemberNotFound(query)
        case [person]:
            return FoundMember(person, certain=is_certain(person, text))
        case several:
            raise SeveralMembers(query, tuple(several[:5]))


def review_role(desk: Desk, actor: Person, person: int, role: Role, *, granted: bool) -> RoleReview:
    """What giving or taking a role would mean; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        found = _member(tx, person)
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
        before = _held(tx, person)
        if role in before.roles:
            return Changed(before, changed=False)
        after = replace(before, roles=before.roles | {role})
        tx.people.save(after)
        if role is Role.MENTOR:
            known = tx.mentors.get(person) or Mentor(after, Schedule(zone=after.clock_zone))
            tx.mentors.save(replace(known, hours_confirmed=False))
        _tell_role(desk, tx, actor, before, after, role)
        return Changed(after, changed=True, told=after.id != actor.id)


def revoke_role(desk: Desk, actor: Person, person: int, role: Role) -> Changed:
    """Take a role; raises NotAdmin, NotFound, LastAdmin. Sessions already booked stay."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        # Of two admins who take each other's role, neither holds one row and waits for all: all come first.
        admins = tx.people.count_admins() if role is Role.ADMIN else None
        before = _held(tx, person)
        if role not in before.roles:
            return Changed(before, changed=False)
        if admins == 1 and before.is_admin:
            raise LastAdmin
        after = replace(before, roles=before.roles - {role})
        tx.people.save(after)
        _tell_role(desk, tx, actor, before, after, role)
        return Changed(after, changed=True, told=after.id != actor.id)


def set_plan(desk: Desk, actor: Person, person: int, plan: Plan) -> Changed:
    """Put a member on a plan; raises NotAdmin, NotFound."""
    with desk.begin() as tx:
        check_admin(tx, actor)
        before = _held(tx, person)
        if before.plan is plan:
            return Changed(before, changed=False)
        after = put_on_plan(desk, tx, actor, before, plan)
        return Changed(after, changed=True, told=after.id != actor.id)


def put_on_plan(desk: Desk, tx: Transaction, actor: Person, before: Person, plan: Plan) -> Person:
    """Give a member, whose row is held, another plan, and tell them."""
    after = replace(before, plan=plan)
    tx.people.save(after)
    if before.id != actor.id:
        notice, payload = new_id(tx.now), PlanChanged(plan=plan)
        tx.notices.add(
            [Notice(notice, Kind.PLAN_CHANGED, before.id, tx.now, f"plan:{notice}", payload=payload)]
        )
    desk.note(
        tx, "PLAN_SET", actor.id, before={"plan": before.plan}, after={"plan": plan, "person": before.id}
    )
    return after


def ask_for_plan(desk: Desk, actor: Person) -> Person:
    """Tell the admins, once a day, that the actor asks for a plan; nothing where theirs books already.

    Raises Suspended.
    """
    with desk.begin() as tx:
        person = _held(tx, actor.id)
        check_active(person)
        if person.plan not in tx.policies().plans_that_book:
            tx.notices.alert(
                Alert(
                    Kind.PLAN_ASKED,
                    tx.people.admins(),
                    f"{person.id}:{tx.now:%Y-%m-%d}",
                    tx.now,
                    payload=PlanAsked(member=person.id),
                )
            )
            desk.note(tx, "PLAN_ASKED", actor.id, after={"person": person.id})
        return person


def plan_wanted(desk: Desk, actor: Person, person: int) -> Person | None:
    """A member who has no plan that books, for admins; None once they have one. Raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        found = _member(tx, person)
        return None if found.plan in tx.policies().plans_that_book else found


def check_admin(tx: Transaction, actor: Person) -> None:
    """Raise NotAdmin unless the actor is one now, whatever they were when the button was drawn."""
    if not _fresh(tx, actor).is_admin:
        raise NotAdmin


def check_runs(desk: Desk, actor: Person) -> None:
    """Raise NotAdmin unless the actor is one."""
    with desk.store.read() as tx:
        check_admin(tx, actor)


def check_active(person: Person) -> None:
    """Raise Suspended for somebody who is."""
    if person.suspended:
        raise Suspended


def _join_address(
    desk: Desk, tx: Transaction, address: Address, home: Address | None, introduction: Introduction
) -> Person | None:
    """Give the address to the member whose account it is at home or in the enterprise, if there is one."""
    found = (None if home is None else tx.people.find(home)) or tx.people.of_enterprise(address)
    if found is None:
        return None
    tx.people.add_address(found.id, address)
    replace(desk, asker=address).note(
        tx, "IDENTITY_ADDED", found.id, after={"person": found.id, "workspace": address.workspace}
    )
    return follow(desk, tx, address, introduction.handle, reachable=True)


def _tell_role(
    desk: Desk, tx: Transaction, actor: Person, before: Person, after: Person, role: Role
) -> None:
    notice = new_id(tx.now)
    payload = RoleChanged(role=role, granted=role in after.roles)
    if after.id != actor.id:
        tx.notices.add(
            [Notice(notice, Kind.ROLE_CHANGED, after.id, tx.now, f"role:{notice}", payload=payload)]
        )
    refresh_home(tx, after)
    desk.note(
        tx,
        "ROLE_GRANTED" if role in after.roles else "ROLE_REVOKED",
        actor.id,
        before={"roles": ",".join(sorted(before.roles))},
        after={"roles": ",".join(sorted(after.roles)), "person": after.id},
    )


def refresh_home(tx: Transaction, person: Person) -> None:
    """Have the person's home and menu drawn afresh."""
    notice = new_id(tx.now)
    tx.notices.add([Notice(notice, Kind.HOME, person.id, tx.now, f"home:{notice}")])


def _held(tx: Transaction, person: int) -> Person:
    """The member, whom nobody else changes until the transaction ends: a person is saved as a whole."""
    tx.people.lock([person])
    return _member(tx, person)


def _member(tx: Transaction, person: int) -> Person:
    found = tx.people.get(person)
    if found is None:
        raise NotFound("member")
    return found


def _fresh(tx: Transaction, actor: Person) -> Person:
    return tx.people.get(actor.id) or actor
