"""What a button can mean about disputes: reporting a problem, and what admins do about it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.actions.sessions import its_session
from bot.actions.spec import ADMINS, Spec
from core.attendance import Category, DisputeStatus, Priority
from core.disputes import Way, Whose


@dataclass(frozen=True, slots=True)
class ReportProblem:
    """Report a problem with a session (opens a form)."""

    spec: ClassVar = Spec("pr", typed="sessions {session} report", about=its_session)
    session: int


@dataclass(frozen=True, slots=True)
class ShowProblem:
    """A problem as one of its parties sees it."""

    spec: ClassVar = Spec("ps")
    dispute: int


def its_report(action: Any) -> ShowProblem:
    """The report that an action is about."""
    return ShowProblem(action.dispute)


@dataclass(frozen=True, slots=True)
class AddToProblem:
    """Answer an admin, or add something to one's own report (opens a form)."""

    spec: ClassVar = Spec("pa", about=its_report)
    dispute: int


@dataclass(frozen=True, slots=True)
class WithdrawProblem:
    """Take one's own report back."""

    spec: ClassVar = Spec("px", about=its_report)
    dispute: int


@dataclass(frozen=True, slots=True)
class AddFiles:
    """Put the files that were sent, kept in a draft, to this report."""

    spec: ClassVar = Spec("pf", about=its_report)
    dispute: int
    draft: int


@dataclass(frozen=True, slots=True)
class ShowDisputes:
    """What admins have to decide, by page."""

    spec: ClassVar = Spec("dl", roles=ADMINS, typed="admin disputes")
    page: int = 0


@dataclass(frozen=True, slots=True)
class FilterDisputes:
    """Undecided disputes, one's own of these, or all; of a status, a priority, a category or an admin; None is any."""

    spec: ClassVar = Spec("dlf", roles=ADMINS)
    page: int
    whose: Whose
    status: DisputeStatus | None
    priority: Priority | None
    category: Category | None
    admin: int | None


@dataclass(frozen=True, slots=True)
class ShowDispute:
    """One of these, also when it is decided."""

    spec: ClassVar = Spec("d", roles=ADMINS, typed="admin dispute {dispute}")
    dispute: int


def its_dispute(action: Any) -> ShowDispute:
    """The dispute that an action is about."""
    return ShowDispute(action.dispute)


@dataclass(frozen=True, slots=True)
class TakeDispute:
    """Take a dispute on."""

    spec: ClassVar = Spec("dt", roles=ADMINS, typed="admin dispute {dispute} take", about=its_dispute)
    dispute: int


@dataclass(frozen=True, slots=True)
class GiveDispute:
    """Give a dispute to an admin (opens a form)."""

    spec: ClassVar = Spec("dg", roles=ADMINS, typed="admin dispute {dispute} give", about=its_dispute)
    dispute: int


@dataclass(frozen=True, slots=True)
class SetPriority:
    """Weigh a dispute anew."""

    spec: ClassVar = Spec("dp", roles=ADMINS, about=its_dispute)
    dispute: int
    priority: Priority


@dataclass(frozen=True, slots=True)
class AskParty:
    """Ask a party of a dispute for more (opens a form)."""

    spec: ClassVar = Spec("da", roles=ADMINS, typed="admin dispute {dispute} ask", about=its_dispute)
    dispute: int


@dataclass(frozen=True, slots=True)
class OpenEvidence:
    """Have a file of a dispute sent to one's own chat."""

    spec: ClassVar = Spec("de", roles=ADMINS, about=its_dispute)
    dispute: int
    evidence: int


@dataclass(frozen=True, slots=True)
class DecideDispute:
    """Decide a report in this way (opens a form)."""

    spec: ClassVar = Spec("dd", roles=ADMINS, about=its_dispute)
    dispute: int
    way: Way


@dataclass(frozen=True, slots=True)
class ConfirmVerdict:
    """Do what was shown; `cancels` also the sessions that a suspended person takes."""

    spec: ClassVar = Spec("dy", roles=ADMINS, about=its_dispute)
    dispute: int
    draft: int
    cancels: bool


@dataclass(frozen=True, slots=True)
class DiscardVerdict:
    """Leave a report undecided."""

    spec: ClassVar = Spec("dn", roles=ADMINS, about=its_dispute)
    dispute: int
    draft: int


@dataclass(frozen=True, slots=True)
class UpholdDispute:
    """Decide that it is so: the absent one did not come."""

    spec: ClassVar = Spec("du", roles=ADMINS, typed="admin dispute {dispute} confirm", about=its_dispute)
    dispute: int


@dataclass(frozen=True, slots=True)
class DismissDispute:
    """Decide that nothing follows from it (opens a form)."""

    spec: ClassVar = Spec("dx", roles=ADMINS, typed="admin dispute {dispute} dismiss", about=its_dispute)
    dispute: int


Presses = (
    ShowProblem
    | WithdrawProblem
    | AddFiles
    | ShowDisputes
    | FilterDisputes
    | ShowDispute
    | TakeDispute
    | SetPriority
    | OpenEvidence
    | ConfirmVerdict
    | DiscardVerdict
    | UpholdDispute
)
Forms = ReportProblem | AddToProblem | GiveDispute | AskParty | DecideDispute | DismissDispute
