"""Who came, and what is said about it afterwards."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Dispute:
    """What a party objects to about a session, for an admin to decide; instants are aware UTC.

    Of a NO_SHOW, `absent` is who is said not to have come; None: it is said that the session took place.
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
