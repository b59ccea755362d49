"""What a button can mean about looking around among councils."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.actions.spec import Spec


@dataclass(frozen=True, slots=True)
class ShowCouncils:
    """The councils ahead that concern the person, or those that are over, by page."""

    spec: ClassVar = Spec(
        "cl", typed=lambda it: None if it.page else "council past" if it.past else "council"
    )
    page: int = 0
    past: bool = False


@dataclass(frozen=True, slots=True)
class ShowCouncil:
    """One council, as far as the person may see it."""

    spec: ClassVar = Spec("c", typed="council {council}")
    council: int


def its_council(action: Any) -> ShowCouncil:
    """The council that an action is about."""
    return ShowCouncil(action.council)


@dataclass(frozen=True, slots=True)
class ShowBoard:
    """What each mentor has answered, and the private notes, for coordinators."""

    spec: ClassVar = Spec("cb", typed="council {council} answers")
    council: int


@dataclass(frozen=True, slots=True)
class WriteCouncilNote:
    """Write a private note for coordinators (opens a form)."""

    spec: ClassVar = Spec("cbn", typed="council {council} note", about=lambda it: ShowBoard(it.council))
    council: int


Presses = ShowCouncils | ShowCouncil | ShowBoard
Forms = WriteCouncilNote
