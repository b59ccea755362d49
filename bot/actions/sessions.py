"""What a button can mean about one's sessions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShowSessions:
    """The person's sessions, upcoming or past, by page."""

    past: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowSession:
    """One session's card."""

    session: int


@dataclass(frozen=True, slots=True)
class CancelSession:
    """Cancel a session as it was at `revision` (opens a form that names the consequences)."""

    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class JoinSession:
    """Ask for the meeting link, and be recorded as having come."""

    session: int


SessionAction = ShowSessions | ShowSession | CancelSession | JoinSession
