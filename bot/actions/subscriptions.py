"""What a button can mean about the address at which one's own calendar reads what is booked."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.councils.looking import its_council
from bot.actions.sessions import its_session
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


@dataclass(frozen=True, slots=True)
class GetSessionFile:
    """Have a session sent as a file for any calendar."""

    spec: ClassVar = Spec("if", typed="sessions {session} calendar", about=its_session)
    session: int


@dataclass(frozen=True, slots=True)
class GetCouncilFile:
    """Have a council sent as a file for any calendar."""

    spec: ClassVar = Spec("ic", typed="council {council} calendar", about=its_council)
    council: int


Presses = ShowSubscription | OpenSubscription | CloseSubscription | GetSessionFile | GetCouncilFile
