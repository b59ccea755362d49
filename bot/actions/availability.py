"""What a button can mean about a mentor's availability."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ShowAvailability:
    """The mentor's own week and exceptions."""


@dataclass(frozen=True, slots=True)
class EditDay:
    """Change the hours of a weekday, Monday 0 (opens a form)."""

    weekday: int


@dataclass(frozen=True, slots=True)
class AddException:
    """Block or open dates (opens a form)."""


@dataclass(frozen=True, slots=True)
class RemoveException:
    """Take an exception back."""

    exception: int


@dataclass(frozen=True, slots=True)
class EditRules:
    """Change usual length, buffer, notice, horizon, weekly maximum, time zone and ways (opens a form)."""


@dataclass(frozen=True, slots=True)
class UseTemplate:
    """Replace the week by a ready-made one: weekdays, evenings or weekends."""

    template: str


@dataclass(frozen=True, slots=True)
class TypeHours:
    """Type hours and days off as text, the week as it is to begin with (opens a form)."""


@dataclass(frozen=True, slots=True)
class ShowOffered:
    """What mentees are offered of the mentor's own time in the week that begins at `first`; None: from now."""

    first: date | None = None


@dataclass(frozen=True, slots=True)
class PreviewAvailability:
    """What a change that is not saved yet would do; `change` is its draft."""

    change: int


@dataclass(frozen=True, slots=True)
class SaveAvailability:
    """Put a change in force that was previewed."""

    change: int


@dataclass(frozen=True, slots=True)
class DiscardAvailability:
    """Give a change up."""

    change: int


@dataclass(frozen=True, slots=True)
class ChangeAgain:
    """Go back to where a change came from, with what was filled in there."""

    change: int


@dataclass(frozen=True, slots=True)
class CancelOutside:
    """Cancel a session that a change would leave outside the hours (opens a form), then preview again."""

    change: int
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class ShowCalendars:
    """The mentor's connected calendars."""


@dataclass(frozen=True, slots=True)
class ConnectCalendar:
    """Connect a calendar by its address (opens a form)."""


@dataclass(frozen=True, slots=True)
class RemoveCalendar:
    """Forget a calendar and its busy times."""

    calendar: int


@dataclass(frozen=True, slots=True)
class EditMentorProfile:
    """Change headline, bio and tags (opens a form)."""


@dataclass(frozen=True, slots=True)
class SetAccepting:
    """Accept new sessions, or pause."""

    accepting: bool


AvailabilityAction = (
    ShowAvailability
    | EditDay
    | AddException
    | RemoveException
    | EditRules
    | UseTemplate
    | TypeHours
    | ShowOffered
    | PreviewAvailability
    | SaveAvailability
    | DiscardAvailability
    | ChangeAgain
    | CancelOutside
    | ShowCalendars
    | ConnectCalendar
    | RemoveCalendar
    | EditMentorProfile
    | SetAccepting
)
