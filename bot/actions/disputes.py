"""What a button can mean about disputes, for admins."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.spec import ADMINS, Spec


@dataclass(frozen=True, slots=True)
class ShowDisputes:
    """What admins have to decide, by page."""

    spec: ClassVar = Spec("dl", roles=ADMINS, typed="admin disputes")
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowDispute:
    """One of these, also when it is decided."""

    spec: ClassVar = Spec("d", roles=ADMINS)
    dispute: int


@dataclass(frozen=True, slots=True)
class UpholdDispute:
    """Decide that it is so: the absent one did not come."""

    spec: ClassVar = Spec("du", roles=ADMINS, about=lambda it: ShowDispute(it.dispute))
    dispute: int


@dataclass(frozen=True, slots=True)
class DismissDispute:
    """Decide that it is not so."""

    spec: ClassVar = Spec("dx", roles=ADMINS, about=lambda it: ShowDispute(it.dispute))
    dispute: int


Presses = ShowDisputes | ShowDispute | UpholdDispute | DismissDispute
