"""Refusals of any subject: facts that a person can act on.

Each carries what its next step needs; the words are elsewhere. Every refusal has a phrase in a `refusals` module of the
bot, and a test proves it.
"""

from dataclasses import dataclass
from typing import ClassVar


class Refusal(Exception):  # noqa: N818 (it is not an error: the answer is no, with a reason)
    """The request was understood and cannot be done; nothing has changed.

    `moved_on`: it could be done when the button was made; a second press, or somebody was faster.
    """

    moved_on: ClassVar[bool] = False


@dataclass
class NotFound(Refusal):
    """There is no such thing, or it is not this person's: the two look the same. `what` is a code."""

    what: str


@dataclass
class Missing(Refusal):
    """A required field was left empty."""

    field: str


@dataclass
class TooLong(Refusal):
    """A text is longer than its field takes."""

    field: str
    limit: int
    length: int


@dataclass
class TooFast(Refusal):
    """More of this than the limit allows; `seconds` until it is possible again."""

    seconds: int
