"""What a button can mean about chats in which admins run the programme."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.spec import ADMINS, Spec


@dataclass(frozen=True, slots=True)
class ShowAdminChannels:
    """All admin channels."""

    spec: ClassVar = Spec("jl", roles=ADMINS, typed="admin channels")


@dataclass(frozen=True, slots=True)
class AskAdminChannel:
    """What it would mean to make this chat an admin channel, before it is done."""

    spec: ClassVar = Spec("ja", roles=ADMINS, typed="admin here", about=lambda _: ShowAdminChannels())


@dataclass(frozen=True, slots=True)
class LeaveAdminChannel:
    """Make this chat no admin channel any more."""

    spec: ClassVar = Spec("jo", roles=ADMINS, typed="admin here off", about=lambda _: ShowAdminChannels())


@dataclass(frozen=True, slots=True)
class ConfirmAdminChannel:
    """Make a chat an admin channel."""

    spec: ClassVar = Spec("jc", roles=ADMINS, about=lambda _: ShowAdminChannels())
    channel: int


@dataclass(frozen=True, slots=True)
class RemoveAdminChannel:
    """Make a chat of the list no admin channel any more."""

    spec: ClassVar = Spec("jr", roles=ADMINS, about=lambda _: ShowAdminChannels())
    channel: int


Presses = ShowAdminChannels | AskAdminChannel | LeaveAdminChannel | ConfirmAdminChannel | RemoveAdminChannel
