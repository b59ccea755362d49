"""What a button can mean about one session, for admins who are no party to it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.actions.spec import ADMINS, Spec


@dataclass(frozen=True, slots=True)
class ShowActs:
    """What an admin can do to a session, and what has been done."""

    spec: ClassVar = Spec("x", roles=ADMINS, typed="admin session {session} acts")
    session: int


def its_acts(action: Any) -> ShowActs:
    """What can be done to the session that an action is about."""
    return ShowActs(action.session)


@dataclass(frozen=True, slots=True)
class AddInternalNote:
    """Write a note that no party reads (opens a form)."""

    spec: ClassVar = Spec("xn", roles=ADMINS, typed="admin session {session} note", about=its_acts)
    session: int


@dataclass(frozen=True, slots=True)
class ForceCancel:
    """Cancel a session as it was at `revision` (opens a form, as those that follow)."""

    spec: ClassVar = Spec("xc", roles=ADMINS, typed="admin session {session} cancel", about=its_acts)
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class ForceComplete:
    """Have a session taken place."""

    spec: ClassVar = Spec("xd", roles=ADMINS, typed="admin session {session} complete", about=its_acts)
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class GiveRefund:
    """Give something back."""

    spec: ClassVar = Spec("xr", roles=ADMINS, typed="admin session {session} refund", about=its_acts)
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class ReassignSession:
    """Have another mentor give the session."""

    spec: ClassVar = Spec("xa", roles=ADMINS, typed="admin session {session} reassign", about=its_acts)
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class MoveSession:
    """Move a session to any time at which both are free."""

    spec: ClassVar = Spec("xm", roles=ADMINS, typed="admin session {session} move", about=its_acts)
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class ClearNoShow:
    """Take a no-show back."""

    spec: ClassVar = Spec("xk", roles=ADMINS, typed="admin session {session} clear", about=its_acts)
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class OverridePolicy:
    """Lift a rule for a session, or extend a deadline."""

    spec: ClassVar = Spec("xo", roles=ADMINS, typed="admin session {session} override", about=its_acts)
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class ConfirmAct:
    """Do what was shown."""

    spec: ClassVar = Spec("xy", roles=ADMINS, about=its_acts)
    session: int
    draft: int


@dataclass(frozen=True, slots=True)
class DiscardAct:
    """Leave the session as it is."""

    spec: ClassVar = Spec("xx", roles=ADMINS, about=its_acts)
    session: int
    draft: int


@dataclass(frozen=True, slots=True)
class ShowRefund:
    """A refund that waits for a second admin, or has waited."""

    spec: ClassVar = Spec("xs", roles=ADMINS)
    refund: int


def its_refund(action: Any) -> ShowRefund:
    """The refund that an action is about."""
    return ShowRefund(action.refund)


@dataclass(frozen=True, slots=True)
class ApproveRefund:
    """Let a refund of another admin's go."""

    spec: ClassVar = Spec("xv", roles=ADMINS, about=its_refund)
    refund: int


@dataclass(frozen=True, slots=True)
class DeclineRefund:
    """Refuse a refund of another admin's."""

    spec: ClassVar = Spec("xw", roles=ADMINS, about=its_refund)
    refund: int


@dataclass(frozen=True, slots=True)
class WithdrawRefund:
    """Take one's own refund back while it waits."""

    spec: ClassVar = Spec("xu", roles=ADMINS, about=its_refund)
    refund: int


Presses = ShowActs | ConfirmAct | DiscardAct | ShowRefund | ApproveRefund | DeclineRefund | WithdrawRefund
Forms = (
    AddInternalNote
    | ForceCancel
    | ForceComplete
    | GiveRefund
    | ReassignSession
    | MoveSession
    | ClearNoShow
    | OverridePolicy
)
