"""Refusals about mentors."""

from dataclasses import dataclass
from typing import ClassVar

from core.errors.common import Refusal
from core.mentors import Mentor
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
    """The mentor takes no sessions now. `why` is a hindrance of `core.mentors.Mentor`.

    It is asks_first where the session cannot be given to one who accepts each booking first.
    """

    name: str
    why: str


@dataclass
class NoMentorYet(Refusal):
    """A mentor's settings were asked for of somebody who is none."""

    person: Person


@dataclass
class SettingRefused(Refusal):
    """A setting of a mentor's cannot be that. `problem` is a code, `text` what was typed."""

    field: str
    problem: str
    text: str = ""


@dataclass
class SettingMoved(Refusal):
    """Somebody else has changed a setting since the form was opened: `mentor` is as it is now."""

    field: str
    mentor: Mentor


@dataclass
class RateUnclear(Refusal):
    """What was typed is no price of a session; `readings` are (minor units, currency) where it can be several."""

    text: str
    problem: str
    currency: str
    mentor: int
    readings: tuple[tuple[int, str], ...] = ()
    field: ClassVar[str] = "rate"


@dataclass
class RateBetweenSteps(Refusal):
    """Who takes the payment counts this currency in steps of so many minor units."""

    step: int
    currency: str
    field: ClassVar[str] = "rate"
