"""What a button can mean. An action is a value; `bot.tokens` writes it on a button and reads it back."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.council_actions import CouncilAction
from bot.life_actions import LifeAction
from core.people import Plan, Role

# --- looking around


@dataclass(frozen=True, slots=True)
class ShowHelp:
    """What the bot can do, or how one command is used."""

    topic: str = ""


@dataclass(frozen=True, slots=True)
class ShowProfile:
    """The person's own settings."""


@dataclass(frozen=True, slots=True)
class EditQuiet:
    """Say when to be left in peace (opens a form)."""


@dataclass(frozen=True, slots=True)
class AskZone:
    """Offer time zones, or ask for one."""


@dataclass(frozen=True, slots=True)
class SetZone:
    """Live in this IANA zone from now on."""

    zone: str


# --- booking


@dataclass(frozen=True, slots=True)
class BrowseMentors:
    """The list of mentors, by page (0 first), narrowed by a search text; `soonest` is who is free first."""

    page: int = 0
    search: str = ""
    soonest: bool = False


@dataclass(frozen=True, slots=True)
class FilterMentors:
    """Narrow the list by topic and rate (opens a form)."""

    search: str = ""
    soonest: bool = False


@dataclass(frozen=True, slots=True)
class WhoIsFree:
    """The mentors who can be booked at a time, by page, narrowed by a search text."""

    at: datetime
    search: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class SearchMentors:
    """Ask for a name or topic to search mentors by (opens a form)."""


@dataclass(frozen=True, slots=True)
class ShowWeek:
    """A mentor's free times in the week that begins at `first`; `day` is open. None: the first that has any."""

    mentor: int
    first: date | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class TakeSlot:
    """Hold a time of a mentor."""

    mentor: int
    start: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Describe:
    """Say what the held session is about (opens a form)."""

    hold: int


@dataclass(frozen=True, slots=True)
class Review:
    """Look at what would be booked."""

    hold: int


@dataclass(frozen=True, slots=True)
class ConfirmBooking:
    """Book what is held."""

    hold: int


@dataclass(frozen=True, slots=True)
class LeaveBooking:
    """Let go of what is held."""

    hold: int


# --- sessions


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


# --- a mentor's availability


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


# --- running the programme


@dataclass(frozen=True, slots=True)
class ShowMembers:
    """All members, by page."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowMember:
    """One member's roles and plan."""

    person: int


@dataclass(frozen=True, slots=True)
class GrantRole:
    """Give a member a role."""

    person: int
    role: Role


@dataclass(frozen=True, slots=True)
class RevokeRole:
    """Take a role from a member."""

    person: int
    role: Role


@dataclass(frozen=True, slots=True)
class SetPlan:
    """Put a member on a plan."""

    person: int
    plan: Plan


@dataclass(frozen=True, slots=True)
class ShowFailed:
    """Messages that could not be delivered, by page."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class RetryNotice:
    """Send one of them again."""

    notice: int


@dataclass(frozen=True, slots=True)
class DismissNotice:
    """Put one of them aside."""

    notice: int


# --- forms


@dataclass(frozen=True, slots=True)
class OpenForm:
    """Open a form afresh, with what was filled in before."""

    draft: int


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """Choose an option (by its place) for a field (by its place) of a form asked question by question."""

    draft: int
    field: int
    option: int


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """Leave a field as it is, or empty where it may be, and go on."""

    draft: int
    field: int


@dataclass(frozen=True, slots=True)
class KeepRest:
    """Leave all remaining fields as they are and send the form in."""

    draft: int


@dataclass(frozen=True, slots=True)
class PreviousQuestion:
    """Go back to the field before `field`."""

    draft: int
    field: int


@dataclass(frozen=True, slots=True)
class LeaveForm:
    """Give the form up."""

    draft: int


Action = (
    ShowHelp
    | ShowProfile
    | EditQuiet
    | AskZone
    | SetZone
    | BrowseMentors
    | SearchMentors
    | FilterMentors
    | WhoIsFree
    | ShowWeek
    | TakeSlot
    | Describe
    | Review
    | ConfirmBooking
    | LeaveBooking
    | ShowSessions
    | ShowSession
    | CancelSession
    | JoinSession
    | ShowAvailability
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
    | ShowMembers
    | ShowMember
    | GrantRole
    | RevokeRole
    | SetPlan
    | ShowFailed
    | RetryNotice
    | DismissNotice
    | OpenForm
    | AnswerQuestion
    | KeepAnswer
    | KeepRest
    | PreviousQuestion
    | LeaveForm
    | LifeAction
    | CouncilAction
)
