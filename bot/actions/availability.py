"""What a button can mean about a mentor's availability."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from bot.actions.spec import MENTORS, Spec


@dataclass(frozen=True, slots=True)
class ShowAvailability:
    """The mentor's own week and exceptions."""

    spec: ClassVar = Spec("a", roles=MENTORS, typed="availability")


def its_hours(_action: Any) -> ShowAvailability:
    """The availability that an action changes."""
    return ShowAvailability()


@dataclass(frozen=True, slots=True)
class ConfirmHours:
    """Be booked in the hours as they are; a new mentor cannot be booked before."""

    spec: ClassVar = Spec("ay", roles=MENTORS, typed="availability confirm", about=its_hours)


@dataclass(frozen=True, slots=True)
class EditDay:
    """Change the hours of a weekday, Monday 0 (opens a form)."""

    spec: ClassVar = Spec("ad", roles=MENTORS, about=its_hours)
    weekday: int


@dataclass(frozen=True, slots=True)
class AddException:
    """Block or open dates (opens a form)."""

    spec: ClassVar = Spec("ae", roles=MENTORS, about=its_hours)


@dataclass(frozen=True, slots=True)
class RemoveException:
    """Take an exception back."""

    spec: ClassVar = Spec("ax", roles=MENTORS, about=its_hours)
    exception: int


@dataclass(frozen=True, slots=True)
class EditRules:
    """Change usual length, buffer, notice, horizon, weekly maximum, time zone and ways (opens a form)."""

    spec: ClassVar = Spec("ar", roles=MENTORS, about=its_hours)


@dataclass(frozen=True, slots=True)
class UseTemplate:
    """Replace the week by a ready-made one: weekdays, evenings or weekends."""

    spec: ClassVar = Spec("at", roles=MENTORS, typed="availability {template}", about=its_hours)
    template: str


@dataclass(frozen=True, slots=True)
class TypeHours:
    """Type hours and days off as text, the week as it is to begin with (opens a form)."""

    spec: ClassVar = Spec("aw", roles=MENTORS, about=its_hours)


@dataclass(frozen=True, slots=True)
class TakeHours:
    """Preview hours that were typed, as they were meant."""

    spec: ClassVar = Spec("ah", roles=MENTORS, typed="availability {text}", about=its_hours)
    text: str


@dataclass(frozen=True, slots=True)
class MoveHours:
    """Mean the hours in this IANA zone from now on, wall time for wall time."""

    spec: ClassVar = Spec("az", roles=MENTORS, typed="availability zone {zone}", about=its_hours)
    zone: str


@dataclass(frozen=True, slots=True)
class ShowOffered:
    """What mentees are offered of the mentor's own time in the week that begins at `first`; None: from now."""

    spec: ClassVar = Spec(
        "ao", roles=MENTORS, typed=lambda it: None if it.first else "availability preview"
    )
    first: date | None = None


@dataclass(frozen=True, slots=True)
class PreviewAvailability:
    """What a change that is not saved yet would do; `change` is its draft."""

    spec: ClassVar = Spec("av", about=its_hours)
    change: int


@dataclass(frozen=True, slots=True)
class SaveAvailability:
    """Put a change in force that was previewed."""

    spec: ClassVar = Spec("avs", typed="availability save", about=its_hours)
    change: int


@dataclass(frozen=True, slots=True)
class DiscardAvailability:
    """Give a change up."""

    spec: ClassVar = Spec("avd", typed="availability discard", about=its_hours)
    change: int


@dataclass(frozen=True, slots=True)
class ChangeAgain:
    """Go back to where a change came from, with what was filled in there."""

    spec: ClassVar = Spec("avc", about=its_hours)
    change: int


@dataclass(frozen=True, slots=True)
class CancelOutside:
    """Cancel a session that a change would leave outside the hours (opens a form), then preview again."""

    spec: ClassVar = Spec("avx", roles=MENTORS, about=lambda it: PreviewAvailability(it.change))
    change: int
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class EditMentorProfile:
    """Change headline, bio and tags (opens a form)."""

    spec: ClassVar = Spec("ap", roles=MENTORS, about=its_hours)


@dataclass(frozen=True, slots=True)
class SetAccepting:
    """Accept new sessions, or pause."""

    spec: ClassVar = Spec("aa", roles=MENTORS, about=its_hours)
    accepting: bool


Presses = (
    ShowAvailability
    | ConfirmHours
    | RemoveException
    | UseTemplate
    | TakeHours
    | MoveHours
    | ShowOffered
    | PreviewAvailability
    | SaveAvailability
    | DiscardAvailability
    | ChangeAgain
    | SetAccepting
)
Forms = EditDay | AddException | EditRules | TypeHours | CancelOutside | EditMentorProfile
