"""Refusals about mentors."""

from dataclasses import dataclass

from core.errors.common import Refusal
from core.people import Person


@dataclass
class MentorNotFound(Refusal):
    """No mentor of that name; `near` are names that come close."""

    query: str
    near: tuple[str, ...] = ()


@dataclass
class SeveralMentors(Refusal):
    """The text fits several mentors."""

    query: str
    mentors: tuple[Person, ...]


@dataclass
class NotMentor(Refusal):
    """Only mentors may do this."""


@dataclass
class OwnMentor(Refusal):
    """Nobody books themselves."""


@dataclass
class MentorNotBookable(Refusal):
    """The mentor takes no sessions now. `why` is inactive, unverified, paused or suspended."""

    name: str
    why: str
