"""Refusals about bookings that a mentor has to accept."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.errors.common import Refusal


@dataclass
class Unaccepted(Refusal):
    """The session is a request, which its mentor has to accept or decline first."""

    moved_on: ClassVar = True
    session: int


@dataclass
class ConfirmTooLate(Refusal):
    """A booking could be accepted or declined until `until`."""

    session: int
    until: datetime
