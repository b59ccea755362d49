"""What is found where an installation is examined."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How grave it is: a warning lets the bot work, a fault keeps something from working."""

    WELL = "well"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `mend` says what to do where it is not well. For operators, in English."""

    subject: str
    state: State
    said: str
    mend: str = ""


def well(subject: str, said: str) -> Finding:
    """All right."""
    return Finding(subject, State.WELL, said)


def warning(subject: str, said: str, mend: str) -> Finding:
    """It works, and will not always."""
    return Finding(subject, State.WARNING, said, mend)


def fault(subject: str, said: str, mend: str) -> Finding:
    """It does not work."""
    return Finding(subject, State.FAULT, said, mend)
