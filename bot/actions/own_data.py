"""What a button can mean about one's own data."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.spec import Spec


@dataclass(frozen=True, slots=True)
class ShowOwnData:
    """What can be done with one's own data, and whether it is to be erased."""

    spec: ClassVar = Spec("dh", typed="profile data")


@dataclass(frozen=True, slots=True)
class ExportOwnData:
    """Have all of it sent as a file."""

    spec: ClassVar = Spec("dj", typed="profile data export", about=lambda _: ShowOwnData())


@dataclass(frozen=True, slots=True)
class ReviewErasure:
    """What it would mean to have it erased."""

    spec: ClassVar = Spec("dk", typed="profile data erase")


@dataclass(frozen=True, slots=True)
class AskErasure:
    """Have it erased when the grace is over."""

    spec: ClassVar = Spec("dw", typed="profile data erase yes", about=lambda _: ShowOwnData())


@dataclass(frozen=True, slots=True)
class KeepOwnData:
    """Stay after all."""

    spec: ClassVar = Spec("dm", typed="profile data keep", about=lambda _: ShowOwnData())


Presses = ShowOwnData | ExportOwnData | ReviewErasure | AskErasure | KeepOwnData
