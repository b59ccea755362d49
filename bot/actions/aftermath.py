"""What a button can mean about what is said when a session is over."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.sessions import its_session
from bot.actions.spec import MENTORS, Spec


@dataclass(frozen=True, slots=True)
class GiveFeedback:
    """Say how the session was (opens a form)."""

    spec: ClassVar = Spec("eg", typed="sessions {session} feedback", about=its_session)
    session: int


@dataclass(frozen=True, slots=True)
class WriteNote:
    """The mentor's private note about a session (opens a form)."""

    spec: ClassVar = Spec("en", roles=MENTORS, typed="sessions {session} notes", about=its_session)
    session: int


@dataclass(frozen=True, slots=True)
class TookPlace:
    """Say that the session took place."""

    spec: ClassVar = Spec("et", about=its_session)
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class ReportAbsent:
    """Say that the other one did not come (opens a form)."""

    spec: ClassVar = Spec("ea", typed="sessions {session} no-show", about=its_session)
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class NeitherCame:
    """Say that the session did not take place at all."""

    spec: ClassVar = Spec("eb", about=its_session)
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class ObjectNoShow:
    """Say that one did come (opens a form)."""

    spec: ClassVar = Spec("eo", about=its_session)
    session: int
    revision: int


Presses = TookPlace | NeitherCame
Forms = GiveFeedback | WriteNote | ReportAbsent | ObjectNoShow
