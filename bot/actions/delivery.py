"""What a button can mean about messages that could not be delivered."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.spec import ADMINS, Spec


@dataclass(frozen=True, slots=True)
class ShowFailed:
    """Messages that could not be delivered, by page."""

    spec: ClassVar = Spec("nf", roles=ADMINS, typed="admin failed")
    page: int = 0


@dataclass(frozen=True, slots=True)
class RetryNotice:
    """Send one of them again."""

    spec: ClassVar = Spec("nr", roles=ADMINS, about=lambda _: ShowFailed())
    notice: int


@dataclass(frozen=True, slots=True)
class DismissNotice:
    """Put one of them aside."""

    spec: ClassVar = Spec("nx", roles=ADMINS, about=lambda _: ShowFailed())
    notice: int


@dataclass(frozen=True, slots=True)
class RetryDelivery:
    """Handle a delivery that was set aside again."""

    spec: ClassVar = Spec("jd", roles=ADMINS, about=lambda _: ShowFailed())
    delivery: int


@dataclass(frozen=True, slots=True)
class DismissDelivery:
    """Forget a delivery that was set aside."""

    spec: ClassVar = Spec("jx", roles=ADMINS, about=lambda _: ShowFailed())
    delivery: int


@dataclass(frozen=True, slots=True)
class RetryCalendar:
    """Read a mentor's calendar that is lost now."""

    spec: ClassVar = Spec("jf", roles=ADMINS, about=lambda _: ShowFailed())
    calendar: int


@dataclass(frozen=True, slots=True)
class RetryRefund:
    """Have a refund that failed tried again."""

    spec: ClassVar = Spec("tf", roles=ADMINS, about=lambda _: ShowFailed())
    refund: int


@dataclass(frozen=True, slots=True)
class SettleRefund:
    """Note that a refund which failed was given back outside Parley; asks first unless `sure`."""

    spec: ClassVar = Spec("ts", roles=ADMINS, about=lambda _: ShowFailed())
    refund: int
    sure: bool = False


Presses = (
    ShowFailed
    | RetryNotice
    | DismissNotice
    | RetryDelivery
    | DismissDelivery
    | RetryCalendar
    | RetryRefund
    | SettleRefund
)
