"""What a button can mean about the rules of the programme."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.spec import ADMINS, Spec


@dataclass(frozen=True, slots=True)
class ShowPolicies:
    """The rules in force, as they concern the reader."""

    spec: ClassVar = Spec("o", typed="policies")


@dataclass(frozen=True, slots=True)
class ShowAllPolicies:
    """Every rule in force, for admins."""

    spec: ClassVar = Spec("oa", roles=ADMINS, typed="admin policies")


@dataclass(frozen=True, slots=True)
class PreviewPreset:
    """What a ready-made set of rules would change."""

    spec: ClassVar = Spec("op", roles=ADMINS)
    preset: str


@dataclass(frozen=True, slots=True)
class UsePreset:
    """Put a ready-made set of rules in force."""

    spec: ClassVar = Spec("ou", roles=ADMINS, about=lambda _: ShowAllPolicies())
    preset: str


Presses = ShowPolicies | ShowAllPolicies | PreviewPreset | UsePreset
