"""What a button can mean about members, for admins."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.actions.spec import ADMINS, Spec
from core.measures import Measure
from core.member_queries import Activity
from core.people import Plan, Role


@dataclass(frozen=True, slots=True)
class ShowMembers:
    """All members, by page."""

    spec: ClassVar = Spec("ml", roles=ADMINS, typed="admin members")
    page: int = 0


@dataclass(frozen=True, slots=True)
class FilterMembers:
    """Members of a role, on a plan, who are active or not, by page; None is any."""

    spec: ClassVar = Spec("mf", roles=ADMINS)
    page: int
    role: Role | None
    plan: Plan | None
    activity: Activity | None


@dataclass(frozen=True, slots=True)
class ShowQuota:
    """Who has used how much of a month (its first day; None: the present one), by page; with `full`, all of it."""

    spec: ClassVar = Spec("mq", roles=ADMINS, typed="admin quota")
    page: int = 0
    month: date | None = None
    full: bool = False


@dataclass(frozen=True, slots=True)
class ShowMember:
    """One member's roles and plan."""

    spec: ClassVar = Spec("m", roles=ADMINS)
    person: int


@dataclass(frozen=True, slots=True)
class ReviewRole:
    """What giving or taking a role would mean, before it is done."""

    spec: ClassVar = Spec("mk", roles=ADMINS, about=lambda it: ShowMember(it.person))
    person: int
    role: Role
    granted: bool


@dataclass(frozen=True, slots=True)
class GrantRole:
    """Give a member a role."""

    spec: ClassVar = Spec("mg", roles=ADMINS, about=lambda it: ShowMember(it.person))
    person: int
    role: Role


@dataclass(frozen=True, slots=True)
class RevokeRole:
    """Take a role from a member."""

    spec: ClassVar = Spec("mr", roles=ADMINS, about=lambda it: ShowMember(it.person))
    person: int
    role: Role


@dataclass(frozen=True, slots=True)
class SetPlan:
    """Put a member on a plan."""

    spec: ClassVar = Spec("mp", roles=ADMINS, about=lambda it: ShowMember(it.person))
    person: int
    plan: Plan


@dataclass(frozen=True, slots=True)
class DecideOn:
    """Warn, suspend or restore a member (opens a form)."""

    spec: ClassVar = Spec("mw", roles=ADMINS, about=lambda it: ShowMember(it.person))
    person: int
    measure: Measure


@dataclass(frozen=True, slots=True)
class ConfirmDecision:
    """Do what was shown; `cancels` also the sessions that the suspended person takes."""

    spec: ClassVar = Spec("mwy", roles=ADMINS, about=lambda it: ShowMember(it.person))
    person: int
    draft: int
    cancels: bool


@dataclass(frozen=True, slots=True)
class DiscardDecision:
    """Decide nothing about the member."""

    spec: ClassVar = Spec("mwx", roles=ADMINS, about=lambda it: ShowMember(it.person))
    person: int
    draft: int


@dataclass(frozen=True, slots=True)
class AssignPlans:
    """Put many members on plans from a list (opens a form)."""

    spec: ClassVar = Spec("mpl", roles=ADMINS, typed="admin plans", about=lambda _: ShowMembers())


@dataclass(frozen=True, slots=True)
class ConfirmPlans:
    """Set the plans that were shown."""

    spec: ClassVar = Spec("mpy", roles=ADMINS, about=lambda _: ShowMembers())
    draft: int


@dataclass(frozen=True, slots=True)
class DiscardPlans:
    """Leave the plans as they are."""

    spec: ClassVar = Spec("mpx", roles=ADMINS, about=lambda _: ShowMembers())
    draft: int


Forms = DecideOn | AssignPlans
Presses = (
    ConfirmPlans
    | DiscardPlans
    | ShowMembers
    | FilterMembers
    | ShowQuota
    | ShowMember
    | ReviewRole
    | GrantRole
    | RevokeRole
    | SetPlan
    | ConfirmDecision
    | DiscardDecision
)
