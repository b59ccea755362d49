"""What a button can mean about the life of a session: moving it, another mentor, what is said afterwards."""

from dataclasses import dataclass
from datetime import date, datetime

# --- a booking that its mentor has to accept


@dataclass(frozen=True, slots=True)
class AcceptBooking:
    """Take a requested session on."""

    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class DeclineBooking:
    """Turn a requested session down (opens a form)."""

    session: int
    revision: int


# --- moving a session


@dataclass(frozen=True, slots=True)
class PickTime:
    """The mentor's free times to move a session to, or to counter with, in the week that begins at `first`."""

    session: int
    first: date | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ProposeTime:
    """Ask for this time, or counter with it, where `turn` proposals were made (opens a form)."""

    session: int
    revision: int
    turn: int
    start: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class LetThemChoose:
    """Ask the mentee to choose another time (opens a form)."""

    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class AcceptTime:
    """Agree to what is on the table."""

    request: int
    turn: int


@dataclass(frozen=True, slots=True)
class DeclineTime:
    """Leave the session as it was."""

    request: int
    turn: int


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """Take one's own request back."""

    request: int
    turn: int


@dataclass(frozen=True, slots=True)
class CancelInstead:
    """Cancel the session with a full refund, in answer to a mentor's request (opens a form)."""

    request: int
    turn: int


RescheduleAction = (
    PickTime | ProposeTime | LetThemChoose | AcceptTime | DeclineTime | WithdrawRequest | CancelInstead
)

# --- another mentor


@dataclass(frozen=True, slots=True)
class KeepReplacement:
    """Go on with the mentor who was found."""

    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class BrowseReplacements:
    """Other mentors for the session, by page."""

    session: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class ReplacementWeek:
    """Another mentor's free times for the session, in the week that begins at `first`."""

    session: int
    mentor: int
    first: date | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ChooseReplacement:
    """Go on with this mentor at this time."""

    session: int
    revision: int
    mentor: int
    start: datetime


@dataclass(frozen=True, slots=True)
class CancelUnreplaced:
    """Cancel with a full refund, because the mentor cancelled (opens a form)."""

    session: int
    revision: int


ReplacementAction = (
    KeepReplacement | BrowseReplacements | ReplacementWeek | ChooseReplacement | CancelUnreplaced
)

# --- one's own session


@dataclass(frozen=True, slots=True)
class EditSession:
    """Change title, description, meeting or place (opens a form)."""

    session: int
    revision: int


# --- afterwards


@dataclass(frozen=True, slots=True)
class GiveFeedback:
    """Say how the session was (opens a form)."""

    session: int


@dataclass(frozen=True, slots=True)
class WriteNote:
    """The mentor's private note about a session (opens a form)."""

    session: int


@dataclass(frozen=True, slots=True)
class TookPlace:
    """Say that the session took place."""

    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class ReportAbsent:
    """Say that the other one did not come (opens a form)."""

    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class NeitherCame:
    """Say that the session did not take place at all."""

    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class ObjectNoShow:
    """Say that one did come (opens a form)."""

    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class ShowDisputes:
    """What admins have to decide, by page."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowDispute:
    """One of these, also when it is decided."""

    dispute: int


@dataclass(frozen=True, slots=True)
class UpholdDispute:
    """Decide that it is so: the absent one did not come."""

    dispute: int


@dataclass(frozen=True, slots=True)
class DismissDispute:
    """Decide that it is not so."""

    dispute: int


AftermathAction = (
    GiveFeedback
    | WriteNote
    | TookPlace
    | ReportAbsent
    | NeitherCame
    | ObjectNoShow
    | ShowDisputes
    | ShowDispute
    | UpholdDispute
    | DismissDispute
)

# --- a mentor's schedule, and everybody's week


@dataclass(frozen=True, slots=True)
class ShowSchedule:
    """The mentor's totals and week that begins at `first`; None: this week."""

    first: date | None = None


@dataclass(frozen=True, slots=True)
class ShowScheduleList:
    """The mentor's sessions as a list, by page."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowMentees:
    """The mentor's mentees, by page."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowMyWeek:
    """One's own sessions as a week, with a picture."""

    first: date | None = None


ScheduleAction = ShowSchedule | ShowScheduleList | ShowMentees | ShowMyWeek

# --- the rules


@dataclass(frozen=True, slots=True)
class ShowPolicies:
    """The rules in force, as they concern the reader."""


@dataclass(frozen=True, slots=True)
class ShowAllPolicies:
    """Every rule in force, for admins."""


@dataclass(frozen=True, slots=True)
class PreviewPreset:
    """What a ready-made set of rules would change."""

    preset: str


@dataclass(frozen=True, slots=True)
class UsePreset:
    """Put a ready-made set of rules in force."""

    preset: str


PolicyAction = ShowPolicies | ShowAllPolicies | PreviewPreset | UsePreset
ConfirmAction = AcceptBooking | DeclineBooking

LifeAction = (
    ConfirmAction
    | RescheduleAction
    | ReplacementAction
    | EditSession
    | AftermathAction
    | ScheduleAction
    | PolicyAction
)
LifeFormAction = (
    DeclineBooking
    | ProposeTime
    | LetThemChoose
    | CancelInstead
    | CancelUnreplaced
    | EditSession
    | GiveFeedback
    | WriteNote
    | ReportAbsent
    | ObjectNoShow
)
