"""What a button can mean about people: oneself, and an admin's members."""

from dataclasses import dataclass

from core.people import Plan, Role


@dataclass(frozen=True, slots=True)
class ShowHelp:
    """What the bot can do, or how one command is used."""

    topic: str = ""


@dataclass(frozen=True, slots=True)
class ShowProfile:
    """The person's own settings."""


@dataclass(frozen=True, slots=True)
class EditQuiet:
    """Say when to be left in peace (opens a form)."""


@dataclass(frozen=True, slots=True)
class AskZone:
    """Offer time zones, or ask for one."""


@dataclass(frozen=True, slots=True)
class SetZone:
    """Live in this IANA zone from now on."""

    zone: str


@dataclass(frozen=True, slots=True)
class ShowMembers:
    """All members, by page."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowMember:
    """One member's roles and plan."""

    person: int


@dataclass(frozen=True, slots=True)
class GrantRole:
    """Give a member a role."""

    person: int
    role: Role


@dataclass(frozen=True, slots=True)
class RevokeRole:
    """Take a role from a member."""

    person: int
    role: Role


@dataclass(frozen=True, slots=True)
class SetPlan:
    """Put a member on a plan."""

    person: int
    plan: Plan


@dataclass(frozen=True, slots=True)
class ShowFailed:
    """Messages that could not be delivered, by page."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class RetryNotice:
    """Send one of them again."""

    notice: int


@dataclass(frozen=True, slots=True)
class DismissNotice:
    """Put one of them aside."""

    notice: int


MemberAction = (
    ShowHelp
    | ShowProfile
    | EditQuiet
    | AskZone
    | SetZone
    | ShowMembers
    | ShowMember
    | GrantRole
    | RevokeRole
    | SetPlan
    | ShowFailed
    | RetryNotice
    | DismissNotice
)
