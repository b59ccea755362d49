"""What a button can mean about the Slack workspaces that are connected."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.spec import ADMINS, Spec


@dataclass(frozen=True, slots=True)
class ShowWorkspaces:
    """All workspaces that are connected, or were."""

    spec: ClassVar = Spec("ew", roles=ADMINS, typed="admin workspaces")


@dataclass(frozen=True, slots=True)
class ConnectWorkspace:
    """Make an address at which one more is connected."""

    spec: ClassVar = Spec(
        "ec", roles=ADMINS, typed="admin workspaces connect", about=lambda _: ShowWorkspaces()
    )


@dataclass(frozen=True, slots=True)
class ReviewDisconnecting:
    """What disconnecting one would mean, before it is done."""

    spec: ClassVar = Spec("er", roles=ADMINS, about=lambda _: ShowWorkspaces())
    place: str


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Have Slack remove us from one."""

    spec: ClassVar = Spec("ed", roles=ADMINS, about=lambda _: ShowWorkspaces())
    place: str


Presses = ShowWorkspaces | ConnectWorkspace | ReviewDisconnecting | Disconnect
