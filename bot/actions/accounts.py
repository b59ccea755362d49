"""What a button can mean about the accounts of one person."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.spec import Spec
from core.people import Plan


def _accounts(_: object) -> "ShowAccounts":
    return ShowAccounts()


def its_link(action: "AgreeLink | ChoosePage | ChoosePlan") -> "ShowLink":
    """What shows the link of such an action."""
    return ShowLink(action.link)


@dataclass(frozen=True, slots=True)
class ShowAccounts:
    """The person's accounts, and which of them is written to first."""

    spec: ClassVar = Spec("u", typed="profile accounts")


@dataclass(frozen=True, slots=True)
class GetLinkCode:
    """Have a code that another account enters."""

    spec: ClassVar = Spec("ul", typed="link", about=_accounts)


@dataclass(frozen=True, slots=True)
class TypeLinkCode:
    """Enter the code that another account was given (opens a form)."""

    spec: ClassVar = Spec("ue", about=_accounts)


@dataclass(frozen=True, slots=True)
class ShowLink:
    """What two accounts become, before both sides agree."""

    spec: ClassVar = Spec("us", about=_accounts)
    link: int


@dataclass(frozen=True, slots=True)
class AgreeLink:
    """Agree to the preview of this version."""

    spec: ClassVar = Spec("ug", typed="link yes", about=its_link)
    link: int
    version: str


@dataclass(frozen=True, slots=True)
class RefuseLink:
    """Leave the two accounts as they are."""

    spec: ClassVar = Spec("uf", typed="link no", about=_accounts)
    link: int


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """Keep the mentor page of this account, or the other's."""

    spec: ClassVar = Spec(
        "up", typed=lambda action: f"link page {'here' if action.own else 'there'}", about=its_link
    )
    link: int
    own: bool


@dataclass(frozen=True, slots=True)
class ChoosePlan:
    """Stay on one of two plans."""

    spec: ClassVar = Spec("uc", typed="link plan {plan}", about=its_link)
    link: int
    plan: Plan


@dataclass(frozen=True, slots=True)
class PreferChat:
    """Be written to on this platform first."""

    spec: ClassVar = Spec("un", typed="profile notices {platform}", about=_accounts)
    platform: str


@dataclass(frozen=True, slots=True)
class AskSeparate:
    """What taking an account off would mean."""

    spec: ClassVar = Spec("ua", about=_accounts)
    mark: str


@dataclass(frozen=True, slots=True)
class SeparateAccount:
    """Take an account off: it begins anew."""

    spec: ClassVar = Spec("ux", about=_accounts)
    mark: str


Presses = (
    ShowAccounts
    | GetLinkCode
    | ShowLink
    | AgreeLink
    | RefuseLink
    | ChoosePage
    | ChoosePlan
    | PreferChat
    | AskSeparate
    | SeparateAccount
)
Forms = TypeLinkCode
