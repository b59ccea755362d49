"""Lists of members for admins: by role, plan and activity, and what they have used of a month (ADM-8)."""

from dataclasses import dataclass
from datetime import date

from core.desk import Desk
from core.member_queries import MemberQuery, Usage, UsageQuery
from core.people import Person
from core.usecases.members import check_admin
from core.usecases.quota import month_of

PAGE = 8
MOST_PAGES = 9_999


@dataclass(frozen=True, slots=True)
class MembersPage:
    """Members who fit; `more` when another page follows."""

    query: MemberQuery
    members: tuple[Person, ...]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class UsagePage:
    """What members have used of the month that begins at `month`; `more` when another page follows."""

    month: date
    full: bool
    usages: tuple[Usage, ...]
    page: int
    more: bool


def members(desk: Desk, actor: Person, query: MemberQuery, page: int) -> MembersPage:
    """Members who fit; raises NotAdmin."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        found = tx.member_queries.find(query, tx.now, PAGE + 1, page * PAGE)
        return MembersPage(query, tuple(found[:PAGE]), page, len(found) > PAGE)


def usage(desk: Desk, actor: Person, month: date | None, page: int, *, full: bool) -> UsagePage:
    """Who has used how much of a month (None: of the present one of the actor's), most first; raises NotAdmin."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        policies = tx.policies()
        first = (month or month_of(actor, tx.now)).replace(day=1)
        plans = [*policies.plans_that_book]
        query = UsageQuery(first, policies.monthly_sessions, plans, full)
        found = tx.member_queries.usage(query, PAGE + 1, page * PAGE)
        usages = tuple(
            Usage(person, used, policies.monthly_sessions[person.plan]) for person, used in found[:PAGE]
        )
        return UsagePage(first, full, usages, page, len(found) > PAGE)
