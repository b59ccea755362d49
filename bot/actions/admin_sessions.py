"""What a button can mean about all sessions of the programme, for admins. A query is named by its row."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from bot.actions.spec import ADMINS, Spec
from core.session_queries import Sort


class Quick(StrEnum):
    """Lists that one press makes."""

    UPCOMING = "u"
    TODAY = "t"
    PENDING = "p"
    CANCELLED = "c"
    NO_SHOW = "n"
    REFUNDS = "r"


def _listed(action: Any) -> "ListSessions":
    return ListSessions(action.query)


@dataclass(frozen=True, slots=True)
class ListSessions:
    """A page of what a query finds; 0 is all sessions."""

    spec: ClassVar = Spec(
        "yl", roles=ADMINS, typed=lambda it: None if it.query or it.page else "admin sessions"
    )
    query: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class QuickSessions:
    """One of the usual lists."""

    spec: ClassVar = Spec("yq", roles=ADMINS)
    quick: Quick


@dataclass(frozen=True, slots=True)
class SortSessions:
    """The same sessions in another order."""

    spec: ClassVar = Spec("yo", roles=ADMINS)
    query: int
    sort: Sort
    descending: bool


@dataclass(frozen=True, slots=True)
class FilterSessions:
    """Choose which sessions are listed (opens a form)."""

    spec: ClassVar = Spec("yf", roles=ADMINS, about=_listed)
    query: int


@dataclass(frozen=True, slots=True)
class ShowViews:
    """The reader's saved views."""

    spec: ClassVar = Spec("yv", roles=ADMINS, typed="admin sessions views")


@dataclass(frozen=True, slots=True)
class SaveView:
    """Save a query under a name (opens a form)."""

    spec: ClassVar = Spec("ys", roles=ADMINS, about=_listed)
    query: int


@dataclass(frozen=True, slots=True)
class RenameView:
    """Give a saved view another name (opens a form)."""

    spec: ClassVar = Spec("yr", roles=ADMINS, about=lambda _: ShowViews())
    query: int


@dataclass(frozen=True, slots=True)
class DeleteView:
    """Forget a saved view."""

    spec: ClassVar = Spec("yx", roles=ADMINS, about=lambda _: ShowViews())
    query: int


@dataclass(frozen=True, slots=True)
class ShowAdminSession:
    """One session with everything that is known about it."""

    spec: ClassVar = Spec("y", roles=ADMINS, typed="admin session {session}")
    session: int


@dataclass(frozen=True, slots=True)
class ShowTimeline:
    """What happened to a session, in order."""

    spec: ClassVar = Spec("yt", roles=ADMINS, typed="admin session {session} timeline")
    session: int


@dataclass(frozen=True, slots=True)
class ShowReschedules:
    """The requests to reschedule a session, with every proposal."""

    spec: ClassVar = Spec("ym", roles=ADMINS, typed="admin session {session} reschedules")
    session: int


@dataclass(frozen=True, slots=True)
class ShowNotices:
    """Who was told what about a session, by page."""

    spec: ClassVar = Spec("yn", roles=ADMINS, typed="admin session {session} notices")
    session: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowAudit:
    """What the audit log says of a session, by page."""

    spec: ClassVar = Spec("ya", roles=ADMINS, typed="admin session {session} audit")
    session: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowInternalNotes:
    """What admins noted about a session."""

    spec: ClassVar = Spec("yi", roles=ADMINS, typed="admin session {session} notes")
    session: int


Presses = (
    ListSessions
    | QuickSessions
    | SortSessions
    | ShowViews
    | DeleteView
    | ShowAdminSession
    | ShowTimeline
    | ShowReschedules
    | ShowNotices
    | ShowAudit
    | ShowInternalNotes
)
Forms = FilterSessions | SaveView | RenameView
