"""What a button can mean about oneself."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.spec import Spec


@dataclass(frozen=True, slots=True)
class ShowProfile:
    """The person's own settings."""

    spec: ClassVar = Spec("p", typed="profile")


@dataclass(frozen=True, slots=True)
class EditQuiet:
    """Say when to be left in peace (opens a form)."""

    spec: ClassVar = Spec("pq", typed="profile quiet", about=lambda _: ShowProfile())


@dataclass(frozen=True, slots=True)
class AskZone:
    """Offer time zones, or ask for one."""

    spec: ClassVar = Spec("za", typed="timezone")


@dataclass(frozen=True, slots=True)
class SetZone:
    """Live in this IANA zone from now on."""

    spec: ClassVar = Spec("z", about=lambda _: ShowProfile())
    zone: str


@dataclass(frozen=True, slots=True)
class AskLanguage:
    """Offer the languages that Parley speaks."""

    spec: ClassVar = Spec("la", typed="profile language")


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """Read everything in the language of this locale from now on."""

    spec: ClassVar = Spec("l", typed="profile language {locale}", about=lambda _: ShowProfile())
    locale: str


@dataclass(frozen=True, slots=True)
class AskForPlan:
    """Ask the admins for a plan that books."""

    spec: ClassVar = Spec("pp", typed="profile plan", about=lambda _: ShowProfile())


@dataclass(frozen=True, slots=True)
class SetTyping:
    """Read under each message what can be typed in place of pressing, or no longer."""

    spec: ClassVar = Spec(
        "pt", typed=lambda it: f"profile typing {'on' if it.on else 'off'}", about=lambda _: ShowProfile()
    )
    on: bool


Presses = ShowProfile | AskZone | SetZone | AskLanguage | SetLanguage | AskForPlan | SetTyping
Forms = EditQuiet
