"""What a button can mean about paying."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.sessions import its_session
from bot.actions.spec import Spec


@dataclass(frozen=True, slots=True)
class ShowPayment:
    """How a session of theirs is paid for."""

    spec: ClassVar = Spec("tp", typed="sessions {session} pay", about=its_session)
    session: int


@dataclass(frozen=True, slots=True)
class CheckPayment:
    """Have the provider asked whether it is paid: "I have paid"."""

    spec: ClassVar = Spec("tc", typed="sessions {session} paid", about=its_session)
    session: int


@dataclass(frozen=True, slots=True)
class PayAgain:
    """Have another link made to pay by."""

    spec: ClassVar = Spec("ta", typed="sessions {session} again", about=its_session)
    session: int


@dataclass(frozen=True, slots=True)
class LeavePayment:
    """Do without a session that waits for its payment."""

    spec: ClassVar = Spec("tl", typed="sessions {session} leave", about=its_session)
    session: int


@dataclass(frozen=True, slots=True)
class ShowReceipt:
    """What was paid for a session, and what went back."""

    spec: ClassVar = Spec("tr", typed="sessions {session} receipt")
    session: int


@dataclass(frozen=True, slots=True)
class MailReceipt:
    """Have the receipt mailed to them."""

    spec: ClassVar = Spec("tm", typed="sessions {session} receipt mail")
    session: int


Presses = ShowPayment | CheckPayment | PayAgain | LeavePayment | ShowReceipt | MailReceipt
