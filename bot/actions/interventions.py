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


Presses = ShowActs
Forms = AddInternalNote
