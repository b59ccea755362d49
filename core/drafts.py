"""Half-filled forms: rows, so that a restart or another process continues the talk."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

IN_WINDOW = -1


class DraftKind(StrEnum):
    """Of each kind a person has one at a time."""

    FORM = "form"
    """Being filled in."""
    CHANGE = "change"
    """A change of hours that has been shown and is not saved yet."""
    ACT = "act"
    """What an admin is about to do to a session, shown and not confirmed yet."""
    DECISION = "decision"
    """What an admin is about to decide about people, shown and not confirmed yet."""
    FILES = "files"
    """Files that were sent, until it is known for which report."""
    ALBUM = "album"
    """Files that were sent together and arrive one by one: `place` is where their one answer stands."""
    REQUEST = "request"
    """What was asked for before the time zone was known: `purpose` is the delivery's body as JSON."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that a person has open.

    `purpose` is the token of the action the form serves; `values` what is filled in so far; `asked` the place of
    the field being asked where a form is a sequence of questions, `IN_WINDOW` where it is none; `place` the JSON of
    where the answer goes.
    """

    id: int
    person: int
    purpose: str
    opened_at: datetime
    place: str
    values: dict[str, str] = field(default_factory=dict)
    asked: int = 0
    kind: DraftKind = DraftKind.FORM


@dataclass(slots=True)
class Submission:
    """A form that is being sent in; `closed` once the transaction that carries it out has closed it."""

    draft: Draft
    closed: bool = False
