"""Who came, and what is said about it afterwards."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.ids import code_of


class Absent(StrEnum):
    """Who did not come."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    BOTH = "both"


class DisputeStatus(StrEnum):
    """How far a dispute has come."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"


UNDECIDED = frozenset({DisputeStatus.OPEN, DisputeStatus.IN_PROGRESS})


class Priority(StrEnum):
    """How urgent a dispute is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"


class Category(StrEnum):
    """What a dispute is about."""

    NO_SHOW = "no_show"
    QUALITY = "quality"
    BEHAVIOUR = "behaviour"
    TECHNICAL = "technical"
    REFUND = "refund"
    OTHER = "other"


class Resolution(StrEnum):
    """What was done about a dispute."""

    REFUND_ISSUED = "refund_issued"
    WARNING_SENT = "warning_sent"
    ACCOUNT_SUSPENDED = "account_suspended"
    SESSION_RESCHEDULED = "session_rescheduled"
    NO_ACTION = "no_action"


@dataclass(frozen=True, slots=True)
class Dispute:
    """What a party objects to about a session, for an admin to decide; instants are aware UTC.

    It is a report of a problem (`is_report`), or about who came: then `absent` is who is said not to have come; None:
    it is said that the session took place. A report keeps the `mentor` of then, its `reason` in a line and its
    `links`. Nobody but admins reads `notes`; both parties read `words`. `alarm_at` is when admins are
    alarmed again, where nobody has taken it by then.
    """

    id: int
    session: int
    by: int
    category: Category
    description: str
    opened_at: datetime
    priority: Priority = Priority.MEDIUM
    status: DisputeStatus = DisputeStatus.OPEN
    closed_at: datetime | None = None
    closed_by: int | None = None
    absent: Absent | None = None
    is_report: bool = False
    mentor: int | None = None
    reason: str = ""
    links: tuple[str, ...] = ()
    assigned_to: int | None = None
    resolution: Resolution | None = None
    notes: str = ""
    words: str = ""
    alarm_at: datetime | None = None

    @property
    def code(self) -> str:
        """What people type for it."""
        return code_of(self.id, "D")

    @property
    def is_undecided(self) -> bool:
        """Whether nobody has ended it."""
        return self.status in UNDECIDED


class Step(StrEnum):
    """What happened to a dispute."""

    OPENED = "opened"
    TAKEN = "taken"
    GIVEN = "given"
    PRIORITY = "priority"
    ASKED = "asked"
    ANSWERED = "answered"
    ADDED = "added"  # words of the reporter's
    FILES = "files"
    ALARMED = "alarmed"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # the rule has decided, since nobody had in time


@dataclass(frozen=True, slots=True)
class DisputeEvent:
    """One step of a dispute: by whom (None: by itself), why or with which `words`.

    `person` is who it was given to or who was asked, `code` the priority, the resolution or a number.
    """

    id: int
    dispute: int
    step: Step
    at: datetime
    by: int | None = None
    words: str = ""
    person: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a mentee says about a session, once: two marks from 1 to 5, and words."""

    session: int
    mentor: int
    mentee: int
    overall: int
    usefulness: int
    comment: str
    at: datetime
