"""Members and their chat identities."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    BindParameter,
    Row,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    union,
    update,
)

from core.folding import fold
from core.people import Address, Person, Plan, Role
from core.quiet import Quiet
from storage.account_tables import former_members
from storage.constraints import verdicts
from storage.folding import ESCAPE, in_words, patterns
from storage.message_tables import rates
from storage.tables import IS_ADMIN, addresses, people, plan_requests
from storage.transaction import UnitOfWork

WITH_ADDRESSES = people.outerjoin(addresses, addresses.c.person == people.c.id)
COLUMNS = (
    *(c for c in people.c if not c.name.endswith("_folded")),
    addresses.c.platform,
    addresses.c.workspace,
    addresses.c.account,
    addresses.c.handle,
    addresses.c.reachable,
    addresses.c.enterprise,
)
# Where somebody can be reached comes first.
BY_ADDRESS = (people.c.id, addresses.c.reachable.desc(), addresses.c.place)
# All are looked through once, on SQLite in indexes that have no more than that.
IS_CALLED = people.c.id.in_(
    union(
        select(people.c.id).where(
            or_(
                people.c.name_folded.like(bindparam("contains"), escape=ESCAPE),
                people.c.email_folded.like(bindparam("contains"), escape=ESCAPE),
            )
        ),
        select(addresses.c.person).where(
            addresses.c.handle_folded.like(bindparam("contains"), escape=ESCAPE)
        ),
    )
)
# Nobody crowds out who has the handle or the address by calling himself so.
FIT = case(
    (
        exists().where(
            addresses.c.person == people.c.id,
            addresses.c.handle_folded.like(bindparam("equal"), escape=ESCAPE),
        ),
        0,
    ),
    (people.c.email_folded.like(bindparam("equal"), escape=ESCAPE), 0),
    (people.c.name_folded.like(bindparam("equal"), escape=ESCAPE), 1),
    (people.c.name_folded.like(bindparam("begins"), escape=ESCAPE), 2),
    (people.c.name_folded.like(bindparam("word"), escape=ESCAPE), 3),
    else_=4,
)

_ALL = select(*COLUMNS).select_from(WITH_ADDRESSES).order_by(*BY_ADDRESS)
_GET = _ALL.where(people.c.id == bindparam("person"))
_OF = _ALL.where(people.c.id.in_(bindparam("people", expanding=True)))
_FORMER = select(former_members.c.id, former_members.c.person).where(
    former_members.c.id.in_(bindparam("members", expanding=True))
)
_FIND = _ALL.add_columns(exists(select(former_members.c.id)).label("any_former")).where(
    people.c.id
    == select(addresses.c.person)
    .where(
        addresses.c.platform == bindparam("platform"),
        addresses.c.workspace == bindparam("workspace"),
        addresses.c.account == bindparam("account"),
    )
    .scalar_subquery()
)
_WITH_ACCOUNT = (
    select(addresses.c.person)
    .where(addresses.c.platform == bindparam("platform"), addresses.c.account == bindparam("account"))
    .distinct()
    .limit(2)
)
_OF_ENTERPRISE = _WITH_ACCOUNT.where(addresses.c.enterprise == bindparam("enterprise"))
_NEXT_PLACE = select(func.max(addresses.c.place) + 1).where(addresses.c.person == bindparam("person"))
_LOCK_ACCOUNT = select(
    func.pg_advisory_xact_lock(
        func.hashtextextended(bindparam("enterprise") + "/" + bindparam("account"), 0)
    )
)
_FOUND = (
    select(people.c.id, FIT.label("fit"))
    .where(IS_CALLED)
    .order_by(FIT, people.c.name_folded, people.c.id)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
    .subquery("found")
)
_SEARCH = (
    select(*COLUMNS)
    .select_from(
        _FOUND.join(people, people.c.id == _FOUND.c.id).outerjoin(
            addresses, addresses.c.person == people.c.id
        )
    )
    .order_by(_FOUND.c.fit, people.c.name_folded, *BY_ADDRESS)
)
_TEXTS: BindParameter[Any] = bindparam("texts", expanding=True)
_CALLED = _ALL.where(
    or_(
        people.c.name_folded.in_(_TEXTS),
        people.c.email_folded.in_(_TEXTS),
        people.c.id.in_(select(addresses.c.person).where(addresses.c.handle_folded.in_(_TEXTS))),
    )
)
_AT_ONCE = 1000
_SET_PLAN = update(people).where(people.c.id == bindparam("person")).values(plan=bindparam("becomes"))
_ASK = insert(plan_requests)
_IS_ASKING = select(plan_requests.c.person).where(
    plan_requests.c.person.in_(bindparam("people", expanding=True))
)
_ASK_NO_MORE = delete(plan_requests).where(plan_requests.c.person.in_(bindparam("people", expanding=True)))
_LONGEST = (
    select(plan_requests.c.person, plan_requests.c.asked_at)
    .join(people, people.c.id == plan_requests.c.person)
    .where(people.c.plan.not_in(bindparam("plans", expanding=True)), ~people.c.suspended)
    .order_by(plan_requests.c.asked_at, plan_requests.c.person)
    .limit(bindparam("limit"))
    .subquery("longest")
)
_ASKING = (
    select(*COLUMNS)
    .select_from(WITH_ADDRESSES.join(_LONGEST, _LONGEST.c.person == people.c.id))
    .order_by(_LONGEST.c.asked_at, *BY_ADDRESS)
)
_ADD = insert(people)
_ADD_ADDRESS = insert(addresses)
_ADD_RATE = insert(rates)
_SAVE = update(people).where(people.c.id == bindparam("person"))
_LOCK = select(people.c.id).order_by(people.c.id).with_for_update(key_share=True)
_LOCK_THESE = _LOCK.where(people.c.id.in_(bindparam("people", expanding=True)))
_LOCK_ADMINS = _LOCK.where(IS_ADMIN, ~people.c.suspended)
_ADMINS = select(people.c.id).where(IS_ADMIN, ~people.c.suspended).order_by(people.c.id)
_HANDLE = func.coalesce(bindparam("handle", type_=addresses.c.handle.type), addresses.c.handle)
_REACHABLE = func.coalesce(bindparam("reaches", type_=addresses.c.reachable.type), addresses.c.reachable)
_ENTERPRISE = func.coalesce(bindparam("within", type_=addresses.c.enterprise.type), addresses.c.enterprise)
_MENUS = select(addresses.c.platform, addresses.c.workspace, addresses.c.account, addresses.c.menu).where(
    addresses.c.person == bindparam("whose"), addresses.c.menu.is_not(None)
)
_SET_MENU = (
    update(addresses)
    .where(
        addresses.c.platform == bindparam("at_platform"),
        addresses.c.workspace == bindparam("at_workspace"),
        addresses.c.account == bindparam("at_account"),
    )
    .values(menu=bindparam("shown"))
)
_SET_HANDLE = (
    update(addresses)
    .where(
        addresses.c.platform == bindparam("at_platform"),
        addresses.c.workspace == bindparam("at_workspace"),
        addresses.c.account == bindparam("at_account"),
        or_(
            addresses.c.handle.is_distinct_from(_HANDLE),
            addresses.c.reachable.is_distinct_from(_REACHABLE),
            addresses.c.enterprise.is_distinct_from(_ENTERPRISE),
        ),
    )
    .values(
        handle=_HANDLE,
        handle_folded=func.coalesce(
            bindparam("folded", type_=addresses.c.handle_folded.type), addresses.c.handle_folded
        ),
        handle_words=func.coalesce(
            bindparam("words", type_=addresses.c.handle_words.type), addresses.c.handle_words
        ),
        reachable=_REACHABLE,
        enterprise=_ENTERPRISE,
    )
)


def person_of(rows: Sequence[Row[Any]]) -> Person:
    """The person in rows of COLUMNS, one for each address."""
    row = rows[0]
    flags = ((Role.MENTEE, row.is_mentee), (Role.MENTOR, row.is_mentor), (Role.ADMIN, row.is_admin))
    return Person(
        id=row.id,
        name=row.name,
        joined_at=row.joined_at,
        email=row.email,
        zone=row.zone,
        locale=row.locale,
        plan=Plan(row.plan),
        roles=frozenset(role for role, has in flags if has),
        suspended=row.suspended,
        addresses=tuple(
            Address(r.platform, r.workspace, r.account, r.enterprise)
            for r in rows
            if r.platform is not None
        ),
        types=row.types,
        quiet=None if row.quiet_from is None else Quiet(row.quiet_from, row.quiet_until),
        handles=tuple((r.platform, r.handle) for r in rows if r.handle is not None),
        shut=frozenset(Address(r.platform, r.workspace, r.account) for r in rows if r.reachable is False),
    )


def by_person(rows: Iterable[Row[Any]]) -> Iterator[Sequence[Row[Any]]]:
    """The rows of each person."""
    for _, group in groupby(rows, key=lambda row: row.id):
        yield list(group)


class SqlPeople:
    """Meets core.ports.people.People; addresses that can be reached come first."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._seen: dict[int, Person | None] = {}
        self._any_former = True

    def get(self, person: int) -> Person | None:
        """The member; by the id of somebody who was joined to another, that one."""
        if person not in self._seen or not self._work.one_moment:
            rows = self._work.connection.execute(_GET, {"person": person}).all()
            self._seen[person] = person_of(rows) if rows else self._now(person)
        return self._seen[person]

    def of(self, people: Iterable[int]) -> Sequence[Person]:
        """These members, in any order, each under the id that was asked for; whoever is none is left out."""
        asked = {*people}
        if missing := asked - self._seen.keys() if self._work.one_moment else asked:
            rows = self._work.connection.execute(_OF, {"people": sorted(missing)})
            found: dict[int, Person | None] = {
                person.id: person for person in map(person_of, by_person(rows))
            }
            self._seen |= found | {former: self._now(former) for former in missing - found.keys()}
        known = ((each, self._seen.get(each)) for each in sorted(asked))
        return [
            person if person.id == each else replace(person, id=each)
            for each, person in known
            if person is not None
        ]

    def _now(self, former: int) -> Person | None:
        """Who somebody is now who was joined to another."""
        now = self.who_are([former]).get(former)
        return None if now is None else self.get(now)

    def who_are(self, members: Iterable[int]) -> Mapping[int, int]:
        """Who former members are now, by the ids that they had; whoever is none is left out."""
        if self._work.one_moment and not self._any_former:
            return {}
        rows = self._work.connection.execute(_FORMER, {"members": list(members)})
        return {row.id: row.person for row in rows}

    def find(self, address: Address) -> Person | None:
        """The member with this chat identity."""
        key = {"platform": address.platform, "workspace": address.workspace, "account": address.user}
        rows = self._work.connection.execute(_FIND, key).all()
        if not rows:
            return None
        self._any_former = rows[0].any_former
        person = self._seen[rows[0].id] = person_of(rows)
        return person

    def with_account(self, platform: str, account: str) -> Sequence[Person]:
        """The members with this id on the platform, in whatever workspace; at most two."""
        key = {"platform": platform, "account": account}
        found = self._work.connection.execute(_WITH_ACCOUNT, key).scalars().all()
        return self.of(found)

    def of_enterprise(self, address: Address) -> Person | None:
        """The only member with this user id in a workspace of `address.enterprise`.

        Until the transaction ends, nobody else is told so of the same user id and enterprise.
        """
        if address.enterprise is None:
            return None
        key = {"platform": address.platform, "account": address.user, "enterprise": address.enterprise}
        if self._work.on_postgresql:
            self._work.connection.execute(_LOCK_ACCOUNT, key)
        found = self._work.connection.execute(_OF_ENTERPRISE, key).scalars().all()
        return self.get(found[0]) if len(found) == 1 else None

    def add_address(self, person: int, address: Address, *, reachable: bool = True) -> None:
        """One more chat identity of a member; raises AddressTaken when another transaction was faster."""
        place = self._work.connection.execute(_NEXT_PLACE, {"person": person}).scalar_one()
        with verdicts():
            identity = _address(person, address, place or 0) | {"reachable": reachable}
            self._work.connection.execute(_ADD_ADDRESS, identity)

    def add(self, person: Person) -> None:
        """A new member with `person.addresses`; raises AddressTaken when another transaction was faster."""
        execute = self._work.connection.execute
        execute(_ADD, {"id": person.id, "joined_at": person.joined_at, **_values(person)})
        execute(_ADD_RATE, {"person": person.id, "free_at": person.joined_at})
        rows = [_address(person.id, address, place) for place, address in enumerate(person.addresses)]
        if rows:
            with verdicts():
                execute(_ADD_ADDRESS, rows)

    def save(self, person: Person) -> None:
        """Everything but the addresses."""
        self._work.connection.execute(_SAVE, {"person": person.id, **_values(person)})

    def called(self, texts: Collection[str]) -> Sequence[Person]:
        """Whose whole name, handle or e-mail address is one of these folded texts."""
        wanted = sorted(texts)
        rows = [
            row
            for start in range(0, len(wanted), _AT_ONCE)
            for row in self._work.connection.execute(_CALLED, {"texts": wanted[start : start + _AT_ONCE]})
        ]
        # Somebody's name and address may be in different slices.
        found = {group[0].id: person_of(group) for group in by_person(rows)}
        return list(found.values())

    def set_plans(self, plans: Mapping[int, Plan]) -> None:
        """Put members on plans, by their ids."""
        if plans:
            rows = [{"person": person, "becomes": plan.value} for person, plan in plans.items()]
            self._work.connection.execute(_SET_PLAN, rows)

    def ask_for_plan(self, person: int, at: datetime) -> None:
        """Note that a member asks for a plan; the first time counts."""
        asking = self._work.connection.execute(_IS_ASKING, {"people": [person]}).first()
        if asking is None:
            self._work.connection.execute(_ASK, {"person": person, "asked_at": at})

    def asking_for_plan(self, without: Collection[Plan], limit: int) -> Sequence[Person]:
        """Who asks for a plan and is on none of these, the suspended aside, whoever has waited longest first."""
        wanted = {"plans": [plan.value for plan in without], "limit": limit}
        return [*map(person_of, by_person(self._work.connection.execute(_ASKING, wanted)))]

    def end_plan_requests(self, people: Collection[int]) -> bool:
        """These members ask for a plan no more; whether any of them did."""
        return self._work.connection.execute(_ASK_NO_MORE, {"people": sorted(people)}).rowcount > 0

    def search(self, text: str, limit: int = 20, offset: int = 0) -> Sequence[Person]:
        """Whose name, handle or e-mail contains `text`, best first."""
        rows = self._work.connection.execute(_SEARCH, {**patterns(text), "limit": limit, "offset": offset})
        return [person_of(group) for group in by_person(rows)]

    def count_admins(self) -> int:
        """How many admins there are, the suspended aside, under a lock, so that the last one cannot go twice."""
        return len(self._work.connection.execute(_LOCK_ADMINS).all())

    def admins(self) -> Sequence[int]:
        """Who the admins are, the suspended aside."""
        return self._work.connection.execute(_ADMINS).scalars().all()

    def lock(self, people: Iterable[int]) -> None:
        """Hold these members' rows, in id order, to the transaction's end; on SQLite nobody else writes."""
        if self._work.on_postgresql:
            self._work.connection.execute(_LOCK_THESE, {"people": list(people)})

    def menus(self, person: int) -> Mapping[Address, str]:
        """What the menus of this member's chats showed last, where anything is known."""
        rows = self._work.connection.execute(_MENUS, {"whose": person})
        return {Address(row.platform, row.workspace, row.account): row.menu for row in rows}

    def set_menu(self, address: Address, shown: str | None) -> None:
        """Keep what the menu of a chat shows; None: it is not known."""
        self._work.connection.execute(
            _SET_MENU,
            {
                "at_platform": address.platform,
                "at_workspace": address.workspace,
                "at_account": address.user,
                "shown": shown,
            },
        )

    def set_handle(self, address: Address, handle: str | None, reachable: bool | None = None) -> None:
        """Keep what the platform calls this identity, its enterprise, and if it is reachable; None changes nothing."""
        self._work.connection.execute(
            _SET_HANDLE,
            {
                "at_platform": address.platform,
                "at_workspace": address.workspace,
                "at_account": address.user,
                "handle": handle,
                "folded": None if handle is None else fold(handle),
                "words": None if handle is None else in_words(handle),
                "reaches": reachable,
                "within": address.enterprise,
            },
        )


def _address(person: int, address: Address, place: int) -> dict[str, object]:
    return {
        "platform": address.platform,
        "workspace": address.workspace,
        "account": address.user,
        "person": person,
        "place": place,
        "reachable": True,
        "enterprise": address.enterprise,
    }


def _values(person: Person) -> dict[str, object]:
    return {
        "name": person.name,
        "name_folded": fold(person.name),
        "name_words": in_words(person.name),
        "email": person.email,
        "email_folded": None if person.email is None else fold(person.email),
        "zone": person.zone,
        "locale": person.locale,
        "plan": person.plan.value,
        "suspended": person.suspended,
        "is_mentee": Role.MENTEE in person.roles,
        "is_mentor": Role.MENTOR in person.roles,
        "is_admin": Role.ADMIN in person.roles,
        "types": person.types,
        "quiet_from": person.quiet and person.quiet.starts,
        "quiet_until": person.quiet and person.quiet.ends,
    }
