"""What a button can mean about mail."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.spec import Spec
from core.mail import MailClass
from core.people import Role


def _settings(_: object) -> "ShowMail":
    return ShowMail()


@dataclass(frozen=True, slots=True)
class ShowMail:
    """Where the person's mail goes, and which of it."""

    spec: ClassVar = Spec("pm", typed="profile mail")


@dataclass(frozen=True, slots=True)
class SwitchMail:
    """Have mail of a group sent or not; any at all where none is named."""

    spec: ClassVar = Spec("pms", about=_settings)
    mails: MailClass | None
    on: bool


@dataclass(frozen=True, slots=True)
class ForgetMailAddress:
    """Mail no more to the address that was confirmed."""

    spec: ClassVar = Spec("pmf", typed="profile mail forget", about=_settings)


@dataclass(frozen=True, slots=True)
class EditMail:
    """Give an address for mail (opens a form)."""

    spec: ClassVar = Spec("pme", about=_settings)


@dataclass(frozen=True, slots=True)
class TypeCode:
    """Type the code that was mailed (opens a form)."""

    spec: ClassVar = Spec("pmc", about=_settings)


@dataclass(frozen=True, slots=True)
class TryMail:
    """Send a mail to oneself, to see whether it arrives."""

    spec: ClassVar = Spec("am", frozenset({Role.ADMIN}), typed="admin mail")


Presses = ShowMail | SwitchMail | ForgetMailAddress | TryMail
Forms = EditMail | TypeCode
