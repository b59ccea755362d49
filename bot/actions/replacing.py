"""What a button can mean about another mentor for a session."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from bot.actions.sessions import its_session
from bot.actions.spec import Spec


@dataclass(frozen=True, slots=True)
class KeepReplacement:
    """Go on with the mentor who was found."""

    spec: ClassVar = Spec("ka", about=its_session)
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class BrowseReplacements:
    """Other mentors for the session, by page."""

    spec: ClassVar = Spec("kb", about=its_session)
    session: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class ReplacementWeek:
    """Another mentor's free times for the session, in the week that begins at `first`."""

    spec: ClassVar = Spec("kw", about=its_session)
    session: int
    mentor: int
    first: date | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ReplacementMonth:
    """The days of a month on which another mentor has free times for the session; why `day` has none."""

    spec: ClassVar = Spec("km", about=its_session)
    session: int
    mentor: int
    first: date | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ChooseReplacement:
    """Go on with this mentor at this time."""

    spec: ClassVar = Spec("kc", about=its_session)
    session: int
    revision: int
    mentor: int
    start: datetime


@dataclass(frozen=True, slots=True)
class CancelUnreplaced:
    """Cancel with a full refund, because the mentor cancelled (opens a form)."""

    spec: ClassVar = Spec("kx", about=its_session)
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class ReplaceUnreachable:
    """Have another mentor sought, because the session's cannot be written to."""

    spec: ClassVar = Spec("ku", about=its_session)
    session: int
    revision: int


Presses = (
    KeepReplacement
    | ReplaceUnreachable
    | BrowseReplacements
    | ReplacementWeek
    | ReplacementMonth
    | ChooseReplacement
)
Forms = CancelUnreplaced
