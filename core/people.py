"""Who takes part: people, their chat identities, roles and plans."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.quiet import Quiet

NAMELESS = "a former member"
"""The name of somebody whose data was erased, in English; whoever reads it elsewhere reads it in their language."""


class Plan(StrEnum):
    """What a person's membership allows; policies say which plans may book and how often."""

    NONE = "none"
    INDIVIDUAL = "individual"
    COUNCIL = "council"


class Role(StrEnum):
    """What a person does in the programme; one person may have several."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A chat identity. `workspace` is Slack's team id and empty on Telegram; `user` is the platform's own id.

    `enterprise` is the Slack organisation that the workspace and the person belong to, None where it is not known:
    in all workspaces of one, a person has the same `user`.
    """

    platform: str
    workspace: str
    user: str
    enterprise: str | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return (
            f"{self.platform}:{self.workspace}/{self.user}"
            if self.workspace
            else f"{self.platform}:{self.user}"
        )

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Read `slack:T1/U1` or `telegram:42`; raises ValueError."""
        platform, separator, rest = text.strip().partition(":")
        workspace, slash, user = rest.rpartition("/")
        if not (platform and separator and user and (workspace or not slash)):
            message = (
                f"{text!r} is not platform:workspace/user (slack:T1/U1) or platform:user (telegram:42)"
            )
            raise ValueError(message)
        return cls(platform, workspace, user)


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the programme. `zone` is an IANA name, None until a Telegram member has told us.

    `handles` are what the platforms call them, (platform, handle) each, where they said so. `shut` are those of the
    addresses that cannot be written to. Who `types` reads under messages what to type in place of pressing.
    """

    id: int
    name: str
    joined_at: datetime
    email: str | None = None
    zone: str | None = None
    locale: str = "en"
    plan: Plan = Plan.NONE
    roles: frozenset[Role] = frozenset({Role.MENTEE})
    suspended: bool = False
    types: bool = False
    addresses: tuple[Address, ...] = field(default=())
    quiet: Quiet | None = None
    handles: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    shut: frozenset[Address] = field(default=frozenset(), compare=False)

    @property
    def reachable(self) -> bool:
        """Whether the person can be written to anywhere."""
        return not self.shut.issuperset(self.addresses) if self.addresses else True

    @property
    def unplaced(self) -> frozenset[Address]:
        """Those of the addresses whose enterprise, if there is one, is not known."""
        return frozenset(address for address in self.addresses if address.enterprise is None)

    @property
    def is_admin(self) -> bool:
        """Whether the person may run the programme: a suspended admin may not."""
        return Role.ADMIN in self.roles and not self.suspended

    @property
    def is_erased(self) -> bool:
        """Whether their data was erased."""
        return self.name == NAMELESS and not self.addresses

    @property
    def is_mentor(self) -> bool:
        """Whether the person gives sessions."""
        return Role.MENTOR in self.roles

    @property
    def clock_zone(self) -> str:
        """The zone to show times in: the person's own, UTC as long as it is unknown."""
        return self.zone or "UTC"
