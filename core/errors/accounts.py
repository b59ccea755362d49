"""Refusals about accounts that are to be one member's."""

from dataclasses import dataclass
from typing import ClassVar

from core.errors.common import Refusal


@dataclass
class WrongLinkCode(Refusal):
    """Nobody was given this code; `left` is how often they may try still."""

    left: int


@dataclass
class LinkCodeOver(Refusal):
    """The code has been used, replaced or typed where others read, or its time is over."""


@dataclass
class TooManyLinkCodes(Refusal):
    """They have tried as many codes as they may in `minutes`."""

    tries: int
    minutes: int


@dataclass
class OwnLinkCode(Refusal):
    """They have entered the code in the account in which they asked for it, or in one that is linked already."""


@dataclass
class LinkCodeInPublic(Refusal):
    """They have typed a code where others may read it: nobody can enter it any more."""


@dataclass
class LinkBlocked(Refusal):
    """Something has to be settled before the two accounts are one."""

    moved_on: ClassVar[bool] = True


@dataclass
class LinkUndecided(Refusal):
    """They have to choose first what stays."""

    moved_on: ClassVar[bool] = True


@dataclass
class LinkChanged(Refusal):
    """Something has changed since the preview that they agree to was shown."""

    moved_on: ClassVar[bool] = True


@dataclass
class LinkOver(Refusal):
    """The two are linked already, one side has refused, or the time to agree is over."""

    joined: bool
    moved_on: ClassVar[bool] = True


@dataclass
class NoSuchAccount(Refusal):
    """They have no account on this platform."""

    platform: str


@dataclass
class OnlyAccount(Refusal):
    """There is no other account that could keep what is theirs."""

    moved_on: ClassVar[bool] = True
