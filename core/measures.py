"""What admins decide about a person: warned, suspended, restored."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Measure(StrEnum):
    """What was decided."""

    WARN = "warn"
    SUSPEND = "suspend"
    RESTORE = "restore"


AUDITED = {
    Measure.WARN: "MEMBER_WARNED",
    Measure.SUSPEND: "MEMBER_SUSPENDED",
    Measure.RESTORE: "MEMBER_RESTORED",
}
"""The names in the audit log."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of an admin's about a person, with its reason; the person reads the reason."""

    id: int
    person: int
    by: int
    measure: Measure
    reason: str
    at: datetime
