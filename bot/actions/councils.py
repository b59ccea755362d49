"""What a button can mean about councils: calling one, asking its mentors, deciding, taking part."""

from dataclasses import dataclass
from datetime import date, datetime

from core.councils import Answer

# --- looking around


@dataclass(frozen=True, slots=True)
class ShowCouncils:
    """The councils ahead that concern the person, or those that are over, by page."""

    page: int = 0
    past: bool = False


@dataclass(frozen=True, slots=True)
class ShowCouncil:
    """One council, as far as the person may see it."""

    council: int


@dataclass(frozen=True, slots=True)
class ShowBoard:
    """What each mentor has answered, and the private notes, for coordinators."""

    council: int


@dataclass(frozen=True, slots=True)
class WriteCouncilNote:
    """Write a private note for coordinators (opens a form)."""

    council: int


LookingAction = ShowCouncils | ShowCouncil | ShowBoard | WriteCouncilNote

# --- putting one together


@dataclass(frozen=True, slots=True)
class CallCouncil:
    """Begin a new council (opens a form)."""


@dataclass(frozen=True, slots=True)
class DescribeCouncil:
    """Change what a council is about, and its numbers (opens a form)."""

    council: int
    revision: int


@dataclass(frozen=True, slots=True)
class PickMentors:
    """Mentors who fit what is wanted, best first, by page; those who are in it are marked."""

    council: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class TakeMentor:
    """Take a mentor in, or ask one more; `page` is of the list."""

    council: int
    revision: int
    mentor: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class DropMentor:
    """Leave a mentor out, as long as nobody has been asked."""

    council: int
    revision: int
    mentor: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class NameMentor:
    """Take in a mentor by name (opens a form)."""

    council: int
    revision: int


@dataclass(frozen=True, slots=True)
class AppointLead:
    """Let a mentor lead; None: nobody does."""

    council: int
    revision: int
    mentor: int | None


@dataclass(frozen=True, slots=True)
class PickTimes:
    """Good times out of the mentors' availability from `first` on; those that are proposed are marked."""

    council: int
    first: date | None = None


@dataclass(frozen=True, slots=True)
class AddTime:
    """Propose a time."""

    council: int
    revision: int
    start: datetime


@dataclass(frozen=True, slots=True)
class DropTime:
    """Propose a time no longer."""

    council: int
    revision: int
    start: datetime


@dataclass(frozen=True, slots=True)
class TypeTimes:
    """Type the times to propose (opens a form)."""

    council: int
    revision: int


@dataclass(frozen=True, slots=True)
class OpenPoll:
    """Ask the mentors."""

    council: int
    revision: int


CallingAction = (
    CallCouncil
    | DescribeCouncil
    | PickMentors
    | TakeMentor
    | DropMentor
    | NameMentor
    | AppointLead
    | PickTimes
    | AddTime
    | DropTime
    | TypeTimes
    | OpenPoll
)

# --- a mentee's own: a common time, at once


@dataclass(frozen=True, slots=True)
class FindTime:
    """When all of the mentors can, between two dates (None: as soon and as far as can be booked)."""

    council: int
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class ChooseWindow:
    """Say between which dates (opens a form)."""

    council: int


@dataclass(frozen=True, slots=True)
class ConveneAt:
    """Have it at this time, with those of the mentors who are free."""

    council: int
    revision: int
    start: datetime


@dataclass(frozen=True, slots=True)
class SwapMentor:
    """Take a mentor in place of another."""

    council: int
    revision: int
    leaving: int
    coming: int


@dataclass(frozen=True, slots=True)
class OpenToOthers:
    """Let other mentees register, or no longer."""

    council: int
    revision: int
    opened: bool


OwnCouncilAction = FindTime | ChooseWindow | ConveneAt | SwapMentor | OpenToOthers

# --- the mentors' answers


@dataclass(frozen=True, slots=True)
class ShowPoll:
    """The times that are proposed, with the mentor's own answers."""

    council: int


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """Say whether one can at a proposed time."""

    council: int
    time: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class AnswerAll:
    """Say the same to all proposed times."""

    council: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class AnswerHours:
    """Say from when until when one can on the days proposed (opens a form)."""

    council: int


@dataclass(frozen=True, slots=True)
class SuggestTime:
    """Suggest another time (opens a form)."""

    council: int


@dataclass(frozen=True, slots=True)
class SuggestThis:
    """Suggest this time."""

    council: int
    start: datetime


@dataclass(frozen=True, slots=True)
class ExplainConflict:
    """Explain to the coordinator what stands against it (opens a form)."""

    council: int


PollAction = ShowPoll | AnswerTime | AnswerAll | AnswerHours | SuggestTime | SuggestThis | ExplainConflict

# --- the coordinator's decision


@dataclass(frozen=True, slots=True)
class ShowWaysOut:
    """What the coordinator can do when no time is feasible, or before all have answered."""

    council: int


@dataclass(frozen=True, slots=True)
class ExtendPoll:
    """Ask for some hours more; with `start` also about another time."""

    council: int
    revision: int
    hours: int
    start: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReviewTime:
    """What it would mean to choose this time by hand."""

    council: int
    start: datetime


@dataclass(frozen=True, slots=True)
class ChooseTime:
    """Choose this time by hand."""

    council: int
    revision: int
    start: datetime


@dataclass(frozen=True, slots=True)
class CancelCouncil:
    """Call the council off (opens a form)."""

    council: int
    revision: int


DecidingAction = ShowWaysOut | ExtendPoll | ReviewTime | ChooseTime | CancelCouncil

# --- taking part


@dataclass(frozen=True, slots=True)
class Register:
    """Take a place with goals and questions, or change these (opens a form)."""

    council: int


@dataclass(frozen=True, slots=True)
class LeaveCouncil:
    """Give one's place up; asked first unless `sure`."""

    council: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class DropOut:
    """Leave a confirmed council as its mentor (opens a form)."""

    council: int
    revision: int


@dataclass(frozen=True, slots=True)
class JoinCouncil:
    """Ask for the meeting link, and be recorded as having come."""

    council: int


TakingPartAction = Register | LeaveCouncil | DropOut | JoinCouncil

CouncilAction = (
    LookingAction | CallingAction | OwnCouncilAction | PollAction | DecidingAction | TakingPartAction
)
CouncilFormAction = (
    WriteCouncilNote
    | CallCouncil
    | DescribeCouncil
    | NameMentor
    | TypeTimes
    | ChooseWindow
    | AnswerHours
    | SuggestTime
    | ExplainConflict
    | CancelCouncil
    | Register
    | DropOut
)
