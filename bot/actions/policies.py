"""What a button can mean about the rules of the programme."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.actions.spec import ADMINS, Spec


class Group(StrEnum):
    """Rules that belong together."""

    BOOKING = "booking"
    CANCELLING = "cancelling"
    MOVING = "moving"
    MONEY = "money"
    JOINING = "joining"
    COUNCILS = "councils"
    ADMINS = "admins"


@dataclass(frozen=True, slots=True)
class ShowPolicies:
    """The rules in force, as they concern the reader."""

    spec: ClassVar = Spec("o", typed="policies")


@dataclass(frozen=True, slots=True)
class ShowAllPolicies:
    """All groups of rules, for admins."""

    spec: ClassVar = Spec("oa", roles=ADMINS, typed="admin policies")


@dataclass(frozen=True, slots=True)
class ShowPolicyGroup:
    """The rules of a group."""

    spec: ClassVar = Spec("og", roles=ADMINS, typed="admin policies {group}")
    group: Group


@dataclass(frozen=True, slots=True)
class ShowPolicy:
    """One rule."""

    spec: ClassVar = Spec("or", roles=ADMINS, typed="admin policies {key}")
    key: str


@dataclass(frozen=True, slots=True)
class ProposePolicy:
    """What another value of a rule would change; `value` as it is typed."""

    spec: ClassVar = Spec(
        "ov", roles=ADMINS, typed="admin policies set {key} {value}", about=lambda it: ShowPolicy(it.key)
    )
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class EditPolicy:
    """Write another value of a rule (opens a form)."""

    spec: ClassVar = Spec(
        "oe", roles=ADMINS, typed="admin policies set {key}", about=lambda it: ShowPolicy(it.key)
    )
    key: str


@dataclass(frozen=True, slots=True)
class ConfirmPolicies:
    """Put in force what was shown."""

    spec: ClassVar = Spec(
        "oy", roles=ADMINS, typed="admin policies confirm", about=lambda _: ShowAllPolicies()
    )
    draft: int


@dataclass(frozen=True, slots=True)
class DiscardPolicies:
    """Leave the rules as they are."""

    spec: ClassVar = Spec(
        "ox", roles=ADMINS, typed="admin policies discard", about=lambda _: ShowAllPolicies()
    )
    draft: int


@dataclass(frozen=True, slots=True)
class ShowPresets:
    """The ready-made sets of rules."""

    spec: ClassVar = Spec("os", roles=ADMINS, typed="admin policies presets")


@dataclass(frozen=True, slots=True)
class PreviewPreset:
    """What a ready-made set of rules is, and would change."""

    spec: ClassVar = Spec(
        "op", roles=ADMINS, typed="admin policies use {preset}", about=lambda _: ShowPresets()
    )
    preset: str


@dataclass(frozen=True, slots=True)
class UsePreset:
    """The same, on buttons that stand in chats: nothing is put in force before its consequences were shown."""

    spec: ClassVar = Spec("ou", roles=ADMINS, about=lambda _: ShowPresets())
    preset: str


Forms = EditPolicy
Presses = (
    ShowPolicies
    | ShowAllPolicies
    | ShowPolicyGroup
    | ShowPolicy
    | ProposePolicy
    | ConfirmPolicies
    | DiscardPolicies
    | ShowPresets
    | PreviewPreset
    | UsePreset
)
