"""What a button can mean that an admin presses for a party of a session."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.actions.interventions import its_acts
from bot.actions.spec import ADMINS, Spec


@dataclass(frozen=True, slots=True)
class ActFor:
    """Show a session as one of its parties sees it, with what they can do."""

    spec: ClassVar = Spec("xp", roles=ADMINS, about=its_acts)
    session: int
    as_mentor: bool


def as_they_see_it(action: Any) -> ActFor:
    """The session that an action is about, as the same party sees it."""
    return ActFor(action.session, action.as_mentor)


@dataclass(frozen=True, slots=True)
class PressFor:
    """Press one of the party's buttons for them; `what` it means is written as by `bot.deputies.inner`."""

    spec: ClassVar = Spec("xq", roles=ADMINS, about=as_they_see_it)
    session: int
    as_mentor: bool
    what: str


@dataclass(frozen=True, slots=True)
class FillFor:
    """Fill in one of the party's forms for them."""

    spec: ClassVar = Spec("xg", roles=ADMINS, about=as_they_see_it)
    session: int
    as_mentor: bool
    what: str


Presses = ActFor | PressFor
Forms = FillFor
