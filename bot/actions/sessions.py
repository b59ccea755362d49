"""What a button can mean about one's sessions."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from bot.actions.spec import Spec


@dataclass(frozen=True, slots=True)
class ShowSessions:
    """The person's sessions, upcoming or past, by page."""

    spec: ClassVar = Spec(
        "sl", typed=lambda it: None if it.page else "sessions past" if it.past else "sessions"
    )
    past: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class LookBack:
    """The person's past sessions that begin on the days from `first` to `last`, with another `person`, by page."""

    spec: ClassVar = Spec(
        "slb",
        typed=lambda it: (
            None
            if it.page or it.person or None in (it.first, it.last)
            else "sessions past from:{first} to:{last}"
        ),
    )
    first: date | None = None
    last: date | None = None
    person: int | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowSession:
    """One session's card."""

    spec: ClassVar = Spec("s", typed="sessions {session}")
    session: int


def its_session(action: Any) -> ShowSession:
    """The session that an action is about."""
    return ShowSession(action.session)


@dataclass(frozen=True, slots=True)
class EditSession:
    """Change title, description, meeting or place (opens a form)."""

    spec: ClassVar = Spec("se", typed="sessions {session} edit", about=its_session)
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class CancelSession:
    """Cancel a session as it was at `revision` (opens a form that names the consequences)."""

    spec: ClassVar = Spec("sx", typed="sessions {session} cancel", about=its_session)
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class JoinSession:
    """Ask for the meeting link, and be recorded as having come."""

    spec: ClassVar = Spec("sj", typed="sessions {session} join", about=its_session)
    session: int


@dataclass(frozen=True, slots=True)
class TellLate:
    """Tell the other side that one comes so many minutes later; 0 where that is not known."""

    spec: ClassVar = Spec("slt", typed="sessions {session} late", about=its_session)
    session: int
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class ShowRequest:
    """The session that a request to move it is about."""

    spec: ClassVar = Spec("rs", about=lambda _: ShowSessions())
    request: int


Presses = ShowSessions | LookBack | ShowSession | ShowRequest | JoinSession | TellLate
Forms = EditSession | CancelSession
