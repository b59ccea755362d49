"""Refusals about mail."""

from dataclasses import dataclass

from core.errors.common import Refusal


@dataclass
class MailOff(Refusal):
    """No mail is sent here."""


@dataclass
class NoMailAddress(Refusal):
    """Nothing is mailed to them: no address is known, it takes no mail, or they have switched mail off."""


@dataclass
class BadMailAddress(Refusal):
    """Mail cannot go to what was given; `problem` is a `core.mail.AddressProblem`."""

    address: str
    problem: str


@dataclass
class NoCode(Refusal):
    """No code waits to be typed: none was asked for, or its time or its tries are over."""


@dataclass
class WrongCode(Refusal):
    """It is another code; `left` is how often one may be typed still."""

    left: int


@dataclass
class TooManyCodes(Refusal):
    """They have asked for as many codes as they may in a day."""

    allowed: int
