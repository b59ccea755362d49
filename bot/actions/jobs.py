"""What a button can mean about long work for admins: acts on many sessions, messages to many people, files."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.actions.admin_sessions import ListSessions
from bot.actions.members import ShowMember
from bot.actions.spec import ADMINS, Spec


def _listed(action: Any) -> ListSessions:
    return ListSessions(action.query)


@dataclass(frozen=True, slots=True)
class ShowJobs:
    """The latest long work of all admins."""

    spec: ClassVar = Spec("vl", roles=ADMINS, typed="admin jobs")


@dataclass(frozen=True, slots=True)
class ShowJob:
    """How far a job is, or what came of it."""

    spec: ClassVar = Spec("v", roles=ADMINS)
    job: int


def its_job(action: Any) -> ShowJob:
    """The job that an action is about."""
    return ShowJob(action.job)


@dataclass(frozen=True, slots=True)
class ExportSessions:
    """Send what a query finds as a file."""

    spec: ClassVar = Spec("ye", roles=ADMINS, about=_listed)
    query: int


@dataclass(frozen=True, slots=True)
class CancelListed:
    """Cancel all sessions of a list (opens a form)."""

    spec: ClassVar = Spec("vc", roles=ADMINS, about=_listed)
    query: int


@dataclass(frozen=True, slots=True)
class MessageListed:
    """Write to those concerned by the sessions of a list (opens a form)."""

    spec: ClassVar = Spec("vt", roles=ADMINS, about=_listed)
    query: int


@dataclass(frozen=True, slots=True)
class MoveDay:
    """Move all that a mentor gives on a day (opens a form)."""

    spec: ClassVar = Spec("vm", roles=ADMINS, about=lambda it: ShowMember(it.mentor))
    mentor: int


@dataclass(frozen=True, slots=True)
class ApproveRefunds:
    """Show what approving all refunds means that a job has left waiting."""

    spec: ClassVar = Spec("va", roles=ADMINS, about=its_job)
    job: int


@dataclass(frozen=True, slots=True)
class ConfirmJob:
    """Do what was shown."""

    spec: ClassVar = Spec("vy", roles=ADMINS, about=its_job)
    job: int


@dataclass(frozen=True, slots=True)
class DiscardJob:
    """Do nothing of it."""

    spec: ClassVar = Spec("vx", roles=ADMINS, about=its_job)
    job: int


@dataclass(frozen=True, slots=True)
class StopJob:
    """Do no more of it; 0 is what was begun last."""

    spec: ClassVar = Spec(
        "vs", roles=ADMINS, typed=lambda it: None if it.job else "admin jobs stop", about=its_job
    )
    job: int = 0


Presses = ShowJobs | ShowJob | ExportSessions | ApproveRefunds | ConfirmJob | DiscardJob | StopJob
Forms = CancelListed | MessageListed | MoveDay
