"""What a button can mean about the address at which one's own calendar reads what is booked."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.spec import Spec


@dataclass(frozen=True, slots=True)
class ShowSubscription:
    """The address, or what it would be good for."""

    spec: ClassVar = Spec("ik", typed="profile calendar")


@dataclass(frozen=True, slots=True)
class OpenSubscription:
    """Have an address, another one than before."""

    spec: ClassVar = Spec("in", typed="profile calendar new", about=lambda _: ShowSubscription())


@dataclass(frozen=True, slots=True)
class CloseSubscription:
    """Let nobody read by the address any more."""

    spec: ClassVar = Spec("ix", typed="profile calendar off", about=lambda _: ShowSubscription())


Presses = ShowSubscription | OpenSubscription | CloseSubscription
